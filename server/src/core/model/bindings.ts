import type { Binding, Chain, Facts } from './facts.ts'

/** The bindings of one name: all of them in source order, and by scope as soon as it is asked for. Most names of a text never are. */
interface Named {
  readonly all: Binding[]
  byScope: ReadonlyMap<number, readonly Binding[]> | undefined
}

const bindingIndexes = new WeakMap<Facts, ReadonlyMap<string, Named>>()
const chainIndexes = new WeakMap<Facts, ReadonlyMap<string, readonly Chain[]>>()

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

function bindingIndexOf(facts: Facts): ReadonlyMap<string, Named> {
  const known = bindingIndexes.get(facts)
  if (known) return known
  const index = new Map<string, Named>()
  facts.bindings.forEach((binding) => {
    const named = index.get(binding.name)
    if (named) named.all.push(binding)
    else index.set(binding.name, { all: [binding], byScope: undefined })
  })
  bindingIndexes.set(facts, index)
  return index
}

function chainsNamed(facts: Facts, name: string): readonly Chain[] {
  let index = chainIndexes.get(facts)
  if (!index) chainIndexes.set(facts, (index = grouped(facts.chains, (chain) => (typeof chain.root === 'string' ? chain.root : undefined))))
  return index.get(name) ?? []
}

/**
 * The bindings a name used in `scope` denotes: all those of the nearest enclosing scope that binds it, in source order; none for a global of the
 * runtime. A class scope is seen only from its own body (Python Language Reference 4.2.2; in ECMAScript fields are reached by `this`).
 */
export function bindingsOf(facts: Facts, name: string, scope: number): readonly Binding[] {
  const named = bindingIndexOf(facts).get(name)
  if (!named) return []
  const byScope = (named.byScope ??= grouped(named.all, (binding) => binding.scope))
  if (byScope.size === 1 && facts.scopes[0]?.parent === -1) {
    const atModule = byScope.get(0)
    if (atModule) return atModule
  }
  for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
    if (at !== scope && facts.scopes[at]?.kind === 'class') continue
    const found = byScope.get(at)
    if (found) return found
  }
  return []
}

/** Every chain whose root name denotes the same thing as `name` used in `scope`, in source order. */
export function usesOf(facts: Facts, name: string, scope: number): readonly Chain[] {
  const home = bindingsOf(facts, name, scope)[0]?.scope
  return chainsNamed(facts, name).filter((chain) => bindingsOf(facts, name, chain.scope)[0]?.scope === home)
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
