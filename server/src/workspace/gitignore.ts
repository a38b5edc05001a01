import { dirname, join, resolve, sep } from 'node:path'
import ignore from 'ignore'
import { decode } from './decode.ts'
import type { Host } from './host.ts'

/** The rules of one folder and of all folders around it; the innermost rule that speaks about a path decides, as in git. */
export interface IgnoreRules {
  readonly folder: string
  readonly matcher: ignore.Ignore
  readonly outer: IgnoreRules | undefined
}

/** Whether the rules ignore an absolute path. Folders above it must have been asked before: git never looks into an ignored folder. */
export function isIgnored(rules: IgnoreRules | undefined, path: string, directory: boolean): boolean {
  for (let layer = rules; layer; layer = layer.outer) {
    const relative = path.slice(layer.folder.length + 1)
    const result = layer.matcher.test(toSlashes(directory ? `${relative}/` : relative))
    if (result.ignored) return true
    if (result.unignored) return false
  }
  return false
}

/** The rules that hold in a folder when entering it from its parent, whose rules are `outer`. */
export function withRulesOf(folder: string, outer: IgnoreRules | undefined, host: Host): IgnoreRules | undefined {
  return layered(folder, textOf(join(folder, '.gitignore'), host), outer)
}

/**
 * The rules that hold around `folder`: `.git/info/exclude` and every `.gitignore` from the root of its git repository down to its parent, outside of a
 * repository from `root` down. None when they ignore the folder itself: who names an ignored folder wants what is in it.
 */
export function rulesAround(folder: string, root: string, host: Host): IgnoreRules | undefined {
  const top = repositoryOf(folder, host) ?? (folder === root || folder.startsWith(root + sep) ? root : undefined)
  if (top === undefined) return undefined
  let rules = layered(top, textOf(join(top, '.git', 'info', 'exclude'), host), undefined)
  const between: string[] = []
  for (let at = folder; at !== top; at = dirname(at)) between.push(dirname(at))
  for (const above of between.reverse()) rules = withRulesOf(above, rules, host)
  return folder !== top && isIgnored(rules, folder, true) ? undefined : rules
}

function repositoryOf(folder: string, host: Host): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (host.stat(join(at, '.git'))) return at
    if (dirname(at) === at) return undefined
  }
}

function layered(folder: string, text: string | undefined, outer: IgnoreRules | undefined): IgnoreRules | undefined {
  return text === undefined ? outer : { folder, matcher: ignore().add(text), outer }
}

function textOf(path: string, host: Host): string | undefined {
  if (host.stat(path)?.kind !== 'file') return undefined
  try {
    const decoded = decode(host.readFile(path))
    return 'text' in decoded ? decoded.text : undefined
  } catch (error) {
    host.log('warn', `cannot read ${path}: ${String(error)}`)
    return undefined
  }
}

function toSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
