/** Operands and operators: what fills the element of a frame. */
import type { Link } from '../../model/facts.ts'
import { closeFrame, pushOperand, readMembers } from './closing.ts'
import { CALL, LAMBDA_BODY, LAMBDA_PARAMETERS, TOP, touch } from './frames.ts'
import * as kind from './kinds.ts'
import { beginParameter } from './lambdas.ts'
import { advance, endOfToken, kindAt, nameOfToken, startOfToken } from './reader.ts'
import type { Frame, OpenChain, Reader } from './state.ts'

const NO_LINKS: Link[] = []

/** A name with its members: an operand, the name of an argument, or a parameter of a lambda. */
export function readName(reader: Reader, frame: Frame): boolean {
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

/** A number or a constant. */
export function readLiteral(reader: Reader, frame: Frame): boolean {
  const span = { start: startOfToken(reader), end: endOfToken(reader) }
  touch(frame, span.start)
  const { awaitAt } = reader
  reader.awaitAt = -1
  advance(reader)
  pushOperand(reader, frame, { kind: 'literal', span }, awaitAt)
  return true
}

/** Any token that joins operands. */
export function readOperator(reader: Reader, frame: Frame): boolean {
  touch(frame, startOfToken(reader))
  frame.compound = true
  reader.operandReady = false
  advance(reader)
  return true
}

/** A token that no expression holds ends the outermost one; inside brackets it is passed over. */
export function readForeign(reader: Reader, frame: Frame): boolean {
  if (frame.kind === TOP) return false
  return endLambda(reader, frame) || readOperator(reader, frame)
}

/** Ends the lambda that is the innermost frame before the current token; false when there is none. */
export function endLambda(reader: Reader, frame: Frame): boolean {
  if (frame.kind !== LAMBDA_BODY && frame.kind !== LAMBDA_PARAMETERS) return false
  closeFrame(reader, reader.lastEnd)
  return true
}

/** Members of an operand other than a name; a dot without a name is passed over. */
export function readDot(reader: Reader): boolean {
  const last = reader.operandReady ? reader.operands[reader.operands.length - 1] : undefined
  if (last?.kind === 'chain' && kindAt(reader, 1) === kind.NAME) readMembers(reader, last as OpenChain)
  else advance(reader)
  return true
}
