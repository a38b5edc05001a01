/** Where the support file goes, how it is imported, and the files that a replacement writes. */
import type { FileChange, ReadFile } from '../../../model/replacement.ts'
import type { Settings } from '../../../model/settings.ts'
import { configurations, foldersOf, inFolder } from './pytest-settings.ts'
import type { SupportNames } from './stacks/stack.ts'
import { supportState, supportText } from './support-text.ts'

export interface Support {
  /** Module path of the support file as the test file imports it: `real_websocket`, `.real_websocket`, `..support.real_websocket`. */
  readonly module: string
  /** The same for another file below the folder of the conftest.py. */
  readonly moduleIn: (path: string) => string
  readonly files: readonly FileChange[]
  /** Names of the fixtures in this project: `real_websocket_pair` where the user has a `websocket_pair`. */
  readonly pair: string
  readonly open: string
  /** What the user should know although nothing is in the way: an older support file that was edited and stays. */
  readonly remark: string | undefined
  /** Why it cannot be written, or undefined. */
  readonly problem: string | undefined
}

/** Plans the support for a test file; `taken` are names that the test file itself gives to other things. */
export function planSupport(names: SupportNames, path: string, settings: Settings, read: ReadFile, taken: ReadonlySet<string>): Support {
  const fixtures = [names.open, names.pair]
  const folders = foldersOf(path)
  const home = folders.find((folder) => read(inFolder(folder, 'conftest.py')) !== undefined) ?? folders[0] ?? ''
  const folder = settings.supportFolder === '.' || settings.supportFolder === '' ? home : inFolder(home, settings.supportFolder.replace(/^\.\/|\/$/g, ''))
  const below = folder.slice(home.length).split('/').filter((part) => part !== '')
  const name = [...below, names.module].join('.')
  const isPackage = read(inFolder(home, '__init__.py')) !== undefined
  const relative = isPackage || configurations(path, read).some((text) => /import[-_]mode\s*=\s*["']?importlib/.test(text))
  const conftestPath = inFolder(home, 'conftest.py')
  const conftest = read(conftestPath)
  const supportPath = inFolder(folder, `${names.module}.py`)
  const existing = read(supportPath)
  const state = existing === undefined ? undefined : supportState(existing, names.text, settings.contracts)
  const missing = state?.state === 'upgradable' ? [] : [...fixtures, 'as_json'].filter((each) => existing !== undefined && !new RegExp(`^(?:async )?def ${each}\\b`, 'm').test(existing))
  const imported = importedFixtures(names.module, conftest ?? '')
  const inherited = folders.slice(folders.indexOf(home) + 1).map((each) => read(inFolder(each, 'conftest.py')) ?? '')
  const clashes = (fixture: string): boolean => taken.has(fixture) || [conftest ?? '', ...inherited].some((text) => new RegExp(`^(?:async )?def ${fixture}\\b`, 'm').test(text))
  const nameOf = (fixture: string): string => imported.get(fixture) ?? (fixtures.some(clashes) ? fixture.replace('websocket', 'real_websocket') : fixture)
  const files: FileChange[] = []
  if (existing === undefined) files.push({ path: supportPath, expected: undefined, text: supportText(names.text, settings.contracts) })
  if (state?.state === 'upgradable') files.push({ path: supportPath, expected: existing, text: state.text })
  const wanted = fixtures.filter((fixture) => !imported.has(fixture))
  if (wanted.length > 0) {
    const list = wanted.map((fixture) => (nameOf(fixture) === fixture ? fixture : `${fixture} as ${nameOf(fixture)}`)).join(', ')
    const line = `from ${relative ? '.' : ''}${name} import ${list}  # noqa: F401`
    files.push({ path: conftestPath, expected: conftest, text: withImport(conftest ?? '', line) })
  }
  return {
    module: moduleFor(path, home, name, isPackage, relative, read), moduleIn: (other) => moduleFor(other, home, name, isPackage, relative, read), files, pair: nameOf(names.pair), open: nameOf(names.open),
    remark: state?.state === 'edited' ? `${supportPath} was edited and stays as it is, although Demock would write it otherwise now; delete it to get the new one` : undefined,
    problem: missing.length > 0 ? `${supportPath} exists and has no ${missing.join(', ')}` : undefined,
  }
}

/** A test in a package reaches the support by dots; one without, below a package, by the package's name. */
function moduleFor(path: string, home: string, name: string, isPackage: boolean, relative: boolean, read: ReadFile): string {
  if (!relative) return name
  const folder = foldersOf(path)[0] ?? ''
  const between = folder.slice(home.length).split('/').filter((part) => part !== '')
  const linked = between.every((_, index) => read(inFolder(inFolder(home, between.slice(0, index + 1).join('/')), '__init__.py')) !== undefined)
  if (linked || !isPackage) return `${'.'.repeat(between.length + 1)}${name}`
  const packages: string[] = []
  for (const at of [home, ...foldersOf(`${home}/x`).slice(1)]) {
    if (read(inFolder(at, '__init__.py')) === undefined) break
    packages.unshift(at.split('/').at(-1) ?? '')
  }
  return [...packages, name].filter((part) => part !== '').join('.')
}

/** The fixtures a conftest.py imports from the support file, and the names it gives them. */
function importedFixtures(module: string, conftest: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, list] of conftest.matchAll(new RegExp(`^from\\s+[\\w.]*\\b${module}\\s+import\\s+(\\([^)]*\\)|[^\\n#]*)`, 'gm'))) {
    for (const [, name, alias] of (list ?? '').matchAll(/(\w+)(?:\s+as\s+(\w+))?/g)) found.set(name ?? '', alias ?? name ?? '')
  }
  return found
}

/**
 * Adds an import line behind the imports at the top of a Python file; without any, behind its docstring, or behind comments at its very top that a blank line
 * ends. A comment keeps to the code below it.
 */
export function withImport(text: string, line: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text.split(/\r?\n/)
  let after = 0
  let comments = 0
  let at = 0
  while (at < lines.length) {
    const current = lines[at] ?? ''
    const quote = /^[rRuU]?("""|''')/.exec(current)?.[1]
    if (quote !== undefined && current.indexOf(quote, current.indexOf(quote) + 3) < 0) {
      at++
      while (at < lines.length && !lines[at]?.includes(quote)) at++
    } else if (/^(?:from|import)\s/.test(current)) {
      if (/\([^)]*$/.test(current)) while (at < lines.length && !lines[at]?.includes(')')) at++
      while (lines[at]?.endsWith('\\')) at++
    } else if (quote === undefined && !/^(?:["'#]|\s*$)/.test(current)) {
      break
    }
    const isComment = current.startsWith('#')
    if (isComment && at === comments) comments = at + 1
    if (isComment ? comments === at + 1 && (lines[at + 1] ?? '').trim() === '' : (lines[at] ?? '').trim() !== '') after = at + 1
    at++
  }
  const isImport = /^(?:from|import)\s|^\)/.test(lines[after - 1] ?? '') || after === 0
  const inserted = after > 0 && !isImport ? ['', line] : [line]
  const behind = lines.slice(after)
  const gap = after === 0 && behind.some((each) => each.trim() !== '') && behind[0]?.trim() !== '' ? [''] : []
  return [...lines.slice(0, after), ...inserted, ...gap, ...(behind.length === 0 || (behind.length === 1 && behind[0] === '') ? [''] : behind)].join(eol)
}
