import type { Problem } from '../../model/facts.ts'
import { BRACE_OPEN, BRACKET_OPEN, FIELD_OPEN, PAREN_OPEN } from './kinds.ts'

/** State of one run of the scanner: the tokens found so far, and what is open at `at`. Offsets are in UTF-16 units. */
export interface Scan {
  readonly text: string
  at: number
  /** Tokens in parallel arrays that grow; the first `count` entries are valid. Comments are kept apart. */
  kinds: Uint8Array
  starts: Int32Array
  ends: Int32Array
  flags: Uint8Array
  count: number
  /** Start and end of each comment in turn. */
  readonly comments: number[]
  /** Widths of the open indentations. */
  readonly indents: number[]
  /** Where the physical line begins, and `count` at that time. */
  lineStart: number
  lineCount: number
  /** `count` when the logical line began. */
  logicalCount: number
  /** Token indexes of the open brackets and replacement fields. */
  readonly brackets: number[]
  /** Open brackets of each sort within the innermost replacement field (or outside of all), and those of the fields around it. */
  parens: number
  squares: number
  braces: number
  readonly outerCounts: number[]
  /** Open f-strings and t-strings. */
  readonly strings: OpenString[]
  /** Up to here no `'` (or `"`) ends a string that begins earlier on the line. */
  unendedSingle: number
  unendedDouble: number
  readonly problems: Problem[]
}

/** An f-string or t-string whose closing quotes have not come yet. */
export interface OpenString {
  readonly quote: number
  readonly triple: boolean
  readonly raw: boolean
  /** Number of open brackets around it. */
  readonly base: number
  readonly start: number
}

/** A scan at the beginning of a text. */
export function createScan(text: string): Scan {
  const capacity = (text.length >> 2) + 16
  return {
    text, at: 0, kinds: new Uint8Array(capacity), starts: new Int32Array(capacity), ends: new Int32Array(capacity), flags: new Uint8Array(capacity), count: 0,
    comments: [], indents: [0], lineStart: 0, lineCount: 0, logicalCount: 0, brackets: [], parens: 0, squares: 0, braces: 0, outerCounts: [], strings: [],
    unendedSingle: 0, unendedDouble: 0, problems: [],
  }
}

/** Adds a token. */
export function emit(scan: Scan, kind: number, start: number, end: number, flags: number): void {
  if (scan.count === scan.kinds.length) grow(scan)
  const { count } = scan
  scan.kinds[count] = kind
  scan.starts[count] = start
  scan.ends[count] = end
  scan.flags[count] = flags
  scan.count = count + 1
}

function grow(scan: Scan): void {
  const capacity = scan.count * 2
  const { kinds, starts, ends, flags } = scan
  scan.kinds = new Uint8Array(capacity)
  scan.starts = new Int32Array(capacity)
  scan.ends = new Int32Array(capacity)
  scan.flags = new Uint8Array(capacity)
  scan.kinds.set(kinds)
  scan.starts.set(starts)
  scan.ends.set(ends)
  scan.flags.set(flags)
}

/** Adds a problem. */
export function report(scan: Scan, start: number, end: number, message: string): void {
  scan.problems.push({ span: { start, end }, message })
}

/** The kind of the innermost open bracket, or -1. */
export function innermost(scan: Scan): number {
  const opener = scan.brackets[scan.brackets.length - 1]
  return opener === undefined ? -1 : (scan.kinds[opener] ?? -1)
}

/** Emits an opening bracket or field and puts it on the stack. */
export function openBracket(scan: Scan, kind: number, start: number): void {
  scan.brackets.push(scan.count)
  emit(scan, kind, start, start + 1, 0)
  if (kind === PAREN_OPEN) scan.parens++
  else if (kind === BRACKET_OPEN) scan.squares++
  else if (kind === BRACE_OPEN) scan.braces++
  else {
    scan.outerCounts.push(scan.parens, scan.squares, scan.braces)
    scan.parens = scan.squares = scan.braces = 0
  }
}

/** Takes the innermost bracket or field from the stack. */
export function popBracket(scan: Scan): void {
  const kind = innermost(scan)
  scan.brackets.pop()
  if (kind === PAREN_OPEN) scan.parens--
  else if (kind === BRACKET_OPEN) scan.squares--
  else if (kind === BRACE_OPEN) scan.braces--
  else if (kind === FIELD_OPEN) {
    scan.braces = scan.outerCounts.pop() ?? 0
    scan.squares = scan.outerCounts.pop() ?? 0
    scan.parens = scan.outerCounts.pop() ?? 0
  }
}
