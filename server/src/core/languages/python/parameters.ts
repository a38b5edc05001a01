import type { Parameter } from '../../model/facts.ts'
import { bind } from './bindings.ts'
import { readExpression } from './expressions.ts'
import { SINGLE } from './frames.ts'
import { BRACKET_CLOSE, COLON, COMMA, DEDENT, DOUBLE_STAR, END, EQUAL, INDENT, NAME, NEWLINE, PAREN_CLOSE, STAR } from './kinds.ts'
import { accept, addScope, advance, endOfToken, endScope, kindAt, nameOfToken, startOfToken } from './reader.ts'
import type { OpenFunction, Reader } from './state.ts'

/** Reads `(a, /, b: T = 1, *rest, c, **options)`. Annotations and defaults belong to the scope around the function. */
export function readParameters(reader: Reader, fact: OpenFunction, index: number): void {
  advance(reader)
  let spreadAt = -1
  while (!atEnd(reader, PAREN_CLOSE)) {
    const kind = kindAt(reader, 0)
    if (kind === STAR || kind === DOUBLE_STAR) {
      spreadAt = startOfToken(reader)
      advance(reader)
    } else if (kind === NAME) {
      fact.parameters.push(readParameter(reader, fact, index, spreadAt))
      spreadAt = -1
    } else {
      if (kind === COMMA) spreadAt = -1
      skipUnexpected(reader)
    }
  }
  accept(reader, PAREN_CLOSE)
}

function readParameter(reader: Reader, fact: OpenFunction, index: number, spreadAt: number): Parameter {
  const nameSpan = { start: startOfToken(reader), end: endOfToken(reader) }
  const name = nameOfToken(reader)
  const start = spreadAt < 0 ? nameSpan.start : spreadAt
  bind(reader, name, nameSpan, fact.scope, 'parameter', index)
  advance(reader)
  const annotation = accept(reader, COLON) ? readExpression(reader, SINGLE) : undefined
  const value = accept(reader, EQUAL) ? readExpression(reader, SINGLE) : undefined
  const spread = spreadAt < 0 ? undefined : reader.text.startsWith('**', spreadAt) ? '**' : '*'
  return { name, span: { start, end: reader.lastEnd }, nameSpan, spread, annotation, default: value }
}

/** Reads `[T: bound = default, *Ts, **P]` (PEP 695, PEP 696) into a scope of its own, which becomes the current one. */
export function readTypeParameters(reader: Reader): void {
  const scope = addScope(reader, 'block', reader.scope, startOfToken(reader))
  reader.scope = scope
  advance(reader)
  while (!atEnd(reader, BRACKET_CLOSE)) {
    const kind = kindAt(reader, 0)
    if (kind === NAME) {
      bind(reader, nameOfToken(reader), { start: startOfToken(reader), end: endOfToken(reader) }, scope, 'type', -1)
      advance(reader)
      if (accept(reader, COLON)) readExpression(reader, SINGLE)
      if (accept(reader, EQUAL)) readExpression(reader, SINGLE)
    } else if (kind === STAR || kind === DOUBLE_STAR) advance(reader)
    else skipUnexpected(reader)
  }
  accept(reader, BRACKET_CLOSE)
  endScope(reader, scope)
}

/** A comma, or what the grammar does not expect: it may still hold chains. */
function skipUnexpected(reader: Reader): void {
  const { at } = reader
  readExpression(reader, SINGLE)
  if (reader.at === at) advance(reader)
}

function atEnd(reader: Reader, closer: number): boolean {
  const kind = kindAt(reader, 0)
  return kind === closer || kind === NEWLINE || kind === END || kind === INDENT || kind === DEDENT
}
