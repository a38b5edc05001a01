import type { Chain, Facts, Value } from '../model/facts.ts'
import type { Reference } from '../model/finding.ts'
import type { Ownership } from './found.ts'
import { firstName, latest } from './held.ts'
import { libraryIndexOf, type LibraryIndex } from './library-index.ts'
import { inOrder } from './order.ts'
import type { Place, Places } from './places.ts'

/** The uses of the sites of a text, and the names that tests reach on each root. */
export interface Uses {
  readonly references: readonly Reference[]
  /** By root: members that are configured, verified, called or read on it, without the double's own API. */
  readonly members: ReadonlyMap<number, ReadonlySet<string>>
  /** By root: keyword names under which it is handed to a function. */
  readonly parameters: ReadonlyMap<number, ReadonlySet<string>>
  /** The chains that create or reach a site, in source order. */
  readonly chains: ReadonlyMap<Value, Use>
}

/** A use of a site, or the chain that creates one, on the way to a reference. */
export interface Use {
  readonly chain: Chain
  readonly site: number
  /** Index of the first link behind the site's own place; -1 for the creating chain. */
  readonly rest: number
  /** Names between the root's place and the site's own one. */
  readonly passed: readonly string[]
  /** It is assigned to. */
  written: boolean
  /** It is an argument of a check: `expect(ws.send).toHaveBeenCalled()`. */
  verified: boolean
  /** The keyword under which it is handed over. */
  keyword: string | undefined
}

/** Finds every use of every site: the chains that reach one, in one pass, and then where these stand. */
export function usesOfSites(facts: Facts, ownership: Ownership, places: Places): Uses {
  const { roots, siblings, found } = ownership
  const index = libraryIndexOf(facts.language)
  const namesAt = (site: number): Pick<LibraryIndex, 'configuration' | 'verification'> => {
    const library = found[site]?.library
    return (library && index.ownNames.get(library)) ?? index
  }
  const references: Reference[] = libraryImports(facts)
  const members = new Map<number, Set<string>>()
  const parameters = new Map<number, Set<string>>()
  const add = (map: Map<number, Set<string>>, root: number, name: string): void => {
    const names = map.get(root)
    if (names) names.add(name)
    else map.set(root, new Set([name]))
  }
  const addMember = (root: number, name: string | undefined): void => {
    if (name === undefined) return
    const { configuration, verification } = namesAt(root)
    if (!configuration.has(name) && !verification.has(name)) add(members, root, name)
  }

  for (const [site, keys] of siblings) for (const key of keys) addMember(roots[site] ?? site, key)
  const uses = usesOf(facts, ownership, places)
  noteSurroundings(facts, uses, index.verification)
  for (const use of uses.values()) {
    const { chain, site, rest, passed, keyword } = use
    const root = roots[site] ?? site
    if (rest < 0) {
      addMember(root, nameChainedOn(chain))
      if (root === site && keyword !== undefined) add(parameters, site, keyword)
      continue
    }
    for (const name of passed) addMember(root, name)
    const first = firstMember(chain, rest)
    addMember(root, first)
    if (keyword !== undefined) add(parameters, root, keyword)
    const role = roleOf(use, namesAt(site))
    if (role) references.push({ role, span: chain.span, site })
  }
  return { references: inOrder(references, (a, b) => a.span.start - b.span.start), members, parameters, chains: uses }
}

/** What a use does with its double; undefined for a name that is only given its value. */
export function roleOf({ chain, rest, written, verified }: Use, { configuration, verification }: Pick<LibraryIndex, 'configuration' | 'verification'>): Reference['role'] | undefined {
  if (written && firstMember(chain, rest) === undefined) return undefined
  if (verified || (!written && anyMember(chain, rest, verification))) return 'verification'
  return written || configures(chain, rest, configuration) ? 'configuration' : 'use'
}

/** The chains that create or reach a site, in source order. */
function usesOf(facts: Facts, { found, held }: Ownership, places: Places): Map<Value, Use> {
  const uses = new Map<Value, Use>()
  const names = new Set<string>(places.instanceNames())
  for (const place of held.keys()) if (place.kind === 'scope' || place.kind === 'global') names.add(firstName(place))
  const creating = new Int32Array(facts.chains.length).fill(-1)
  found.forEach(({ chainIndex }, index) => { if (chainIndex >= 0) creating[chainIndex] = index })
  facts.chains.forEach((chain, index) => {
    const created = creating[index] ?? -1
    if (created >= 0) uses.set(chain, { chain, site: created, rest: -1, passed: NO_NAMES, written: false, verified: false, keyword: undefined })
    else if (typeof chain.root === 'string' && names.has(chain.root)) {
      const use = useOf(chain, places, held)
      if (use) uses.set(chain, use)
    }
  })
  return uses
}

/** A chain as the use of the site whose place it reaches furthest; undefined when it reaches none. */
function useOf(chain: Chain, places: Places, held: Ownership['held']): Use | undefined {
  return useAt(places.knownOn(chain), chain, places, held) ?? useAt(places.inheritedOn(chain), chain, places, held)
}

function useAt(deepest: Place | undefined, chain: Chain, places: Places, held: Ownership['held']): Use | undefined {
  let longest: Place | undefined
  let shortest = 0
  let site = -1
  let passed: string[] | undefined
  for (let place = deepest; place && place.depth > 0; place = place.outer) {
    const holds = latest(held.get(place), chain.span.start) ?? -1
    if (holds < 0) continue
    if (!longest) {
      longest = place
      site = holds
    }
    shortest = place.depth
  }
  if (!longest) return undefined
  for (let place = longest; place.outer && place.depth > shortest; place = place.outer) (passed ??= []).unshift(place.name)
  const links = longest.depth - places.namesBefore(chain)
  const rest = links < 0 ? Math.max(0, chain.links.length + links) : links
  return { chain, site, rest, passed: passed ?? NO_NAMES, written: false, verified: false, keyword: undefined }
}

const NO_NAMES: readonly string[] = []

/** Notes which uses are assigned to, checked, and handed over by keyword. */
export function noteSurroundings(facts: Facts, uses: ReadonlyMap<Value, Use>, verification: ReadonlySet<string>): void {
  if (uses.size === 0) return
  const write = (target: Value): void => {
    const use = target.kind === 'chain' ? uses.get(target) : undefined
    if (use) use.written = true
  }
  facts.assignments.forEach(({ targets }) => targets.forEach(write))
  for (const { target } of facts.withItems) if (target) write(target)
  facts.calls.forEach((call) => {
    for (let i = 0; i < call.arguments.length; i++) {
      const argument = call.arguments[i]
      const use = argument?.value.kind === 'chain' ? uses.get(argument.value) : undefined
      if (!argument || !use) continue
      use.keyword = argument.name
      const callee = facts.chains[call.chain]
      use.verified = callee !== undefined && anyMember(callee, 0, verification)
    }
  })
}

function firstMember({ links }: Chain, from: number): string | undefined {
  for (let i = from; i < links.length; i++) {
    const link = links[i]
    if (link?.kind === 'member') return link.name
  }
  return undefined
}

function anyMember({ links }: Chain, from: number, names: ReadonlySet<string>): boolean {
  for (let i = from; i < links.length; i++) {
    const link = links[i]
    if (link?.kind === 'member' && names.has(link.name)) return true
  }
  return false
}

/** Whether a chain sets behaviour: `ws.send.mockReturnValue(1)` does, and so does what is assigned to; `ws.send.return_value` alone only reads it. */
function configures(chain: Chain, from: number, configuration: ReadonlySet<string>): boolean {
  const { links } = chain
  for (let i = from; i + 1 < links.length; i++) {
    const link = links[i]
    if (link?.kind === 'member' && configuration.has(link.name) && links[i + 1]?.kind === 'call') return true
  }
  return false
}

/** The member chained on the creating call itself: `vi.fn().mockReturnValue(1)` says nothing, `MagicMock().send_json` does. */
function nameChainedOn({ links }: Chain): string | undefined {
  const next = links[links.findLastIndex((link) => link.kind === 'call') + 1]
  return next?.kind === 'member' ? next.name : undefined
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
      if (api ? !api.callback && api.real === undefined : imported === 'default' && !library.partial) return [reference]
    }
    return []
  })
}
