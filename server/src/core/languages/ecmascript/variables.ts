/** `const`, `let`, `var` and `using` declarations. */
import type { Value } from '../../model/facts.ts'
import { boundImport, requiredBy } from './dynamic-imports.ts'
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { breakBefore, isName, kindAt, nameOf, skip, spanFrom, spanOf } from './parser.ts'
import { readPattern } from './patterns.ts'
import { bind, variableScope } from './scopes.ts'
import { typeEnd } from './type-end.ts'
import { readAnnotation } from './type-names.ts'

/** How many tokens introduce the declaration of variables at the current token (`await using` takes two); 0 when none begins. */
export function declarationLength(p: Parser): number {
  const kind = kindAt(p, p.at)
  if (kind === K.VAR || (kind === K.CONST && kindAt(p, p.at + 1) !== K.ENUM)) return 1
  if (kind === K.LET) return beginsTarget(p, p.at + 1) ? 1 : 0
  if (kind === K.USING) return isUsing(p, p.at) ? 1 : 0
  return kind === K.AWAIT && kindAt(p, p.at + 1) === K.USING && !breakBefore(p, p.at + 1) && isUsing(p, p.at + 1) ? 2 : 0
}

function beginsTarget(p: Parser, token: number): boolean {
  const kind = kindAt(p, token)
  return (isName(kind) && kind !== K.OF) || kind === K.BRACE_OPEN || kind === K.BRACKET_OPEN
}

function isUsing(p: Parser, token: number): boolean {
  const next = kindAt(p, token + 1)
  if (!isName(next) || breakBefore(p, token + 1)) return false
  return next !== K.OF || kindAt(p, token + 2) === K.EQUALS
}

/**
 * Reads a declaration whose introducing tokens are `length`. In the head of a `for` (`inFor`) it stops before `in` or `of`, and then its names are
 * those of the loop: true tells so.
 */
export function readDeclaration(p: Parser, length: number, inFor: boolean): boolean {
  const keyword = kindAt(p, p.at + length - 1)
  const declaration = length === 2 ? 'await using' : p.text.slice(p.starts[p.at], p.ends[p.at])
  p.at += length
  const scope = keyword === K.VAR ? variableScope(p) : p.scope
  if (inFor && isLoop(p)) {
    readPattern(p, { scope, kind: 'loop', index: -1, chains: true, each: undefined })
    readAnnotation(p)
    return true
  }
  do readDeclarator(p, declaration, scope)
  while (skip(p, K.COMMA))
  return false
}

/** Whether `in` or `of` follows the target at the current token. */
function isLoop(p: Parser): boolean {
  const kind = kindAt(p, p.at)
  let behind = kind === K.BRACE_OPEN || kind === K.BRACKET_OPEN ? (p.partners[p.at] as number) + 1 : p.at + 1
  if (kindAt(p, behind) === K.COLON) behind = Math.max(behind, typeEnd(p, behind + 1))
  return kindAt(p, behind) === K.OF || kindAt(p, behind) === K.IN
}

interface Bound {
  readonly token: number
  readonly key: string | undefined
}

function readDeclarator(p: Parser, declaration: string, scope: number): void {
  const first = p.at
  const index = p.facts.assignments.length
  const names: Bound[] = []
  const target = readPattern(p, { scope, kind: 'assignment', index, chains: true, each: (token, key) => names.push({ token, key }) })
  if (p.at === first) return
  if (!breakBefore(p, p.at)) skip(p, K.NOT)
  p.facts.assignments.push({
    span: spanFrom(p, first), targets: [target], annotation: undefined, value: undefined, operator: '=', declaration, scope: p.scope, statement: p.statement,
  })
  const fact = p.facts.assignments[index]
  const annotation = readAnnotation(p)
  const value = skip(p, K.EQUALS) ? p.grammar.assignment(p) : undefined
  if (fact) {
    fact.annotation = annotation
    fact.value = value
    fact.span = spanFrom(p, first)
  }
  const isUsing = declaration.endsWith('using')
  if (isUsing && value) {
    const item = p.facts.withItems.length
    p.facts.withItems.push({ span: spanFrom(p, first), context: value, target, async: declaration !== 'using', scope: p.scope, statement: p.statement })
    for (const { token } of names) bind(p, token, scope, 'with', item)
  } else if (!value || !bindRequired(p, target, value, names, scope)) for (const { token } of names) bind(p, token, scope, 'assignment', index)
}

/** `const x = require('m')` and `const {a: b} = require('m')` import. False when the value requires nothing, or its names cannot be told. */
function bindRequired(p: Parser, target: Value, value: Value, names: readonly Bound[], scope: number): boolean {
  const required = requiredBy(p, value)
  const dynamic = required && p.facts.imports[required.index]
  if (!required || !dynamic || names.length === 0) return false
  if (target.kind !== 'chain' && (required.member !== undefined || target.kind !== 'object' || names.some(({ key }) => key === undefined))) return false
  p.facts.imports.pop()
  for (const { token, key } of names) {
    const member = target.kind === 'chain' ? required.member : key
    bind(p, token, scope, 'import', p.facts.imports.length)
    p.facts.imports.push(boundImport(dynamic, member === undefined ? 'module' : 'name', member, nameOf(p, token), spanOf(p, token)))
  }
  return true
}
