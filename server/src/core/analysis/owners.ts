import type { Call, Chain, Facts, Value } from '../model/facts.ts'
import { pathOf } from '../model/bindings.ts'
import type { Span } from '../text/span.ts'
import type { Found, Held, Ownership } from './found.ts'
import { bagsIn, holdsObjects, objectsBeside } from './bags.ts'
import { forestOf, searchOf } from './containment.ts'
import { fixturesOf, injectionsOf } from './handing.ts'
import { append, firstName, heldAround, latest, putHeld } from './held.ts'
import { madeHomes, memberOf, nameOf, type Place, type Places } from './places.ts'
import { HANDED_ON, isYield, lastName, pathBehindCast, PLAIN_OBJECTS, yielded } from './value-shapes.ts'

const NONE = -1
/** Where a value is put: a place, or the chain that names it, which is looked up when there is something to keep. */
type Where = Place | Chain | undefined

/** A place that holds a plain object: the first double put into it becomes its root. */
const PLAIN = -2
/** A place that holds a collection of doubles, which belong to nothing. */
const BAG = -3
const MAX_DEPTH = 60
/** Each pass after the first follows results of functions through one more function. */
const MAX_PASSES = 5

/**
 * Finds out to which object each site belongs and which places hold it. A pass goes through the text once; it is repeated while factories and
 * fixtures turn out to give doubles, because they may stand below their use.
 */
export function ownersOf(facts: Facts, found: readonly Found[], places: Places): Ownership {
  const { owners, rootOf, own } = forestOf(found)
  const holdsSite = searchOf(found)
  const names: (string | undefined)[] = found.map(() => undefined)
  const held = new Map<Place, Held[]>()
  const siblings = new Map<number, string[]>()
  const literals = new Map<number, Span>()
  const keys = new Map<number, string>()
  /** Members put on an object that is made further down, such as in a setUp below the tests. */
  const early: { place: Place; from: number; site: number }[] = []
  const results = new Map<number, number>()
  const siteOfCall = new Map<Call, number>()
  const fixtures = fixturesOf(facts, places)
  const [bags, silent] = [bagsIn(facts), new Set<number>()]
  const creates = new Uint8Array(facts.chains.length)
  found.forEach(({ call, chainIndex }, index) => {
    if (!call) return
    siteOfCall.set(call, index)
    creates[chainIndex] = 1
  })
  const heldNames = new Set<string>()
  const [homeOfResult, homeOfPattern] = [madeHomes(), madeHomes()]

  const put = (place: Place, from: number, site: number): void => {
    heldNames.add(firstName(place))
    putHeld(held, place, from, site)
  }

  /** Joins a site to the object that an outer part of its place holds; false when none is known yet. */
  const joinOuter = (place: Place, from: number, site: number, direct: boolean): boolean => {
    for (let outer = place.outer; outer && outer.depth > 0; outer = outer.outer) {
      const entry = latest(held.get(outer), from)
      if (entry === undefined) continue
      if (entry === PLAIN) put(outer, from, site)
      else if (direct && entry >= 0) own(site, entry)
      return true
    }
    return false
  }

  const keep = (place: Place, from: number, site: number): void => {
    if (site < NONE) return put(place, from, site)
    const chain = found[site]?.chain
    const name = nameOf(place, facts)
    const direct = chain !== undefined && from <= chain.span.start && (names[site] === undefined || names[site] === name)
    if (direct) names[site] = name
    if (place.depth > 1 && !joinOuter(place, from, site, direct) && direct) early.push({ place, from, site })
    put(place, from, site)
  }

  const lookUp = (chain: Chain): number => {
    if (typeof chain.root !== 'string' || !(heldNames.has(chain.root) || places.instanceNames().has(chain.root))) return NONE
    const place = places.placeOf(chain)
    return (place && latest(held.get(place), chain.span.start)) ?? NONE
  }

  const placeAt = (where: Where): Place | undefined => (where?.kind === 'chain' ? places.placeOf(where) : where)

  /** Walks a value: gives the site that it is, and puts its parts into a place. `from` is the offset of the binding. */
  const bind = (value: Value, where: Where, from: number, depth: number): number => {
    if (depth > MAX_DEPTH) return NONE
    let site = NONE
    if (value.kind === 'chain') site = bindChain(value, where, from, depth)
    else if (value.kind === 'object') return bindObject(value.entries, value.span, where, from, depth)
    else if (value.kind === 'compound') {
      for (const operand of value.operands) {
        const result = bind(operand, where, from, depth + 1)
        if (site === NONE) site = result
      }
      return site
    } else if (value.kind === 'list') {
      for (const item of value.items) if (holdsSite(item.span)) bind(item, undefined, from, depth + 1)
    } else if (value.kind === 'string') for (const part of value.parts) if (holdsSite(part.span)) bind(part, undefined, from, depth + 1)
    const place = site === NONE ? undefined : placeAt(where)
    if (place) keep(place, from, site)
    return site
  }
  const bindObject = (
    entries: readonly { readonly key: string | undefined; readonly value: Value }[], span: Span, where: Where, from: number, depth: number,
  ): number => {
    const place = depth > 0 && !holdsSite(span) ? undefined : placeAt(where)
    const bag = bags.has(span.start)
    let first = NONE
    if (holdsSite(span)) {
      const members: string[] = []
      if (!bag) for (const { start } of objectsBeside(entries, holdsSite)) silent.add(start)
      for (const { key, value } of entries) {
        if (key !== undefined) members.push(key)
        const inner = place && key !== undefined ? memberOf(place, key) : undefined
        const site = bind(value, inner, value.span.start, depth + 1)
        if (site < 0 || (found[site]?.span.start ?? -1) < span.start || (found[site]?.span.start ?? -1) >= span.end) continue
        if (names[site] === undefined && key !== undefined) keys.set(site, key)
        if (bag && key !== undefined && value.kind !== 'object') append(siblings, rootOf(site), key)
        if (bag) continue
        if (first < 0) first = rootOf(site)
        else own(rootOf(site), first)
      }
      if (first >= 0 && !silent.has(span.start)) for (const member of members) append(siblings, first, member)
      if (first >= 0) literals.set(first, span)
    } else if (depth > 0) return NONE
    const whole = bag ? BAG : first < 0 ? PLAIN : first
    if (place) keep(place, from, whole)
    return whole
  }

  const bindChain = (chain: Chain, where: Where, from: number, depth: number): number => {
    let site = NONE
    let last: Call | undefined
    for (let i = 0; i < chain.links.length; i++) {
      const link = chain.links[i]
      if (link?.kind !== 'call') continue
      last = link.call
      const here = creates[link.call.chain] === 1 ? siteOfCall.get(link.call) : undefined
      if (here !== undefined) site = here
    }
    if (last && site < 0) {
      const name = lastName(chain)
      const position = name === undefined ? undefined : HANDED_ON.get(name)
      const argument = position === undefined ? undefined : last.arguments[position]?.value
      if (argument) return argument.kind === 'function' ? bindResult(argument.function, where, from) : bind(argument, where, from, depth + 1)
      if (name !== undefined && PLAIN_OBJECTS.has(name)) {
        const entries = last.arguments.flatMap((given) => (given.name === undefined ? [] : [{ key: given.name, value: given.value }]))
        return bindObject(entries, last.argumentsSpan, where, from, depth)
      }
    }
    if (holdsSite(chain.span)) visitArguments(chain, depth)
    if (site >= 0) return site
    if (last) return resultOfCall(chain)
    return lookUp(chain)
  }

  /** Sites among the arguments, each an object of its own unless it is contained in another site. */
  const visitArguments = (chain: Chain, depth: number): void => {
    if (typeof chain.root !== 'string' && holdsSite(chain.root.span)) bind(chain.root, undefined, chain.span.start, depth + 1)
    chain.links.forEach((link) => {
      if (link.kind === 'call') {
        const outer = creates[link.call.chain] === 1 ? siteOfCall.get(link.call) : undefined
        link.call.arguments.forEach(({ span, name, value }) => {
          if (!holdsSite(span)) return
          if (outer === undefined && holdsObjects(value, holdsSite)) bags.add(value.span.start)
          const inner = bind(value, undefined, value.span.start, depth + 1)
          if (outer === undefined || name === undefined) return
          if (inner >= 0) keys.set(inner, name)
          append(siblings, outer, name)
        })
      } else if (link.kind === 'index') for (const item of link.items) if (holdsSite(item.span)) bind(item, undefined, item.span.start, depth + 1)
    })
  }

  const resultOfCall = (chain: Chain): number => {
    if (typeof chain.root !== 'string' || !(heldNames.has(chain.root) || places.instanceNames().has(chain.root) || fixtures.names.has(chain.root))) return NONE
    if (chain.links.findIndex((link) => link.kind === 'call') !== chain.links.length - 1) return NONE
    const place = places.placeOf(chain)
    if (!place) return NONE
    const entry = fixtures.functions.get(place)
    if (entry !== undefined) return results.get(entry) ?? NONE
    const site = latest(held.get(place), chain.span.start) ?? NONE
    return (found[site]?.class ?? NONE) >= 0 ? site : NONE
  }

  const bindResult = (fact: number, where: Where, from: number): number => {
    const site = results.get(fact) ?? NONE
    const place = site === NONE ? undefined : placeAt(where)
    if (place) {
      keep(place, from, site)
      for (const [name, part] of partsOf(fact)) keep(memberOf(place, name), from, part)
    }
    return site
  }

  /** The named parts of the object that a function gives. */
  const partsOf = (fact: number): [string, number][] => {
    const parts: [string, number][] = []
    for (const name of resultParts.get(fact) ?? []) {
      const entry = held.get(memberOf(homeOfResult(fact), name))?.[0]
      if (entry && entry.site >= 0) parts.push([name, entry.site])
    }
    return parts
  }
  const resultParts = new Map<number, Set<string>>()

  const result = (value: Value, scope: number): void => {
    const index = places.functionAt(scope)
    if (index < 0) return
    const unwrapped = value.kind === 'compound' && value.operands.length === 1 ? value.operands[0] ?? value : value
    let place: Place | undefined
    if (unwrapped.kind === 'object') {
      resultParts.set(index, new Set(unwrapped.entries.flatMap((entry) => entry.key ?? [])))
      place = homeOfResult(index)
    }
    const site = bind(unwrapped, place, value.span.start, 0)
    if (site !== NONE && !results.has(index)) results.set(index, site)
  }

  const injections = injectionsOf(facts, found)
  found.forEach((site, index) => {
    const fact = facts.classes[site.class]
    if (fact) put(places.placeIn(fact.parent, site.name), 0, index)
  })
  const pass = (): void => {
    facts.functions.forEach(({ parameters, scope }, index) => {
      const given = injections.get(index)
      for (const { name, span, default: value } of parameters) {
        const injected = given?.get(name)
        const fixture = injected === undefined ? fixtures.named.get(name) : undefined
        if (injected !== undefined) put(places.placeIn(scope, name), span.start, injected)
        else if (fixture !== undefined && fixture !== index && results.has(fixture)) bindResult(fixture, places.placeIn(scope, name), span.start)
        if (value && holdsSite(value.span)) bind(value, places.placeIn(scope, name), span.start, 0)
      }
    })
    for (const { value, scope } of facts.functions) if (value && holdsSite(value.span)) result(value, scope)
    for (const { context, target } of facts.withItems) {
      bind(context, target?.kind === 'chain' ? target : undefined, target?.span.start ?? context.span.start, 0)
    }
    facts.assignments.forEach(({ targets, value, span }) => {
      if (value) for (const target of targets) assign(target, value, span.start)
    })
    facts.statements.forEach((statement) => {
      const { value } = statement
      if (!value) return
      if (statement.kind === 'return') result(value, statement.scope)
      else if (statement.kind === 'expression' && isYield(statement.span, value)) result(yielded(value), statement.scope)
      else if (holdsSite(value.span)) bind(value, undefined, value.span.start, 0)
    })
    for (const { value } of facts.decorators) if (holdsSite(value.span)) bind(value, undefined, value.span.start, 0)
  }

  const assign = (target: Value, value: Value, from: number): void => {
    if (target.kind === 'chain') {
      const skipped = target.root === 'type' && target.links[0]?.kind === 'call' ? 1 : 0
      const whole = target.links.every((link, index) => link.kind === 'member' || index < skipped)
      const site = bind(value, whole ? target : undefined, from, 0)
      if (whole && site >= 0) names[rootOf(site)] ??= pathBehindCast(target)
      if (whole || site < 0 || names[site] !== undefined) return
      names[site] = pathOf(target)?.join('.')
      const owner = heldAround(target, places, held)
      if (owner !== undefined && owner >= 0) own(site, owner)
    } else if (target.kind === 'object' || target.kind === 'list' || target.kind === 'compound') destructure(target, value, from)
  }

  /** `const {send, close} = createSocket()` and `a, b = Mock(), Mock()`. */
  const destructure = (target: Value, value: Value, from: number): void => {
    if (target.kind === 'object') {
      const hidden = memberOf(homeOfPattern(target.span.start), '*')
      bind(value, hidden, from, 0)
      for (const entry of target.entries) {
        const local = entry.value.kind === 'chain' ? places.placeOf(entry.value) : undefined
        const part = entry.key === undefined ? undefined : held.get(memberOf(hidden, entry.key))?.at(-1)
        if (local && part && part.site >= 0) put(local, from, part.site)
      }
      return
    }
    const targets = target.kind === 'list' ? target.items : target.kind === 'compound' ? target.operands : []
    const values = value.kind === 'list' ? value.items : value.kind === 'compound' ? value.operands : []
    if (targets.length === values.length && targets.length > 0) targets.forEach((inner, index) => values[index] && assign(inner, values[index], from))
    else bind(value, undefined, from, 0)
  }

  for (let known = -1, passes = 0; known < results.size && passes < MAX_PASSES; passes++) {
    known = results.size
    pass()
  }
  for (const { place, from, site } of early) joinOuter(place, from, site, true)
  const roots = Int32Array.from(found, (_, index) => rootOf(index))
  for (const [site, key] of keys) {
    const owner = owners[site] ?? NONE
    const outer = owner >= 0 && found[owner]?.call ? names[owner] : undefined
    names[site] ??= outer === undefined ? key : `${outer}.${key}`
  }
  return { found, owners, roots, names, held, siblings, literals, results, injections }
}
