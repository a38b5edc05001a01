import type { Facts } from '../../model/facts.ts'
import type { ServiceId } from '../../model/finding.ts'
import type { Span } from '../../text/span.ts'
import { matchSpecifier } from '../evidence.ts'
import { evidenceIndexOf } from '../evidence-index.ts'
import type { Resolver } from '../resolve.ts'

/** Whether the text of a span calls a real library of a service: what does so hands on to the real thing, and is no double of it. */
export function realThingsIn(facts: Facts, resolver: Resolver): (span: Span, service: ServiceId) => boolean {
  const index = evidenceIndexOf(facts.language)
  return (span, service) => {
    for (let at = firstFrom(facts, span.start); at < facts.calls.length; at++) {
      const call = facts.calls[at]
      const chain = call && facts.chains[call.chain]
      if (!call || call.span.start >= span.end) return false
      if (typeof chain?.root !== 'string') continue
      const denotation = resolver.denoteName(chain.root, chain.scope)
      if (denotation.kind !== 'real' || denotation.module.startsWith('.')) continue
      const path = [denotation.module, ...denotation.members].join('.')
      const known = index.modules.get(path) ?? index.modules.get(denotation.module)
      const match = known === undefined ? matchSpecifier(index, denotation.module) : undefined
      if (known === service || (match && match.weight > 0.8 && match.service === service)) return true
    }
    return false
  }
}

/** Index of the first call that begins at an offset or behind it. */
function firstFrom({ calls }: Facts, offset: number): number {
  let low = 0
  let high = calls.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((calls[middle]?.span.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
