/** Functions of every form: heads, parameters and bodies. */
import type { FunctionFact, Parameter, Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import { readDecorators } from './decorators.ts'
import * as K from './kinds.ts'
import type { OpenArrow } from './open-expressions.ts'
import type { Parser } from './parser.ts'
import { group, isName, items, kindAt, nameOf, partnerOf, skip, spanFrom, spanOf, startOf } from './parser.ts'
import type { Naming } from './patterns.ts'
import { readPattern } from './patterns.ts'
import { bind, closeScope, openScope } from './scopes.ts'
import { angleEnd, typeEnd } from './type-end.ts'
import { noteTypeNames, readAnnotation, skipAngle } from './type-names.ts'

/** What stands before the parameters of a function. */
export interface FunctionHead {
  readonly form: FunctionFact['form']
  readonly name: string | undefined
  readonly nameSpan: Span | undefined
  /** The first token of the function. */
  readonly first: number
  readonly isAsync: boolean
  readonly isGenerator: boolean
  readonly decorators: readonly number[]
  readonly class: number
}

/** Whether the signature at the current `<` or `(` has a body in braces: overloads and abstract methods have none. */
export function hasBody(p: Parser): boolean {
  const open = kindAt(p, p.at) === K.LESS ? angleEnd(p, p.at) : p.at
  if (open < 0 || kindAt(p, open) !== K.PAREN_OPEN) return kindAt(p, open) === K.BRACE_OPEN
  let at = partnerOf(p, open) + 1
  if (kindAt(p, at) === K.COLON) at = typeEnd(p, at + 1)
  return at > 0 && kindAt(p, at) === K.BRACE_OPEN
}

/** Moves over a signature without a body, noting the names in its types. */
export function skipSignature(p: Parser): void {
  skipAngle(p)
  if (kindAt(p, p.at) === K.PAREN_OPEN) {
    const close = Math.min(p.count, partnerOf(p, p.at))
    noteTypeNames(p, p.at + 1, close)
    p.at = Math.min(p.count, close + 1)
  }
  readAnnotation(p)
}

/** `function` or `async function` as an expression. */
export function functionExpression(p: Parser): Value {
  const first = p.at
  const isAsync = skip(p, K.ASYNC)
  p.at++
  const isGenerator = skip(p, K.STAR)
  const nameToken = isName(kindAt(p, p.at)) ? p.at++ : -1
  const index = readFunction(p, head(p, 'function', first, nameToken, isAsync, isGenerator), nameToken)
  return { kind: 'function', span: spanFrom(p, first), function: index }
}

/** A head without decorators that stands in no class; `nameToken` is -1 when there is no name. */
export function head(p: Parser, form: FunctionFact['form'], first: number, nameToken: number, isAsync: boolean, isGenerator: boolean): FunctionHead {
  const named = nameToken >= 0
  return {
    form, first, isAsync, isGenerator, decorators: [], class: -1,
    name: named ? nameOf(p, nameToken) : undefined,
    nameSpan: named ? spanOf(p, nameToken) : undefined,
  }
}

/** Reads parameters, return type and body of a function whose head is given, and gives its index. `ownName` is a name that it binds for itself. */
export function readFunction(p: Parser, given: FunctionHead, ownName = -1): number {
  const index = begin(p, given)
  const fact = p.facts.functions[index]
  const { awaits, yields, class: outerClass } = p
  const outer = openScope(p, 'function', p.at)
  if (fact) fact.scope = p.scope
  if (ownName >= 0) bind(p, ownName, p.scope, 'function', index)
  p.awaits = given.isAsync
  p.yields = given.isGenerator
  p.class = -1
  skipAngle(p)
  const parameters = p.at
  if (kindAt(p, p.at) === K.PAREN_OPEN) readParameters(p, index)
  const parametersSpan = p.at > parameters ? spanFrom(p, parameters) : { start: startOf(p, p.at), end: startOf(p, p.at) }
  const returns = readAnnotation(p)
  const body = p.at
  if (kindAt(p, body) === K.BRACE_OPEN) group(p, readStatements, undefined)
  if (fact) {
    fact.parametersSpan = parametersSpan
    fact.returns = returns
    fact.body = spanFrom(p, body)
    fact.span = spanFrom(p, given.first)
  }
  closeScope(p, outer)
  p.awaits = awaits
  p.yields = yields
  p.class = outerClass
  return index
}

function begin(p: Parser, given: FunctionHead): number {
  const index = p.facts.functions.length
  const nowhere = spanOf(p, given.first)
  p.facts.functions.push({
    form: given.form, name: given.name, nameSpan: given.nameSpan, span: nowhere, async: given.isAsync, decorators: given.decorators,
    parametersSpan: nowhere, parameters: [], returns: undefined, body: nowhere, scope: p.scope, parent: p.scope, class: given.class, statement: p.statement,
  })
  return index
}

function readStatements(p: Parser, close: number): void {
  p.grammar.statements(p, close)
}

interface ParameterFilling {
  readonly list: Parameter[]
  readonly naming: Naming
}

function readParameters(p: Parser, index: number): void {
  const list: Parameter[] = []
  const fact = p.facts.functions[index]
  if (fact) fact.parameters = list
  group(p, readParameterList, { list, naming: { scope: p.scope, kind: 'parameter', index, chains: false, each: undefined } })
}

function readParameterList(p: Parser, close: number, { list, naming }: ParameterFilling): void {
  items(p, close, K.COMMA, () => {
    const first = p.at
    readDecorators(p)
    while (modifiers.has(kindAt(p, p.at)) && beginsParameter(p, p.at + 1)) p.at++
    const spread = skip(p, K.ELLIPSIS) ? '...' : undefined
    const nameToken = p.at
    const plain = isName(kindAt(p, nameToken)) || kindAt(p, nameToken) === K.THIS
    readPattern(p, naming)
    const nameSpan = p.at > nameToken ? spanFrom(p, nameToken) : spanOf(p, nameToken)
    skip(p, K.QUESTION)
    const annotation = readAnnotation(p)
    const value = skip(p, K.EQUALS) ? p.grammar.assignment(p) : undefined
    if (p.at === first) return
    list.push({ name: plain ? nameOf(p, nameToken) : '', span: spanFrom(p, first), nameSpan, spread, annotation, default: value })
  })
}

const modifiers = new Set([K.PUBLIC, K.PRIVATE, K.PROTECTED, K.READONLY, K.OVERRIDE])

function beginsParameter(p: Parser, token: number): boolean {
  const kind = kindAt(p, token)
  return isName(kind) || kind === K.BRACE_OPEN || kind === K.BRACKET_OPEN || kind === K.ELLIPSIS
}

/** Begins the arrow function at the current token: the whole value when its body has braces, undefined when its body is an expression that comes next. */
export function beginArrow(p: Parser): Value | undefined {
  const first = p.at
  const isAsync = kindAt(p, first) === K.ASYNC && kindAt(p, first + 1) !== K.ARROW
  if (isAsync) p.at++
  const index = begin(p, head(p, 'arrow', first, -1, isAsync, false))
  const fact = p.facts.functions[index]
  const { awaits, yields } = p
  const scope = openScope(p, 'function', first)
  if (fact) fact.scope = p.scope
  p.awaits = isAsync
  p.yields = false
  skipAngle(p)
  const parameters = p.at
  if (kindAt(p, p.at) === K.PAREN_OPEN) readParameters(p, index)
  else bareParameter(p, index)
  const parametersSpan = spanFrom(p, parameters)
  const returns = readAnnotation(p)
  if (fact) {
    fact.parametersSpan = parametersSpan
    fact.returns = returns
  }
  skip(p, K.ARROW)
  const open: OpenArrow = { kind: 'arrow', first, function: index, bodyFirst: p.at, scope, awaits, yields }
  if (kindAt(p, p.at) === K.BRACE_OPEN) {
    const outerClass = p.class
    p.class = -1
    group(p, readStatements, undefined)
    p.class = outerClass
    return finishArrow(p, open)
  }
  p.openExpressions.push(open)
  return undefined
}

function bareParameter(p: Parser, index: number): void {
  const token = p.at
  const fact = p.facts.functions[index]
  const span = spanOf(p, token)
  p.at++
  bind(p, token, p.scope, 'parameter', index)
  if (fact) fact.parameters = [{ name: nameOf(p, token), span, nameSpan: span, spread: undefined, annotation: undefined, default: undefined }]
}

/** Ends an arrow function behind its body; `value` is the body when it is an expression. */
export function finishArrow(p: Parser, open: OpenArrow, value?: Value): Value {
  const fact = p.facts.functions[open.function]
  const span = spanFrom(p, open.first)
  if (fact) {
    fact.body = spanFrom(p, open.bodyFirst)
    fact.span = span
    if (value) fact.value = value
  }
  closeScope(p, open.scope)
  p.awaits = open.awaits
  p.yields = open.yields
  return { kind: 'function', span, function: open.function }
}
