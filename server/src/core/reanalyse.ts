/** Analyses a text by what is known of an earlier version of it, where that surely gives the same as analysing it anew. */
import { mayHoldDirectives } from './analysis/directives.ts'
import { READS_NAMES } from './analysis/findings/idle-doubles.ts'
import { movedReport } from './analysis/moved-report.ts'
import { maySuspect } from './analysis/suspicion/triggers.ts'
import { isWorthReading, languageOf } from './demock.ts'
import type { Source } from './demock.ts'
import type { Language } from './languages/language.ts'
import type { FileReport } from './model/report.ts'
import type { Settings } from './model/settings.ts'
import { NO_SURROUNDINGS, type Surroundings } from './model/surroundings.ts'
import { reanalyseTest, testsIn, type Reading, type Tests } from './analysis/edited-test.ts'
import { changeBetween, type Change } from './text/change.ts'
import type { Span } from './text/span.ts'

/** A version of a text that was analysed as a whole. */
export interface Basis {
  readonly source: Source
  readonly report: FileReport
  /** Its tokens, those of the layout left out, once they have been asked for. */
  tokens?: TokenEnds
  /** Its tests, likewise. */
  tests?: Tests
  /** Whether its text may hold directives, and suspects. */
  holdsDirectives?: boolean
  isSuspect?: boolean
}

interface TokenEnds {
  readonly count: number
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** A report made from that of the basis. */
export interface Reanalysis {
  readonly report: FileReport
  readonly moved: Moved
  /** The part of the text that was analysed anew; everything behind it stands further down. Undefined when there is none. */
  readonly part: Span | undefined
}

/** How many lines further down everything from an offset of the basis on stands; columns are the same. */
export interface Moved {
  readonly lines: number
  readonly from: number
}

/**
 * The report of a text that differs from its basis in comments, blank lines and the like between two statements, or within one test with which the others have
 * nothing to do; undefined when there are other differences, or when any answer depends on comments too. The settings and surroundings must be those of the basis.
 */
export function reanalyse(source: Source, basis: Basis, settings: Settings, surroundings: Surroundings = NO_SURROUNDINGS): Reanalysis | undefined {
  const { path, text } = source
  const before = basis.source.text
  const language = languageOf(path)
  if (!language || path !== basis.source.path || basis.report.facts.scopes.length === 0) return undefined
  const change = changeBetween(before, text)
  const again = reanalyseLayout(source, basis, change, language) ?? reanalyseCode(source, basis, change, { path, language, settings, surroundings })
  if (!again || (basis.holdsDirectives ??= mayHoldDirectives(before)) || mayHoldDirectives(text)) return undefined
  return isWorthReading(source, language.id, settings, surroundings) && (basis.isSuspect ??= maySuspect(before, language.id)) === maySuspect(text, language.id) ? again : undefined
}

function reanalyseCode({ text }: Source, basis: Basis, change: Change, reading: Reading): Reanalysis | undefined {
  const before = basis.source.text
  const again = reanalyseTest(text, (basis.tests ??= testsIn(before, basis.report)), change, reading)
  if (!again) return undefined
  const { report, span } = again
  const lines = lineEndsIn(text.slice(change.start, change.afterEnd)) - lineEndsIn(before.slice(change.start, change.beforeEnd))
  return { report, moved: { lines, from: span.start }, part: span }
}

function reanalyseLayout({ path, text }: Source, basis: Basis, { start, beforeEnd, afterEnd }: Change, language: Language): Reanalysis | undefined {
  const before = basis.source.text
  const { facts } = basis.report
  if (!LAYOUT.test(linesAround(before, start, beforeEnd)) && !LAYOUT.test(linesAround(text, start, afterEnd))) return undefined
  const { count, starts, ends } = (basis.tokens ??= tokenEndsOf(basis.source, language))
  const next = firstEndingBehind(ends, count, start)
  const from = next < count ? starts[next] ?? 0 : before.length
  const behind = next > 0 ? ends[next - 1] ?? 0 : 0
  // What follows the token before must be as it was: where that token is not terminated, it may go on.
  if (from < beforeEnd || (next > 0 && start === behind)) return undefined
  const by = text.length - before.length
  const old = before.slice(behind, from)
  const now = text.slice(behind, from + by)
  const layout = (gap: string): string | undefined => language.layoutOf(`${next === 0 ? '\n' : ''}${gap}${next === count ? '\n' : ''}`)
  if (layout(old) === undefined || layout(old) !== layout(now)) return undefined
  if (next > 0 && next < count && !facts.statements.some(({ span }) => span.start === from || span.end === behind)) return undefined
  if (READS_NAMES.test(old) || READS_NAMES.test(now)) return undefined
  if (edgesOf(basis.report).some((offset) => behind < offset && offset < from)) return undefined
  return {
    report: movedReport(basis.report, from, by, () => language.read(text, path)),
    moved: { lines: lineEndsIn(now) - lineEndsIn(old), from },
    part: undefined,
  }
}

/** Lines that are blank or may hold a comment: a quick look, before the tokens of the basis are asked for. */
const LAYOUT = /^\s*$|#|\/\/|\*/m

function linesAround(text: string, start: number, end: number): string {
  const last = text.indexOf('\n', end)
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, last < 0 ? text.length : last)
}

/** Offsets of a report that may stand elsewhere than at a token. */
function edgesOf({ problems, findings }: FileReport): number[] {
  const spans = [...problems.map(({ span }) => span), ...findings.flatMap(({ fix }) => fix?.edits.map(({ span }) => span) ?? [])]
  return spans.flatMap(({ start, end }) => [start, end])
}

function tokenEndsOf({ text, path }: Source, language: Language): TokenEnds {
  const { count, kinds, starts, ends } = language.tokenize(text, path)
  const kept: TokenEnds = { count: kinds.subarray(0, count).reduce((sum, kind) => sum + (language.isLayout(kind) ? 0 : 1), 0), starts: new Int32Array(count), ends: new Int32Array(count) }
  for (let from = 0, to = 0; from < count; from++) {
    if (language.isLayout(kinds[from] ?? 0)) continue
    kept.starts[to] = starts[from] ?? 0
    kept.ends[to++] = ends[from] ?? 0
  }
  return kept
}

/** Index of the first of `count` ordered ends behind an offset. */
function firstEndingBehind(ends: Int32Array, count: number, offset: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

function lineEndsIn(gap: string): number {
  return gap.match(/\r\n|\r|\n/g)?.length ?? 0
}
