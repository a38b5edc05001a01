import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import { languageOf } from '../core/demock.ts'
import type { Settings } from '../core/model/settings.ts'
import { isIgnored, rulesAround, withRulesOf } from './gitignore.ts'
import type { IgnoreRules } from './gitignore.ts'
import type { DirectoryEntry, Host } from './host.ts'

export interface DiscoverRequest {
  /** Absolute. */
  readonly root: string
  /** Files and folders, absolute or relative to the root; the root itself when empty. */
  readonly paths: readonly string[]
  readonly settings: Settings
  readonly host: Host
}

/** A source file, or a path that cannot be taken and why. `path` is relative to the root, with `/`; it begins with `../` outside of it. */
export interface Candidate {
  readonly path: string
  readonly absolute: string
  readonly reason?: string
  /** The user named this very file. */
  readonly named?: true
}

/** Folders that hold no code of the project, whatever they hold. Hidden folders and virtual environments (by `pyvenv.cfg`) are left out besides. */
const FOREIGN_FOLDERS = new Set([
  'node_modules', 'bower_components', 'jspm_packages', 'site-packages', '__pypackages__', '__pycache__', 'venv', 'virtualenv',
  'build', 'dist', 'out', 'coverage', 'htmlcov', 'target', 'vendor', 'third_party',
])

/**
 * The source files below the given paths, one list for each folder (so that a caller can pause between them), each file once. Leaves out what
 * `.gitignore` files, `.git/info/exclude` and the `exclude` globs name, folders of foreign code, and linked folders; a linked file is taken unless the
 * file it leads to is found as well. Files named in `paths` are always taken, folders named there always entered.
 */
export function* discover(request: DiscoverRequest): Generator<readonly Candidate[]> {
  const { root, host } = request
  const walk: Walk = { request, isExcluded: picomatch([...request.settings.exclude], { dot: true }), found: new Set(), links: [] }
  for (const named of request.paths.length > 0 ? request.paths : [root]) {
    const absolute = resolve(root, named)
    const kind = host.stat(absolute)?.kind
    if (kind === 'directory') yield* filesIn(absolute, rulesAround(absolute, root, host), walk)
    else yield [namedFile(absolute, kind, walk)].flat()
  }
  yield linkedFiles(walk)
}

interface Walk {
  readonly request: DiscoverRequest
  readonly isExcluded: (path: string) => boolean
  /** Absolute paths of all files taken. */
  readonly found: Set<string>
  /** Linked files, for the end: only then is it known which of them lead to files that are taken anyway. */
  readonly links: string[]
}

function namedFile(absolute: string, kind: 'file' | 'other' | undefined, walk: Walk): Candidate | Candidate[] {
  const path = pathIn(walk.request.root, absolute)
  if (kind === undefined) return { path, absolute, reason: 'there is no such file or folder' }
  if (kind === 'other') return { path, absolute, reason: 'neither a file nor a folder' }
  if (!languageOf(path)) return { path, absolute, reason: 'not a Python, JavaScript or TypeScript file' }
  return [take(absolute, walk)].flat().map((candidate) => ({ ...candidate, named: true }))
}

function* filesIn(start: string, around: IgnoreRules | undefined, walk: Walk): Generator<readonly Candidate[]> {
  const stack: { readonly folder: string; readonly outer: IgnoreRules | undefined }[] = [{ folder: start, outer: around }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { folder } = next
    let entries: readonly DirectoryEntry[]
    try {
      entries = walk.request.host.list(folder)
    } catch (error) {
      yield [{ path: pathIn(walk.request.root, folder), absolute: folder, reason: reasonOf(error) }]
      continue
    }
    if (folder !== start && entries.some((entry) => entry.name === 'pyvenv.cfg')) continue
    const rules = entries.some((entry) => entry.name === '.gitignore') ? withRulesOf(folder, next.outer, walk.request.host) : next.outer
    const candidates: Candidate[] = []
    for (const entry of entries) {
      const absolute = join(folder, entry.name)
      if (entry.kind === 'directory') {
        if (isOwnFolder(entry.name) && !isLeftOut(absolute, true, rules, walk)) stack.push({ folder: absolute, outer: rules })
      } else if (entry.kind !== 'other' && languageOf(entry.name) && !isLeftOut(absolute, false, rules, walk)) {
        if (entry.kind === 'link') walk.links.push(absolute)
        else candidates.push(...[take(absolute, walk)].flat())
      }
    }
    yield candidates
  }
}

function linkedFiles(walk: Walk): readonly Candidate[] {
  const { host } = walk.request
  return walk.links.flatMap((link) => {
    if (host.stat(link)?.kind !== 'file' || walk.found.has(link)) return []
    const real = host.realPath(link)
    if (walk.found.has(real)) return []
    walk.found.add(real)
    return take(link, walk)
  })
}

function take(absolute: string, walk: Walk): Candidate | [] {
  if (walk.found.has(absolute)) return []
  walk.found.add(absolute)
  return { path: pathIn(walk.request.root, absolute), absolute }
}

function isOwnFolder(name: string): boolean {
  return !name.startsWith('.') && !FOREIGN_FOLDERS.has(name)
}

function isLeftOut(absolute: string, directory: boolean, rules: IgnoreRules | undefined, walk: Walk): boolean {
  if (isIgnored(rules, absolute, directory)) return true
  return walk.request.settings.exclude.length > 0 && walk.isExcluded(pathIn(walk.request.root, absolute))
}

/** `path` relative to the root, with `/`. */
function pathIn(root: string, absolute: string): string {
  const inside = root.endsWith(sep) ? root : root + sep
  const path = absolute.startsWith(inside) ? absolute.slice(inside.length) : relative(root, absolute)
  const slashed = sep === '/' ? path : path.replaceAll(sep, '/')
  return isAbsolute(slashed) || slashed !== '' ? slashed : '.'
}

/** What went wrong, without the stack. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
