/** Which scope a name is bound in (Python Language Reference 4.2.1, 4.2.2; PEP 572 for `:=`; PEP 709 does not change what names denote). */
import type { Binding, Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import type { Open, Reader } from './state.ts'

/** Binds a name in a scope, or where a `global` or `nonlocal` statement of that scope says. */
export function bind(reader: Reader, name: string, span: Span, scope: number, kind: Binding['kind'], index: number): void {
  const redirect = reader.redirects.size > 0 ? reader.redirects.get(scope)?.get(name) : undefined
  const binding: Open<Binding> = { name, span, scope: redirect === 'global' ? 0 : scope, kind, index }
  reader.bindings.push(binding)
  if (redirect === 'nonlocal') reader.nonlocals.push(binding)
}

/** Binds every plain name of an assignment target: `a, (b, *c)`. Attributes and elements bind nothing. */
export function bindTarget(reader: Reader, target: Value | undefined, scope: number, kind: Binding['kind'], index: number): void {
  if (!target) return
  if (target.kind === 'chain') return bindChain(reader, target, scope, kind, index)
  const pending: Value[] = [target]
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (value.kind === 'chain') bindChain(reader, value, scope, kind, index)
    else if (value.kind === 'list') pushReversed(pending, value.items)
    else if (value.kind === 'compound') pushReversed(pending, value.operands)
  }
}

function bindChain(reader: Reader, chain: Value, scope: number, kind: Binding['kind'], index: number): void {
  if (chain.kind === 'chain' && chain.links.length === 0 && typeof chain.root === 'string') bind(reader, chain.root, chain.rootSpan, scope, kind, index)
}

function pushReversed(pending: Value[], values: readonly Value[]): void {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i]
    if (value) pending.push(value)
  }
}

/** The scope in which `:=` binds: comprehensions are passed through. */
export function scopeOfWalrus(reader: Reader): number {
  let scope = reader.scope
  while (reader.scopes[scope]?.kind === 'block') scope = reader.scopes[scope]?.parent ?? 0
  return scope
}

/** Takes names out of the current scope, for `global` and `nonlocal`. */
export function redirect(reader: Reader, name: string, target: 'global' | 'nonlocal'): void {
  const names = reader.redirects.get(reader.scope)
  if (names) names.set(name, target)
  else reader.redirects.set(reader.scope, new Map([[name, target]]))
}

/** Puts the bindings of nonlocal names into the nearest enclosing function that binds the name itself; without one, into the nearest function. */
export function settleNonlocals(reader: Reader): void {
  if (reader.nonlocals.length === 0) return
  const wanted = new Set(reader.nonlocals.map((binding) => binding.name))
  const pending = new Set<Binding>(reader.nonlocals)
  const bound = new Map<string, Set<number>>()
  for (const binding of reader.bindings) {
    if (!wanted.has(binding.name) || pending.has(binding)) continue
    const scopes = bound.get(binding.name)
    if (scopes) scopes.add(binding.scope)
    else bound.set(binding.name, new Set([binding.scope]))
  }
  for (const binding of reader.nonlocals) binding.scope = homeOf(reader, binding, bound.get(binding.name))
}

function homeOf(reader: Reader, binding: Binding, candidates: ReadonlySet<number> | undefined): number {
  let nearest = binding.scope
  for (let scope = reader.scopes[binding.scope]?.parent ?? 0; scope > 0; scope = reader.scopes[scope]?.parent ?? 0) {
    if (reader.scopes[scope]?.kind !== 'function') continue
    if (candidates?.has(scope)) return scope
    if (nearest === binding.scope) nearest = scope
  }
  return nearest
}
