import type { Binding, Scope } from '../../model/facts.ts'
import type { Parser } from './parser.ts'
import { endOf, nameOf, spanOf } from './parser.ts'

/** Opens a scope that begins at the token `first`, and stands in it. Gives the scope left; `closeScope` returns to it. */
export function openScope(p: Parser, kind: Scope['kind'], first: number): number {
  const parent = p.scope
  p.scope = p.facts.scopes.length
  p.facts.scopes.push({ kind, parent, span: spanOf(p, first) })
  return parent
}

/** Ends the current scope with the last token read, and returns to `parent`. */
export function closeScope(p: Parser, parent: number): void {
  endScope(p, p.scope)
  p.scope = parent
}

/** Lets a scope end with the last token read. */
export function endScope(p: Parser, index: number): void {
  const scope = p.facts.scopes[index]
  if (scope && p.at > 0) scope.span = { start: scope.span.start, end: Math.max(scope.span.end, endOf(p, p.at - 1)) }
}

/** Notes that the name at `token` denotes something from here on in `scope`. */
export function bind(p: Parser, token: number, scope: number, kind: Binding['kind'], index: number): void {
  p.facts.bindings.push({ name: nameOf(p, token), span: spanOf(p, token), scope, kind, index })
}

/** The scope `var` puts its names in: that of the function or module around. */
export function variableScope(p: Parser): number {
  let at = p.scope
  for (let scope = p.facts.scopes[at]; scope && (scope.kind === 'block' || scope.kind === 'class') && scope.parent >= 0; scope = p.facts.scopes[at]) at = scope.parent
  return at
}
