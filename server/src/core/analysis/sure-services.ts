import type { Facts } from '../model/facts.ts'
import type { ServiceId } from '../model/finding.ts'
import { evidenceIndexFor } from './evidence-index.ts'
import type { Ownership } from './found.ts'
import type { Resolver } from './resolve.ts'
import { matchType, typesOf } from './typed.ts'

/** What a site surely stands in for, by its API or by what its root is said to be, for the files that take it; empty when that does not tell. */
export function surelyFor(
  facts: Facts, text: string, resolver: Resolver, ownership: Ownership | undefined,
): (site: number | undefined) => { readonly service?: ServiceId } {
  let types: ReturnType<typeof typesOf> | undefined
  return (site) => {
    if (!ownership || site === undefined || site < 0) return UNKNOWN
    const root = ownership.roots[site] ?? site
    const own = ownership.found[root]?.service
    if (own) return { service: own }
    types ??= typesOf({ facts, text, resolver, ownership, uses: { chains: new Map() } })
    const index = evidenceIndexFor(facts)
    for (const type of types(root)) {
      const match = matchType(type, index, () => false)
      if (match && match.service !== 'code') return { service: match.service }
    }
    return UNKNOWN
  }
}

const UNKNOWN: { readonly service?: ServiceId } = {}
