/** Which libraries a test file imports, and when it imports none of them, the code under test. */
import type { Draft } from './draft.ts'
import { foldersOf, inFolder } from './pytest-settings.ts'

const known = new WeakMap<Draft, ReadonlySet<string>>()

/** The top-level modules among `libraries` that the test file imports or names in patched paths; where there are none, those that the modules import which it imports. */
export function libraryImports(draft: Draft, libraries: ReadonlySet<string>): ReadonlySet<string> {
  const before = known.get(draft)
  if (before) return before
  const patched = draft.report.sites.flatMap(({ kind, target }) => (kind === 'patch' && target !== undefined ? [libraryOf(target)] : []))
  const own = among([...draft.facts.imports.map(({ module }) => module), ...patched], libraries)
  const found = own.size > 0 ? own : among(modulesUnder(draft).flatMap(importsOf), libraries)
  known.set(draft, found)
  return found
}

function among(modules: readonly string[], libraries: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(modules.map((module) => module.split('.')[0] ?? '').filter((module) => libraries.has(module)))
}

/** The library whose object a patched path names, where the path says it: `aiohttp` of `aiohttp.ClientSession`, `app.feed.aiohttp.ClientSession`. */
function libraryOf(path: string): string {
  return /(?:^|\.)(\w+)\.(?:[A-Z]\w*|create_connection)(?:\.\w+)?$/.exec(path)?.[1] ?? path
}

/** The modules that the text of a Python file imports. */
function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w.]+))/gm)].map(([, from, plain]) => from ?? plain ?? '')
}

/** The text of a module of the application, by its dotted path. */
export function applicationModule(draft: Draft, module: string): string | undefined {
  for (const file of filesOf(draft.report.path, module)) {
    const text = draft.read(file)
    if (text !== undefined) return text
  }
  return undefined
}

/** The texts of the application's modules that a test file imports. */
export function modulesUnder(draft: Draft): readonly string[] {
  const { path } = draft.report
  const texts = new Map<string, string>()
  for (const { module, imported } of draft.facts.imports) {
    for (const name of imported === undefined ? [module] : [module, `${module}${module.endsWith('.') ? '' : '.'}${imported}`]) {
      for (const file of filesOf(path, name)) {
        const text = texts.has(file) ? undefined : draft.read(file)
        if (text === undefined) continue
        texts.set(file, text)
        break
      }
    }
  }
  return [...texts.values()]
}

/** Where a module may lie: beside the test, in a folder around it or in its `src`. */
export function filesOf(path: string, module: string): readonly string[] {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? []
  const folders = foldersOf(path)
  const at = rest.replaceAll('.', '/')
  if (at === '') return []
  const roots = dots === '' ? folders.flatMap((folder) => [folder, inFolder(folder, 'src')]) : [folders[dots.length - 1] ?? '']
  return roots.flatMap((folder) => [`${inFolder(folder, at)}.py`, inFolder(inFolder(folder, at), '__init__.py')])
}
