/** Classes: heads and members. */
import type { Argument, FunctionFact, Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import { literalAt } from './building.ts'
import { readDecorators } from './decorators.ts'
import { hasBody, readFunction, skipSignature } from './functions.ts'
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { breakBefore, deeper, group, isName, isWord, kindAt, skip, spanFrom, spanOf, startOf } from './parser.ts'
import { nameChain } from './name-chains.ts'
import { readKey } from './patterns.ts'
import { beginsKey } from './primaries.ts'
import { bind, closeScope, openScope } from './scopes.ts'
import { beginStatement, endStatement } from './statement-facts.ts'
import { readAnnotation, readType, skipAngle } from './type-names.ts'

/** A class as an expression, with the decorators before it. Where classes extend classes without end, the rest of them is read as statements. */
export function classExpression(p: Parser): Value {
  const first = p.at
  let value: Value | undefined
  const read = (): void => {
    const decorators = readDecorators(p)
    skip(p, K.ABSTRACT)
    if (kindAt(p, p.at) !== K.CLASS) return
    const start = p.at
    const index = readClass(p, decorators, true)
    value = { kind: 'class', span: spanFrom(p, start), class: index }
  }
  if (!deeper(p, read)) p.at++
  return value ?? literalAt(spanFrom(p, first))
}

/** Reads a class whose `class` is the current token, and gives its index. A class expression binds its name for itself alone. */
export function readClass(p: Parser, decorators: readonly number[], isExpression: boolean): number {
  const first = p.at
  const index = p.facts.classes.length
  p.at++
  const nameToken = isName(kindAt(p, p.at)) && !(kindAt(p, p.at) === K.IMPLEMENTS && isWord(kindAt(p, p.at + 1))) ? p.at++ : -1
  const bases: Argument[] = []
  const nowhere = spanOf(p, first)
  const outer = p.scope
  const named = nameToken >= 0
  p.facts.classes.push({
    name: named ? p.text.slice(p.starts[nameToken], p.ends[nameToken]) : undefined, nameSpan: named ? spanOf(p, nameToken) : undefined,
    span: nowhere, decorators, bases, body: nowhere, scope: outer, parent: outer, statement: p.statement,
  })
  if (named && isExpression) openScope(p, 'block', first)
  if (named) bind(p, nameToken, p.scope, 'class', index)
  skipAngle(p)
  readHeritage(p, bases)
  const fact = p.facts.classes[index]
  const body = p.at
  const aroundBody = openScope(p, 'class', body)
  if (fact) fact.scope = p.scope
  if (kindAt(p, body) === K.BRACE_OPEN) {
    const { class: outerClass } = p
    p.class = index
    group(p, readMembers, undefined)
    p.class = outerClass
  }
  closeScope(p, aroundBody)
  if (p.scope !== outer) closeScope(p, outer)
  if (fact) {
    fact.body = p.at > body ? spanFrom(p, body) : { start: startOf(p, body), end: startOf(p, body) }
    fact.span = spanFrom(p, first)
  }
  return index
}

function readHeritage(p: Parser, bases: Argument[]): void {
  for (;;) {
    const isImplements = kindAt(p, p.at) === K.IMPLEMENTS
    if (!isImplements && kindAt(p, p.at) !== K.EXTENDS) return
    do {
      p.at++
      const first = p.at
      const value = isImplements ? readType(p) : p.grammar.leftHandSide(p, -1)
      if (!isImplements) skipAngle(p)
      if (value && p.at > first) bases.push({ span: spanFrom(p, first), name: isImplements ? 'implements' : undefined, spread: undefined, value })
    } while (kindAt(p, p.at) === K.COMMA)
  }
}

function readMembers(p: Parser, close: number): void {
  while (p.at < close) {
    const before = p.at
    if (!skip(p, K.SEMICOLON)) readMember(p)
    if (p.at === before) p.at++
  }
}

const modifiers = new Set([
  K.PUBLIC, K.PRIVATE, K.PROTECTED, K.STATIC, K.ABSTRACT, K.OVERRIDE, K.READONLY, K.DECLARE, K.ASYNC, K.ACCESSOR, K.GET, K.SET,
  K.EXPORT, K.DEFAULT, K.CONST, K.IN, K.OUT,
])

/** What modifiers say about the member behind them. */
interface MemberHead {
  readonly statement: number
  readonly decorators: readonly number[]
  /** The first token behind the decorators. */
  readonly first: number
  form: FunctionFact['form']
  isAsync: boolean
  isStatic: boolean
}

function readMember(p: Parser): void {
  const parent = p.statement
  const begin = p.at
  const statement = beginStatement(p, 'other', begin)
  const decorators = readDecorators(p)
  const head: MemberHead = { statement, decorators, first: p.at, form: 'method', isAsync: false, isStatic: false }
  readModifiers(p, head, decorators as number[])
  const kind = kindAt(p, p.at)
  if (kind === K.BRACE_OPEN && head.isStatic) readStaticBlock(p)
  else if (kind === K.BRACKET_OPEN && isIndexSignature(p)) skipIndexSignature(p)
  else readNamedMember(p, head)
  skip(p, K.SEMICOLON)
  if (p.at > begin) endStatement(p, statement, begin, parent)
  else p.statement = parent
}

function readModifiers(p: Parser, head: MemberHead, decorators: number[]): void {
  for (;;) {
    const kind = kindAt(p, p.at)
    if (kind === K.AT) decorators.push(...readDecorators(p))
    else if (!modifiers.has(kind) || !isModifier(p, kind) || (kind === K.STATIC && head.isStatic)) return
    else {
      p.at++
      if (kind === K.STATIC) head.isStatic = true
      else if (kind === K.ASYNC) head.isAsync = true
      else if (kind === K.GET) head.form = 'getter'
      else if (kind === K.SET) head.form = 'setter'
    }
  }
}

/** Whether the word at the current token is a modifier and no name: a key follows, for most on the same line. */
function isModifier(p: Parser, kind: number): boolean {
  const next = p.at + 1
  if (kind === K.STATIC && kindAt(p, next) === K.BRACE_OPEN) return true
  if (kindAt(p, next) === K.AT) return true
  if (!beginsKey(p, next) || (kindAt(p, next) === K.STAR && (kind === K.GET || kind === K.SET))) return false
  return !breakBefore(p, next) || kind === K.STATIC || kind === K.GET || kind === K.SET
}

function readStaticBlock(p: Parser): void {
  readInside(p, 'function', () => group(p, readStatements, undefined))
}

/** Reads a static block or an initialiser by `read`: in a scope of its own, where `await` and `yield` of the code around do not reach. */
function readInside(p: Parser, kind: 'function' | 'block', read: () => void): void {
  const { class: outerClass, awaits, yields } = p
  p.class = -1
  p.awaits = false
  p.yields = false
  const outer = openScope(p, kind, p.at)
  read()
  closeScope(p, outer)
  p.class = outerClass
  p.awaits = awaits
  p.yields = yields
}

function readStatements(p: Parser, close: number): void {
  p.grammar.statements(p, close)
}

function isIndexSignature(p: Parser): boolean {
  const next = kindAt(p, p.at + 2)
  return isName(kindAt(p, p.at + 1)) && (next === K.COLON || (next === K.COMMA && kindAt(p, p.at + 3) === K.BRACKET_CLOSE))
}

function skipIndexSignature(p: Parser): void {
  group(p, (inner) => {
    inner.at++
    readAnnotation(inner)
  }, undefined)
  readAnnotation(p)
}

function readNamedMember(p: Parser, head: MemberHead): void {
  const isGenerator = skip(p, K.STAR)
  const nameToken = p.at
  const { key, span } = readKey(p)
  if (p.at === nameToken) return
  if (!skip(p, K.QUESTION) && !breakBefore(p, p.at)) skip(p, K.NOT)
  const kind = kindAt(p, p.at)
  if (kind === K.PAREN_OPEN || kind === K.LESS) readMethod(p, head, isGenerator, nameToken, key, span)
  else readField(p, head.statement, nameToken, key, span)
}

function readMethod(p: Parser, head: MemberHead, isGenerator: boolean, nameToken: number, key: string | undefined, nameSpan: Span): void {
  const fact = p.facts.statements[head.statement]
  if (fact) fact.kind = 'definition'
  if (!hasBody(p)) return skipSignature(p)
  const isConstructor = key === 'constructor' && !head.isStatic && !isGenerator && head.form === 'method'
  const form = isConstructor ? 'constructor' : head.form
  if (key !== undefined) bind(p, nameToken, p.scope, 'function', p.facts.functions.length)
  readFunction(p, {
    form, name: key, nameSpan, first: head.first, isAsync: head.isAsync, isGenerator, decorators: head.decorators, class: p.class,
  })
}

function readField(p: Parser, statement: number, nameToken: number, key: string | undefined, span: Span): void {
  const fact = p.facts.statements[statement]
  if (fact) fact.kind = 'assignment'
  const index = p.facts.assignments.length
  const listed = key !== undefined && kindAt(p, nameToken) !== K.STRING
  const target = listed ? nameChain(p, nameToken, true) : literalAt(span)
  if (key !== undefined) bind(p, nameToken, p.scope, 'assignment', index)
  p.facts.assignments.push({
    span, targets: [target], annotation: undefined, value: undefined, operator: '=', declaration: 'field', scope: p.scope, statement: p.statement,
  })
  const annotation = readAnnotation(p)
  const assignment = p.facts.assignments[index]
  if (assignment) assignment.annotation = annotation
  if (skip(p, K.EQUALS)) {
    // An initialiser does not see the fields as names: hence a scope between it and that of the class.
    readInside(p, 'block', () => {
      const value = p.grammar.expression(p)
      if (assignment) assignment.value = value
    })
  }
  if (assignment) assignment.span = spanFrom(p, nameToken)
}
