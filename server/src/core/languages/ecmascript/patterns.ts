/** Binding patterns: what declarations, parameters and `catch` give names to. */
import type { Binding, Entry, Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import { compoundOf, literalAt } from './building.ts'
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { group, isName, isWord, items, kindAt, nameOf, skip, spanFrom, spanOf, startOf } from './parser.ts'
import { nameChain } from './name-chains.ts'
import { bind } from './scopes.ts'

/** How the names of a pattern are bound. */
export interface Naming {
  readonly scope: number
  readonly kind: Binding['kind']
  readonly index: number
  /** Whether the names are listed as chains: targets of assignments are, parameters are not. */
  readonly chains: boolean
  /** Called for each bound name with its token and the key it is taken from, when it is taken by one name directly. */
  readonly each: ((token: number, key: string | undefined) => void) | undefined
}

interface Filling {
  readonly naming: Naming
  readonly values: Value[]
}

interface ObjectFilling {
  readonly naming: Naming
  readonly entries: Entry[]
  /** Whether the keys are those of the value itself, not of a part of it. */
  readonly outermost: boolean
}

/** Reads a name or a pattern in brackets; a literal of no length when there is neither. */
export function readPattern(p: Parser, naming: Naming, key?: string, outermost = true): Value {
  const first = p.at
  const kind = kindAt(p, first)
  if (kind === K.BRACE_OPEN) {
    const entries: Entry[] = []
    group(p, readProperties, { naming, entries, outermost })
    return { kind: 'object', span: spanFrom(p, first), entries }
  }
  if (kind === K.BRACKET_OPEN) {
    const values: Value[] = []
    group(p, readElements, { naming, values })
    return { kind: 'list', span: spanFrom(p, first), items: values }
  }
  if (!isName(kind) && kind !== K.THIS) return literalAt({ start: startOf(p, first), end: startOf(p, first) })
  p.at++
  if (kind === K.THIS) return literalAt(spanOf(p, first))
  if (naming.each) naming.each(first, key)
  else bind(p, first, naming.scope, naming.kind, naming.index)
  return nameChain(p, first, naming.chains)
}

function readElements(p: Parser, close: number, { naming, values }: Filling): void {
  items(p, close, K.COMMA, () => {
    if (kindAt(p, p.at) === K.COMMA) return
    skip(p, K.ELLIPSIS)
    values.push(withDefault(p, p.at, readPattern(p, naming, undefined, false)))
  })
}

function readProperties(p: Parser, close: number, filling: ObjectFilling): void {
  items(p, close, K.COMMA, () => {
    const first = p.at
    const rest = skip(p, K.ELLIPSIS)
    const { key, span: keySpan } = rest || kindAt(p, p.at + 1) !== K.COLON && kindAt(p, p.at) !== K.BRACKET_OPEN ? shorthand(p) : readKey(p)
    const renamed = !rest && skip(p, K.COLON)
    const from = p.at
    const name = rest ? undefined : key
    if (!renamed && !rest && !isName(kindAt(p, p.at))) return
    const value = withDefault(p, from, readPattern(p, filling.naming, filling.outermost ? name : undefined, false))
    filling.entries.push({ span: spanFrom(p, first), key: name, keySpan: rest ? value.span : keySpan, value })
  })
}

function shorthand(p: Parser): { key: string | undefined; span: Span } {
  return { key: isName(kindAt(p, p.at)) ? nameOf(p, p.at) : undefined, span: spanOf(p, p.at) }
}

function withDefault(p: Parser, first: number, target: Value): Value {
  if (!skip(p, K.EQUALS)) return target
  const value = p.grammar.assignment(p)
  return compoundOf(spanFrom(p, first), [target, value])
}

/** Reads the key of a property or member: a word, string, number, private name, or an expression in brackets. */
export function readKey(p: Parser): { key: string | undefined; span: Span } {
  const first = p.at
  const kind = kindAt(p, first)
  if (kind === K.BRACKET_OPEN) {
    group(p, readComputed, undefined)
    return { key: undefined, span: spanFrom(p, first) }
  }
  const span = spanOf(p, first)
  if (isWord(kind) || kind === K.PRIVATE_NAME) {
    p.at++
    return { key: nameOf(p, first), span }
  }
  if (kind === K.STRING) {
    p.at++
    return { key: p.text.slice(span.start + 1, span.end - 1), span }
  }
  if (kind === K.NUMBER || kind === K.BIGINT) {
    p.at++
    return { key: p.text.slice(span.start, span.end), span }
  }
  return { key: undefined, span: { start: span.start, end: span.start } }
}

function readComputed(p: Parser): void {
  p.grammar.expression(p)
}
