/** Tokens that part elements or name them; what each means depends on the frame it stands in. */
import { bindTarget, scopeOfWalrus } from './bindings.ts'
import { closeField, endElement } from './closing.ts'
import { BRACES, CALL, FIELD, finishClause, finishElement, LAMBDA_BODY, LAMBDA_PARAMETERS, NO_COMPREHENSION, SINGLE, TARGETS, TOP } from './frames.ts'
import * as kind from './kinds.ts'
import { endParameter, openLambdaBody } from './lambdas.ts'
import { endLambda, readForeign, readOperator } from './operands.ts'
import { advance, kindAt, startOfToken } from './reader.ts'
import type { Frame, OpenAssignment, Reader } from './state.ts'

/** `,` ends an element, a parameter, a lambda or the expression. */
export function readComma(reader: Reader, frame: Frame): boolean {
  if (frame.kind === LAMBDA_BODY) return endLambda(reader, frame)
  if (frame.kind === TOP && frame.mode === SINGLE) return false
  if (frame.clause === TARGETS) return readOperator(reader, frame)
  if (frame.kind === LAMBDA_PARAMETERS) endParameter(reader, frame)
  else endElement(reader, frame)
  frame.commas = true
  reader.operandReady = false
  advance(reader)
  return true
}

/** `:` ends a key, the parameters or the body of a lambda, the expression of a field, or the outermost expression. */
export function readColon(reader: Reader, frame: Frame): boolean {
  switch (frame.kind) {
    case TOP:
      return false
    case LAMBDA_PARAMETERS:
      openLambdaBody(reader, frame)
      advance(reader)
      return true
    case LAMBDA_BODY:
      return endLambda(reader, frame)
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

/** `=` begins the default of a lambda's parameter or asks a field for its own text; otherwise it ends the outermost expression. */
export function readEqual(reader: Reader, frame: Frame): boolean {
  if (frame.kind === TOP) return false
  if (frame.kind === LAMBDA_PARAMETERS && frame.parameter) frame.inDefault = true
  else if (frame.kind !== FIELD) return endLambda(reader, frame) || readOperator(reader, frame)
  reader.operandReady = false
  advance(reader)
  return true
}

/** `!r` of a replacement field, which is no operand. */
export function readConversion(reader: Reader, frame: Frame): boolean {
  if (frame.kind !== FIELD) return readForeign(reader, frame)
  endElement(reader, frame)
  advance(reader)
  if (kindAt(reader, 0) === kind.NAME) advance(reader)
  return true
}

/** `:=` makes the operand before it a target, and binds it at once. */
export function readWalrus(reader: Reader, frame: Frame): boolean {
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

/** `*` and `**` spread an argument, an entry or a parameter, or are operators. */
export function readStar(reader: Reader, frame: Frame): boolean {
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
