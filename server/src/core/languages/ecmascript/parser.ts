/** The state of a reading and the few moves every part of the grammar is made of. */
import type { Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import type { Building } from './building.ts'
import { IDENTIFIER, LAST_NAME, LAST_WORD } from './kinds.ts'
import type { OpenExpression } from './open-expressions.ts'
import type { OpenStatement } from './open-statements.ts'

/** What `.ts`, `.tsx`, `.js` … differ in. */
export interface Dialect {
  /** `<` may begin an element. */
  readonly jsx: boolean
  /** `f<T>()` passes type arguments; in JavaScript it compares. */
  readonly typeArguments: boolean
}

/** The parts of the grammar that contain each other, so that their files need not import each other. */
export interface Grammar {
  assignment(p: Parser): Value
  expression(p: Parser): Value
  leftHandSide(p: Parser, awaitAt: number): Value
  statements(p: Parser, close: number): void
  classValue(p: Parser): Value
}

export interface Parser {
  readonly text: string
  readonly dialect: Dialect
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly breaks: Uint8Array
  readonly partners: Int32Array
  readonly count: number
  readonly grammar: Grammar
  readonly facts: Building
  /** What typeEnd found for `<` and `(` tokens: 0 unknown, -1 no type, else the token behind. */
  readonly typeEnds: Int32Array
  /** The current token. */
  at: number
  scope: number
  statement: number
  /** Index of the class whose body is being read directly, or -1. */
  class: number
  /** Brackets being read recursively. */
  depth: number
  /** `in` ends an expression: the head of a `for`. */
  noIn: boolean
  /** `[` ends a chain: a decorator before a computed name. */
  noIndex: boolean
  /** True branches of conditionals around the current token, within the current bracket. */
  trueBranches: number
  /** Whether `await` and `yield` are operators here. */
  awaits: boolean
  yields: boolean
  readonly openExpressions: OpenExpression[]
  readonly openStatements: OpenStatement[]
  readonly deferred: Deferred[]
}

interface Deferred {
  readonly state: Parser
  readonly run: (p: Parser) => void
}

/** Brackets nested deeper than this are read later, from a list, not by recursion. */
const DEPTH = 150

export function kindAt(p: Parser, token: number): number {
  return p.kinds[token] as number
}

export function startOf(p: Parser, token: number): number {
  return p.starts[token] as number
}

export function endOf(p: Parser, token: number): number {
  return p.ends[token] as number
}

/** Whether a line end stands before the token. */
export function breakBefore(p: Parser, token: number): boolean {
  return p.breaks[token] === 1
}

/** The partner of a bracket or template piece (token-table.ts). */
export function partnerOf(p: Parser, token: number): number {
  return p.partners[token] as number
}

export function spanOf(p: Parser, token: number): Span {
  return { start: p.starts[token] as number, end: p.ends[token] as number }
}

/** From the token `first` to the last one read. Never negative. */
export function spanFrom(p: Parser, first: number): Span {
  const start = p.starts[first] as number
  return { start, end: p.at > first ? (p.ends[p.at - 1] as number) : start }
}

/** Whether two neighbours touch: `token` and the one before it. */
export function touches(p: Parser, token: number): boolean {
  return p.starts[token] === p.ends[token - 1]
}

export function isName(kind: number): boolean {
  return kind >= IDENTIFIER && kind <= LAST_NAME
}

export function isWord(kind: number): boolean {
  return kind >= IDENTIFIER && kind <= LAST_WORD
}

/** Moves over a token of the kind, if it is the current one. */
export function skip(p: Parser, kind: number): boolean {
  if (p.kinds[p.at] !== kind) return false
  p.at++
  return true
}

/** The text of a name, its escapes resolved. */
export function nameOf(p: Parser, token: number): string {
  const text = p.text.slice(p.starts[token], p.ends[token])
  return text.includes('\\') ? unescaped(text) : text
}

function unescaped(text: string): string {
  return text.replace(/\\u(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4}))/g, (whole, long: string | undefined, short: string | undefined) => {
    const point = Number.parseInt(long ?? short ?? '', 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}

/**
 * Reads what stands between the opening bracket at which `p` stands and its partner by `parse`, then stands behind the partner. What `parse` fills is
 * `into`: when the brackets nest too deep, that happens later (`runDeferred`).
 */
export function group<T>(p: Parser, parse: (p: Parser, close: number, into: T) => void, into: T): void {
  const open = p.at
  const close = Math.max(open + 1, p.partners[open] as number)
  if (p.depth >= DEPTH) {
    p.deferred.push({
      state: { ...p, at: open + 1, depth: 0, noIn: false, noIndex: false, trueBranches: 0 },
      run: (later) => parse(later, close, into),
    })
  } else {
    const { noIn, noIndex, trueBranches } = p
    p.at = open + 1
    p.depth++
    p.noIn = false
    p.noIndex = false
    p.trueBranches = 0
    parse(p, close, into)
    p.depth--
    p.noIn = noIn
    p.noIndex = noIndex
    p.trueBranches = trueBranches
  }
  p.at = p.partners[close] === open ? close + 1 : close
}

/** Reads by `read` what nests without brackets, one level deeper; false, and nothing is read, when that is too deep for recursion. */
export function deeper(p: Parser, read: () => void): boolean {
  if (p.depth >= DEPTH) return false
  p.depth++
  read()
  p.depth--
  return true
}

/** Reads all groups that were too deep for recursion. Their facts follow at the ends of the lists. */
export function runDeferred(p: Parser): void {
  for (let next = p.deferred.pop(); next; next = p.deferred.pop()) next.run(next.state)
}

/** Reads items separated by commas up to `close`; something is read in every turn. */
export function items(p: Parser, close: number, comma: number, item: (p: Parser) => void): void {
  while (p.at < close) {
    const before = p.at
    item(p)
    if (p.at >= close) return
    if (p.kinds[p.at] === comma || p.at === before) p.at++
  }
}

