/** The names a type refers to, as chains: a flat walk over the tokens of a type whose end is known (type-end.ts). */
import type { IndexLink, Link, Value } from '../../model/facts.ts'
import { compoundOf, literalAt } from './building.ts'
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { breakBefore, isName, isWord, kindAt, nameOf, partnerOf, spanOf } from './parser.ts'
import { typeEnd, angleEnd } from './type-end.ts'

const primitives = new Set(['any', 'unknown', 'never', 'string', 'number', 'boolean', 'bigint', 'symbol', 'object', 'undefined', 'void', 'null'])
const operators = new Set([K.KEYOF, K.READONLY, K.UNIQUE, K.ASSERTS, K.ABSTRACT])
/** Type arguments nested deeper than this are not told apart. */
const DEPTH = 20

/** Skips a type at the current token and gives what it refers to; undefined, standing still, when there is no type. */
export function readType(p: Parser): Value | undefined {
  const from = p.at
  const end = typeEnd(p, from)
  if (end <= from) return undefined
  p.at = end
  return typeValue(p, from, end, 0)
}

/** Skips `: T` when it comes next. */
export function readAnnotation(p: Parser): Value | undefined {
  if (kindAt(p, p.at) !== K.COLON) return undefined
  p.at++
  return readType(p)
}

/** Skips type parameters or arguments whose `<` is the current token. */
export function skipAngle(p: Parser): boolean {
  if (kindAt(p, p.at) !== K.LESS) return false
  const end = angleEnd(p, p.at)
  if (end < 0) return false
  noteTypeNames(p, p.at + 1, end - 1)
  p.at = end
  return true
}

/** Notes the names in the tokens `from..end`. */
export function noteTypeNames(p: Parser, from: number, end: number): void {
  namesIn(p, from, end, DEPTH)
}

function typeValue(p: Parser, from: number, end: number, depth: number): Value {
  const names = namesIn(p, from, end, depth)
  const span = { start: p.starts[from] as number, end: p.ends[end - 1] as number }
  const [only] = names
  if (only && names.length === 1 && only.span.start === span.start && only.span.end === span.end) return only
  return names.length === 0 ? literalAt(span) : compoundOf(span, names)
}

function namesIn(p: Parser, from: number, end: number, depth: number): Value[] {
  const names: Value[] = []
  for (let at = from; at < end; ) {
    const kind = kindAt(p, at)
    if (kind === K.IMPORT) at = noteImportType(p, at, end)
    else if (!(isName(kind) || kind === K.THIS) || !refers(p, at, from)) at++
    else {
      const slot = p.facts.chains.length
      p.facts.chains.push(undefined)
      at = readReference(p, slot, at, end, depth, names)
    }
  }
  return names
}

/** Whether the name at `at` refers to something, being no key, parameter or operator of the type. */
function refers(p: Parser, at: number, from: number): boolean {
  const kind = kindAt(p, at)
  const next = kindAt(p, at + 1)
  const last = at > from ? kindAt(p, at - 1) : K.END
  if (last === K.DOT || last === K.INFER || next === K.IN) return false
  if ((operators.has(kind) || kind === K.INFER) && (isWord(next) || next === K.PAREN_OPEN || next === K.BRACE_OPEN || next === K.BRACKET_OPEN)) return false
  if (kind === K.IS && isWord(last)) return false
  const keyed = next === K.COLON || (next === K.QUESTION && behindOptional.has(kindAt(p, at + 2)))
  if (keyed && (beforeKeys.has(last) || breakBefore(p, at))) return last === K.QUESTION || last === K.COLON
  if (next === K.PAREN_OPEN) return false
  return !primitives.has(p.text.slice(p.starts[at], p.ends[at]))
}

const beforeKeys = new Set([K.BRACE_OPEN, K.SEMICOLON, K.COMMA, K.PAREN_OPEN, K.BRACKET_OPEN, K.ELLIPSIS, K.READONLY, K.GET, K.SET])
const behindOptional = new Set([K.COLON, K.PAREN_OPEN, K.PAREN_CLOSE, K.COMMA])

function readReference(p: Parser, slot: number, first: number, end: number, depth: number, names: Value[]): number {
  const links: Link[] = []
  let at = first + 1
  for (;;) {
    if (kindAt(p, at) === K.DOT && at + 1 < end && isWord(kindAt(p, at + 1))) {
      links.push({ kind: 'member', name: nameOf(p, at + 1), span: spanOf(p, at + 1) })
      at += 2
    } else if (kindAt(p, at) === K.LESS && at < end && depth < DEPTH) {
      const close = angleEnd(p, at)
      if (close < 0 || close > end) break
      links.push(typeArguments(p, at, close, depth + 1))
      at = close
    } else break
  }
  const rootSpan = spanOf(p, first)
  const span = { start: rootSpan.start, end: p.ends[at - 1] as number }
  const chain = { kind: 'chain' as const, span, root: nameOf(p, first), rootSpan, links, awaitAt: -1, scope: p.scope, statement: p.statement }
  p.facts.chains[slot] = chain
  names.push(chain)
  return at
}

function typeArguments(p: Parser, open: number, close: number, depth: number): IndexLink {
  const values: Value[] = []
  for (let at = open + 1; at < close - 1; ) {
    const end = typeEnd(p, at)
    if (end <= at || end > close) break
    values.push(typeValue(p, at, end, depth))
    at = kindAt(p, end) === K.COMMA ? end + 1 : end
  }
  return { kind: 'index', span: { start: p.starts[open] as number, end: p.ends[close - 1] as number }, items: values }
}

/** `import('m')` in a type imports for types only. */
function noteImportType(p: Parser, at: number, end: number): number {
  const open = at + 1
  if (kindAt(p, open) !== K.PAREN_OPEN || kindAt(p, open + 1) !== K.STRING) return at + 1
  const close = Math.min(end, partnerOf(p, open) + 1)
  const text = spanOf(p, open + 1)
  p.facts.imports.push({
    module: p.text.slice(text.start + 1, text.end - 1),
    moduleSpan: { start: text.start + 1, end: text.end - 1 },
    form: 'dynamic',
    imported: undefined,
    local: undefined,
    typeOnly: true,
    span: { start: p.starts[at] as number, end: p.ends[close - 1] as number },
    statement: p.statement,
    scope: p.scope,
  })
  return close
}
