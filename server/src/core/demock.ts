/** The façade: everything the faces (language server, command line) need of the core. */
import type { Language } from './languages/language.ts'
import type { ServiceId } from './model/finding.ts'
import type { ReadFile, Replacement } from './model/replacement.ts'
import type { FileReport } from './model/report.ts'
import type { Settings } from './model/settings.ts'
import type { Service } from './services/service.ts'

/** One text of the workspace. */
export interface Source {
  /** Relative to the workspace root, with `/`. */
  readonly path: string
  readonly text: string
}

/** The language that reads a path, by its extension; undefined when none does. */
export function languageOf(_path: string): Language | undefined {
  return undefined
}

/** Whether a file is test code: by the conventions of the test runners, by what it imports, or by the `include` globs of the settings. */
export function isTestFile(_source: Source, _settings: Settings): boolean {
  return false
}

/** A cheap prefilter over raw text: false only if no site is possible. */
export function mayHoldMocks(_source: Source): boolean {
  return true
}

/** Finds every site of one file. Total: an unknown language or a file that is no test gives an empty report. */
export function analyse(source: Source, _settings: Settings): FileReport {
  const facts = {
    language: 'python' as const, imports: [], scopes: [], bindings: [], statements: [], assignments: [], withItems: [], functions: [], classes: [],
    decorators: [], chains: [], calls: [], comments: [], problems: [],
  }
  return { path: source.path, facts, sites: [], references: [], problems: [] }
}

/** The replacement of the root of a site (index into report.sites) by its real service; `refused` with the reason when there is none. */
export function replacementFor(_source: Source, report: FileReport, site: number, _settings: Settings, _read: ReadFile): Replacement {
  const span = report.sites[site]?.span ?? { start: 0, end: 0 }
  return { title: '', safety: 'refused', edits: [], files: [], remarks: [{ span, text: 'not built yet' }], sites: [site] }
}

/** Inserts a fixture of the real service into the test around an offset; undefined when no test is there or the service has none for this language. */
export function insertionAt(
  _source: Source, _report: FileReport, _offset: number, _service: ServiceId, _settings: Settings, _read: ReadFile,
): Replacement | undefined {
  return undefined
}

/** The service of an id. */
export function serviceOf(id: ServiceId): Service {
  const evidence = { modules: [], names: [], members: [], weakMembers: [], words: [] }
  return { id, title: id, real: id, evidence: { python: evidence, ecmascript: evidence }, rewrites: {} }
}
