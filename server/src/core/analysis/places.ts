import type { Binding, Chain, ClassFact, Facts, FunctionFact } from '../model/facts.ts'
import { bindingsOf } from '../model/bindings.ts'

/** Where a value is kept: an object reached from a name. Equal keys of `home` and path mean the same place. */
export interface Place {
  /** Names the owner: a scope, a class (for `self` and `this`), or the globals. */
  readonly home: string
  readonly path: readonly string[]
}

/** Answers, in constant time, to which scope, function and class a name belongs. */
export interface Places {
  /** The place of a chain's leading names, `ws.send` of `ws.send.mock.calls[0]`; undefined when its root is not a name. */
  placeOf(chain: Chain): Place | undefined
  /** The place of a name bound in a scope. */
  placeIn(scope: number, name: string): Place
  /** The function a scope lies in, or -1. Arrow functions and lambdas count. */
  functionAt(scope: number): number
  /** The class whose instance `self` or `this` denotes there, or -1. */
  instanceAt(name: string, scope: number): number
}

/** The key under which a place, cut to `length` names, is stored. */
export function keyOf(place: Place, length = place.path.length): string {
  let key = place.home
  for (let i = 0; i < length; i++) key += '.' + place.path[i]
  return key
}

/** Indexes the scopes of a text once. */
export function placesOf(facts: Facts): Places {
  const functionOfScope = new Int32Array(facts.scopes.length).fill(-1)
  const classOfScope = new Int32Array(facts.scopes.length).fill(-1)
  facts.functions.forEach(({ scope }: FunctionFact, index) => { functionOfScope[scope] = index })
  facts.classes.forEach(({ scope }: ClassFact, index) => { classOfScope[scope] = index })

  const functionAt = (scope: number): number => {
    for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
      const found = functionOfScope[at] ?? -1
      if (found >= 0) return found
    }
    return -1
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

  const placeIn = (scope: number, name: string): Place => {
    const ofClass = classOfScope[scope] ?? -1
    return { home: ofClass < 0 ? `s${scope}` : `c${ofClass}`, path: [name] }
  }

  const instanceAt = (name: string, scope: number): number => {
    if (facts.language === 'ecmascript') return name === 'this' ? thisAt(scope) : -1
    return selfOf(bindingsOf(facts, name, scope)[0])
  }

  const places: Places = {
    functionAt,
    placeIn,
    instanceAt,
    placeOf(chain) {
      const { root, links, scope } = chain
      if (typeof root !== 'string') return undefined
      if (root === 'type' && facts.language === 'python') return placeOfType(chain, places)
      const path: string[] = []
      for (const link of links) {
        if (link.kind !== 'member') break
        path.push(link.name)
      }
      if (facts.language === 'ecmascript' && root === 'this') {
        const instance = thisAt(scope)
        return { home: instance < 0 ? 'this' : `c${instance}`, path }
      }
      const binding = bindingsOf(facts, root, scope)[0]
      if (!binding) return { home: 'g', path: [root, ...path] }
      if (facts.language === 'python') {
        const instance = selfOf(binding)
        if (instance >= 0) return { home: `c${instance}`, path }
      }
      const { home } = placeIn(binding.scope, root)
      return { home, path: [root, ...path] }
    },
  }
  return places
}

/** `type(ws).state` is an attribute of `ws`: the way to put a PropertyMock on a double (unittest.mock documentation, PropertyMock). */
function placeOfType(chain: Chain, places: Places): Place | undefined {
  const [call, ...rest] = chain.links
  const argument = call?.kind === 'call' && call.call.arguments.length === 1 ? call.call.arguments[0]?.value : undefined
  const place = argument?.kind === 'chain' && argument.links.every((link) => link.kind === 'member') ? places.placeOf(argument) : undefined
  return place && { home: place.home, path: [...place.path, ...rest.flatMap((link) => (link.kind === 'member' ? link.name : []))] }
}

/** Names that denote the instance in methods: `this`, and first parameters such as `self`. */
export function instanceNames(facts: Facts): Set<string> {
  const names = new Set(['this', 'type'])
  if (facts.language === 'python') for (const fact of facts.functions) if (fact.class >= 0 && fact.parameters[0]) names.add(fact.parameters[0].name)
  return names
}

/** How many members lead a chain before its first call or index. */
export function leadingMembers(chain: Chain): number {
  let count = 0
  for (const link of chain.links) {
    if (link.kind !== 'member') break
    count++
  }
  return count
}

/** A place as the text names it: `ws.send`, `self.ws`; the last name alone for a place that the analysis made up. */
export function nameOf(place: Place, facts: Facts): string | undefined {
  const path = place.path.join('.')
  if (path === '' || place.home.startsWith('d') || place.home.startsWith('f')) return path === '' ? undefined : place.path.at(-1)
  if (place.home === 'this') return `this.${path}`
  return place.home.startsWith('c') ? `${facts.language === 'python' ? 'self' : 'this'}.${path}` : path
}
