import { resolve, sep } from 'node:path'
import type { DirectoryEntry, FileState, Host } from '../host.ts'
import type { TreeFile } from './commits.ts'

/** The files of one commit as a machine of their own, of which the root is `TREE_ROOT`. */
export interface TreeHost extends Host {
  /** Contents that were asked for and are not at hand, by their names: what was counted from their absence does not count. */
  readonly missed: ReadonlySet<string>
}

/** Nothing is there on the disk, and nothing is looked for there. */
export const TREE_ROOT = resolve(sep, 'commit')

/** A host that reads the files of a tree out of contents by name. Clock and day are those of `machine`. */
export function treeHost(files: readonly TreeFile[], contents: ReadonlyMap<string, Uint8Array>, machine: Host): TreeHost {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const folders = foldersOf(files)
  const missed = new Set<string>()
  const inside = (path: string): string | undefined => {
    const resolved = resolve(path)
    if (resolved === TREE_ROOT) return ''
    return resolved.startsWith(TREE_ROOT + sep) ? resolved.slice(TREE_ROOT.length + 1).split(sep).join('/') : undefined
  }
  return {
    ...machine,
    missed,
    readFile(path, limit = Number.MAX_SAFE_INTEGER) {
      const file = byPath.get(inside(path) ?? '')
      if (file?.kind !== 'file') throw new Error('there is no such file in the commit')
      const bytes = contents.get(file.blob)
      if (!bytes) {
        missed.add(file.blob)
        throw new Error('not at hand')
      }
      if (bytes.length > limit) throw new Error(`larger than ${limit} bytes (${bytes.length})`)
      return bytes
    },
    list(directory) {
      const entries = folders.get(inside(directory) ?? '..')
      if (!entries) throw new Error('there is no such folder in the commit')
      return [...entries.values()]
    },
    stat(path): FileState | undefined {
      const name = inside(path)
      if (name === undefined) return undefined
      if (folders.has(name)) return { kind: 'directory', size: 0 }
      const file = byPath.get(name)
      return file && { kind: file.kind, size: contents.get(file.blob)?.length ?? 0 }
    },
    realPath: (path) => path,
  }
}

function foldersOf(files: readonly TreeFile[]): Map<string, Map<string, DirectoryEntry>> {
  const folders = new Map<string, Map<string, DirectoryEntry>>([['', new Map()]])
  const folderAt = (path: string): Map<string, DirectoryEntry> => {
    const known = folders.get(path)
    if (known) return known
    const made = new Map<string, DirectoryEntry>()
    folders.set(path, made)
    const slash = path.lastIndexOf('/')
    const name = path.slice(slash + 1)
    folderAt(path.slice(0, Math.max(0, slash))).set(name, { name, kind: 'directory' })
    return made
  }
  for (const { path, kind } of files) {
    const slash = path.lastIndexOf('/')
    const name = path.slice(slash + 1)
    folderAt(path.slice(0, Math.max(0, slash))).set(name, { name, kind })
  }
  return folders
}
