import type { Facts, FunctionFact, Value } from '../model/facts.ts'
import { pathOf } from '../model/bindings.ts'
import type { Found } from './found.ts'
import type { Place, Places } from './places.ts'

/** How doubles get into functions: fixtures by parameters, patch decorators by injection, factories by their result. */
export interface Fixtures {
  /** Functions of the file by their place. */
  readonly functions: ReadonlyMap<Place, number>
  /** Their bare names. */
  readonly names: ReadonlySet<string>
  /** pytest fixtures by the name under which tests take them. */
  readonly named: ReadonlyMap<string, number>
}

/** Indexes the functions of a text that may hand on a double. */
export function fixturesOf(facts: Facts, places: Places): Fixtures {
  const functions = new Map<Place, number>()
  const names = new Set<string>()
  const named = new Map<string, number>()
  const add = (scope: number, name: string, index: number): void => {
    names.add(name)
    functions.set(places.placeIn(scope, name), index)
  }
  facts.functions.forEach((fact, index) => {
    if (fact.name === undefined || fact.form === 'lambda' || fact.form === 'arrow') return
    add(fact.parent, fact.name, index)
    for (const decorator of fact.decorators) {
      const name = fixtureName(facts.decorators[decorator]?.value, fact)
      if (name !== undefined) named.set(name, index)
    }
  })
  for (const { targets, value, scope } of facts.assignments) {
    const [target] = targets
    if (value?.kind !== 'function' || target?.kind !== 'chain' || target.links.length > 0 || typeof target.root !== 'string') continue
    add(scope, target.root, value.function)
  }
  return { functions, names, named }
}

/** The name of a pytest fixture, when a decorator makes it one. */
export function fixtureName(decorator: Value | undefined, fact: FunctionFact): string | undefined {
  if (decorator?.kind !== 'chain' || !pathOf(decorator)?.at(-1)?.endsWith('fixture')) return undefined
  for (const link of decorator.links) {
    if (link.kind !== 'call') continue
    const name = link.call.arguments.find((argument) => argument.name === 'name')?.value
    if (name?.kind === 'string' && name.text !== undefined) return name.text
  }
  return fact.name
}

/** Parameters that decorators fill, by function: the decorator nearest to `def` gives the first one (unittest.mock documentation, "Nesting Patch Decorators"). */
export function injectionsOf(facts: Facts, found: readonly Found[]): Map<number, Map<string, number>> {
  const siteOfDecorator = new Map<number, number>()
  found.forEach(({ decorator }, index) => decorator >= 0 && siteOfDecorator.set(decorator, index))
  const injections = new Map<number, Map<string, number>>()
  if (siteOfDecorator.size === 0) return injections
  facts.functions.forEach((fact, index) => {
    const ofClass = fact.class >= 0 && fact.name?.startsWith('test') ? facts.classes[fact.class]?.decorators ?? [] : []
    if (fact.decorators.length === 0 && ofClass.length === 0) return
    if (!fact.decorators.some((decorator) => siteOfDecorator.has(decorator)) && !ofClass.some((decorator) => siteOfDecorator.has(decorator))) return
    const sites = [...[...fact.decorators].reverse(), ...[...ofClass].reverse()].flatMap((decorator) => siteOfDecorator.get(decorator) ?? [])
    const parameters = fact.parameters.filter((parameter) => parameter.spread === undefined).map((parameter) => parameter.name)
    if (fact.class >= 0) parameters.shift()
    const given = new Map<string, number>()
    let next = 0
    for (const site of sites) {
      const { api, call } = found[site] ?? {}
      if (!api?.injects || !call) continue
      if (api.injects.as === 'keywords') {
        for (const { name } of call.arguments) if (name !== undefined && parameters.includes(name)) given.set(name, site)
        continue
      }
      const { unlessAt } = api.injects
      const positional = call.arguments.filter((argument) => argument.name === undefined).length
      if ((unlessAt !== undefined && positional > unlessAt) || call.arguments.some((argument) => argument.name === 'new')) continue
      const parameter = parameters[next++]
      if (parameter !== undefined) given.set(parameter, site)
    }
    if (given.size > 0) injections.set(index, given)
  })
  return injections
}
