import { inside } from './python-modules.ts'
import { folderOf, foldersAround, joined, kindAt, type WorkspaceFiles } from './workspace-files.ts'

/** What a tsconfig.json tells of modules. Folders are relative to the workspace root. */
export interface CompilerOptions {
  readonly baseFolder: string | undefined
  readonly paths: Readonly<Record<string, readonly string[]>>
  /** What the targets of `paths` are relative to. */
  readonly pathsFolder: string
}

const MOST_EXTENDED = 8

/** The options of the nearest tsconfig.json or jsconfig.json around a folder, with all that it extends in the workspace; notes the files that decided. */
export function compilerOptionsOf(folder: string, files: WorkspaceFiles, tried: string[]): CompilerOptions | undefined {
  for (const at of foldersAround(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = inside(at, name)
      if (kindAt(files, path) !== 'file') continue
      tried.push(path)
      return read(path, files, tried, 0)
    }
  }
  return undefined
}

function read(path: string, files: WorkspaceFiles, tried: string[], depth: number): CompilerOptions {
  const folder = folderOf(path)
  const config = recordOf(files.json(path))
  const options = recordOf(config['compilerOptions'])
  let inherited: CompilerOptions = { baseFolder: undefined, paths: {}, pathsFolder: folder }
  for (const extended of depth < MOST_EXTENDED ? [config['extends']].flat() : []) {
    const base = typeof extended === 'string' ? extendedPath(folder, extended, files) : undefined
    if (base === undefined) continue
    tried.push(base)
    const next = read(base, files, tried, depth + 1)
    inherited = { ...next, ...(Object.keys(next.paths).length === 0 ? { paths: inherited.paths, pathsFolder: inherited.pathsFolder } : {}), baseFolder: next.baseFolder ?? inherited.baseFolder }
  }
  const baseUrl = options['baseUrl']
  const baseFolder = typeof baseUrl === 'string' ? joined(folder, baseUrl) : inherited.baseFolder
  if (options['paths'] === undefined) return { ...inherited, baseFolder }
  return { baseFolder, paths: pathsOf(options['paths']), pathsFolder: baseFolder ?? folder }
}

/** `extends` by a relative path; what a package holds is not of the workspace. */
function extendedPath(folder: string, extended: string, files: WorkspaceFiles): string | undefined {
  if (!extended.startsWith('.')) return undefined
  const path = joined(folder, extended)
  return [path, `${path}.json`, `${path}/tsconfig.json`].find((candidate) => candidate !== undefined && kindAt(files, candidate) === 'file')
}

function pathsOf(value: unknown): Record<string, readonly string[]> {
  const paths: Record<string, readonly string[]> = {}
  for (const [pattern, targets] of Object.entries(recordOf(value))) {
    if (Array.isArray(targets)) paths[pattern] = targets.filter((target): target is string => typeof target === 'string')
  }
  return paths
}

/** A value as an object; an empty one for anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
