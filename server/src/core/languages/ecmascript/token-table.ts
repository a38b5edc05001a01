import type { Problem } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import type { Tokens } from '../language.ts'
import { END } from './kinds.ts'

/** The tokens of a text with what the grammar asks about them again and again. All arrays are valid one slot behind the last token (kind END). */
export interface TokenTable extends Tokens {
  /** 1 where a line end stands between the token before and this one. */
  readonly breaks: Uint8Array
  /**
   * For an opening bracket the token that closes it – the closing token of an enclosing bracket, or `count`, when it is never closed; for a closing
   * bracket its opening one; for a template piece the next piece; for JSX_OPEN the `>` that ends the element; else -1.
   */
  readonly partners: Int32Array
  readonly comments: readonly Span[]
  readonly problems: readonly Problem[]
}

/** A token table while it grows. */
export interface GrowingTable {
  count: number
  kinds: Uint8Array
  starts: Int32Array
  ends: Int32Array
  breaks: Uint8Array
  partners: Int32Array
}

/** An empty table with room for a text of the given length as code usually is. */
export function newTable(length: number): GrowingTable {
  const capacity = (length >> 2) + 64
  return {
    count: 0,
    kinds: new Uint8Array(capacity),
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    breaks: new Uint8Array(capacity),
    partners: new Int32Array(capacity),
  }
}

/** Doubles the room of a table. */
export function growTable(table: GrowingTable): void {
  const capacity = table.kinds.length * 2
  table.kinds = grown(new Uint8Array(capacity), table.kinds)
  table.starts = grown(new Int32Array(capacity), table.starts)
  table.ends = grown(new Int32Array(capacity), table.ends)
  table.breaks = grown(new Uint8Array(capacity), table.breaks)
  table.partners = grown(new Int32Array(capacity), table.partners)
}

function grown<T extends Uint8Array | Int32Array>(room: T, old: T): T {
  room.set(old)
  return room
}

/** Writes the END slot behind the last token. */
export function endTable(table: GrowingTable, length: number): void {
  const last = table.count
  if (last === table.kinds.length) growTable(table)
  table.kinds[last] = END
  table.starts[last] = length
  table.ends[last] = length
  table.breaks[last] = 1
  table.partners[last] = -1
}
