import { pathOf } from '../model/bindings.ts'
import type { Value } from '../model/facts.ts'
import { realPathOf } from './denotation.ts'
import type { Resolver } from './resolve.ts'

/** The dotted path that an argument names: the text of a string, or a chain with its import written out (`environ` of `os` is `os.environ`). */
export function textPathOf(value: Value | undefined, resolver: Resolver): string | undefined {
  if (value?.kind === 'string') return value.text
  if (value?.kind !== 'chain') return undefined
  const path = realPathOf(resolver.denote(value))
  if (path) return [path.module, ...path.members].join('.')
  return pathOf(value)?.join('.')
}
