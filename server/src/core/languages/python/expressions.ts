/**
 * Expressions → values (Python Language Reference, chapter 6). Operators are not modelled, so no precedence is needed: what stands between two
 * separators is one operand or a compound of operands. Brackets, lambdas and f-strings nest on a stack of frames, not on the call stack.
 */
import type { Value } from '../../model/facts.ts'
import { closeFrame, endElement } from './closing.ts'
import { readFor, readIf, readIn } from './comprehensions.ts'
import { BRACES, CALL, FIELD, GROUP, INDEX, LAMBDA_PARAMETERS, LIST, pushBracket, pushFrame, STRINGS, TOP, topFrame, touch } from './frames.ts'
import * as kind from './kinds.ts'
import { beginLambda } from './lambdas.ts'
import { readString, resumeString } from './literals.ts'
import { readDot, readForeign, readLiteral, readName, readOperator } from './operands.ts'
import { advance, endOfToken, kindAt, startOfToken } from './reader.ts'
import { readColon, readComma, readConversion, readEqual, readStar, readWalrus } from './separators.ts'
import type { Frame, OpenChain, Reader } from './state.ts'

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

function readLambda(reader: Reader, frame: Frame): boolean {
  touch(frame, startOfToken(reader))
  const opened = pushFrame(reader, LAMBDA_PARAMETERS)
  beginLambda(reader, opened)
  advance(reader)
  return true
}
