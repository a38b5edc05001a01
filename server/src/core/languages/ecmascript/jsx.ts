/** JSX elements: a compound of the values in them. Nested elements are read in one loop and add to the same compound. */
import type { Value } from '../../model/facts.ts'
import { compoundOf } from './building.ts'
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { group, kindAt, nameOf, skip, spanFrom, spanOf } from './parser.ts'
import { skipAngle } from './type-names.ts'

const TAG = 0
const CHILDREN = 1

/** Reads the element at the current token. */
export function jsxElement(p: Parser): Value {
  const first = p.at
  const values: Value[] = []
  const open: number[] = []
  openTag(p, open, values)
  while (open.length > 0) {
    const before = p.at
    if (open[open.length - 1] === TAG) readAttribute(p, open, values)
    else readChild(p, open, values)
    if (p.at === before) break
  }
  return compoundOf(spanFrom(p, first), values)
}

function openTag(p: Parser, open: number[], values: Value[]): void {
  p.at++
  open.push(TAG)
  if (kindAt(p, p.at) !== K.JSX_NAME) return
  noteTagName(p, values)
  skipAngle(p)
}

/** The name of a component refers to it; those of plain elements are lower-case and refer to nothing. */
function noteTagName(p: Parser, values: Value[]): void {
  const first = p.at
  p.at++
  if (skip(p, K.COLON)) {
    skip(p, K.JSX_NAME)
    return
  }
  const rootSpan = spanOf(p, first)
  const root = nameOf(p, first)
  const links: { kind: 'member'; name: string; span: { start: number; end: number } }[] = []
  while (kindAt(p, p.at) === K.DOT && kindAt(p, p.at + 1) === K.JSX_NAME) {
    links.push({ kind: 'member', name: nameOf(p, p.at + 1), span: spanOf(p, p.at + 1) })
    p.at += 2
  }
  if (links.length === 0 && (/^[a-z]/.test(root) || root.includes('-'))) return
  const chain = { kind: 'chain' as const, span: spanFrom(p, first), root, rootSpan, links, awaitAt: -1, scope: p.scope, statement: p.statement }
  p.facts.chains.push(chain)
  values.push(chain)
}

/** One piece of an opening tag: an attribute, a spread, or the tag's end. */
function readAttribute(p: Parser, open: number[], values: Value[]): void {
  switch (kindAt(p, p.at)) {
    case K.GREATER:
      p.at++
      open[open.length - 1] = CHILDREN
      return
    case K.SLASH:
      p.at++
      if (skip(p, K.GREATER)) open.pop()
      return
    case K.BRACE_OPEN:
      group(p, readSlot, values)
      return
    case K.JSX_OPEN:
      openTag(p, open, values)
      return
    case K.JSX_NAME:
    case K.COLON:
    case K.DOT:
    case K.EQUALS:
    case K.STRING:
      p.at++
  }
}

/** One piece between tags: text, a value in braces, an element, or the closing tag. */
function readChild(p: Parser, open: number[], values: Value[]): void {
  switch (kindAt(p, p.at)) {
    case K.JSX_TEXT:
      p.at++
      return
    case K.BRACE_OPEN:
      group(p, readSlot, values)
      return
    case K.JSX_OPEN:
      openTag(p, open, values)
      return
    case K.JSX_CLOSE:
      p.at++
      while (kindAt(p, p.at) === K.JSX_NAME || kindAt(p, p.at) === K.DOT || kindAt(p, p.at) === K.COLON) p.at++
      skip(p, K.GREATER)
      open.pop()
  }
}

function readSlot(p: Parser, close: number, values: Value[]): void {
  skip(p, K.ELLIPSIS)
  if (p.at < close) values.push(p.grammar.expression(p))
}
