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
  return importedFiles(draft).map(({ text }) => text)
}

export interface ModuleFile {
  readonly path: string
  readonly text: string
}

/** The application's modules that a test file and the conftest.py files around it import, with those that their packages hand on. */
export function moduleFilesUnder(draft: Draft): readonly ModuleFile[] {
  const found = new Map(importedFiles(draft).map((file) => [file.path, file]))
  const givers = [...found.values()].filter(({ path }) => path.endsWith('__init__.py'))
  for (const folder of foldersOf(draft.report.path)) {
    const path = inFolder(folder, 'conftest.py')
    const text = path === draft.report.path ? undefined : draft.read(path)
    if (text !== undefined) givers.push({ path, text })
  }
  for (const { path, text } of givers) {
    for (const file of new Set(importsOf(text)).values()) {
      const first = firstOf(draft, filesOf(path, file))
      if (first && !found.has(first.path)) found.set(first.path, first)
    }
  }
  return [...found.values()]
}

/** Whether the code under test, as far as it can be read, imports none of these top-level modules. */
export function isWithout(draft: Draft, libraries: ReadonlySet<string>): boolean {
  const own = importedFiles(draft)
  const files = own.some(({ path }) => path.endsWith('__init__.py')) ? moduleFilesUnder(draft) : own
  return files.length > 0 && files.every(({ text }) => among(importsOf(text), libraries).size === 0)
}

function importedFiles(draft: Draft): readonly ModuleFile[] {
  const { path } = draft.report
  const files = new Map<string, ModuleFile>()
  for (const { module, imported } of draft.facts.imports) {
    for (const name of imported === undefined ? [module] : [module, `${module}${module.endsWith('.') ? '' : '.'}${imported}`]) {
      const file = firstOf(draft, filesOf(path, name).filter((each) => !files.has(each)))
      if (file) files.set(file.path, file)
    }
  }
  return [...files.values()]
}

function firstOf(draft: Draft, paths: readonly string[]): ModuleFile | undefined {
  for (const path of paths) {
    const text = draft.read(path)
    if (text !== undefined) return { path, text }
  }
  return undefined
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
