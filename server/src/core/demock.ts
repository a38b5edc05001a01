/** The façade: everything the faces (language server, command line) need of the core. */
import { allowanceOf, type Allowance } from './analysis/allowance.ts'
import { analyseFacts } from './analysis/analyse.ts'
import { handedTo as handedToIn } from './analysis/handed-to.ts'
import { realThingsOf, type RealThing } from './analysis/real-things.ts'
import { directivesOf, mayHoldDirectives } from './analysis/directives.ts'
import { explainLine } from './analysis/explain.ts'
import { obeyDirectives } from './analysis/obey.ts'
import { maySuspect } from './analysis/suspicion/triggers.ts'
import { isTestPath, mayBeTestPath } from './analysis/test-files.ts'
import { namesAround } from './analysis/test-names.ts'
import { triggersOf } from './analysis/triggers.ts'
import type { Language } from './languages/language.ts'
import { languageAt } from './languages/languages.ts'
import type { Facts, LanguageId } from './model/facts.ts'
import { SERVICES, type ServiceId } from './model/finding.ts'
import type { ListFolder, ReadFile, Replacement } from './model/replacement.ts'
import type { FileReport } from './model/report.ts'
import type { Settings } from './model/settings.ts'
import { NO_SURROUNDINGS, type Surroundings } from './model/surroundings.ts'
import { explanationOf, type Explanation } from './reports/explanation.ts'
import type { Service, UserFile } from './services/service.ts'
import { SERVICE_LIST } from './services/services.ts'
import { linesOf } from './text/lines.ts'

/** One text of the workspace. */
export interface Source {
  /** Relative to the workspace root, with `/`. */
  readonly path: string
  readonly text: string
}

/** The language that reads a path, by its extension; undefined when none does. */
export const languageOf: (path: string) => Language | undefined = languageAt

/** Whether a file is test code: by the conventions of the test runners, by what it imports, or by the `include` globs of the settings. */
export function isTestFile(source: Source, settings: Settings): boolean {
  const language = languageOf(source.path)
  return language !== undefined && isTestPath(source.path, source.text, language.id, settings)
}

/** Whether the path alone leaves it open that a file is test code: when not, it need not even be read. */
export function mayBeTestFile(path: string, settings: Settings): boolean {
  const language = languageOf(path)
  return language !== undefined && mayBeTestPath(path, language.id, settings)
}

/** A cheap prefilter over raw text: false only if no site is possible. */
export function mayHoldMocks(source: Source): boolean {
  const language = languageOf(source.path)
  return language !== undefined && (triggersOf(language.id).test(source.text) || source.path.includes('__mocks__/'))
}

/** Whether a file is a test that may hold anything to tell; the cheapest question first. */
export function isWorthReading(source: Source, language: LanguageId, settings: Settings, surroundings: Surroundings): boolean {
  const { path, text } = source
  if (mayHoldMocks(source) || mayHoldDirectives(text)) return isTestPath(path, text, language, settings)
  return isTestPath(path, text, language, settings) && ((settings.suspects && maySuspect(text, language)) || surroundings.leadsToMocks(path, text) || declaresNamesIn(text, settings))
}

/** Whether a text may use one of the helpers that the settings declare to make doubles. */
function declaresNamesIn(text: string, { doubles }: Settings): boolean {
  return doubles.some((name) => name.split(/[.*]+/).filter(Boolean).slice(-1).every((last) => text.includes(last)))
}

const NO_FACTS: Omit<Facts, 'language'> = {
  imports: [], scopes: [], bindings: [], statements: [], assignments: [], withItems: [], functions: [], classes: [], decorators: [], chains: [], calls: [],
  comments: [], problems: [],
}

/**
 * Finds every site of one file. Total: an unknown language or a file that is no test gives an empty report. `today` (`YYYY-MM-DD`, UTC) tells which
 * `demock: allow` directives have expired; without it none has.
 */
export function analyse(source: Source, settings: Settings, surroundings: Surroundings = NO_SURROUNDINGS, today?: string): FileReport {
  const { path, text } = source
  const language = languageOf(path)
  if (!language || !isWorthReading(source, language.id, settings, surroundings)) {
    return { path, facts: { language: language?.id ?? 'python', ...NO_FACTS }, sites: [], references: [], suspects: [], findings: [], problems: [] }
  }
  return obeyDirectives(analyseFacts(language.read(text, path), { path, text, settings, surroundings }), text, today)
}

/**
 * The replacement of the root of a site (index into report.sites) by its real service; `refused` with the reason when there is none. With `list`, what a
 * conftest.py gives to other files can be replaced together with them.
 */
export function replacementFor(source: Source, report: FileReport, site: number, settings: Settings, read: ReadFile, list?: ListFolder): Replacement {
  const own = report.sites[site]
  if (!own) throw new RangeError(`no site ${site} in ${report.path}`)
  const root = report.sites[own.root] ?? own
  const service = serviceOf(root.service)
  const rewrite = service.rewrites[report.facts.language]
  if (rewrite) return rewrite.replace({ text: source.text, report, site: own.root, settings, read, list, factsOf, usersOf: list && ((folder, name) => usersIn(folder, name, settings, read, list)) })
  const text = root.service === 'code'
    ? 'This stands in for code of the application, for which there is no service to put in its place: use the real object where the test can have it.'
    : `There is no automatic replacement for ${service.title} in this language yet. The real thing would be ${service.real}.`
  return { title: `Use ${service.real}`, safety: 'refused', edits: [], files: [], remarks: [{ span: root.anchor, text }], sites: [own.root] }
}

const FACTS_KEPT = 64
const factsKept = new Map<string, { readonly text: string, readonly facts: Facts }>()

/** The facts of a file that is no test; the last ones are kept, because one conversion after the other asks for the same modules. */
function factsOf(path: string, text: string): Facts | undefined {
  const known = factsKept.get(path)
  if (known?.text === text) return known.facts
  const facts = languageOf(path)?.read(text, path)
  if (!facts) return undefined
  if (factsKept.size >= FACTS_KEPT) factsKept.clear()
  factsKept.set(path, { text, facts })
  return facts
}

/** Folders that hold no tests of the workspace. */
const FOREIGN_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'site-packages', 'venv', '__pycache__'])

/** The Python files in a folder and below whose text holds a name. */
function usersIn(folder: string, name: string, settings: Settings, read: ReadFile, list: ListFolder): UserFile[] | undefined {
  const entries = list(folder)
  if (!entries) return undefined
  const found: UserFile[] = []
  for (const [entry, kind] of entries) {
    const path = folder === '' ? entry : `${folder}/${entry}`
    if (kind === 'folder') {
      if (!entry.startsWith('.') && !FOREIGN_FOLDERS.has(entry)) found.push(...usersIn(path, name, settings, read, list) ?? [])
      continue
    }
    const text = entry.endsWith('.py') ? read(path) : undefined
    const language = languageOf(path)
    if (text === undefined || !language || !text.includes(name)) continue
    const report = analyse({ path, text }, settings)
    found.push({ text, report: report.facts.scopes.length > 0 ? report : { ...report, facts: language.read(text, path) } })
  }
  return found
}

/**
 * The edit that writes a `demock: allow` directive for a site (index into report.sites), its reason still missing; undefined when the site is allowed already or
 * no comment can stand near it.
 */
export function allowanceFor(source: Source, report: FileReport, site: number): Allowance | undefined {
  const language = languageOf(source.path)
  return language && allowanceOf(report, source.text, site, (text) => language.read(text, source.path))
}

/** The test around an offset, named as sites name theirs; undefined outside of tests. */
export function testAt({ facts }: FileReport, offset: number): string | undefined {
  return namesAround(facts, [offset])[0]?.test
}

/** Names of the functions that a site (index into report.sites) is handed to, resolved: `ConnectionManager.connect`. */
export function handedTo(report: FileReport, site: number): string[] {
  return handedToIn(report, site)
}

/** Inserts a fixture of the real service into the test around an offset; undefined when no test is there or the service has none for this language. */
export function insertionAt(
  source: Source, report: FileReport, offset: number, service: ServiceId, settings: Settings, read: ReadFile,
): Replacement | undefined {
  const language = languageOf(source.path)
  const rewrite = language && serviceOf(service).rewrites[language.id]
  if (!language || !rewrite || !isTestFile(source, settings)) return undefined
  const facts = report.facts.scopes.length > 0 ? report.facts : language.read(source.text, source.path)
  return rewrite.insert({ text: source.text, report: { ...report, facts }, offset, settings, read })
}

/** What really runs behind a name of a test that is taken for a mock and is none, such as a test client; undefined for all other text. */
export function realThingAt(source: Source, report: FileReport, offset: number, settings: Settings): RealThing | undefined {
  const language = languageOf(source.path)
  if (!language || !isTestFile(source, settings)) return undefined
  const facts = report.facts.scopes.length > 0 ? report.facts : language.read(source.text, source.path)
  return realThingsOf(facts, offset)[0]
}

/** What explaining needs to know besides the file. */
export interface ExplainContext {
  readonly read: ReadFile
  readonly surroundings?: Surroundings
  readonly today?: string
}

/**
 * Explains what stands on a line, or the innermost thing at a place of it (both 1-based, columns in UTF-16 units): how names were resolved and why something is a
 * site, or why not. Throws a RangeError for a file of no known language.
 */
export function explain(
  source: Source, settings: Settings, { line, column }: { readonly line: number; readonly column: number | undefined },
  { read, surroundings = NO_SURROUNDINGS, today }: ExplainContext,
): Explanation {
  const { path, text } = source
  const language = languageOf(path)
  if (!language) throw new RangeError(`no language reads ${path}`)
  const analysed = analyse(source, settings, surroundings, today)
  const report = analysed.facts.scopes.length > 0 ? analysed : { ...analysed, facts: language.read(text, path) }
  const lines = linesOf(text)
  const isTest = isTestPath(path, text, language.id, settings)
  const offset = column === undefined ? undefined : lines.offsetAt({ line: line - 1, column: column - 1 })
  return explanationOf({
    report, text, lines, settings, isTest,
    at: { line, column: column ?? 1 },
    explained: explainLine(report, text, lines, isTest, { path, settings, surroundings }, { line: line - 1, offset }),
    directives: directivesOf(report.facts, text, report.sites, report.suspects, today),
    replacementOf: (site) => replacementFor(source, report, site, settings, read),
  })
}

const BY_ID: ReadonlyMap<ServiceId, Service> = new Map(SERVICE_LIST.map((service) => [service.id, service]))

/** The service of an id. */
export function serviceOf(id: ServiceId): Service {
  const service = BY_ID.get(id)
  if (!service) throw new RangeError(`unknown service ${id}, known are ${SERVICES.join(', ')}`)
  return service
}
