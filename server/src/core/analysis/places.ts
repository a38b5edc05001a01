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
  const functionOfScope = new Map<number, number>()
  const classOfScope = new Map<number, number>()
  facts.functions.forEach((fact: FunctionFact, index) => functionOfScope.set(fact.scope, index))
  facts.classes.forEach((fact: ClassFact, index) => classOfScope.set(fact.scope, index))

  const functionAt = (scope: number): number => {
    for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
      const found = functionOfScope.get(at)
      if (found !== undefined) return found
    }
    return -1
  }

  const thisAt = (scope: number): number => {
    for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
      const ofClass = classOfScope.get(at)
      if (ofClass !== undefined) return ofClass
      const fact = facts.functions[functionOfScope.get(at) ?? -1]
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
    const ofClass = classOfScope.get(scope)
    return { home: ofClass === undefined ? `s${scope}` : `c${ofClass}`, path: [name] }
  }

  const instanceAt = (name: string, scope: number): number => {
    if (facts.language === 'ecmascript') return name === 'this' ? thisAt(scope) : -1
    return selfOf(bindingsOf(facts, name, scope)[0])
  }

  return {
    functionAt,
    placeIn,
    instanceAt,
    placeOf(chain) {
      const { root, links, scope } = chain
      if (typeof root !== 'string') return undefined
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
}
