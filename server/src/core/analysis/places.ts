import type { Binding, Chain, Facts } from '../model/facts.ts'
import { bindingsOf } from '../model/bindings.ts'

/**
 * Where a value is kept: an object reached from a name. A tree: `ws.send` is a member of `ws`, which is a name in its home – a scope, a class (for
 * `self` and `this`), the globals, a `this` without a class, or one that the analysis has made up. The same place of a text is always the same object.
 */
export interface Place {
  readonly kind: 'scope' | 'class' | 'global' | 'this' | 'made'
  /** The place it is a member of; undefined for a home, which is no name itself. */
  readonly outer: Place | undefined
  readonly name: string
  /** How many names lead to it from its home. */
  readonly depth: number
  /** The members that are known so far. */
  members: Map<string, Place> | undefined
}

/** Answers, in constant time, to which scope, function and class a name belongs. */
export interface Places {
  /** The place of a chain's leading names, `ws.send` of `ws.send.mock.calls[0]`; undefined when its root is not a name. */
  placeOf(chain: Chain): Place | undefined
  /** The same, or the deepest place on the way to it that anything has been asked about: no other one can hold a value. */
  knownOn(chain: Chain): Place | undefined
  /** The same for `self.x` and `this.x` in the classes of this file that the class around derives from, the nearest one first that knows the name. */
  inheritedOn(chain: Chain): Place | undefined
  /** The place of a name bound in a scope. */
  placeIn(scope: number, name: string): Place
  /** How many names of a chain's place come before its links: one, but none for `self` and `this`, and all for `type(ws).state`. */
  namesBefore(chain: Chain): number
  /** The function a scope lies in, or -1. Arrow functions and lambdas count. */
  functionAt(scope: number): number
  /** The class whose instance `self` or `this` denotes there, or -1. */
  instanceAt(name: string, scope: number): number
  /** Names that denote the instance in methods: `this`, and first parameters such as `self`. */
  instanceNames(): ReadonlySet<string>
}

/** Homes for names that stand in no scope, such as the parts of what a function gives: the same one for the same number. */
export function madeHomes(): (of: number) => Place {
  return homesOf('made')
}

/** A member of a place. */
export function memberOf(outer: Place, name: string): Place {
  const known = outer.members?.get(name)
  if (known) return known
  const place: Place = { kind: outer.kind, outer, name, depth: outer.depth + 1, members: undefined }
  if (outer.members) outer.members.set(name, place)
  else outer.members = new Map([[name, place]])
  return place
}

const MAX_BASES = 8

/** Indexes the scopes of a text once. */
export function placesOf(facts: Facts): Places {
  const python = facts.language === 'python'
  const functionOfScope = new Int32Array(facts.scopes.length).fill(-1)
  const classOfScope = new Int32Array(facts.scopes.length).fill(-1)
  const scopeHome = homesOf('scope')
  const classHome = homesOf('class')
  const bases = new Map<number, readonly number[]>()
  let instances: ReadonlySet<string> | undefined
  const globals = homeOf('global')
  const classlessThis = homeOf('this')
  facts.functions.forEach(({ scope }, index) => { functionOfScope[scope] = index })
  facts.classes.forEach(({ scope }, index) => { classOfScope[scope] = index })

  const homeIn = (scope: number): Place => {
    const ofClass = classOfScope[scope] ?? -1
    return ofClass < 0 ? scopeHome(scope) : classHome(ofClass)
  }

  const thisAt = (scope: number): number => {
    for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
      const ofClass = classOfScope[at] ?? -1
      if (ofClass >= 0) return ofClass
      const fact = facts.functions[functionOfScope[at] ?? -1]
      if (fact && fact.form !== 'arrow') return fact.class
    }
    return -1
  }

  const selfOf = (binding: Binding | undefined): number => {
    if (binding?.kind !== 'parameter') return -1
    const fact = facts.functions[binding.index]
    return fact && fact.class >= 0 && fact.parameters[0]?.name === binding.name ? fact.class : -1
  }

  /** The home of `self` and `this`, of which the names that follow are members; undefined when the root is a name of its own. */
  const instanceHome = (root: string, scope: number, binding: Binding | undefined): Place | undefined => {
    if (!python) {
      if (root !== 'this') return undefined
      const instance = thisAt(scope)
      return instance < 0 ? classlessThis : classHome(instance)
    }
    const instance = selfOf(binding)
    return instance < 0 ? undefined : classHome(instance)
  }

  /** The classes of this file that a class derives from directly. */
  const basesOf = (index: number): readonly number[] => {
    const before = bases.get(index)
    if (before) return before
    const found = (facts.classes[index]?.bases ?? []).flatMap(({ name, value }) => {
      if (name !== undefined || value.kind !== 'chain' || typeof value.root !== 'string' || value.links.length > 0) return []
      return bindingsOf(facts, value.root, facts.classes[index]?.parent ?? 0).flatMap(({ kind, index: of }) => (kind === 'class' && of !== index ? [of] : []))
    })
    bases.set(index, found)
    return found
  }

  const inherited = (index: number, links: Chain['links'], depth: number): Place | undefined => {
    for (const base of depth > MAX_BASES ? [] : basesOf(index)) {
      let place: Place | undefined = classHome(base)
      for (let i = 0; i < links.length; i++) {
        const link = links[i]
        const next: Place | undefined = link?.kind === 'member' ? place.members?.get(link.name) : undefined
        if (!next) break
        place = next
      }
      const found = place.depth > 0 ? place : inherited(base, links, depth + 1)
      if (found) return found
    }
    return undefined
  }

  /** Follows the leading names of a chain; stops where nothing is known yet, unless it may go on. */
  const follow = (chain: Chain, goOn: boolean): Place | undefined => {
    const { root, links, scope } = chain
    if (typeof root !== 'string') return undefined
    if (root === 'type' && python) return placeOfType(chain, places)
    const binding = root === 'this' && !python ? undefined : bindingsOf(facts, root, scope)[0]
    let place = instanceHome(root, scope, binding)
    if (!place) {
      const home = binding ? homeIn(binding.scope) : globals
      const named = goOn ? memberOf(home, root) : home.members?.get(root)
      if (!named) return home
      place = named
    }
    for (let i = 0; i < links.length; i++) {
      const link = links[i]
      if (link?.kind !== 'member') break
      const next: Place | undefined = goOn ? memberOf(place, link.name) : place.members?.get(link.name)
      if (!next) break
      place = next
    }
    return place
  }

  const places: Places = {
    functionAt(scope) {
      for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
        const found = functionOfScope[at] ?? -1
        if (found >= 0) return found
      }
      return -1
    },
    placeIn: (scope, name) => memberOf(homeIn(scope), name),
    instanceAt(name, scope) {
      if (!python) return name === 'this' ? thisAt(scope) : -1
      return places.instanceNames().has(name) ? selfOf(bindingsOf(facts, name, scope)[0]) : -1
    },
    placeOf: (chain) => follow(chain, true),
    knownOn: (chain) => follow(chain, false),
    inheritedOn(chain) {
      const instance = typeof chain.root === 'string' && chain.links[0]?.kind === 'member' ? places.instanceAt(chain.root, chain.scope) : -1
      return instance < 0 ? undefined : inherited(instance, chain.links, 0)
    },
    namesBefore(chain) {
      const { root, scope } = chain
      if (typeof root !== 'string' || (root === 'this' && !python)) return 0
      if (root === 'type' && python) return follow(chain, false)?.depth ?? 0
      return places.instanceAt(root, scope) < 0 ? 1 : 0
    },
    instanceNames: () => (instances ??= instanceNames(facts)),
  }
  return places
}

/** Homes of a kind by a number, made as they are asked for. */
function homesOf(kind: Place['kind']): (of: number) => Place {
  const homes = new Map<number, Place>()
  return (of) => {
    const known = homes.get(of)
    if (known) return known
    const home = homeOf(kind)
    homes.set(of, home)
    return home
  }
}

function homeOf(kind: Place['kind']): Place {
  return { kind, outer: undefined, name: '', depth: 0, members: undefined }
}

/** `type(ws).state` is an attribute of `ws`: the way to put a PropertyMock on a double (unittest.mock documentation, PropertyMock). */
function placeOfType(chain: Chain, places: Places): Place | undefined {
  const [call] = chain.links
  const argument = call?.kind === 'call' && call.call.arguments.length === 1 ? call.call.arguments[0]?.value : undefined
  let place = argument?.kind === 'chain' && argument.links.every((link) => link.kind === 'member') ? places.placeOf(argument) : undefined
  for (let i = 1; place && i < chain.links.length; i++) {
    const link = chain.links[i]
    if (link?.kind === 'member') place = memberOf(place, link.name)
  }
  return place
}

function instanceNames(facts: Facts): Set<string> {
  const names = new Set(['this', 'type'])
  if (facts.language === 'python') for (const fact of facts.functions) if (fact.class >= 0 && fact.parameters[0]) names.add(fact.parameters[0].name)
  return names
}

/** A place as the text names it: `ws.send`, `self.ws`; the last name alone for a place that the analysis made up. */
export function nameOf(place: Place, facts: Facts): string | undefined {
  if (place.depth === 0) return undefined
  let path = place.name
  for (let at = place.outer; at && at.depth > 0; at = at.outer) path = `${at.name}.${path}`
  if (path === '') return undefined
  if (place.kind === 'made') return place.name
  if (place.kind === 'this') return `this.${path}`
  return place.kind === 'class' ? `${facts.language === 'python' ? 'self' : 'this'}.${path}` : path
}
