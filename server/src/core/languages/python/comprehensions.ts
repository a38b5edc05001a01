/** The clauses of a comprehension (Language Reference 6.2.4). */
import { bindTarget } from './bindings.ts'
import { CONDITION, ELEMENT, finishClause, ITERABLE, NO_COMPREHENSION, TARGETS, TARGET_LIST, TOP } from './frames.ts'
import * as kind from './kinds.ts'
import { endLambda, readOperator } from './operands.ts'
import { advance, kindAt } from './reader.ts'
import type { Frame, Reader } from './state.ts'

/** `for` and `async for` of a comprehension. */
export function readFor(reader: Reader, frame: Frame): boolean {
  if (endLambda(reader, frame)) return true
  if (frame.clause === NO_COMPREHENSION) return readOperator(reader, frame)
  finishClause(reader, frame)
  reader.scope = frame.innerScope
  if (kindAt(reader, 0) === kind.FOR) frame.clause = TARGETS
  advance(reader)
  return true
}

/** The first iterable of a comprehension is evaluated in the scope around it (Language Reference 6.2.4). */
export function readIn(reader: Reader, frame: Frame): boolean {
  if (frame.kind === TOP && frame.mode === TARGET_LIST) return false
  if (frame.clause !== TARGETS) return readOperator(reader, frame)
  bindTarget(reader, finishClause(reader, frame), frame.innerScope, 'loop', -1)
  frame.clause = ITERABLE
  if (!frame.iterated) reader.scope = frame.outerScope
  frame.iterated = true
  advance(reader)
  return true
}

/** `if` begins a condition behind an iterable; elsewhere it is the operator. */
export function readIf(reader: Reader, frame: Frame): boolean {
  if (frame.clause === NO_COMPREHENSION || frame.clause === ELEMENT || frame.clause === TARGETS) return readOperator(reader, frame)
  finishClause(reader, frame)
  reader.scope = frame.innerScope
  frame.clause = CONDITION
  advance(reader)
  return true
}
