import { bindingsOf } from '../model/bindings.ts'
import type { Facts, Value } from '../model/facts.ts'
import type { Denotation } from './denotation.ts'

const MAX_DEPTH = 8

/** Tells by the index of a class what its `self` denotes: an object of a mock library, when it derives from one directly or through classes of its file. */
export function instancesOf(facts: Facts, denote: (value: Value) => Denotation, call: (of: Denotation) => Denotation): (index: number) => Denotation | undefined {
  const known = new Map<number, Denotation | undefined>()
  const instance = (index: number, depth: number): Denotation | undefined => {
    if (known.has(index)) return known.get(index)
    known.set(index, undefined)
    for (const { value } of depth > MAX_DEPTH ? [] : facts.classes[index]?.bases ?? []) {
      if (value.kind !== 'chain') continue
      const base = denote(value)
      const own = base.kind !== 'api' && typeof value.root === 'string' && value.links.length === 0
        ? bindingsOf(facts, value.root, value.scope).find((binding) => binding.kind === 'class')
        : undefined
      const result = own ? instance(own.index, depth + 1) : base.kind === 'api' && base.api.returns !== undefined ? call(base) : undefined
      if (!result) continue
      known.set(index, result)
      return result
    }
    return undefined
  }
  return (index) => instance(index, 0)
}
