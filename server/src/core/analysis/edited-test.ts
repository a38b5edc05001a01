/** Analyses an edit within one test by that test alone, where the other tests of the file surely have nothing to do with it. */
import { analyseFacts } from './analyse.ts'
import { firstStartingAt, isSameBeside, joinedReport, partOf, renumbered, same, type Move, type Told } from './joined-report.ts'
import { isClosed, TEST_NAMES, unitsOf, type Unit } from './units.ts'
import type { Language } from '../languages/language.ts'
import type { Facts, Import } from '../model/facts.ts'
import type { FileReport } from '../model/report.ts'
import type { Settings } from '../model/settings.ts'
import type { Surroundings } from '../model/surroundings.ts'
import type { Change } from '../text/change.ts'
import { contains, type Span } from '../text/span.ts'

/** The tests of an analysed text, and what was found by leaving out all but one of them. */
export interface Tests {
  readonly text: string
  readonly report: FileReport
  readonly units: readonly Unit[]
  /** Index of the first test with a mock: it is never left out, as a text without any is not judged at all. */
  readonly witness: number
  /** By the index of the one; undefined where that gives something else. */
  readonly alone: Map<number, Alone | undefined>
}

interface Alone {
  readonly report: FileReport
  /** Index in the whole report of each of its sites. */
  readonly sites: readonly number[]
}

/** How one text is read and judged, whichever part of it. */
export interface Reading {
  readonly path: string
  readonly language: Language
  readonly settings: Settings
  readonly surroundings: Surroundings
}

/** The tests of a text that has been analysed as a whole. */
export function testsIn(text: string, report: FileReport): Tests {
  const units = unitsOf(report, text)
  const witness = units.findIndex(({ span }) => report.sites.some((site) => contains(span, site.span)))
  return { text, report, units, witness, alone: new Map() }
}

/**
 * The report of a text that differs from an analysed one within one test, and where that test stands now; undefined where the difference may be seen elsewhere. Both
 * versions are analysed with the other closed tests left out, which is right for the version before where it gives what the whole gave.
 */
export function reanalyseTest(text: string, tests: Tests, change: Change, reading: Reading): { readonly report: FileReport; readonly span: Span } | undefined {
  const { units, report } = tests
  const index = units.findLastIndex(({ span }) => span.start < change.start)
  const unit = units[index]
  if (!unit?.closed || report.problems.some(({ span }) => !contains(unit.span, span))) return undefined
  const next = nextToken(tests.text, unit.span.end)
  if (change.beforeEnd > next) return undefined
  const before = aloneBefore(tests, index, unit.span, reading)
  if (!before) return undefined
  const by = text.length - tests.text.length
  const now = analyseAlone(text, tests, index, by, reading)
  const span = spanNow(before.report.facts, now.facts, unit.span, by, units[index + 1]?.span)
  if (!span || nextToken(text, span.end) !== next + by || !isClosed(now.facts, text, span, { facts: report.facts, span: unit.span })) return undefined
  if (unit.name !== undefined && namesTests(text.slice(span.start, span.end), units, unit)) return undefined
  if (!same(before.report.facts.imports.map(named), now.facts.imports.map(named))) return undefined
  // Problems are told in the order in which the reader comes upon them: where some are elsewhere, those of the test stand anywhere between.
  if (now.problems.some((problem) => !contains(span, problem.span))) return undefined
  const move = { before: unit.span, now: span, next, by }
  const told = numbered(before, now, firstStartingAt(report.sites, unit.span.start), move)
  if (!told || !isSameBeside(told.before, told.now, move)) return undefined
  const part = partOf(told.now, span)
  return isCountedAlone(report, part, unit.span) ? { report: joinedReport(report, part, move, () => reading.language.read(text, reading.path)), span } : undefined
}

/** What both analyses tell, by the indexes that sites now get in the whole, where `first` is the first one of the test; undefined when there are others beside it. */
function numbered({ report, sites }: Alone, now: FileReport, first: number, move: Move): { readonly before: Told; readonly now: Told } | undefined {
  const from = firstStartingAt(report.sites, move.before.start)
  const end = firstStartingAt(report.sites, move.before.end)
  const endNow = firstStartingAt(now.sites, move.now.end)
  const more = endNow - end
  if (from !== firstStartingAt(now.sites, move.now.start) || report.sites.length + more !== now.sites.length) return undefined
  const beside = (site: number): number => (sites[site] ?? site) + (site < end ? 0 : more)
  return {
    before: renumbered(report, beside),
    now: renumbered(now, (site) => (site < from ? beside(site) : site < endNow ? first + site - from : beside(site - more))),
  }
}

/** Whether mocks of the test are not counted together with such of other tests: their fingerprints tell the how many-th of the same scope they are. */
function isCountedAlone({ sites, suspects }: FileReport, part: Told, span: Span): boolean {
  const isOfTest = (thing: { readonly span: Span }): boolean => contains(span, thing.span)
  const areSame = (before: readonly { readonly fingerprint: string }[], now: readonly { readonly fingerprint: string }[]): boolean =>
    before.length === now.length && before.every(({ fingerprint }, index) => fingerprint === now[index]?.fingerprint)
  if (!areSame(suspects.filter(isOfTest), part.suspects)) return false
  const before = sites.filter(isOfTest)
  if (areSame(before, part.sites)) return true
  const scopes = new Set([...before, ...part.sites].map(({ scope }) => scope))
  return !sites.some((site) => scopes.has(site.scope) && !isOfTest(site))
}

/** Whether a text names another test. */
function namesTests(text: string, units: readonly Unit[], own: Unit): boolean {
  const words = new Set(text.match(TEST_NAMES))
  return units.some((unit) => unit !== own && unit.name !== undefined && words.has(unit.name)) || !words.has(own.name ?? '')
}

function named({ module, form, imported, local, typeOnly }: Import): unknown {
  return { module, form, imported, local, typeOnly }
}

function nextToken(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text.charAt(at))) at++
  return at
}

/** Analyses a text in which the tests that can be left out are, but for one. */
function analyseAlone(text: string, { units, witness }: Tests, index: number, by: number, { path, language, settings, surroundings }: Reading): FileReport {
  let rest = ''
  let from = 0
  units.forEach((unit, other) => {
    const { start, end } = unit.span
    if (!isLeftOut(unit, other, index, witness)) return
    const shift = other > index ? by : 0
    rest += text.slice(from, start + shift) + language.emptyStatement.padEnd(end - start)
    from = end + shift
  })
  rest += text.slice(from)
  return analyseFacts(language.read(rest, path), { path, text: rest, settings, surroundings })
}

/** The test that follows the one is kept: there the reader finds its way again after an open bracket. */
function isLeftOut({ closed, imports }: Unit, at: number, index: number, witness: number): boolean {
  return closed && !imports && at !== witness && at !== index && at !== index + 1
}

/** The analysis of the version before; undefined when it does not tell of the test what that of the whole tells. */
function aloneBefore(tests: Tests, index: number, span: Span, reading: Reading): Alone | undefined {
  const { text, report, units, witness, alone } = tests
  if (alone.has(index)) return alone.get(index)
  const now = analyseAlone(text, tests, index, 0, reading)
  const left = units.filter((unit, at) => isLeftOut(unit, at, index, witness)).map((unit) => unit.span)
  const sites = report.sites.flatMap((site, at) => (left.some((other) => contains(other, site.span)) ? [] : [at]))
  const isSame = sites.length === now.sites.length && same(partOf(report, span), partOf(renumbered(now, (site) => sites[site] ?? site), span))
  const result = isSame ? { report: now, sites } : undefined
  alone.set(index, result)
  return result
}

/** Where the statement of the test stands now; undefined when it, or the test behind it, is not what it was. */
function spanNow(before: Facts, now: Facts, { start }: Span, by: number, behind: Span | undefined): Span | undefined {
  const isAsBefore = (offset: number, moved: number): Span | undefined => {
    const one = statementAt(before, offset)
    const other = statementAt(now, offset + moved)
    const isSame = one?.kind === other?.kind && before.statements[one?.parent ?? -1]?.kind === now.statements[other?.parent ?? -1]?.kind
    return one && isSame ? other?.span : undefined
  }
  const follows = behind && isAsBefore(behind.start, by)
  if (behind && (!follows || follows.end !== behind.end + by)) return undefined
  return isAsBefore(start, 0)
}

function statementAt({ statements }: Facts, offset: number): Facts['statements'][number] | undefined {
  return statements.find(({ span }) => span.start === offset)
}
