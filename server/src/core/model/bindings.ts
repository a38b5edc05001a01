import type { Binding, Chain, Facts } from './facts.ts'

interface Index {
  /** By name, then by scope: looking a name up costs the depth of its scope, however often it is bound. */
  readonly bindings: ReadonlyMap<string, ReadonlyMap<number, readonly Binding[]>>
  readonly chains: ReadonlyMap<string, readonly Chain[]>
}

const indexes = new WeakMap<Facts, Index>()

function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function indexOf(facts: Facts): Index {
  const known = indexes.get(facts)
  if (known) return known
  const index: Index = {
    bindings: new Map([...grouped(facts.bindings, (binding) => binding.name)].map(([name, bindings]) => [name, grouped(bindings, (binding) => binding.scope)])),
    chains: grouped(facts.chains, (chain) => (typeof chain.root === 'string' ? chain.root : undefined)),
  }
  indexes.set(facts, index)
  return index
}

/**
 * The bindings a name used in `scope` denotes: all those of the nearest enclosing scope that binds it, in source order; none for a global of the
 * runtime. A class scope is seen only from its own body (Python Language Reference 4.2.2; in ECMAScript fields are reached by `this`).
 */
export function bindingsOf(facts: Facts, name: string, scope: number): readonly Binding[] {
  const candidates = indexOf(facts).bindings.get(name)
  if (!candidates) return []
  for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
    if (at !== scope && facts.scopes[at]?.kind === 'class') continue
    const found = candidates.get(at)
    if (found) return found
  }
  return []
}

/** Every chain whose root name denotes the same thing as `name` used in `scope`, in source order. */
export function usesOf(facts: Facts, name: string, scope: number): readonly Chain[] {
  const home = bindingsOf(facts, name, scope)[0]?.scope
  return (indexOf(facts).chains.get(name) ?? []).filter((chain) => bindingsOf(facts, name, chain.scope)[0]?.scope === home)
}

/** The names of a chain up to its first call or index: `['ws', 'send_json']`; undefined when its root is not a name. */
export function pathOf(chain: Chain): readonly string[] | undefined {
  if (typeof chain.root !== 'string') return undefined
  const path = [chain.root]
  for (const link of chain.links) {
    if (link.kind !== 'member') break
    path.push(link.name)
  }
  return path
}
