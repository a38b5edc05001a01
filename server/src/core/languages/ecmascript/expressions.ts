/** Expressions: operators join operands; what nests to the right without brackets waits on a list instead of on the stack. */
import type { Value } from '../../model/facts.ts'
import { beginsArrow } from './arrows.ts'
import { compoundOf, literalAt } from './building.ts'
import { leftHandSide } from './chains.ts'
import { beginArrow, finishArrow } from './functions.ts'
import * as K from './kinds.ts'
import type { OpenExpression } from './open-expressions.ts'
import type { Parser } from './parser.ts'
import { breakBefore, endOf, isWord, kindAt, skip, spanFrom, spanOf, startOf, touches } from './parser.ts'
import { readType, skipAngle } from './type-names.ts'

const binary = new Uint8Array(K.KINDS)
for (const kind of [
  K.LESS, K.GREATER, K.LESS_EQUALS, K.EQUALS_EQUALS, K.NOT_EQUALS, K.STRICT_EQUALS, K.STRICT_NOT_EQUALS, K.PLUS, K.MINUS, K.STAR, K.POWER, K.SLASH,
  K.PERCENT, K.AND, K.OR, K.XOR, K.AND_AND, K.OR_OR, K.QUESTION_QUESTION, K.IN, K.INSTANCEOF,
]) binary[kind] = 1

const prefix = new Uint8Array(K.KINDS)
for (const kind of [K.NOT, K.TILDE, K.PLUS, K.MINUS, K.INCREMENT, K.DECREMENT, K.TYPEOF, K.VOID, K.DELETE]) prefix[kind] = 1

/** Expressions with commas between them: the one value, or the compound of all. */
export function expression(p: Parser): Value {
  const first = p.at
  const value = assignment(p)
  if (kindAt(p, p.at) !== K.COMMA) return value
  const operands = [value]
  while (skip(p, K.COMMA)) operands.push(assignment(p))
  return compoundOf(spanFrom(p, first), operands)
}

/** One expression without a comma outside brackets. */
export function assignment(p: Parser): Value {
  const { openExpressions } = p
  const base = openExpressions.length
  for (;;) {
    const first = p.at
    let value = opening(p, first)
    if (value === undefined) continue
    const operator = assignmentLength(p)
    if (operator > 0) {
      openAssignment(p, base, first, value, operator)
      continue
    }
    if (kindAt(p, p.at) === K.QUESTION) {
      p.at++
      p.trueBranches++
      openExpressions.push({ kind: 'conditional', first, operands: [value], inTrueBranch: true })
      continue
    }
    let goesOn = false
    while (!goesOn && openExpressions.length > base) {
      const open = openExpressions[openExpressions.length - 1] as OpenExpression
      if (open.kind === 'conditional' && open.inTrueBranch) {
        open.operands.push(value)
        open.inTrueBranch = false
        p.trueBranches--
        if (skip(p, K.COLON)) {
          goesOn = true
          break
        }
        value = compoundOf(spanFrom(p, open.first), open.operands)
        openExpressions.pop()
      } else {
        openExpressions.pop()
        value = closed(p, open, value)
      }
    }
    if (!goesOn) return value
  }
}

/** The value at the current token, or undefined when it opened an expression whose last part comes next. */
function opening(p: Parser, first: number): Value | undefined {
  if (kindAt(p, first) === K.YIELD && isYield(p, first)) {
    p.at++
    if (kindAt(p, p.at) === K.STAR && !breakBefore(p, p.at)) p.at++
    else if (breakBefore(p, p.at) || !beginsValue(p, p.at)) return literalAt(spanOf(p, first))
    p.openExpressions.push({ kind: 'yield', first })
    return undefined
  }
  if (beginsArrow(p)) return beginArrow(p)
  return binaryExpression(p)
}

function closed(p: Parser, open: OpenExpression, value: Value): Value {
  switch (open.kind) {
    case 'arrow':
      return finishArrow(p, open, value)
    case 'assignment': {
      const fact = p.facts.assignments[open.assignment]
      if (fact) {
        fact.value = value
        fact.span = spanFrom(p, open.first)
      }
      return compoundOf(spanFrom(p, open.first), [...open.targets, value])
    }
    case 'conditional':
      open.operands.push(value)
      return compoundOf(spanFrom(p, open.first), open.operands)
    case 'yield':
      return compoundOf(spanFrom(p, open.first), [value])
  }
}

/** How many tokens the assignment operator at the current one takes; 0 when there is none. */
function assignmentLength(p: Parser): number {
  const kind = kindAt(p, p.at)
  if (kind >= K.FIRST_ASSIGNMENT && kind <= K.LAST_ASSIGNMENT) return 1
  if (kind === K.LESS) return kindAt(p, p.at + 1) === K.LESS_EQUALS && touches(p, p.at + 1) ? 2 : 0
  if (kind !== K.GREATER) return 0
  let at = p.at + 1
  while (kindAt(p, at) === K.GREATER && touches(p, at) && at < p.at + 3) at++
  return at > p.at + 1 && kindAt(p, at) === K.EQUALS && touches(p, at) ? at + 1 - p.at : 0
}

function openAssignment(p: Parser, base: number, first: number, target: Value, length: number): void {
  const operator = p.text.slice(startOf(p, p.at), endOf(p, p.at + length - 1))
  p.at += length
  const open = p.openExpressions.length > base ? p.openExpressions[p.openExpressions.length - 1] : undefined
  const chained = open?.kind === 'assignment' ? p.facts.assignments[open.assignment] : undefined
  if (open?.kind === 'assignment' && chained?.operator === '=' && operator === '=') {
    open.targets.push(target)
    return
  }
  const index = p.facts.assignments.length
  const targets = [target]
  p.facts.assignments.push({
    span: spanFrom(p, first), targets, annotation: undefined, value: undefined, operator, declaration: undefined, scope: p.scope, statement: p.statement,
  })
  p.openExpressions.push({ kind: 'assignment', first, assignment: index, targets })
}

function binaryExpression(p: Parser): Value {
  const first = p.at
  let value = unary(p)
  let operands: Value[] | undefined
  for (;;) {
    const kind = kindAt(p, p.at)
    if (binary[kind] === 1) {
      if (kind === K.IN && p.noIn) break
      const length = operatorLength(p, kind)
      if (length === 0) break
      p.at += length
      const operand = unary(p)
      if (operands) operands.push(operand)
      else operands = [value, operand]
      value = operand
    } else if ((kind === K.AS || kind === K.SATISFIES) && !breakBefore(p, p.at)) {
      p.at++
      if (kindAt(p, p.at) === K.CONST) p.at++
      else readType(p)
      value = compoundOf({ start: value.span.start, end: endOf(p, p.at - 1) }, [value])
      if (operands) operands[operands.length - 1] = value
      else value = { ...value, span: spanFrom(p, first) }
    } else break
  }
  return operands ? compoundOf(spanFrom(p, first), operands) : value
}

/** How many tokens the binary operator takes, as `>` and `<` are single tokens; 0 when it assigns. */
function operatorLength(p: Parser, kind: number): number {
  if (kind !== K.LESS && kind !== K.GREATER) return 1
  if (assignmentLength(p) > 0) return 0
  let at = p.at + 1
  if (kind === K.LESS) return kindAt(p, at) === K.LESS && touches(p, at) ? 2 : 1
  while (kindAt(p, at) === K.GREATER && touches(p, at) && at < p.at + 3) at++
  if (at === p.at + 1 && kindAt(p, at) === K.EQUALS && touches(p, at)) at++
  return at - p.at
}

function unary(p: Parser): Value {
  const first = p.at
  let awaitAt = -1
  let prefixes = 0
  for (;;) {
    const kind = kindAt(p, p.at)
    if (prefix[kind] === 1) {
      p.at++
      prefixes++
      awaitAt = -1
    } else if (kind === K.AWAIT && isAwait(p, p.at)) {
      if (awaitAt >= 0) prefixes++
      awaitAt = startOf(p, p.at)
      p.at++
    } else if (kind === K.LESS && skipAssertion(p)) {
      prefixes++
      awaitAt = -1
    } else break
  }
  let value = leftHandSide(p, awaitAt)
  if (awaitAt >= 0 && value.kind !== 'chain') prefixes++
  const next = kindAt(p, p.at)
  if ((next === K.INCREMENT || next === K.DECREMENT) && !breakBefore(p, p.at)) {
    p.at++
    prefixes++
  }
  if (prefixes > 0) value = compoundOf(spanFrom(p, first), [value])
  return value
}

/** Moves over `<T>` or `<const>` before a value. */
function skipAssertion(p: Parser): boolean {
  if (kindAt(p, p.at + 1) !== K.CONST || kindAt(p, p.at + 2) !== K.GREATER) return skipAngle(p)
  p.at += 3
  return true
}

/** Whether `await` is the operator: always where it is reserved, elsewhere when a name or literal follows on the same line (TypeScript's rule). */
function isAwait(p: Parser, token: number): boolean {
  return p.awaits ? beginsValue(p, token + 1) : beginsPlainValue(p, token + 1)
}

function isYield(p: Parser, token: number): boolean {
  return p.yields || beginsPlainValue(p, token + 1)
}

/** Whether a word that is no operator, a string or a number stands at the token, on the line of the one before. */
function beginsPlainValue(p: Parser, token: number): boolean {
  const kind = kindAt(p, token)
  if (breakBefore(p, token)) return false
  if (isWord(kind)) return kind !== K.IN && kind !== K.INSTANCEOF && kind !== K.OF && kind !== K.AS && kind !== K.SATISFIES
  return kind === K.STRING || kind === K.NUMBER || kind === K.BIGINT
}

/** Whether an expression may begin at the token. */
function beginsValue(p: Parser, token: number): boolean {
  const kind = kindAt(p, token)
  if (prefix[kind] === 1) return true
  if (isWord(kind)) return kind !== K.IN && kind !== K.INSTANCEOF && kind !== K.OF
  return (
    (kind >= K.PRIVATE_NAME && kind <= K.TEMPLATE_HEAD) || kind === K.JSX_OPEN || kind === K.LESS || kind === K.AT ||
    kind === K.PAREN_OPEN || kind === K.BRACKET_OPEN || kind === K.BRACE_OPEN
  )
}
