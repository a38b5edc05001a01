import { folderOf, foldersAround, joined, kindAt, type ModulePlace, type WorkspaceFiles } from './workspace-files.ts'

/** Folders that commonly hold the packages of a project. Source: packaging.python.org, "src layout vs flat layout". */
const SOURCE_FOLDERS: readonly string[] = ['src', 'lib', 'python']

/**
 * Finds a module by its dotted name as Python would with the usual `sys.path` of a test run: a relative one from the package of the file, an absolute one
 * from each folder around the file that is no package itself (pytest's `rootdir` and `prepend` import mode), and from their source folders.
 * Returns a place without a file and a folder when there is none.
 */
export function pythonModule(from: string, module: string, files: WorkspaceFiles): ModulePlace {
  const tried: string[] = []
  const dots = module.length - module.replace(/^\.+/, '').length
  const names = module.slice(dots).split('.').filter((name) => name !== '')
  if (dots > 0) {
    const base = joined(folderOf(from), '../'.repeat(dots - 1))
    return (base === undefined ? undefined : moduleIn(base, names, files, tried)) ?? { file: undefined, folder: undefined, tried }
  }
  for (const folder of foldersAround(folderOf(from))) {
    if (kindAt(files, inside(folder, '__init__.py')) === 'file') continue
    for (const base of [folder, ...SOURCE_FOLDERS.map((name) => inside(folder, name))]) {
      if (base !== folder && kindAt(files, base) !== 'folder') continue
      const found = moduleIn(base, names, files, tried)
      if (found) return found
    }
  }
  return { file: undefined, folder: undefined, tried }
}

/** A module below a folder; notes what is missing. */
function moduleIn(base: string, names: readonly string[], files: WorkspaceFiles, tried: string[]): ModulePlace | undefined {
  let folder = base
  for (const [index, name] of names.entries()) {
    const path = inside(folder, name)
    const last = index === names.length - 1
    const below = kindAt(files, path) === 'folder' ? path : undefined
    const init = inside(path, '__init__.py')
    if (below !== undefined && (!last || kindAt(files, init) === 'file')) {
      folder = path
      continue
    }
    const file = last ? [`${path}.py`, `${path}.pyi`].find((candidate) => kindAt(files, candidate) === 'file') : undefined
    if (file !== undefined) return { file, folder: undefined, tried: [...tried, init] }
    tried.push(`${path}.py`, init)
    if (below !== undefined && holdsPython(below, files)) return { file: undefined, folder: below, tried }
    return undefined
  }
  const init = inside(folder, '__init__.py')
  return { file: kindAt(files, init) === 'file' ? init : undefined, folder, tried }
}

/** Whether a folder without `__init__.py` may be a package: one of documents or of another language is none. */
function holdsPython(folder: string, files: WorkspaceFiles): boolean {
  for (const [name, kind] of files.entries(folder) ?? []) if (kind === 'file' && name.endsWith('.py')) return true
  return false
}

/** A path in a folder. */
export function inside(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
