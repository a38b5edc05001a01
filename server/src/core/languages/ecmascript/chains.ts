/** Chains: a root with its members, calls and indexes. */
import type { Argument, Call, Chain, Link, Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import * as K from './kinds.ts'
import { noteDynamicImport } from './dynamic-imports.ts'
import type { Parser } from './parser.ts'
import { breakBefore, endOf, group, isName, isWord, kindAt, nameOf, skip, spanFrom, spanOf, startOf } from './parser.ts'
import { primary, templateParts } from './primaries.ts'
import { angleEnd, mayFollowTypeArguments } from './type-end.ts'
import { noteTypeNames } from './type-names.ts'

const NO_LINKS: readonly Link[] = []

/** A chain while its links are read. */
interface OpenChain {
  readonly root: string | Value
  readonly rootSpan: Span
  readonly slot: number
  readonly links: Link[]
  /** How many `new` directly before the root still wait for their arguments, and how many have them. The innermost comes first. */
  news: number
  used: number
  readonly rootToken: number
  /** Offset at which what has been read so far begins, as a callee. */
  start: number
}

/** A primary expression with its links and the `new` before it; a chain when it has a name for root or any link. `awaitAt` as in Chain. */
export function leftHandSide(p: Parser, awaitAt: number): Value {
  const first = p.at
  while (kindAt(p, p.at) === K.NEW && kindAt(p, p.at + 1) !== K.DOT) p.at++
  const rootToken = p.at
  const slot = p.facts.chains.length
  const { kinds } = p
  const named = isRootName(p, kinds[rootToken] as number)
  p.facts.chains.push(undefined)
  let root: string | Value
  let rootSpan: Span
  if (named) {
    p.at++
    root = nameOf(p, rootToken)
    rootSpan = spanOf(p, rootToken)
    if (first === rootToken && !beginsLink(kinds[p.at] as number)) return finish(p, slot, rootSpan, root, rootSpan, NO_LINKS, awaitAt)
  } else {
    root = primary(p)
    rootSpan = p.at > rootToken ? spanFrom(p, rootToken) : root.span
  }
  const chain: OpenChain = { root, rootSpan, slot, links: [], news: rootToken - first, used: 0, rootToken, start: rootSpan.start }
  if (p.at > rootToken) readLinks(p, chain)
  while (chain.news > 0) addCall(p, chain, 'new', undefined, p.at, p.at)
  if (chain.links.length === 0 && typeof root !== 'string') return root
  return finish(p, slot, spanFrom(p, first), root, rootSpan, chain.links, awaitAt)
}

function isRootName(p: Parser, kind: number): boolean {
  if (isName(kind)) {
    if (kind === K.UNDEFINED) return false
    return kind !== K.ASYNC || kindAt(p, p.at + 1) !== K.FUNCTION || breakBefore(p, p.at + 1)
  }
  return kind === K.THIS || kind === K.SUPER || kind === K.IMPORT || kind === K.NEW
}

function beginsLink(kind: number): boolean {
  if (kind === K.DOT || kind === K.PAREN_OPEN || kind === K.QUESTION_DOT || kind === K.BRACKET_OPEN) return true
  return kind === K.LESS || kind === K.NOT || kind === K.TEMPLATE || kind === K.TEMPLATE_HEAD
}

function finish(p: Parser, slot: number, span: Span, root: string | Value, rootSpan: Span, links: readonly Link[], awaitAt: number): Chain {
  const chain: Chain = { kind: 'chain', span, root, rootSpan, links, awaitAt, scope: p.scope, statement: p.statement }
  p.facts.chains[slot] = chain
  return chain
}

function readLinks(p: Parser, chain: OpenChain): void {
  for (;;) {
    switch (kindAt(p, p.at)) {
      case K.DOT:
        if (!readMember(p, chain, p.at + 1)) return
        break
      case K.QUESTION_DOT:
        if (!readOptional(p, chain)) return
        break
      case K.BRACKET_OPEN:
        if (p.noIndex) return
        readIndex(p, chain)
        break
      case K.PAREN_OPEN:
        addCall(p, chain, chain.news > 0 ? 'new' : 'call', undefined, p.at, p.at)
        break
      case K.TEMPLATE:
      case K.TEMPLATE_HEAD:
        addCall(p, chain, 'template', undefined, p.at, p.at)
        break
      case K.NOT:
        if (breakBefore(p, p.at)) return
        p.at++
        break
      case K.LESS:
        if (!readTypeArguments(p, chain, p.at)) return
        break
      default:
        return
    }
  }
}

function readMember(p: Parser, chain: OpenChain, token: number): boolean {
  const kind = kindAt(p, token)
  // A missing name (`a.` while someone types) leaves the dot behind and takes no keyword of the next line for the name.
  if (!isWord(kind) && kind !== K.PRIVATE_NAME) {
    p.at = token
    return false
  }
  p.at = token + 1
  chain.links.push({ kind: 'member', name: nameOf(p, token), span: spanOf(p, token) })
  return true
}

function readOptional(p: Parser, chain: OpenChain): boolean {
  const callee = p.at
  const next = callee + 1
  const kind = kindAt(p, next)
  if (kind === K.BRACKET_OPEN) {
    p.at = next
    readIndex(p, chain)
  } else if (kind === K.PAREN_OPEN) addCall(p, chain, 'call', undefined, callee, next)
  else if (kind === K.TEMPLATE || kind === K.TEMPLATE_HEAD) addCall(p, chain, 'template', undefined, callee, next)
  else if (kind === K.LESS) return readTypeArguments(p, chain, callee)
  else return readMember(p, chain, next)
  return true
}

function readIndex(p: Parser, chain: OpenChain): void {
  const first = p.at
  const values: Value[] = []
  group(p, readIndexItems, values)
  chain.links.push({ kind: 'index', span: spanFrom(p, first), items: values })
}

function readIndexItems(p: Parser, close: number, values: Value[]): void {
  if (p.at < close) values.push(p.grammar.expression(p))
}

/** `<T>` and the call it belongs to, or `<T>` alone; false when it compares. `callee` is the token behind the callee: the `<` or a `?.`. */
function readTypeArguments(p: Parser, chain: OpenChain, callee: number): boolean {
  if (!p.dialect.typeArguments) return false
  const open = kindAt(p, callee) === K.LESS ? callee : callee + 1
  const end = angleEnd(p, open)
  if (end < 0 || !mayFollowTypeArguments(p, end)) return false
  noteTypeNames(p, open + 1, end - 1)
  const span = { start: startOf(p, open), end: endOf(p, end - 1) }
  const kind = kindAt(p, end)
  if (kind === K.PAREN_OPEN) addCall(p, chain, chain.news > 0 ? 'new' : 'call', span, callee, end)
  else if (kind === K.TEMPLATE || kind === K.TEMPLATE_HEAD) addCall(p, chain, 'template', span, callee, end)
  else {
    p.at = end
    if (chain.news > 0) addCall(p, chain, 'new', span, callee, end)
  }
  return true
}

/** Adds a call whose callee ends before the token `callee` and whose arguments begin at the token `open`, if any stand there. */
function addCall(p: Parser, chain: OpenChain, form: Call['form'], typeArguments: Span | undefined, callee: number, open: number): void {
  const calleeSpan = { start: chain.start, end: endOf(p, callee - 1) }
  const list: Argument[] = []
  p.at = open
  let argumentsSpan: Span
  if (form === 'template') {
    const parts = templateParts(p)
    argumentsSpan = spanFrom(p, open)
    for (const value of parts) list.push({ span: value.span, name: undefined, spread: undefined, value })
  } else if (kindAt(p, open) === K.PAREN_OPEN) {
    group(p, readArguments, list)
    argumentsSpan = spanFrom(p, open)
  } else argumentsSpan = { start: calleeSpan.end, end: calleeSpan.end }
  if (form === 'new') {
    chain.start = startOf(p, chain.rootToken - 1 - chain.used)
    chain.used++
    chain.news--
  }
  const span = { start: chain.start, end: endOf(p, p.at - 1) }
  const link = chain.links.length
  const call: Call = {
    span, callee: calleeSpan, typeArguments, argumentsSpan, arguments: list, form, chain: chain.slot, link, scope: p.scope, statement: p.statement,
  }
  chain.links.push({ kind: 'call', call })
  if (link === 0) noteDynamicImport(p, chain.root, call)
}

function readArguments(p: Parser, close: number, list: Argument[]): void {
  while (p.at < close) {
    const first = p.at
    const spread = skip(p, K.ELLIPSIS) ? '...' : undefined
    const value = p.grammar.assignment(p)
    if (p.at > first) {
      const whole = value.span.start === startOf(p, first) && value.span.end === endOf(p, p.at - 1)
      list.push({ span: whole ? value.span : spanFrom(p, first), name: undefined, spread, value })
    }
    if (p.at >= close) return
    if (kindAt(p, p.at) === K.COMMA || p.at === first) p.at++
  }
}
