import { bindingsOf } from '../../model/bindings.ts'
import type { Facts, Value } from '../../model/facts.ts'

/** The value inside parentheses and casts. */
export function unwrapped(value: Value): Value {
  let at = value
  while (at.kind === 'compound' && at.operands.length === 1 && at.operands[0]) at = at.operands[0]
  return at
}

/** How a value is a function written in this file: a literal one, or the name of one; undefined when it is none. */
export function functionForm(value: Value, facts: Facts): string | undefined {
  const inner = unwrapped(value)
  if (inner.kind === 'function') return facts.language === 'python' ? 'lambda' : 'function'
  if (inner.kind !== 'chain' || typeof inner.root !== 'string' || inner.links.length > 0) return undefined
  const bindings = bindingsOf(facts, inner.root, inner.scope)
  const local = bindings.length > 0 && bindings.every((binding) => binding.kind === 'function' || isFunctionAssignment(binding.kind, binding.index, facts))
  return local ? inner.root : undefined
}

function isFunctionAssignment(kind: string, index: number, facts: Facts): boolean {
  return kind === 'assignment' && facts.assignments[index]?.value?.kind === 'function'
}
