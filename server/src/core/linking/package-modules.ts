import { recordOf } from './compiler-options.ts'
import { inside } from './python-modules.ts'
import { foldersAround, joined, kindAt, type WorkspaceFiles } from './workspace-files.ts'

/** Where `imports` of the nearest package.json sends a specifier that begins with `#`. Source: nodejs.org, "Subpath imports". */
export function packageImport(folder: string, specifier: string, files: WorkspaceFiles, tried: string[]): string[] {
  for (const at of foldersAround(folder)) {
    const path = inside(at, 'package.json')
    if (kindAt(files, path) !== 'file') continue
    tried.push(path)
    const imports = recordOf(recordOf(files.json(path))['imports'])
    for (const [pattern, target] of Object.entries(imports)) {
      const [before = '', after] = pattern.split('*')
      const matches = after === undefined ? pattern === specifier : specifier.startsWith(before) && specifier.endsWith(after)
      if (!matches) continue
      const rest = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length)
      return textsOf(target).flatMap((text) => (text.startsWith('.') ? joined(at, text.replace('*', rest)) ?? [] : []))
    }
    return []
  }
  return []
}

/** The paths among the conditions of an import, in their order. */
function textsOf(target: unknown): string[] {
  if (typeof target === 'string') return [target]
  return Object.values(Array.isArray(target) ? target : recordOf(target)).flatMap(textsOf)
}

const packages = new WeakMap<WorkspaceFiles, ReadonlyMap<string, string>>()

/** Whether a specifier names a package of the workspace, or a module in one. */
export function namesPackage(specifier: string, files: WorkspaceFiles): boolean {
  return packageModule(specifier, files, []).length > 0
}

/** Where a package of the workspace keeps what a specifier names: its sources, or the path as it is written. */
export function packageModule(specifier: string, files: WorkspaceFiles, tried: string[]): string[] {
  let known = packages.get(files)
  if (!known) packages.set(files, (known = packagesOf(files)))
  if (known.size === 0) return []
  const parts = specifier.split('/')
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
  const folder = known.get(name)
  if (folder === undefined) return []
  tried.push(inside(folder, 'package.json'))
  const rest = parts.slice(name.split('/').length).join('/')
  return rest === '' ? [inside(folder, 'src'), folder] : [inside(folder, rest), inside(folder, `src/${rest}`)]
}

/** Folders of the packages by their names, from `workspaces` of the root's package.json or pnpm's list; only patterns that end with `/*` and plain folders. */
function packagesOf(files: WorkspaceFiles): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  if (kindAt(files, 'package.json') !== 'file') return names
  const { workspaces } = recordOf(files.json('package.json'))
  const listed = Array.isArray(workspaces) ? workspaces : recordOf(workspaces)['packages']
  const patterns: readonly unknown[] = Array.isArray(listed) ? listed : pnpmPatterns(files.read('pnpm-workspace.yaml'))
  for (const pattern of patterns) {
    if (typeof pattern !== 'string') continue
    const folder = joined('', pattern.replace(/\/\*+$/, ''))
    if (folder === undefined || folder.includes('*')) continue
    const folders = /\/\*+$/.test(pattern) ? [...(files.entries(folder) ?? [])].flatMap(([name, kind]) => (kind === 'folder' ? inside(folder, name) : [])) : [folder]
    for (const each of folders) {
      const path = inside(each, 'package.json')
      const name = kindAt(files, path) === 'file' ? recordOf(files.json(path))['name'] : undefined
      if (typeof name === 'string') names.set(name, each)
    }
  }
  return names
}

/** The list `packages` of a pnpm-workspace.yaml, without what it leaves out. Source: pnpm.io, "pnpm-workspace.yaml". */
function pnpmPatterns(text: string | undefined): string[] {
  const patterns: string[] = []
  let inside = false
  for (const line of text?.split('\n') ?? []) {
    if (/^\w/.test(line)) inside = line.startsWith('packages:')
    const item = inside ? /^\s*-\s*['"]?([^'"#\s]+)/.exec(line)?.[1] : undefined
    if (item !== undefined && !item.startsWith('!')) patterns.push(item)
  }
  return patterns
}
