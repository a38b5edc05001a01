import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { ListFolder, ReadFile } from '../core/model/replacement.ts'
import type { Host } from '../workspace/host.ts'
import { linkedFiles } from '../workspace/linked-files.ts'
import { textReader } from '../workspace/text-reader.ts'
import { diskPathOf, normalised, uriOf } from './folders.ts'
import type { Located } from './folders.ts'

/** Lists folders around a document, each once; undefined where no folder of the workspace holds the document, so that what else lies there is not looked at. */
export function lister(located: Located, host: Host): ListFolder | undefined {
  const root = located.folder === undefined ? undefined : diskPathOf(located.root)
  return root === undefined ? undefined : linkedFiles(root, () => undefined, host).entries
}

/** Reads files around a document: as they are in the editor where they are open, else from disk; undefined for what is none or cannot be read. */
export function reader(located: Located, open: readonly TextDocument[], host: Host): ReadFile {
  const texts = new Map(open.map((document) => [normalised(document.uri), document] as const))
  const root = diskPathOf(located.root)
  const onDisk: ReadFile = root === undefined ? () => undefined : textReader(root, host)
  return (path) => {
    const document = texts.get(uriOf(located.root, path).toString())
    if (document) return document.getText()
    try {
      return onDisk(path)
    } catch (error) {
      host.log('warn', `${path} cannot be read: ${String(error)}`)
      return undefined
    }
  }
}
