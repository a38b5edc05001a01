import { compilerOptionsOf } from './compiler-options.ts'
import { inside } from './python-modules.ts'
import { packageModule, packageImport } from './package-modules.ts'
import { folderOf, joined, kindAt, type ModulePlace, type WorkspaceFiles } from './workspace-files.ts'

const EXTENSIONS: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
/** What an extension in a specifier may stand for in the source. Source: TypeScript handbook, "Modules – Reference", file extension substitution. */
const SUBSTITUTES: Readonly<Record<string, readonly string[]>> = { '.js': ['.ts', '.tsx', '.js', '.jsx'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] }

/**
 * Finds a module by its specifier as a bundler would: relative ones with extensions and `index` tried, and others by `paths` and `baseUrl` of the nearest
 * tsconfig.json or jsconfig.json, by `imports` of the nearest package.json, or as a package of this workspace. Returns a place without a file when there is none.
 */
export function ecmascriptModule(from: string, specifier: string, files: WorkspaceFiles): ModulePlace {
  const tried: string[] = []
  const folder = folderOf(from)
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
    const path = joined(folder, specifier)
    return { file: path === undefined ? undefined : fileAt(path, files, tried), folder: undefined, tried }
  }
  if (/^(?:node:|data:|https?:|\/)/.test(specifier)) return { file: undefined, folder: undefined, tried }
  const file = specifier.startsWith('#')
    ? firstOf(packageImport(folder, specifier, files, tried), files, tried)
    : firstOf(mapped(folder, specifier, files, tried), files, tried) ?? firstOf(packageModule(specifier, files, tried), files, tried)
  return { file, folder: undefined, tried }
}

function firstOf(paths: readonly string[], files: WorkspaceFiles, tried: string[]): string | undefined {
  for (const path of paths) {
    const file = fileAt(path, files, tried)
    if (file !== undefined) return file
  }
  return undefined
}

/** The source file for a path that may lack its extension or name a folder. */
function fileAt(path: string, files: WorkspaceFiles, tried: string[]): string | undefined {
  const dot = path.lastIndexOf('.')
  const extension = dot > path.lastIndexOf('/') ? path.slice(dot) : ''
  const substitutes = SUBSTITUTES[extension] ?? (EXTENSIONS.includes(extension) ? [extension] : [])
  const candidates = [
    ...substitutes.map((substitute) => path.slice(0, dot) + substitute),
    ...(path === '' ? [] : EXTENSIONS.map((added) => path + added)),
    ...EXTENSIONS.map((added) => (path === '' ? `index${added}` : `${path}/index${added}`)),
  ]
  for (const candidate of candidates) {
    if (kindAt(files, candidate) === 'file') return candidate
    tried.push(candidate)
  }
  return undefined
}

/** Where the nearest compiler configuration sends a specifier. */
function mapped(folder: string, specifier: string, files: WorkspaceFiles, tried: string[]): string[] {
  const options = compilerOptionsOf(folder, files, tried)
  if (!options) return []
  const paths: string[] = []
  const match = bestPattern(specifier, Object.keys(options.paths))
  if (match) {
    for (const target of options.paths[match.pattern] ?? []) {
      const path = joined(options.pathsFolder, target.replace('*', match.rest))
      if (path !== undefined) paths.push(path)
    }
  }
  const { baseFolder } = options
  const based = baseFolder === undefined ? undefined : joined(baseFolder, specifier)
  if (baseFolder === undefined || based === undefined) return paths
  const [first = ''] = specifier.split('/')
  const names = ['', '.ts', '.tsx', '.js'].map((extension) => inside(baseFolder, first + extension))
  if (names.some((name) => kindAt(files, name) !== undefined)) return [...paths, based]
  tried.push(...names)
  return paths
}

/** The pattern with the longest text before its `*` that a specifier matches. */
export function bestPattern(specifier: string, patterns: readonly string[]): { readonly pattern: string; readonly rest: string } | undefined {
  let best: { pattern: string; rest: string; length: number } | undefined
  for (const pattern of patterns) {
    const star = pattern.indexOf('*')
    if (star < 0) {
      if (pattern === specifier) return { pattern, rest: '' }
      continue
    }
    const before = pattern.slice(0, star)
    const after = pattern.slice(star + 1)
    if (specifier.length < before.length + after.length || !specifier.startsWith(before) || !specifier.endsWith(after)) continue
    if (!best || before.length > best.length) best = { pattern, rest: specifier.slice(before.length, specifier.length - after.length), length: before.length }
  }
  return best
}
