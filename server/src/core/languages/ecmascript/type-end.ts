/**
 * Where a type ends. Types are skipped, not modelled: one flat walk over operands and operators, which looks into `<…>` and `(…)` only to tell types
 * from expressions, and remembers what it found there – so the whole stays linear however often the same place is tried.
 */
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { breakBefore, isName, isWord, kindAt, partnerOf, touches } from './parser.ts'

/** Type arguments and parentheses nested deeper than this are no types for us. */
const DEPTH = 120

const prefixes = new Set([K.KEYOF, K.READONLY, K.UNIQUE, K.INFER])
const literals = new Set([K.STRING, K.NUMBER, K.BIGINT, K.TEMPLATE, K.TRUE, K.FALSE, K.NULL, K.VOID, K.UNDEFINED])

/** The token behind the type that begins at `from`, or -1 when none does. */
export function typeEnd(p: Parser, from: number): number {
  return endOfType(p, from, 0)
}

/** The token behind the `>` of the type arguments or type parameters whose `<` is `open`, or -1 when they are none. */
export function angleEnd(p: Parser, open: number): number {
  return endOfAngle(p, open, 0)
}

function endOfType(p: Parser, from: number, depth: number): number {
  let at = from
  /** `extends` that wait for their `?`, and true branches that wait for their `:`. */
  let tests = 0
  let branches = 0
  for (;;) {
    const kind = kindAt(p, at)
    if (kind === K.OR || kind === K.AND) {
      at++
      continue
    }
    at = endOfOperand(p, at, depth)
    if (at < 0) return -1
    if (kindAt(p, at - 1) === K.ARROW) continue
    const next = kindAt(p, at)
    if (next === K.OR || next === K.AND) at++
    else if (next === K.IS && !breakBefore(p, at) && isWord(kindAt(p, at - 1))) at++
    else if (next === K.EXTENDS && !breakBefore(p, at)) {
      tests++
      at++
    } else if (next === K.QUESTION && tests > 0) {
      tests--
      branches++
      at++
    } else if (next === K.COLON && branches > 0) {
      branches--
      at++
    } else return at
  }
}

/** The token behind one operand with its suffixes; behind the arrow when it is the head of a function type. */
function endOfOperand(p: Parser, from: number, depth: number): number {
  let at = from
  let kind = kindAt(p, at)
  while (prefixes.has(kind)) kind = kindAt(p, ++at)
  if (kind === K.ASSERTS && assertsNext(p, at + 1)) kind = kindAt(p, ++at)
  if (kind === K.QUESTION || kind === K.NOT) {
    // Closure's and Flow's nullable types stand in JavaScript that TypeScript accepts.
    if (kind === K.QUESTION && endsType(kindAt(p, at + 1))) return at + 1
    kind = kindAt(p, ++at)
  }
  if (kind === K.NEW || (kind === K.ABSTRACT && kindAt(p, at + 1) === K.NEW)) return endOfSignature(p, kind === K.NEW ? at + 1 : at + 2, depth)
  if (kind === K.LESS) return endOfSignature(p, at, depth)
  if (kind === K.PAREN_OPEN) {
    if (beginsFunctionType(p, at)) return endOfSignature(p, at, depth)
    at = endOfParenthesised(p, at, depth)
  } else if (kind === K.BRACE_OPEN || kind === K.BRACKET_OPEN) at = partnerOf(p, at) + 1
  else if (kind === K.MINUS && (kindAt(p, at + 1) === K.NUMBER || kindAt(p, at + 1) === K.BIGINT)) at += 2
  else if (literals.has(kind) || kind === K.STAR) at++
  else if (kind === K.TEMPLATE_HEAD) {
    while (kindAt(p, at) !== K.TEMPLATE_TAIL && partnerOf(p, at) > at && partnerOf(p, at) < p.count) at = partnerOf(p, at)
    at++
  } else at = endOfReference(p, at, depth)
  if (at < 0 || at > p.count) return -1
  for (;;) {
    const next = kindAt(p, at)
    if (breakBefore(p, at)) return at
    if (next === K.BRACKET_OPEN) at = Math.min(p.count, partnerOf(p, at) + 1)
    else if (next === K.NOT || (next === K.QUESTION && endsType(kindAt(p, at + 1)))) at++
    else return at
  }
}

/** Whether a token of this kind stands behind a type, so that a question mark before it belongs to the type. */
function endsType(kind: number): boolean {
  return (
    kind === K.COMMA || kind === K.PAREN_CLOSE || kind === K.BRACE_CLOSE || kind === K.BRACKET_CLOSE || kind === K.GREATER || kind === K.EQUALS ||
    kind === K.SEMICOLON || kind === K.OR || kind === K.AND || kind === K.END
  )
}

/** Whether what `asserts` asserts stands at the token; else `asserts` is the name of a type. */
function assertsNext(p: Parser, token: number): boolean {
  const kind = kindAt(p, token)
  return (isName(kind) || kind === K.THIS) && kind !== K.IS && !breakBefore(p, token)
}

/** A name with members and type arguments, `typeof` one, or `import('m')` with members. */
function endOfReference(p: Parser, from: number, depth: number): number {
  let at = from
  if (kindAt(p, at) === K.TYPEOF) at++
  const kind = kindAt(p, at)
  if (kind === K.IMPORT) {
    if (kindAt(p, at + 1) !== K.PAREN_OPEN) return -1
    at = partnerOf(p, at + 1) + 1
  } else if (isName(kind) || kind === K.THIS) at++
  else return -1
  for (;;) {
    const next = kindAt(p, at)
    if (next === K.DOT && (isWord(kindAt(p, at + 1)) || kindAt(p, at + 1) === K.PRIVATE_NAME)) at += 2
    else if (next === K.LESS && !breakBefore(p, at)) {
      const end = endOfAngle(p, at, depth + 1)
      if (end < 0) return -1
      at = end
    } else return at
  }
}

/** The token behind the arrow of `<T>(…) =>`, from the `<` or the `(`. */
function endOfSignature(p: Parser, from: number, depth: number): number {
  const open = kindAt(p, from) === K.LESS ? endOfAngle(p, from, depth + 1) : from
  if (open < 0 || kindAt(p, open) !== K.PAREN_OPEN) return -1
  const arrow = partnerOf(p, open) + 1
  return kindAt(p, arrow) === K.ARROW ? arrow + 1 : -1
}

/** Whether parentheses are the parameters of a function type (TypeScript's rule). */
function beginsFunctionType(p: Parser, open: number): boolean {
  let at = open + 1
  let kind = kindAt(p, at)
  if (kind === K.PAREN_CLOSE || kind === K.ELLIPSIS) return true
  if (kind === K.BRACE_OPEN || kind === K.BRACKET_OPEN) at = partnerOf(p, at) + 1
  else if (isName(kind) || kind === K.THIS) at++
  else return false
  kind = kindAt(p, at)
  if (kind === K.COLON || kind === K.COMMA || kind === K.QUESTION || kind === K.EQUALS) return true
  return kind === K.PAREN_CLOSE && kindAt(p, at + 1) === K.ARROW
}

function endOfParenthesised(p: Parser, open: number, depth: number): number {
  const known = p.typeEnds[open] as number
  if (known !== 0) return known
  const close = partnerOf(p, open)
  const end = depth < DEPTH && endOfType(p, open + 1, depth + 1) === close ? close + 1 : -1
  p.typeEnds[open] = end
  return end
}

function endOfAngle(p: Parser, open: number, depth: number): number {
  const known = p.typeEnds[open] as number
  if (known !== 0) return known
  const end = depth < DEPTH ? walkAngle(p, open + 1, depth) : -1
  p.typeEnds[open] = end
  return end
}

const variances = new Set([K.CONST, K.IN, K.OUT])

function walkAngle(p: Parser, from: number, depth: number): number {
  let at = from
  while (kindAt(p, at) !== K.GREATER) {
    while (variances.has(kindAt(p, at)) && isWord(kindAt(p, at + 1)) && kindAt(p, at + 1) !== K.EXTENDS) at++
    at = endOfType(p, at, depth)
    if (at < 0) return -1
    if (kindAt(p, at) === K.EQUALS) {
      at = endOfType(p, at + 1, depth)
      if (at < 0) return -1
    }
    if (kindAt(p, at) === K.COMMA) at++
    else if (kindAt(p, at) !== K.GREATER) return -1
  }
  return at + 1
}

/** Whether type arguments that end before `token` may be those of an expression: TypeScript's rule on what may follow them. */
export function mayFollowTypeArguments(p: Parser, token: number): boolean {
  const kind = kindAt(p, token)
  if ((kind === K.GREATER || kind === K.EQUALS) && touches(p, token)) return false
  if (kind === K.PAREN_OPEN || kind === K.TEMPLATE || kind === K.TEMPLATE_HEAD) return true
  if (kind === K.LESS || kind === K.GREATER || kind === K.PLUS || kind === K.MINUS || kind === K.JSX_OPEN) return false
  return breakBefore(p, token) || !beginsOperand(kind)
}

/** Whether an expression may begin with a token of this kind, operators that are both prefix and infix left out. */
function beginsOperand(kind: number): boolean {
  if (kind === K.IN || kind === K.INSTANCEOF || kind === K.AS || kind === K.SATISFIES) return false
  if (isName(kind) || (kind >= K.PRIVATE_NAME && kind <= K.TEMPLATE_HEAD)) return true
  return operands.has(kind)
}

const operands = new Set([
  K.BRACE_OPEN, K.BRACKET_OPEN, K.NOT, K.TILDE, K.INCREMENT, K.DECREMENT, K.AT,
  K.CLASS, K.DELETE, K.FALSE, K.FUNCTION, K.IMPORT, K.NEW, K.NULL, K.SUPER, K.THIS, K.TRUE, K.TYPEOF, K.VOID,
])
