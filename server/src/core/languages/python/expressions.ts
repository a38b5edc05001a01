/**
 * Expressions → values (Python Language Reference, chapter 6). Operators are not modelled, so no precedence is needed: what stands between two
 * separators is one operand or a compound of operands. Brackets, lambdas and f-strings nest on a stack of frames, not on the call stack.
 */
import type { Link, Value } from '../../model/facts.ts'
import { bindTarget, scopeOfWalrus } from './bindings.ts'
import { beginLambda, beginParameter, closeField, closeFrame, endElement, endParameter, openLambdaBody, pushOperand, readMembers } from './closing.ts'
import {
  BRACES, CALL, CONDITION, ELEMENT, FIELD, GROUP, INDEX, ITERABLE, LAMBDA_BODY, LAMBDA_PARAMETERS, LIST, NO_COMPREHENSION, SINGLE, STRINGS, TARGETS,
  TARGET_LIST, TOP, finishClause, finishElement, pushBracket, pushFrame, topFrame, touch,
} from './frames.ts'
import type { Frame } from './frames.ts'
import * as kind from './kinds.ts'
import { readString, resumeString } from './literals.ts'
import { advance, endOfToken, kindAt, nameOfToken, startOfToken } from './reader.ts'
import type { OpenAssignment, OpenChain, Reader } from './reader.ts'

const NO_LINKS: Link[] = []

/**
 * Reads an expression at the current token, up to the first token that cannot belong to it. `mode` is SINGLE (a comma ends it), MANY (commas make a
 * list) or TARGET_LIST (as MANY, but `in` ends it). Undefined when there is none.
 */
export function readExpression(reader: Reader, mode: number): Value | undefined {
  const frame = pushFrame(reader, TOP)
  frame.mode = mode
  const { start } = frame
  while (step(reader, topFrame(reader)));
  endElement(reader, frame)
  reader.depth--
  const { items, commas } = frame
  if (items.length > 0) frame.items = []
  return commas ? { kind: 'list', span: { start, end: Math.max(start, reader.lastEnd) }, items } : items[0]
}

/** Reads the parenthesised arguments of a class at the current token. */
export function readArguments(reader: Reader): Frame['arguments'] {
  const bottom = pushFrame(reader, TOP)
  const frame = pushBracket(reader, CALL)
  const { arguments: read } = frame
  advance(reader)
  while (reader.depth > 1 && step(reader, topFrame(reader)));
  if (bottom.items.length > 0) bottom.items = []
  reader.depth = 0
  return read
}

/** Reads one token; false when it ends the outermost expression. */
function step(reader: Reader, frame: Frame): boolean {
  switch (kindAt(reader, 0)) {
    case kind.NAME:
      return readName(reader, frame)
    case kind.NUMBER:
    case kind.NONE:
    case kind.TRUE:
    case kind.FALSE:
    case kind.ELLIPSIS:
      return readLiteral(reader, frame)
    case kind.STRING:
    case kind.STRING_START:
      touch(frame, startOfToken(reader))
      return readString(reader, frame)
    case kind.STRING_MIDDLE:
      return resumeString(reader, frame)
    case kind.STRING_END:
      return closeTo(reader, STRINGS, STRINGS) && resumeString(reader, topFrame(reader))
    case kind.FIELD_OPEN:
      return openField(reader, frame)
    case kind.FIELD_CLOSE:
      return closeTo(reader, FIELD, FIELD) && closeBracket(reader)
    case kind.PAREN_OPEN:
      return openBracket(reader, frame, CALL, GROUP)
    case kind.BRACKET_OPEN:
      return openBracket(reader, frame, INDEX, LIST)
    case kind.BRACE_OPEN:
      return openBracket(reader, frame, BRACES, BRACES)
    case kind.PAREN_CLOSE:
      return closeTo(reader, CALL, GROUP) && closeBracket(reader)
    case kind.BRACKET_CLOSE:
      return closeTo(reader, INDEX, LIST) && closeBracket(reader)
    case kind.BRACE_CLOSE:
      return closeTo(reader, BRACES, BRACES) && closeBracket(reader)
    case kind.DOT:
      return readDot(reader)
    case kind.COMMA:
      return readComma(reader, frame)
    case kind.COLON:
      return readColon(reader, frame)
    case kind.EQUAL:
      return readEqual(reader, frame)
    case kind.EXCLAMATION:
      return readConversion(reader, frame)
    case kind.WALRUS:
      return readWalrus(reader, frame)
    case kind.STAR:
    case kind.DOUBLE_STAR:
      return readStar(reader, frame)
    case kind.LAMBDA:
      return readLambda(reader, frame)
    case kind.AWAIT:
      touch(frame, startOfToken(reader))
      reader.awaitAt = startOfToken(reader)
      reader.operandReady = false
      advance(reader)
      return true
    case kind.YIELD:
      readOperator(reader, frame)
      if (kindAt(reader, 0) === kind.FROM) advance(reader)
      return true
    case kind.ASYNC:
    case kind.FOR:
      return readFor(reader, frame)
    case kind.IN:
      return readIn(reader, frame)
    case kind.IF:
      return readIf(reader, frame)
    case kind.AND:
    case kind.AT:
    case kind.ELSE:
    case kind.IS:
    case kind.NOT:
    case kind.OPERATOR:
    case kind.OR:
    case kind.UNKNOWN:
      return readOperator(reader, frame)
    case kind.NEWLINE:
    case kind.INDENT:
    case kind.DEDENT:
    case kind.END:
      while (topFrame(reader).kind !== TOP) closeFrame(reader, reader.lastEnd)
      return false
    default:
      return readForeign(reader, frame)
  }
}

function readName(reader: Reader, frame: Frame): boolean {
  const start = startOfToken(reader)
  if (frame.kind === LAMBDA_PARAMETERS && !frame.inDefault) {
    beginParameter(reader, frame)
    advance(reader)
    return true
  }
  if (frame.kind === CALL && kindAt(reader, 1) === kind.EQUAL && frame.elementStart < 0) {
    frame.name = nameOfToken(reader)
    frame.elementStart = start
    advance(reader)
    advance(reader)
    return true
  }
  touch(frame, start)
  const span = { start, end: endOfToken(reader) }
  const chain: OpenChain = {
    kind: 'chain', span, root: nameOfToken(reader), rootSpan: span, links: NO_LINKS, awaitAt: reader.awaitAt, scope: reader.scope, statement: reader.statement,
  }
  reader.awaitAt = -1
  reader.chains.push(chain)
  reader.operands.push(chain)
  reader.operandReady = true
  advance(reader)
  readMembers(reader, chain)
  return true
}

function readLiteral(reader: Reader, frame: Frame): boolean {
  const span = { start: startOfToken(reader), end: endOfToken(reader) }
  touch(frame, span.start)
  const { awaitAt } = reader
  reader.awaitAt = -1
  advance(reader)
  pushOperand(reader, frame, { kind: 'literal', span }, awaitAt)
  return true
}

function readOperator(reader: Reader, frame: Frame): boolean {
  touch(frame, startOfToken(reader))
  frame.compound = true
  reader.operandReady = false
  advance(reader)
  return true
}

/** A token that no expression holds ends the outermost one; inside brackets it is passed over. */
function readForeign(reader: Reader, frame: Frame): boolean {
  if (frame.kind === TOP) return false
  return closeLambda(reader, frame) || readOperator(reader, frame)
}

function closeLambda(reader: Reader, frame: Frame): boolean {
  if (frame.kind !== LAMBDA_BODY && frame.kind !== LAMBDA_PARAMETERS) return false
  closeFrame(reader, reader.lastEnd)
  return true
}

function openBracket(reader: Reader, frame: Frame, linked: number, free: number): boolean {
  const start = startOfToken(reader)
  const last = reader.operandReady ? reader.operands[reader.operands.length - 1] : undefined
  touch(frame, start)
  const chain = last?.kind === 'chain' ? (last as OpenChain) : undefined
  const { awaitAt } = reader
  const opened = pushBracket(reader, chain ? linked : free)
  if (chain) opened.chain = chain
  else {
    opened.awaitAt = awaitAt
    reader.awaitAt = -1
  }
  advance(reader)
  return true
}

/** Closes frames up to one of two kinds; false when the outermost expression ends first. */
function closeTo(reader: Reader, first: number, second: number): boolean {
  for (;;) {
    const { kind: frameKind } = topFrame(reader)
    if (frameKind === first || frameKind === second) return true
    if (frameKind === TOP) return false
    closeFrame(reader, reader.lastEnd)
  }
}

function closeBracket(reader: Reader): boolean {
  const end = endOfToken(reader)
  const frame = topFrame(reader)
  if (frame.kind !== STRINGS) endElement(reader, frame)
  advance(reader)
  closeFrame(reader, end)
  return true
}

function openField(reader: Reader, frame: Frame): boolean {
  const owner = frame.kind === FIELD ? frame.owner : reader.depth - 1
  if (frame.kind !== STRINGS && frame.kind !== FIELD) return readOperator(reader, frame)
  const string = reader.frames[owner]
  if (string) string.content = undefined
  pushBracket(reader, FIELD).owner = owner
  advance(reader)
  return true
}

function readDot(reader: Reader): boolean {
  const last = reader.operandReady ? reader.operands[reader.operands.length - 1] : undefined
  if (last?.kind === 'chain' && kindAt(reader, 1) === kind.NAME) readMembers(reader, last as OpenChain)
  else advance(reader)
  return true
}

function readComma(reader: Reader, frame: Frame): boolean {
  if (frame.kind === LAMBDA_BODY) return closeLambda(reader, frame)
  if (frame.kind === TOP && frame.mode === SINGLE) return false
  if (frame.clause === TARGETS) return readOperator(reader, frame)
  if (frame.kind === LAMBDA_PARAMETERS) endParameter(reader, frame)
  else endElement(reader, frame)
  frame.commas = true
  reader.operandReady = false
  advance(reader)
  return true
}

function readColon(reader: Reader, frame: Frame): boolean {
  switch (frame.kind) {
    case TOP:
      return false
    case LAMBDA_PARAMETERS:
      openLambdaBody(reader, frame)
      advance(reader)
      return true
    case LAMBDA_BODY:
      return closeLambda(reader, frame)
    case BRACES:
      if (frame.clause !== NO_COMPREHENSION) finishClause(reader, frame)
      else {
        frame.elementStart = frame.elementStart < 0 ? startOfToken(reader) : frame.elementStart
        frame.key = finishElement(reader, frame)
        frame.hasKey = true
      }
      advance(reader)
      return true
    case FIELD:
      endElement(reader, frame)
      closeField(reader, frame)
      advance(reader)
      return true
    default:
      return readOperator(reader, frame)
  }
}

function readEqual(reader: Reader, frame: Frame): boolean {
  if (frame.kind === TOP) return false
  if (frame.kind === LAMBDA_PARAMETERS && frame.parameter) frame.inDefault = true
  else if (frame.kind !== FIELD) return closeLambda(reader, frame) || readOperator(reader, frame)
  reader.operandReady = false
  advance(reader)
  return true
}

/** `!r` of a replacement field, which is no operand. */
function readConversion(reader: Reader, frame: Frame): boolean {
  if (frame.kind !== FIELD) return readForeign(reader, frame)
  endElement(reader, frame)
  advance(reader)
  if (kindAt(reader, 0) === kind.NAME) advance(reader)
  return true
}

function readWalrus(reader: Reader, frame: Frame): boolean {
  const target = reader.operandReady ? reader.operands[reader.operands.length - 1] : undefined
  if (!target || frame.walrus) return readOperator(reader, frame)
  const scope = scopeOfWalrus(reader)
  const assignment: OpenAssignment = {
    span: { start: target.span.start, end: target.span.end }, targets: [target], annotation: undefined, value: undefined, operator: ':=', declaration: undefined,
    scope, statement: reader.statement,
  }
  bindTarget(reader, target, scope, 'assignment', reader.assignments.push(assignment) - 1)
  frame.walrus = assignment
  frame.walrusBase = reader.operands.length - 1
  frame.base = reader.operands.length
  frame.segmentStart = -1
  frame.compound = false
  reader.operandReady = false
  advance(reader)
  return true
}

function readStar(reader: Reader, frame: Frame): boolean {
  const double = kindAt(reader, 0) === kind.DOUBLE_STAR
  const first = frame.elementStart < 0
  const spreads = frame.kind === CALL || frame.kind === LAMBDA_PARAMETERS
  if (!first || !(spreads || (double && frame.kind === BRACES))) return readOperator(reader, frame)
  frame.elementStart = startOfToken(reader)
  if (spreads) frame.spread = double ? '**' : '*'
  else {
    frame.key = undefined
    frame.hasKey = true
  }
  advance(reader)
  return true
}

function readLambda(reader: Reader, frame: Frame): boolean {
  touch(frame, startOfToken(reader))
  const opened = pushFrame(reader, LAMBDA_PARAMETERS)
  beginLambda(reader, opened)
  advance(reader)
  return true
}

/** `for` and `async for` of a comprehension. */
function readFor(reader: Reader, frame: Frame): boolean {
  if (closeLambda(reader, frame)) return true
  if (frame.clause === NO_COMPREHENSION) return readOperator(reader, frame)
  finishClause(reader, frame)
  reader.scope = frame.innerScope
  if (kindAt(reader, 0) === kind.FOR) frame.clause = TARGETS
  advance(reader)
  return true
}

/** The first iterable of a comprehension is evaluated in the scope around it (Language Reference 6.2.4). */
function readIn(reader: Reader, frame: Frame): boolean {
  if (frame.kind === TOP && frame.mode === TARGET_LIST) return false
  if (frame.clause !== TARGETS) return readOperator(reader, frame)
  bindTarget(reader, finishClause(reader, frame), frame.innerScope, 'loop', -1)
  frame.clause = ITERABLE
  if (!frame.iterated) reader.scope = frame.outerScope
  frame.iterated = true
  advance(reader)
  return true
}

function readIf(reader: Reader, frame: Frame): boolean {
  if (frame.clause === NO_COMPREHENSION || frame.clause === ELEMENT || frame.clause === TARGETS) return readOperator(reader, frame)
  finishClause(reader, frame)
  reader.scope = frame.innerScope
  frame.clause = CONDITION
  advance(reader)
  return true
}
