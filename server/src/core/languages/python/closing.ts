/** What becomes of an open frame when its element or the whole of it ends. */
import type { Argument, Call, Entry, Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import { BRACES, CALL, FIELD, finishElement, GROUP, INDEX, LAMBDA_BODY, LAMBDA_PARAMETERS, NO_COMPREHENSION, STRINGS, topFrame } from './frames.ts'
import { BRACKET_OPEN, DOT, NAME, PAREN_OPEN } from './kinds.ts'
import { closeLambda } from './lambdas.ts'
import { advance, endOfToken, kindAt, nameOfToken, startOfToken } from './reader.ts'
import type { Frame, OpenChain, Reader } from './state.ts'

const NO_VALUES: readonly Value[] = []
const NO_ARGUMENTS: readonly Argument[] = []
const NO_ENTRIES: readonly Entry[] = []

/** Pushes an operand. With a member, call or index behind it, it becomes the root of a chain. */
export function pushOperand(reader: Reader, frame: Frame, value: Value, awaitAt: number): void {
  const next = kindAt(reader, 0)
  if (next === PAREN_OPEN || next === BRACKET_OPEN || (next === DOT && kindAt(reader, 1) === NAME)) {
    const chain: OpenChain = {
      kind: 'chain', span: value.span, root: value, rootSpan: value.span, links: [], awaitAt, scope: reader.scope, statement: reader.statement,
    }
    reader.chains.push(chain)
    reader.operands.push(chain)
  } else {
    if (awaitAt >= 0) frame.compound = true
    reader.operands.push(value)
  }
  reader.operandReady = true
}

/** Adds the links `.a.b` at the current token to a chain. */
export function readMembers(reader: Reader, chain: OpenChain): void {
  while (kindAt(reader, 0) === DOT && kindAt(reader, 1) === NAME) {
    reader.at++
    const span = { start: startOfToken(reader), end: endOfToken(reader) }
    const name = nameOfToken(reader)
    advance(reader)
    addLink(chain, { kind: 'member', name, span }, span.end)
  }
}

function addLink(chain: OpenChain, link: OpenChain['links'][number], end: number): void {
  if (chain.links.length === 0) {
    // A bare name shares one span with its root, and one list of no links with all others.
    chain.links = [link]
    chain.span = { start: chain.span.start, end }
  } else {
    chain.links.push(link)
    chain.span.end = end
  }
}

/** Ends the current element of a frame, at a comma or the closing token. */
export function endElement(reader: Reader, frame: Frame): void {
  if (frame.elementStart < 0) return
  const value = finishElement(reader, frame)
  if (frame.kind === CALL) endArgument(reader, frame, value)
  else if (frame.kind === BRACES && frame.hasKey) endEntry(reader, frame, value)
  else if (value) frame.items.push(value)
  frame.elementStart = -1
}

function nothing(reader: Reader): Value {
  return { kind: 'compound', span: { start: reader.lastEnd, end: reader.lastEnd }, operands: NO_VALUES }
}

function endArgument(reader: Reader, frame: Frame, value: Value | undefined): void {
  const span = { start: frame.elementStart, end: Math.max(frame.elementStart, reader.lastEnd) }
  const written = value ?? nothing(reader)
  const whole: Value = frame.clause === NO_COMPREHENSION ? written : { kind: 'list', span, items: [written] }
  frame.arguments.push({ span, name: frame.name, spread: frame.spread, value: whole })
  frame.name = frame.spread = undefined
}

function endEntry(reader: Reader, frame: Frame, value: Value | undefined): void {
  const { key } = frame
  const span = { start: frame.elementStart, end: Math.max(frame.elementStart, reader.lastEnd) }
  const keySpan = key ? key.span : { start: frame.elementStart, end: frame.elementStart }
  frame.entries.push({ span, key: key ? plainKey(reader, key) : undefined, keySpan, value: value ?? nothing(reader) })
  frame.hasKey = false
  frame.key = undefined
}

function plainKey(reader: Reader, key: Value): string | undefined {
  if (key.kind === 'string') return key.text
  return key.kind === 'literal' ? reader.text.slice(key.span.start, key.span.end) : undefined
}

/** Closes the innermost frame at `end` and gives its value to the frame around it; the closing token has been read. */
export function closeFrame(reader: Reader, end: number): void {
  const frame = topFrame(reader)
  if (frame.kind === LAMBDA_PARAMETERS || frame.kind === LAMBDA_BODY) return closeLambda(reader, frame)
  if (frame.kind !== STRINGS) endElement(reader, frame)
  if (frame.clause !== NO_COMPREHENSION) {
    reader.scope = frame.outerScope
    const scope = reader.scopes[frame.innerScope]
    if (scope) scope.span.end = end
  }
  reader.depth--
  const around = topFrame(reader)
  if (frame.kind === CALL) closeCall(reader, frame, end)
  else if (frame.kind === INDEX) closeIndex(reader, frame, end)
  else if (frame.kind === FIELD) closeField(reader, frame)
  else pushOperand(reader, around, bracketValue(frame, { start: frame.start, end }), frame.awaitAt)
}

function takeItems(frame: Frame): readonly Value[] {
  if (frame.items.length === 0) return NO_VALUES
  const { items } = frame
  frame.items = []
  return items
}

function bracketValue(frame: Frame, span: Span): Value {
  const { commas } = frame
  const items = takeItems(frame)
  if (frame.kind === STRINGS) return { kind: 'string', span, text: frame.content, parts: items }
  if (frame.kind === GROUP && frame.clause === NO_COMPREHENSION && !commas && items.length === 1) return { kind: 'compound', span, operands: items }
  if (frame.kind !== BRACES || items.length > 0) return { kind: 'list', span, items }
  const { entries } = frame
  return { kind: 'object', span, entries: entries.length > 0 ? entries : NO_ENTRIES }
}

function closeCall(reader: Reader, frame: Frame, end: number): void {
  const { chain } = frame
  if (chain) {
    const call: Call = {
      span: { start: chain.span.start, end }, callee: { start: chain.span.start, end: chain.span.end }, typeArguments: undefined,
      argumentsSpan: { start: frame.start, end }, arguments: frame.arguments.length > 0 ? frame.arguments : NO_ARGUMENTS, form: 'call',
      chain: 0, link: chain.links.length, scope: chain.scope, statement: chain.statement,
    }
    addLink(chain, { kind: 'call', call }, end)
  }
  reader.operandReady = true
}

function closeIndex(reader: Reader, frame: Frame, end: number): void {
  if (frame.chain) addLink(frame.chain, { kind: 'index', span: { start: frame.start, end }, items: takeItems(frame) }, end)
  reader.operandReady = true
}

/** Hands the value of a replacement field to its string; a field with commas is a tuple. */
export function closeField(reader: Reader, frame: Frame): void {
  const { commas } = frame
  const items = takeItems(frame)
  const first = items[0]
  const last = items[items.length - 1]
  const string = reader.frames[frame.owner]
  if (!first || !last || !string) return
  if (commas) string.items.push({ kind: 'list', span: { start: first.span.start, end: last.span.end }, items })
  else string.items.push(...items)
}
