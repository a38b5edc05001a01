import { python } from '../../../server/src/core/languages/python/python.ts'
import type { Facts, Value } from '../../../server/src/core/model/facts.ts'
import { textOf } from '../../../server/src/core/text/span.ts'

/** Facts of a Python text, with what the tests ask of them as text. */
export function readPython(text: string): { readonly facts: Facts; readonly calls: readonly string[]; readonly bound: readonly string[]; of(value: Value | undefined): string } {
  const facts = python.read(text, 'test.py')
  return {
    facts,
    calls: facts.calls.map((call) => textOf(text, call.span)),
    bound: facts.bindings.map((binding) => `${binding.kind} ${binding.name}@${describeScope(facts, binding.scope)}`),
    of: (value) => (value ? textOf(text, value.span) : ''),
  }
}

/** A scope by the name of its function or class, or by its kind. */
function describeScope(facts: Facts, scope: number): string {
  const owner = facts.functions.find((fact) => fact.scope === scope) ?? facts.classes.find((fact) => fact.scope === scope)
  return owner?.name ?? facts.scopes[scope]?.kind ?? 'none'
}
