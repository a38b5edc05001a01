import type { Facts, LanguageId } from '../model/facts.ts'

/** Tokens of one text in parallel arrays; offsets in UTF-16 units. Only the first `count` entries are valid. Each language names its own kinds. */
export interface Tokens {
  readonly count: number
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** One language: the only place that knows its grammar. Both functions are total – any text gives a result – and take linear time. */
export interface Language {
  readonly id: LanguageId
  /** Lower-case, with the dot. */
  readonly extensions: readonly string[]
  /** `path` decides the dialect (`.ts`, `.tsx`, `.js`, …). */
  tokenize(text: string, path: string): Tokens
  read(text: string, path: string): Facts
  /** Whether a kind of token tells only where lines and blocks begin and end, or is a comment. */
  isLayout(kind: number): boolean
  /**
   * What blanks, comments and at least one line end between two other tokens tell the reader: they can stand for each other where it is the same, and leave
   * the next token in its column. Undefined for any other text.
   */
  layoutOf(gap: string): string | undefined
  /** A statement that does nothing, and leaves what stands before it as it is. */
  readonly emptyStatement: string
}
