/** Reads a workspace for the linking: as its files are in the editor, or else on disk. Paths are relative to its root, with `/`; '' is the root. */
export interface WorkspaceFiles {
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined
  /** The entries of a folder; undefined when there is none. */
  entries(folder: string): ReadonlyMap<string, 'file' | 'folder'> | undefined
  /** The value of a JSON file with comments; undefined when there is none. */
  json(path: string): unknown
}

/** A module that is found in the workspace. */
export interface ModulePlace {
  /** The file that defines it; undefined for a Python package without `__init__.py`. */
  readonly file: string | undefined
  /** The folder of its submodules: a Python package. */
  readonly folder: string | undefined
  /** Files that were looked for before it and are not there, and the configuration that decided. */
  readonly tried: readonly string[]
}

/** What is at a path. */
export function kindAt(files: WorkspaceFiles, path: string): 'file' | 'folder' | undefined {
  if (path === '') return 'folder'
  return files.entries(folderOf(path))?.get(path.slice(path.lastIndexOf('/') + 1))
}

/** `tests` of `tests/helpers.py`; '' at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** A path relative to a folder; undefined when it leads out of the workspace. */
export function joined(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

/** A folder and those around it, the innermost first; the root is the last one. */
export function foldersAround(folder: string): string[] {
  const folders = [folder]
  for (let at = folder; at !== '';) {
    at = folderOf(at)
    folders.push(at)
  }
  return folders
}
