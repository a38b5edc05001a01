import { join } from 'node:path'
import { parse } from 'jsonc-parser'
import type { WorkspaceFiles } from '../core/linking/workspace-files.ts'
import type { ReadFile } from '../core/model/replacement.ts'
import type { Host } from './host.ts'

/** The files of a workspace as the linking reads them; folders are listed once, until `forget` is told of a file in them. */
export interface LinkedFiles extends WorkspaceFiles {
  forget(path: string): void
}

/** The files below a root; `read` gives the texts, which may be newer than those on disk. */
export function linkedFiles(root: string, read: ReadFile, host: Host): LinkedFiles {
  const folders = new Map<string, ReadonlyMap<string, 'file' | 'folder'> | undefined>()

  const listed = (folder: string): ReadonlyMap<string, 'file' | 'folder'> | undefined => {
    const absolute = join(root, folder)
    try {
      return new Map(host.list(absolute).flatMap(({ name, kind }): [string, 'file' | 'folder'][] => {
        if (kind === 'file') return [[name, 'file']]
        if (kind === 'directory') return [[name, 'folder']]
        const linked = kind === 'link' ? host.stat(join(absolute, name))?.kind : undefined
        return linked === 'file' ? [[name, 'file']] : linked === 'directory' ? [[name, 'folder']] : []
      }))
    } catch {
      return undefined
    }
  }

  const text = (path: string): string | undefined => {
    try {
      return read(path)
    } catch {
      return undefined
    }
  }

  return {
    read: text,
    entries(folder) {
      const known = folders.get(folder)
      if (known || folders.has(folder)) return known
      const found = listed(folder)
      folders.set(folder, found)
      return found
    },
    json(path) {
      const content = text(path)
      return content === undefined ? undefined : parse(content, [], { allowTrailingComma: true })
    },
    forget(path) {
      for (let at = path; at !== '';) {
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
        folders.delete(at)
      }
    },
  }
}
