import type { Call, Facts, Value } from '../model/facts.ts'
import type { Found, Ownership, Target } from './found.ts'
import type { Span } from '../text/span.ts'
import { endsInRole, isWhole } from './handed.ts'
import { latest } from './held.ts'
import { libraryIndexOf } from './library-index.ts'
import type { Place, Places } from './places.ts'
import type { Uses } from './references.ts'

/** Another root whose service a root has when it says nothing itself. */
export interface Lender {
  readonly root: number
  /** How the two belong together, as the user reads it. */
  readonly text: string
  /** It is a double, and the other one what a call of it gives. */
  readonly byDouble?: boolean
  /** It is an object that the other one is a member of: only what its members tell is lent. */
  readonly byMembers?: boolean
}

export interface LendingInput {
  readonly facts: Facts
  readonly ownership: Ownership
  readonly uses: Uses
  readonly places: Places
  readonly targets: readonly (Target | undefined)[]
}

/**
 * Who lends its service to each root: what a double is the result of (`mock_client.get.return_value = response`), and the patch or the module mock in which
 * it is put in place. A patch of what hands out a client, in its turn, has the service of the double that it gives. Found for all roots when the first is asked for.
 */
export function lendersOf(input: LendingInput): (root: number) => readonly Lender[] {
  let known: ReadonlyMap<number, readonly Lender[]> | undefined
  return (root) => (known ??= collected(input)).get(root) ?? NONE
}

const NONE: readonly Lender[] = []
const NOT_SPECIAL: { readonly byDouble?: boolean; readonly byMembers?: boolean } = {}
/** More say nothing new. */
const MOST = 4
/** Objects in objects that are looked through. */
const MOST_NESTED = 3
/** How many sites before a use are looked at for one that contains it. */
const NEAREST = 8
const RESULTS: ReadonlySet<string> = new Set(['return_value', 'side_effect'])

function collected({ facts, ownership, uses, places, targets }: LendingInput): Map<number, Lender[]> {
  const { found, roots, held, names } = ownership
  const { configuration } = libraryIndexOf(facts.language)
  const lenders = new Map<number, Lender[]>()
  const lend = (from: number, to: number, text: string, { byDouble = false, byMembers = false } = NOT_SPECIAL): void => {
    if (from === to) return
    const list = lenders.get(to)
    if (!list) lenders.set(to, [{ root: from, text, byDouble, byMembers }])
    else if (list.length < MOST && !list.some(({ root }) => root === from)) list.push({ root: from, text, byDouble, byMembers })
  }
  const rootOf = (site: number): number => roots[site] ?? site
  const nameOf = (site: number): string => targets[site]?.text ?? names[rootOf(site)] ?? found[site]?.name ?? ''

  /** The root that a value is as a whole, or -1. */
  const rootAt = (value: Value): number => {
    if (value.kind === 'function') {
      const result = facts.functions[value.function]?.value
      return result && result.kind !== 'function' ? rootAt(result) : -1
    }
    const inner = value.kind === 'compound' || value.kind === 'list' ? (value.kind === 'list' ? value.items : value.operands)[0] : value
    const use = inner?.kind === 'chain' ? uses.chains.get(inner) : undefined
    return use && isWhole(use) ? rootOf(use.site) : -1
  }
  const isResultOf = (site: number, value: Value, depth = 0): void => {
    const given = value.kind === 'function' ? facts.functions[value.function]?.value : value
    const whole = given?.kind === 'compound' && given.operands.length === 1 ? given.operands[0] : given
    if (whole?.kind === 'object' && depth < MOST_NESTED) for (const entry of whole.entries) isResultOf(site, entry.value, depth + 1)
    const result = rootAt(value)
    if (result < 0) return
    lend(rootOf(site), result, `is what ${nameOf(site)} gives`, { byDouble: targets[rootOf(site)] === undefined })
    if (handsOut(targets[site])) lend(result, rootOf(site), `gives ${nameOf(result)}`)
  }

  for (const { targets: written, value } of facts.assignments) {
    const [target] = written
    if (!value || target?.kind !== 'chain') continue
    const last = target.links.at(-1)
    if (last?.kind !== 'member') continue
    const isResult = RESULTS.has(last.name)
    if (!isResult && (target.links.length < 2 || !target.links.some((link) => link.kind === 'member' && RESULTS.has(link.name)))) continue
    const site = siteAround(places.placeOf(target)?.outer, target.span.start, held)
    if (site < 0) continue
    if (isResult) isResultOf(site, value)
    else if (rootAt(value) >= 0) lend(rootOf(site), rootAt(value), `is a member of what ${nameOf(site)} gives`, { byDouble: targets[rootOf(site)] === undefined })
  }
  found.forEach(({ call }, site) => {
    if (!call || targets[site]) return
    for (const { name, value } of call.arguments) if (name === undefined ? value.kind === 'function' : RESULTS.has(name)) isResultOf(site, value)
  })
  for (const call of facts.calls) {
    if (call.arguments.length === 0) continue
    const of = configured(call, facts, uses, configuration)
    if (of >= 0) for (const { value } of call.arguments) isResultOf(of, value)
  }
  const literals = [...ownership.literals].sort(([, a], [, b]) => a.start - b.start)
  for (const use of uses.chains.values()) {
    if (use.rest < 0 || !isWhole(use)) continue
    const at = use.chain.span.start
    const patch = patchAround(found, targets, at)
    const root = rootOf(use.site)
    const object = patch < 0 ? literalAround(literals, at) : -1
    if (object >= 0) lend(rootOf(object), root, `is a member of ${nameOf(object)}`, { byMembers: true })
    if (patch < 0 || rootOf(patch) === root || targets[patch]?.text.includes(', ') || (found[root]?.span.start ?? at) === found[patch]?.span.start) continue
    const module = targets[patch]?.module === true
    lend(rootOf(patch), root, module ? `is put into the module ${nameOf(patch)}` : `is put in place of ${nameOf(patch)}`)
    if (!module && handsOut(targets[patch])) lend(root, rootOf(patch), `gives ${nameOf(root)}`)
  }
  return lenders
}

function siteAround(from: Place | undefined, offset: number, held: Ownership['held']): number {
  for (let place = from; place && place.depth > 0; place = place.outer) {
    const site = latest(held.get(place), offset) ?? -1
    if (site >= 0) return site
  }
  return -1
}

/** The site whose result a call tells: `mockGet.mockResolvedValue(…)`. */
function configured(call: Call, facts: Facts, uses: Uses, configuration: ReadonlySet<string>): number {
  const callee = facts.chains[call.chain]
  const link = callee?.links[call.link - 1]
  if (!callee || link?.kind !== 'member' || !configuration.has(link.name)) return -1
  return uses.chains.get(callee)?.site ?? -1
}

/** The root whose object literal contains an offset, or -1; literals are in the order of their starts. */
function literalAround(literals: readonly (readonly [root: number, span: Span])[], offset: number): number {
  let low = 0
  let high = literals.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((literals[middle]?.[1].start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  for (let i = low - 1; i >= Math.max(0, low - NEAREST); i--) {
    const [root, span] = literals[i] ?? []
    if (root !== undefined && span && span.end > offset) return root
  }
  return -1
}

/** The innermost patch that contains an offset, or -1; sites are in source order. */
function patchAround(found: readonly Found[], targets: readonly (Target | undefined)[], offset: number): number {
  let low = 0
  let high = found.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((found[middle]?.span.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  for (let i = low - 1; i >= Math.max(0, low - NEAREST); i--) {
    const site = found[i]
    if (site && targets[i] && site.kind !== 'env' && site.extent.end > offset) return i
  }
  return -1
}

/** Whether what is replaced hands out a client or connection, or is the class of one: what it gives then is what it stands in for. */
function handsOut(target: Target | undefined): boolean {
  return target !== undefined && !target.module && endsInRole(target.text.slice(target.text.lastIndexOf('.') + 1))
}
