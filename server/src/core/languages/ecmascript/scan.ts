import type { Problem } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import type { Frames } from './frames.ts'
import { stateAfter } from './regex-or-division.ts'
import type { GrowingTable } from './token-table.ts'
import { growTable } from './token-table.ts'

/** Where a scan stands in its text. */
export interface Scan {
  readonly text: string
  readonly length: number
  readonly jsx: boolean
  at: number
  /** 1 when a line end stands behind the last token. */
  newline: number
  /** What may follow the last token (regex-or-division.ts), and what might have followed the one before it. */
  state: number
  before: number
  /** The last token's kind; IDENTIFIER for a reserved word that is a property name. */
  last: number
  readonly table: GrowingTable
  readonly frames: Frames
  readonly comments: Span[]
  readonly problems: Problem[]
}

/** Adds a token from where the scan stands to `end`. */
export function emit(scan: Scan, kind: number, end: number): void {
  const { table } = scan
  const i = table.count
  if (i === table.kinds.length) growTable(table)
  table.kinds[i] = kind
  table.starts[i] = scan.at
  table.ends[i] = end
  table.breaks[i] = scan.newline
  table.partners[i] = -1
  table.count = i + 1
  scan.at = end
  scan.newline = 0
  scan.before = scan.state
  scan.state = stateAfter(kind)
  scan.last = kind
}

/** The end that a function of literals.ts gave, after a problem is noted when it says that the literal is unterminated. */
export function unterminated(scan: Scan, end: number): number {
  if (end >= 0) return end
  const last = -1 - end
  scan.problems.push({ span: { start: scan.at, end: last }, message: 'This is not terminated.' })
  return last
}
