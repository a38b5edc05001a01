import type { Value } from '../../model/facts.ts'
import { COMPREHENSION } from './kinds.ts'
import { addScope, startOfToken } from './reader.ts'
import type { Frame, Reader } from './state.ts'

/** What an expression is inside of. Expressions are read with a stack of these, so that no depth of nesting can exhaust the call stack. */
export const TOP = 0
/** `(…)` that is no call. */
export const GROUP = 1
export const CALL = 2
export const LIST = 3
export const INDEX = 4
export const BRACES = 5
export const STRINGS = 6
/** Replacement field of an f-string. */
export const FIELD = 7
export const LAMBDA_PARAMETERS = 8
export const LAMBDA_BODY = 9

/** Where in a comprehension a frame stands. */
export const NO_COMPREHENSION = 0
export const ELEMENT = 1
export const TARGETS = 2
export const ITERABLE = 3
export const CONDITION = 4

/** Where the expression of a TOP frame ends: before a comma, at the end of a list with commas, or before `in`. */
export const SINGLE = 0
export const MANY = 1
export const TARGET_LIST = 2

const NO_VALUES: readonly Value[] = []

function createFrame(): Frame {
  return {
    kind: TOP, start: 0, mode: SINGLE, awaitAt: -1, elementBase: 0, base: 0, elementStart: -1, segmentStart: -1, compound: false, commas: false, items: [],
    chain: undefined, arguments: [], name: undefined, spread: undefined, entries: [], key: undefined, hasKey: false, clause: NO_COMPREHENSION, iterated: false,
    outerScope: 0, innerScope: 0, walrus: undefined, walrusBase: 0, content: undefined, bytes: false, owner: 0, lambda: undefined,
    parameter: undefined, inDefault: false,
  }
}

/** Opens a frame at the current token. */
export function pushFrame(reader: Reader, kind: number): Frame {
  let frame = reader.frames[reader.depth]
  if (!frame) {
    frame = createFrame()
    reader.frames.push(frame)
  }
  reader.depth++
  frame.kind = kind
  frame.start = startOfToken(reader)
  frame.awaitAt = -1
  frame.elementBase = frame.base = reader.operands.length
  frame.elementStart = frame.segmentStart = -1
  frame.compound = frame.commas = false
  if (frame.items.length > 0) frame.items = []
  frame.chain = undefined
  frame.name = frame.spread = undefined
  frame.hasKey = frame.inDefault = false
  frame.clause = NO_COMPREHENSION
  frame.walrus = undefined
  frame.parameter = undefined
  reader.operandReady = false
  return frame
}

/** Opens the frame of a bracket; a comprehension gets its scope at once, since its element comes before its targets. */
export function pushBracket(reader: Reader, kind: number): Frame {
  const frame = pushFrame(reader, kind)
  if (kind === CALL) frame.arguments = []
  else if (kind === BRACES) frame.entries = []
  if ((reader.flags[reader.at] ?? 0) & COMPREHENSION) {
    frame.clause = ELEMENT
    frame.iterated = false
    frame.outerScope = reader.scope
    frame.innerScope = reader.scope = addScope(reader, 'block', reader.scope, frame.start)
  }
  return frame
}

/** The innermost frame. */
export function topFrame(reader: Reader): Frame {
  return reader.frames[reader.depth - 1] ?? pushFrame(reader, TOP)
}

/** Notes that the current token belongs to the current element. */
export function touch(frame: Frame, start: number): void {
  if (frame.segmentStart < 0) {
    frame.segmentStart = start
    if (frame.elementStart < 0) frame.elementStart = start
  }
}

/** Takes the operands of the current part from the stack as one value; undefined when there is nothing. */
function collapse(reader: Reader, frame: Frame, base: number, start: number): Value | undefined {
  const { operands } = reader
  if (reader.awaitAt >= 0) {
    reader.awaitAt = -1
    frame.compound = true
  }
  const count = operands.length - base
  const compound = frame.compound
  frame.compound = false
  if (!compound && count <= 1) return count === 1 ? operands.pop() : undefined
  const taken = count > 0 ? operands.splice(base) : NO_VALUES
  return { kind: 'compound', span: { start, end: Math.max(start, reader.lastEnd) }, operands: taken }
}

/** Ends a part of an element: an operand list with its operators, and the value of a `:=`. */
export function finishSegment(reader: Reader, frame: Frame): Value | undefined {
  const start = frame.segmentStart < 0 ? reader.lastEnd : frame.segmentStart
  let value = collapse(reader, frame, frame.base, start)
  const { walrus } = frame
  if (walrus) {
    frame.walrus = undefined
    walrus.value = value
    walrus.span.end = Math.max(walrus.span.end, reader.lastEnd)
    if (value) reader.operands.push(value)
    frame.compound = true
    value = collapse(reader, frame, frame.walrusBase, walrus.span.start)
  }
  frame.segmentStart = -1
  frame.base = reader.operands.length
  reader.operandReady = false
  return value
}

/** Ends an element and gives its value; undefined when it is empty. */
export function finishElement(reader: Reader, frame: Frame): Value | undefined {
  const value = finishSegment(reader, frame)
  let whole = value
  if (reader.operands.length > frame.elementBase) {
    if (value) reader.operands.push(value)
    frame.compound = true
    whole = collapse(reader, frame, frame.elementBase, frame.elementStart)
  }
  frame.base = frame.elementBase
  return whole
}

/** Ends a clause of a comprehension: what it held becomes one operand of the whole. */
export function finishClause(reader: Reader, frame: Frame): Value | undefined {
  const value = finishSegment(reader, frame)
  if (value) reader.operands.push(value)
  frame.base = reader.operands.length
  return value
}
