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
  const scope = p.facts.scopes[p.scope]
  if (scope && p.at > 0) scope.span = { start: scope.span.start, end: Math.max(scope.span.start, endOf(p, p.at - 1)) }
  p.scope = parent
}

/** Notes that the name at `token` denotes something from here on in `scope`. */
export function bind(p: Parser, token: number, scope: number, kind: Binding['kind'], index: number): void {
  p.facts.bindings.push({ name: nameOf(p, token), span: spanOf(p, token), scope, kind, index })
}

/** The scope `var` puts its names in: that of the function or module around. */
export function variableScope(p: Parser): number {
  let at = p.scope
  for (;;) {
    const scope = p.facts.scopes[at]
    if (!scope || scope.kind === 'function' || scope.parent < 0) return at
    at = scope.parent
  }
}
