/** Primary expressions: literals, parentheses, arrays, objects, templates, and what other files hold (functions, classes, JSX). */
import type { Entry, Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import { compoundOf, literalAt } from './building.ts'
import { functionExpression, hasBody, readFunction, skipSignature } from './functions.ts'
import { jsxElement } from './jsx.ts'
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { breakBefore, group, isName, isWord, items, kindAt, nameOf, partnerOf, skip, spanFrom, spanOf, startOf } from './parser.ts'
import { readKey } from './patterns.ts'
import { stringValue } from './string-value.ts'

/** A primary expression that is no plain name. Where none begins, a literal of no length, and nothing is read. */
export function primary(p: Parser): Value {
  const first = p.at
  switch (kindAt(p, first)) {
    case K.STRING:
      return stringAt(p)
    case K.TEMPLATE:
    case K.TEMPLATE_HEAD:
      return template(p)
    case K.PAREN_OPEN:
      return parenthesised(p)
    case K.BRACKET_OPEN: {
      const values: Value[] = []
      group(p, readElements, values)
      return { kind: 'list', span: spanFrom(p, first), items: values }
    }
    case K.BRACE_OPEN: {
      const entries: Entry[] = []
      group(p, readProperties, entries)
      return { kind: 'object', span: spanFrom(p, first), entries }
    }
    case K.ASYNC:
    case K.FUNCTION:
      return functionExpression(p)
    case K.CLASS:
    case K.AT:
      return p.grammar.classValue(p)
    case K.JSX_OPEN:
      return jsxElement(p)
    case K.NUMBER:
    case K.BIGINT:
    case K.REGEX:
    case K.TRUE:
    case K.FALSE:
    case K.NULL:
    case K.UNDEFINED:
    case K.PRIVATE_NAME:
      p.at++
      return literalAt(spanOf(p, first))
    default:
      return literalAt({ start: startOf(p, first), end: startOf(p, first) })
  }
}

function stringAt(p: Parser): Value {
  const span = spanOf(p, p.at)
  p.at++
  return { kind: 'string', span, text: stringValue(p.text.slice(span.start + 1, span.end - 1)), parts: [] }
}

function template(p: Parser): Value {
  const first = p.at
  const whole = kindAt(p, first) === K.TEMPLATE
  const parts = templateParts(p)
  const span = spanFrom(p, first)
  return { kind: 'string', span, text: whole ? stringValue(p.text.slice(span.start + 1, span.end - 1)) : undefined, parts }
}

/** Reads a template and gives the values in its slots. */
export function templateParts(p: Parser): Value[] {
  const values: Value[] = []
  while (kindAt(p, p.at) === K.TEMPLATE_HEAD || kindAt(p, p.at) === K.TEMPLATE_MIDDLE) {
    const piece = p.at
    const next = partnerOf(p, piece)
    group(p, readSlot, values)
    p.at = next
    const kind = kindAt(p, next)
    if (kind !== K.TEMPLATE_MIDDLE && kind !== K.TEMPLATE_TAIL) return values
  }
  p.at++
  return values
}

function readSlot(p: Parser, close: number, values: Value[]): void {
  if (p.at < close) values.push(p.grammar.expression(p))
}

function parenthesised(p: Parser): Value {
  const first = p.at
  const operands: Value[] = []
  group(p, readOperands, operands)
  return compoundOf(spanFrom(p, first), operands)
}

function readOperands(p: Parser, close: number, operands: Value[]): void {
  items(p, close, K.COMMA, () => operands.push(p.grammar.assignment(p)))
}

function readElements(p: Parser, close: number, values: Value[]): void {
  items(p, close, K.COMMA, () => {
    if (kindAt(p, p.at) === K.COMMA) return
    skip(p, K.ELLIPSIS)
    values.push(p.grammar.assignment(p))
  })
}

function readProperties(p: Parser, close: number, entries: Entry[]): void {
  items(p, close, K.COMMA, () => {
    const first = p.at
    const entry = property(p, first)
    if (p.at > first) entries.push(entry)
  })
}

function property(p: Parser, first: number): Entry {
  if (skip(p, K.ELLIPSIS)) {
    const value = p.grammar.assignment(p)
    return entryFrom(p, first, undefined, value.span, value)
  }
  const next = kindAt(p, first + 1)
  if (isName(kindAt(p, first)) && (next === K.COMMA || next === K.BRACE_CLOSE || next === K.EQUALS)) return shorthand(p, first)
  const { isAsync, isGenerator, form } = modifiers(p)
  const { key, span: keySpan } = readKey(p)
  if (kindAt(p, p.at) === K.PAREN_OPEN || kindAt(p, p.at) === K.LESS) {
    if (!hasBody(p)) {
      skipSignature(p)
      return entryFrom(p, first, key, keySpan, literalAt(keySpan))
    }
    const index = readFunction(p, { form, name: key, nameSpan: keySpan, first, isAsync, isGenerator, decorators: [], class: -1 })
    return entryFrom(p, first, key, keySpan, { kind: 'function', span: spanFrom(p, first), function: index })
  }
  const value = skip(p, K.COLON) ? p.grammar.assignment(p) : literalAt({ start: keySpan.end, end: keySpan.end })
  return entryFrom(p, first, key, keySpan, value)
}

/** An entry from token `first` to where `p` stands now. */
function entryFrom(p: Parser, first: number, key: string | undefined, keySpan: Span, value: Value): Entry {
  return { span: spanFrom(p, first), key, keySpan, value }
}

/** `{a}`, and `{a = 1}` of what turns out to be a pattern. */
function shorthand(p: Parser, first: number): Entry {
  const keySpan = spanOf(p, first)
  const target = p.grammar.leftHandSide(p, -1)
  const operands = skip(p, K.EQUALS) ? [target, p.grammar.assignment(p)] : undefined
  return entryFrom(p, first, nameOf(p, first), keySpan, operands ? compoundOf(spanFrom(p, first), operands) : target)
}

function modifiers(p: Parser): { isAsync: boolean; isGenerator: boolean; form: 'method' | 'getter' | 'setter' } {
  let isAsync = false
  let form: 'method' | 'getter' | 'setter' = 'method'
  const kind = kindAt(p, p.at)
  if ((kind === K.ASYNC || kind === K.GET || kind === K.SET) && beginsKey(p, p.at + 1) && !(kind === K.ASYNC && breakBefore(p, p.at + 1))) {
    p.at++
    if (kind === K.ASYNC) isAsync = true
    else form = kind === K.GET ? 'getter' : 'setter'
  }
  return { isAsync, isGenerator: skip(p, K.STAR), form }
}

/** Whether a key (or the star of a generator) may begin at the token. */
export function beginsKey(p: Parser, token: number): boolean {
  const kind = kindAt(p, token)
  return isWord(kind) || kind === K.STRING || kind === K.NUMBER || kind === K.BIGINT || kind === K.BRACKET_OPEN || kind === K.STAR || kind === K.PRIVATE_NAME
}
