import type { Chain, Facts, Value } from '../model/facts.ts'
import type { Reference } from '../model/finding.ts'
import type { Ownership } from './found.ts'
import { firstName, latest } from './held.ts'
import { libraryIndexOf } from './library-index.ts'
import { instanceNames, leadingMembers, type Places } from './places.ts'

/** The uses of the sites of a text, and the names that tests reach on each root. */
export interface Uses {
  readonly references: readonly Reference[]
  /** By root: members that are configured, verified, called or read on it, without the double's own API. */
  readonly members: ReadonlyMap<number, ReadonlySet<string>>
  /** By root: keyword names under which it is handed to a function. */
  readonly parameters: ReadonlyMap<number, ReadonlySet<string>>
}

/** Finds every use of every site in one pass over the chains. */
export function usesOfSites(facts: Facts, ownership: Ownership, places: Places): Uses {
  const { found, roots, held, siblings } = ownership
  const { configuration, verification } = libraryIndexOf(facts.language)
  const references: Reference[] = libraryImports(facts)
  const members = new Map<number, Set<string>>()
  const parameters = new Map<number, Set<string>>()
  const written = new Set<Value>(facts.assignments.flatMap((assignment) => assignment.targets))
  for (const item of facts.withItems) if (item.target) written.add(item.target)
  const creating = new Map<Chain, number>()
  found.forEach(({ chain }, index) => chain && creating.set(chain, index))
  const verified = new Set<Value>()
  const keywordOf = new Map<Value, string>()

  const add = (map: Map<number, Set<string>>, root: number, name: string): void => {
    const names = map.get(root)
    if (names) names.add(name)
    else map.set(root, new Set([name]))
  }
  const heldNames = new Set([...held.keys()].flatMap((key) => (key.startsWith('s') || key.startsWith('g') ? firstName(key) : [])))
  const instances = instanceNames(facts)
  const isOwn = (name: string): boolean => configuration.has(name) || verification.has(name)

  const noteArguments = ({ links }: Chain): void => {
    let checks = false
    for (const link of links) if (link.kind === 'member' && verification.has(link.name)) checks = true
    for (const link of links) {
      if (link.kind !== 'call') continue
      for (const { name, value } of link.call.arguments) {
        if (checks) verified.add(value)
        if (name !== undefined) keywordOf.set(value, name)
      }
    }
  }

  for (const [site, keys] of siblings) for (const key of keys) if (!isOwn(key)) add(members, roots[site] ?? site, key)

  for (const chain of facts.chains) {
    if (chain.links.length > 0) noteArguments(chain)
    const created = creating.get(chain)
    if (created !== undefined) {
      noteChained(chain, isOwn, (name) => add(members, roots[created] ?? created, name))
      const parameter = roots[created] === created ? keywordOf.get(chain) : undefined
      if (parameter !== undefined) add(parameters, created, parameter)
      continue
    }
    if (typeof chain.root !== 'string' || !(heldNames.has(chain.root) || instances.has(chain.root))) continue
    const use = longestPlace(chain, places, held)
    if (!use) continue
    const root = roots[use.site] ?? use.site
    const rest = namesAfter(chain, use.length)
    for (const name of use.passed) if (!isOwn(name)) add(members, root, name)
    const [first] = rest
    if (first !== undefined && !isOwn(first)) add(members, root, first)
    const keyword = keywordOf.get(chain)
    if (keyword !== undefined) add(parameters, root, keyword)
    if (written.has(chain) && rest.length === 0) continue
    references.push({ role: roleOf(chain, rest, written, verified, configuration, verification), span: chain.span, site: use.site })
  }
  return { references: references.sort((a, b) => a.span.start - b.span.start), members, parameters }
}

function roleOf(
  chain: Chain, rest: readonly string[], written: ReadonlySet<Value>, verified: ReadonlySet<Value>, configuration: ReadonlySet<string>,
  verification: ReadonlySet<string>,
): Reference['role'] {
  if (verified.has(chain) || rest.some((name) => verification.has(name))) return 'verification'
  if (written.has(chain) || rest.some((name) => configuration.has(name))) return 'configuration'
  return 'use'
}

interface Use {
  readonly site: number
  /** Number of member links that lead to the place. */
  readonly length: number
  /** Names between the root's place and the site's own one. */
  readonly passed: readonly string[]
}

function longestPlace(chain: Chain, places: Places, held: Ownership['held']): Use | undefined {
  const place = places.placeOf(chain)
  if (!place || place.path.length === 0) return undefined
  const members = leadingMembers(chain)
  const before = place.path.length - members
  let longest: { site: number; length: number } | undefined
  let shortest = 0
  let key = place.home
  for (let length = 1; length <= place.path.length; length++) {
    key += '.' + (place.path[length - 1] ?? '')
    const site = latest(held.get(key), chain.span.start)
    if (site === undefined || site < 0) continue
    if (!longest) shortest = length
    longest = { site, length }
  }
  return longest ? { site: longest.site, length: longest.length - before, passed: place.path.slice(shortest, longest.length) } : undefined
}

function namesAfter(chain: Chain, links: number): string[] {
  return chain.links.slice(links).flatMap((link) => (link.kind === 'member' ? link.name : []))
}

/** Members chained on the creating call itself: `vi.fn().mockReturnValue(1)` says nothing, `MagicMock().send_json` does. */
function noteChained(chain: Chain, isOwn: (name: string) => boolean, add: (name: string) => void): void {
  const call = chain.links.findLastIndex((link) => link.kind === 'call')
  const next = chain.links[call + 1]
  if (next?.kind === 'member' && !isOwn(next.name)) add(next.name)
}

/** Imports of a mock library, or of what leads to its doubles; a runner's other names (`describe`, `pytest`) are none. */
function libraryImports(facts: Facts): Reference[] {
  const { byModule } = libraryIndexOf(facts.language)
  return facts.imports.flatMap((fact): Reference[] => {
    const reference: Reference = { role: 'import', span: fact.span, site: -1 }
    const { module, imported } = fact
    if (imported === undefined) return byModule.get(module)?.some((library) => !library.partial) ? [reference] : []
    const asModule = byModule.get(`${module}.${imported}`)
    if (asModule) return [reference]
    for (const library of byModule.get(module) ?? []) {
      const api = Object.hasOwn(library.exports, imported) ? library.exports[imported] : undefined
      if (api ? !api.callback : imported === 'default' && !library.partial) return [reference]
    }
    return []
  })
}
