import type { TextDocument } from 'vscode-languageserver-textdocument'
import { createLinker } from '../core/linking/linker.ts'
import type { FileSurroundings, Linker } from '../core/linking/linker.ts'
import type { Settings } from '../core/model/settings.ts'
import type { Host } from '../workspace/host.ts'
import { linkedFiles } from '../workspace/linked-files.ts'
import type { LinkedFiles } from '../workspace/linked-files.ts'
import { diskPathOf } from './folders.ts'
import type { Located } from './folders.ts'
import { reader } from './read-files.ts'

/** What the files of each workspace folder tell about one another: as they are in the editor where they are open, else on disk. */
export interface Links {
  /** Undefined for a document outside of all folders, and where nothing can be read. */
  surroundingsOf(located: Located, settings: Settings): FileSurroundings | undefined
  /** The text of a file has changed; gives whether the files that looked at it may have to be analysed anew. */
  changed(located: Located): boolean
  /** A file has come or gone, or it tells where modules are. */
  moved(located: Located): void
  /** Forgets everything, as when settings have changed. */
  clear(): void
}

interface Linked {
  readonly files: LinkedFiles
  readonly linker: Linker
}

export function createLinks(open: () => readonly TextDocument[], host: Host): Links {
  const linked = new Map<string, Linked>()
  const known = ({ folder }: Located): Linked | undefined => (folder ? linked.get(folder.uri) : undefined)
  return {
    surroundingsOf(located, settings) {
      const { folder, root, path } = located
      const onDisk = diskPathOf(root)
      if (!folder || onDisk === undefined) return undefined
      let found = linked.get(folder.uri)
      if (!found) {
        const files = linkedFiles(onDisk, (other) => reader(located, open(), host)(other), host)
        found = { files, linker: createLinker(files, settings) }
        linked.set(folder.uri, found)
      }
      return found.linker.surroundingsOf(path)
    },
    changed: (located) => known(located)?.linker.changed(located.path) ?? false,
    moved(located) {
      const found = known(located)
      found?.files.forget(located.path)
      found?.linker.moved(located.path)
    },
    clear: () => linked.clear(),
  }
}

/** Whether a file tells where modules are: its change may move any of them. */
export function tellsOfModules(uri: string): boolean {
  return /\/(?:[tj]sconfig[^/]*|package)\.json$/.test(uri)
}

/** The watched files, besides the settings. */
export const LINKED_GLOBS: readonly string[] = ['**/*.{py,pyi,js,jsx,mjs,cjs,ts,tsx,mts,cts}', '**/{tsconfig*,jsconfig*,package}.json']
