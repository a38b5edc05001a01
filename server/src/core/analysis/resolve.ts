import { bindingsOf } from '../model/bindings.ts'
import type { Assignment, Binding, Chain, Facts, FunctionFact, Parameter, Value } from '../model/facts.ts'
import { assignmentsByPlace, pairedValue, patternPath } from './assigned.ts'
import { callbackOf } from './callbacks.ts'
import { denoteImport, entered, exported, fromEntry, functionNamed, moduleNamed, named, none, partialOf, realMember, realPathOf, type Denotation } from './denotation.ts'
import { isFixtureParameter, takesFixtures } from './fixture-parameters.ts'
import { functionResultsOf } from './function-results.ts'
import { instancesOf } from './inherited.ts'
import { libraryIndexOf } from './library-index.ts'
import type { Outside } from './outside.ts'
import type { Place, Places } from './places.ts'

/** Resolves names and chains of one text through what they are bound to, never by how they are spelt alone. */
export interface Resolver {
  /** What the first `end` links of a chain denote. */
  denote(chain: Chain, end?: number): Denotation
  denoteValue(value: Value): Denotation
  denoteName(name: string, scope: number): Denotation
  /** The path of the class of a name that was constructed here (`manager = ConnectionManager()`) or is annotated with it; undefined when nothing tells. */
  classOf(name: string, scope: number): string | undefined
  /** What follows a denotation by a member. */
  member(of: Denotation, name: string): Denotation
  /** What calling a denotation gives. */
  call(of: Denotation): Denotation
  /** What is known of the rest of the workspace. */
  readonly outside: Outside | undefined
}

const MAX_DEPTH = 24
/** Values of one place that are looked at. */
const MOST_FOLLOWED = 8

/** What the beginning of a chain denotes, and its first link behind that. */
interface Start {
  readonly from: number
  readonly denotation: Denotation
}

/**
 * A resolver over one text, by the mock libraries of its language or by other ones, and by what is known of the rest of the workspace. Every binding is
 * resolved at most once.
 */
export function resolverOf(facts: Facts, places: Places, outside?: Outside, libraries = libraryIndexOf(facts.language)): Resolver {
  const known = new Map<Binding, Denotation>()
  const knownPlaces = new Map<Place, Denotation | undefined>()
  const unbound = new Map<string, Denotation>()
  const unfollowed = new Map<string, Start>()
  const starModules = facts.imports.flatMap((fact) => (fact.form === 'star' ? fact.module : []))
  const starLibraries = starModules.flatMap((module) => libraries.byModule.get(module) ?? [])
  const results = functionResultsOf(facts, places, (value) => resolver.denoteValue(value))
  let assigned: ReadonlyMap<Place, readonly Value[]> | undefined
  let depth = 0

  /** Values assigned to attributes and to variables declared elsewhere: `self.sandbox = sinon.createSandbox()`. */
  const assignments = (): ReadonlyMap<Place, readonly Value[]> => (assigned ??= assignmentsByPlace(facts, places))

  /** What one of the values denotes, the first API of them; a place assigned to more often than this is not followed further. */
  const denoteAssigned = (place: Place): Denotation | undefined => {
    if (knownPlaces.has(place)) return knownPlaces.get(place)
    // Values may lead back to their own place: `args.rest = args.rest.concat(more)`.
    knownPlaces.set(place, undefined)
    const values = assignments().get(place)?.slice(0, MOST_FOLLOWED) ?? []
    let found: Denotation | undefined
    for (let i = 0; i < values.length && found?.kind !== 'api' && found?.kind !== 'namespace'; i++) {
      const denotation = resolver.denoteValue(values[i] as Value)
      if (!found || denotation.kind === 'api' || denotation.kind === 'namespace') found = denotation
    }
    knownPlaces.set(place, found)
    return found
  }

  const denoteUnbound = (name: string): Denotation => {
    const found = unbound.get(name)
    if (found) return found
    const star = starLibraries.find((library) => Object.hasOwn(library.exports, name))
    const brought = star ? undefined : starModules.map((module) => outside?.starNames(module).includes(name) ? outside.exportOf(module, name) : undefined).find(Boolean)
    const result = brought ?? (star
      ? exported(star, star.name, name)
      : libraries.globals.has(name)
        ? fromEntry(libraries.globals, name)
        : none(`${name} is bound nowhere in this file`))
    unbound.set(name, result)
    return result
  }

  /** What has the type of an annotation. */
  const instanceOf = (annotation: Value | undefined): Denotation | undefined => {
    const type = annotation && resolver.denoteValue(annotation)
    return type?.kind === 'api' && type.api.returns ? resolver.call(type) : undefined
  }

  /** A parameter that is a fixture of this file, or of another one of the workspace. */
  const denoteFixture = (fact: FunctionFact, { name, default: value }: Parameter): Denotation | undefined => {
    if (facts.language !== 'python' || value || !takesFixtures(fact, facts)) return undefined
    const own = results.fixtures().get(name)
    if (own !== undefined && facts.functions[own] !== fact) return results.of(own)
    const imported = bindingsOf(facts, name, 0).find(({ kind }) => kind === 'import')
    const brought = imported && denoteBinding(imported)
    if (brought?.kind === 'real' && brought.outside) return outside?.called(brought.outside)
    return outside?.fixture(name)
  }

  const denoteParameter = (binding: Binding): Denotation => {
    const fact = facts.functions[binding.index]
    const position = fact?.parameters.findIndex((parameter) => parameter.name === binding.name) ?? -1
    const annotation = fact?.parameters[position]?.annotation
    const instance = instanceOf(annotation)
    if (instance) return instance
    const parameter = fact?.parameters[position]
    const fixture = fact && parameter ? denoteFixture(fact, parameter) : undefined
    if (fixture) return fixture
    const entry = libraries.fixtures.get(binding.name)
    if (entry && fact && parameter && isFixtureParameter(facts, fact, parameter, entry, resolver.denoteValue)) return fromEntry(libraries.fixtures, binding.name)
    const callback = facts.language === 'ecmascript' ? callbackOf(facts, binding.index) : undefined
    if (!callback || !fact) return none(`${binding.name} is a parameter`)
    let callee = resolver.denote(callback.callee, callback.end)
    if (callee.kind === 'namespace') callee = exported(callee.library, callee.path, 'default')
    if (callee.kind !== 'api' || !callee.api.callback) return none(`${binding.name} is a parameter`)
    const destructured = position < 0 || fact.parameters[position]?.name !== binding.name
    const context = named(callee.library, callee.api.callback[Math.max(0, position)])
    if (!context) return none(`${binding.name} is a parameter`)
    return destructured || isPattern(fact.parameters[position]?.nameSpan, binding) ? resolver.member(context, binding.name) : context
  }

  const denoteAssignment = (binding: Binding, fact: Assignment): Denotation => {
    if (!fact.value) return denoteAssigned(places.placeIn(binding.scope, binding.name)) ?? instanceOf(fact.annotation) ?? none(`${binding.name} gets its value elsewhere`)
    for (const target of fact.targets) {
      const path = patternPath(target, binding)
      const part = path ? undefined : pairedValue(target, fact.value, binding)
      if (part) return resolver.denoteValue(part)
      if (!path) continue
      if (path.length === 0 && fact.value.kind === 'function') return functionNamed(binding.name, fact.value.function)
      let result = resolver.denoteValue(fact.value)
      for (const name of path) result = resolver.member(result, name)
      return result
    }
    return none(`${binding.name} is assigned a value that is not followed`)
  }

  const denoteBinding = (binding: Binding | undefined): Denotation => {
    if (!binding) return none('it is bound nowhere')
    const before = known.get(binding)
    if (before) return before
    known.set(binding, none(`${binding.name} is bound to itself`))
    let result: Denotation = none(`${binding.name} is a ${binding.kind}`)
    if (binding.kind === 'import') {
      const fact = facts.imports[binding.index]
      if (fact) result = denoteImport(fact, libraries, outside?.exportOf)
    } else if (binding.kind === 'parameter' || binding.kind === 'pattern') {
      result = denoteParameter(binding)
    } else if (binding.kind === 'assignment') {
      const fact = facts.assignments[binding.index]
      if (fact) result = denoteAssignment(binding, fact)
    } else if (binding.kind === 'with') {
      const context = facts.withItems[binding.index]?.context
      if (context) result = resolver.denoteValue(context)
    } else if (binding.kind === 'function' || binding.kind === 'class') {
      result = outside?.own(binding.name) ?? (binding.kind === 'function' ? functionNamed(binding.name, binding.index) : result)
    }
    known.set(binding, result)
    return result
  }

  const constructed = (binding: Binding): Denotation | undefined => {
    if (binding.kind === 'parameter') {
      const annotation = facts.functions[binding.index]?.parameters.find((parameter) => parameter.name === binding.name)?.annotation
      return annotation && resolver.denoteValue(annotation)
    }
    const value = binding.kind === 'assignment' ? facts.assignments[binding.index]?.value : undefined
    if (value?.kind !== 'chain' || value.links.at(-1)?.kind !== 'call') return undefined
    return resolver.denote(value, value.links.length - 1)
  }

  const start = (chain: Chain): Start => {
    const { root, links, scope } = chain
    if (typeof root !== 'string') return { from: 0, denotation: resolver.denoteValue(root) }
    if (root === 'require' || root === 'import') {
      const first = links[0]
      const specifier = first?.kind === 'call' ? first.call.arguments[0]?.value : undefined
      if (specifier?.kind === 'string' && specifier.text !== undefined) return { from: 1, denotation: moduleNamed(specifier.text, libraries) }
      const path = [root, ...links.slice(0, 2).map((link) => (link.kind === 'member' ? link.name : ''))].join('.')
      if (libraries.globals.has(path)) return { from: 2, denotation: fromEntry(libraries.globals, path) }
    }
    const instance = places.instanceAt(root, scope)
    if (instance >= 0 || root === 'this') {
      const attribute = startOfAttribute(chain)
      const inherited = attribute.denotation.kind === 'none' && facts.language === 'python' ? inheritedBy(instance) : undefined
      return inherited ? { from: 0, denotation: inherited } : attribute
    }
    const denotation = resolver.denoteName(root, scope)
    if (denotation.kind === 'none' && links.length > 1) {
      const attribute = startOfAttribute(chain)
      if (attribute.denotation.kind === 'api') return attribute
    }
    return { from: 0, denotation }
  }

  const assignedAt = (deepest: Place | undefined, roots: number): Start | undefined => {
    for (let place = deepest; place && place.depth > roots; place = place.outer) {
      const denotation = place.depth > roots + 3 ? undefined : denoteAssigned(place)
      if (denotation) return { from: place.depth - roots, denotation }
    }
    return undefined
  }

  /** `self.sandbox.stub`: the attribute decides, wherever in the class it was assigned. */
  const startOfAttribute = (chain: Chain): Start => {
    const roots = assignments().size > 0 ? places.namesBefore(chain) : 0
    const found = assignments().size > 0 ? assignedAt(places.knownOn(chain), roots) ?? assignedAt(places.inheritedOn(chain), roots) : undefined
    if (found) return found
    const root = String(chain.root)
    const known = unfollowed.get(root) ?? { from: 0, denotation: none(`${root} is an object whose attribute is not followed`) }
    unfollowed.set(root, known)
    return known
  }

  const inheritedBy = instancesOf(facts, (value) => resolver.denoteValue(value), (of) => resolver.call(of))
  const resolver: Resolver = {
    outside,
    denote(chain, end = chain.links.length) {
      if (depth >= MAX_DEPTH) return none('the expression is too deep')
      depth++
      const begin = start(chain)
      let denotation = begin.from > end ? none('it is part of a name that is followed as a whole') : begin.denotation
      for (let i = begin.from; i < end && (denotation.kind !== 'none' || denotation.result !== undefined); i++) {
        const link = chain.links[i]
        if (link?.kind === 'member') denotation = resolver.member(denotation, link.name)
        else if (link?.kind === 'call') denotation = partialOf(denotation, link.call, resolver.denoteValue) ?? resolver.call(denotation)
        else denotation = none('an element of a collection is not followed')
      }
      depth--
      return denotation
    },
    denoteValue(value) {
      if (value.kind === 'chain') return resolver.denote(value)
      let found: Denotation | undefined
      if (value.kind === 'compound' && depth < MAX_DEPTH) {
        depth++
        for (let i = 0; i < value.operands.length && !found; i++) {
          const operand = value.operands[i]
          const denotation = operand?.kind === 'chain' || operand?.kind === 'compound' ? resolver.denoteValue(operand) : undefined
          if (denotation && (denotation.kind !== 'none' || denotation.outside)) found = denotation
        }
        depth--
      }
      return found ?? none('the value is not a name')
    },
    denoteName(name, scope) {
      const bindings = bindingsOf(facts, name, scope)
      if (bindings.length === 0) return denoteUnbound(name)
      let first: Denotation | undefined
      for (let i = 0; i < bindings.length; i++) {
        const denotation = denoteBinding(bindings[i])
        if (denotation.kind === 'api' || denotation.kind === 'namespace') return denotation
        if (!first || (first.kind === 'none' && !first.outside && (denotation.kind === 'real' || denotation.kind === 'none' && denotation.outside))) first = denotation
      }
      return first ?? denoteUnbound(name)
    },
    classOf(name, scope) {
      for (const binding of bindingsOf(facts, name, scope)) {
        const path = realPathOf(constructed(binding))
        if (path) return [path.module, ...path.members].join('.')
      }
      return undefined
    },
    member(of, name) {
      if (of.kind === 'api') {
        const api = of.api.members && Object.hasOwn(of.api.members, name) ? of.api.members[name] : undefined
        return api ? entered(of.library, `${of.name}.${name}`, api) : none(`${name} of ${of.name} starts no double`)
      }
      if (of.kind === 'namespace') return exported(of.library, of.path, name)
      if (of.kind === 'real') {
        const members = [...of.members, name]
        if (of.outside && of.outside.name !== '*') return { ...of, members }
        if (of.outside && facts.language === 'ecmascript') return outside?.inFile(of.outside.path, name) ?? { kind: 'real', module: of.module, members }
        const real = realMember(of.module, members, facts.language === 'python' ? libraries : undefined)
        return (real.kind === 'real' ? outside?.member(of.module, members) : undefined) ?? real
      }
      return of.result === undefined ? of : none(`${name} of a function is not followed`)
    },
    call(of) {
      if (of.kind === 'namespace') {
        const whole = exported(of.library, of.path, 'default')
        return whole.kind === 'api' ? resolver.call(whole) : none(`${of.path} is no function`)
      }
      if (of.kind === 'none' && of.result !== undefined) return results.of(of.result)
      if (of.kind !== 'api') {
        const whole = of.kind === 'real' && of.members.length === 0 ? outside?.exportOf(of.module, 'default') : of
        if (whole && whole.kind !== 'real' && whole !== of) return resolver.call(whole)
        return whole && 'outside' in whole && whole.outside && outside ? outside.called(whole.outside) : none('the result of a call is not followed')
      }
      return (of.api.returns ? named(of.library, of.api.returns) : undefined) ?? none(`what ${of.name} gives is a double, not an API`)
    },
  }
  return resolver
}

function isPattern(nameSpan: { readonly start: number; readonly end: number } | undefined, binding: Binding): boolean {
  return nameSpan !== undefined && nameSpan.start !== binding.span.start
}
