/** Lambdas, which nest in expressions and thus have frames of their own. */
import { bind } from './bindings.ts'
import { finishElement, finishSegment, LAMBDA_BODY, LAMBDA_PARAMETERS } from './frames.ts'
import { addScope, endOfToken, endScope, nameOfToken, startOfToken } from './reader.ts'
import type { Frame, OpenFunction, Reader } from './state.ts'

/** Notes the function of a `lambda` at the current token in its frame. */
export function beginLambda(reader: Reader, frame: Frame): void {
  const start = startOfToken(reader)
  const end = endOfToken(reader)
  const lambda: OpenFunction = {
    form: 'lambda', name: undefined, nameSpan: undefined, span: { start, end }, async: false, decorators: [], parametersSpan: { start: -1, end }, parameters: [],
    returns: undefined, body: { start: end, end }, scope: addScope(reader, 'function', reader.scope, end), parent: reader.scope, class: -1,
    statement: reader.statement,
  }
  frame.owner = reader.functions.push(lambda) - 1
  frame.lambda = lambda
  frame.outerScope = reader.scope
}

/** Begins a parameter of a lambda at its name. */
export function beginParameter(reader: Reader, frame: Frame): void {
  const { lambda } = frame
  if (!lambda) return
  const nameSpan = { start: startOfToken(reader), end: endOfToken(reader) }
  const start = frame.elementStart < 0 ? nameSpan.start : frame.elementStart
  const name = nameOfToken(reader)
  frame.parameter = { name, span: { start, end: nameSpan.end }, nameSpan, spread: frame.spread, annotation: undefined, default: undefined }
  lambda.parameters.push(frame.parameter)
  bind(reader, name, nameSpan, lambda.scope, 'parameter', frame.owner)
  frame.elementStart = start
}

/** Ends a parameter of a lambda, with its default if it has one. */
export function endParameter(reader: Reader, frame: Frame): void {
  const { lambda, parameter } = frame
  const value = finishSegment(reader, frame)
  frame.base = frame.elementBase
  reader.operands.length = frame.elementBase
  if (lambda) {
    if (lambda.parametersSpan.start < 0) lambda.parametersSpan.start = frame.elementStart < 0 ? startOfToken(reader) : frame.elementStart
    lambda.parametersSpan.end = Math.max(lambda.parametersSpan.start, reader.lastEnd)
  }
  if (parameter && value) {
    parameter.default = value
    parameter.span.end = reader.lastEnd
  }
  frame.parameter = undefined
  frame.spread = undefined
  frame.inDefault = false
  frame.elementStart = -1
}

/** Opens the body of a lambda, at its colon. */
export function openLambdaBody(reader: Reader, frame: Frame): void {
  endParameter(reader, frame)
  frame.kind = LAMBDA_BODY
  frame.outerScope = reader.scope
  frame.elementStart = frame.segmentStart = -1
  const { lambda } = frame
  if (lambda) reader.scope = lambda.scope
}

/** Closes the innermost frame, that of a lambda, behind its body. */
export function closeLambda(reader: Reader, frame: Frame): void {
  const { lambda } = frame
  if (frame.kind === LAMBDA_PARAMETERS) openLambdaBody(reader, frame)
  const bodyStart = frame.elementStart < 0 ? reader.lastEnd : frame.elementStart
  finishElement(reader, frame)
  reader.scope = frame.outerScope
  reader.depth--
  if (!lambda) return
  endScope(reader, lambda.scope)
  lambda.span.end = reader.lastEnd
  lambda.body = { start: bodyStart, end: Math.max(bodyStart, reader.lastEnd) }
  reader.operands.push({ kind: 'function', span: lambda.span, function: frame.owner })
  reader.operandReady = true
}
