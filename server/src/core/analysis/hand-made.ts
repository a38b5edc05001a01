import type { Assignment, Call, Chain, Facts, Value } from '../model/facts.ts'
import { bindingsOf, pathOf } from '../model/bindings.ts'
import { searchOf } from './containment.ts'
import type { Found } from './found.ts'
import type { Resolver } from './resolve.ts'
import { textPathOf } from './text-paths.ts'
import { HANDED_ON, lastName, PLAIN_OBJECTS } from './value-shapes.ts'

/** How far names, factories and operators are followed. */
const MAX_DEPTH = 8
/** Assignments to one name that are looked at. */
const MOST_FOLLOWED = 8

/**
 * Tells of a value whether the text itself makes it by hand: a function, a class, an object literal of functions, or a name, an instance or the result of
 * a factory that is one. Doubles and hand-written double classes are not: they are sites of their own, and so is an object literal that holds one.
 */
export interface HandMade {
  /** `makers` are further calls that make such an object (`types.ModuleType`). */
  is(value: Value, makers?: readonly string[]): boolean
  /** The same of what a function gives. */
  givenBy(value: Value): boolean
}

/** Looks only when asked. */
export function handMadeIn(facts: Facts, resolver: Resolver, found: readonly Found[]): HandMade {
  const holdsSite = searchOf([...found].sort((a, b) => a.span.start - b.span.start))
  const fakes = new Set(found.map((site) => site.class))
  let assigned: ReadonlyMap<string, readonly Assignment[]> | undefined
  let written: ReadonlyMap<string, readonly Assignment[]> | undefined
  let results: ReadonlyMap<number, readonly Value[]> | undefined

  const made = (value: Value, makers: readonly string[], depth: number): boolean => {
    if (depth > MAX_DEPTH) return false
    switch (value.kind) {
      case 'function': return true
      case 'class': return !fakes.has(value.class)
      case 'object': return !holdsSite(value.span) && value.entries.some((entry) => made(entry.value, makers, depth + 1))
      case 'compound': return value.operands.some((operand) => made(operand, makers, depth + 1))
      case 'chain': return chainMade(value, makers, depth)
      default: return false
    }
  }

  const chainMade = (chain: Chain, makers: readonly string[], depth: number): boolean => {
    const { links, root } = chain
    if (links.length === 0) return typeof root === 'string' ? nameMade(root, chain.scope, makers, depth) : made(root, makers, depth + 1)
    const last = links.at(-1)
    if (last?.kind === 'member') return memberMade(chain, makers, depth)
    if (last?.kind !== 'call') return false
    if (holdsSite(chain.span)) return false
    if (links.length > 1) return handedOn(chain, last.call, makers, depth)
    if (typeof root !== 'string') return functionsOf(root).some((index) => gives(index, makers, depth))
    const bindings = bindingsOf(facts, root, chain.scope)
    if (bindings.length === 0 || bindings[0]?.kind === 'import') return handedOn(chain, last.call, makers, depth)
    return bindings.some((binding) => {
      if (binding.kind === 'class') return !fakes.has(binding.index)
      if (binding.kind === 'function') return gives(binding.index, makers, depth)
      const value = binding.kind === 'assignment' ? facts.assignments[binding.index]?.value : undefined
      return value?.kind === 'function' ? gives(value.function, makers, depth) : value?.kind === 'class' && !fakes.has(value.class)
    })
  }

  /** `fake.json` after `fake.json = types.ModuleType('fake.json')`. */
  const memberMade = (chain: Chain, makers: readonly string[], depth: number): boolean => {
    const path = pathOf(chain)
    if (path?.length !== chain.links.length + 1) return false
    written ??= assignmentsByPath(facts)
    const home = bindingsOf(facts, path[0] ?? '', chain.scope)[0]
    if (!home || home.kind === 'import') return false
    return (written.get(path.join('.')) ?? NO_ASSIGNMENTS).some(({ value, scope }) =>
      value !== undefined && bindingsOf(facts, path[0] ?? '', scope)[0] === home && made(value, makers, depth + 1))
  }

  const handedOn = (chain: Chain, call: Call, makers: readonly string[], depth: number): boolean => {
    if (makers.length > 0 && makers.includes(calleePath(chain) ?? '')) return true
    const name = lastName(chain)
    if (name === undefined) return false
    const argument = call.arguments[HANDED_ON.get(name) ?? -1]?.value
    if (argument) return made(argument, makers, depth + 1)
    return PLAIN_OBJECTS.has(name) && call.arguments.some((given) => given.name !== undefined && made(given.value, makers, depth + 1))
  }

  const calleePath = (chain: Chain): string | undefined => textPathOf({ ...chain, links: chain.links.slice(0, -1) }, resolver)

  const nameMade = (name: string, scope: number, makers: readonly string[], depth: number): boolean =>
    bindingsOf(facts, name, scope).slice(0, MOST_FOLLOWED).some((binding) => {
      if (binding.kind === 'function') return true
      if (binding.kind === 'class') return !fakes.has(binding.index)
      const fact = binding.kind === 'assignment' ? facts.assignments[binding.index] : undefined
      if (!fact) return false
      const held = fact.value && isPlain(fact, name) ? [fact] : assignedTo(name, binding.scope)
      return held.some(({ value }) => value !== undefined && made(value, makers, depth + 1))
    })

  /** Assignments to a variable that is declared without a value: `let fetcher; beforeEach(() => { fetcher = () => … })`. */
  const assignedTo = (name: string, home: number): readonly Assignment[] => {
    assigned ??= assignmentsByName(facts)
    return (assigned.get(name) ?? NO_ASSIGNMENTS).filter(({ scope }) => bindingsOf(facts, name, scope)[0]?.scope === home)
  }

  /** Whether what a function gives is made by hand. */
  const gives = (index: number, makers: readonly string[], depth: number): boolean => {
    const value = facts.functions[index]?.value
    if (value) return made(value, makers, depth + 1)
    results ??= resultsOf(facts)
    return (results.get(index) ?? []).some((result) => made(result, makers, depth + 1))
  }

  return {
    is: (value, makers = NO_MAKERS) => made(value, makers, 0),
    givenBy(value) {
      if (value.kind === 'function') return gives(value.function, NO_MAKERS, 0)
      if (value.kind !== 'chain' || typeof value.root !== 'string' || value.links.length > 0) return false
      return bindingsOf(facts, value.root, value.scope).some((binding) => {
        const held = binding.kind === 'assignment' ? facts.assignments[binding.index]?.value : undefined
        if (held) return held.kind === 'function' && gives(held.function, NO_MAKERS, 0)
        return binding.kind === 'function' && gives(binding.index, NO_MAKERS, 0)
      })
    },
  }
}

const NO_MAKERS: readonly string[] = []
const NO_ASSIGNMENTS: readonly Assignment[] = []

function isPlain({ targets }: Assignment, name: string): boolean {
  return targets.some((target) => target.kind === 'chain' && target.links.length === 0 && target.root === name)
}

/** Plain assignments of values, by the first few of each name. */
function assignmentsByName(facts: Facts): ReadonlyMap<string, readonly Assignment[]> {
  const byName = new Map<string, Assignment[]>()
  for (const fact of facts.assignments) {
    const [target] = fact.targets
    if (!fact.value || target?.kind !== 'chain' || target.links.length > 0 || typeof target.root !== 'string') continue
    const known = byName.get(target.root)
    if (!known) byName.set(target.root, [fact])
    else if (known.length < MOST_FOLLOWED) known.push(fact)
  }
  return byName
}

/** Assignments to members, by the first few of each path. */
function assignmentsByPath(facts: Facts): ReadonlyMap<string, readonly Assignment[]> {
  const byPath = new Map<string, Assignment[]>()
  for (const fact of facts.assignments) {
    const [target] = fact.targets
    const path = target?.kind === 'chain' && target.links.length > 0 ? pathOf(target) : undefined
    if (!fact.value || target?.kind !== 'chain' || path?.length !== target.links.length + 1) continue
    const name = path.join('.')
    const known = byPath.get(name)
    if (!known) byPath.set(name, [fact])
    else if (known.length < MOST_FOLLOWED) known.push(fact)
  }
  return byPath
}

function functionsOf(value: Value): readonly number[] {
  if (value.kind === 'function') return [value.function]
  return value.kind === 'compound' ? value.operands.flatMap(functionsOf) : []
}

/** What each function of a text returns. */
function resultsOf(facts: Facts): ReadonlyMap<number, readonly Value[]> {
  const functionOf = new Map(facts.functions.map((fact, index) => [fact.scope, index]))
  const results = new Map<number, Value[]>()
  for (const { kind, value, scope } of facts.statements) {
    if (kind !== 'return' || !value) continue
    let at = scope
    while (at >= 0 && !functionOf.has(at)) at = facts.scopes[at]?.parent ?? -1
    const index = functionOf.get(at)
    if (index === undefined) continue
    const known = results.get(index)
    if (known) known.push(value)
    else results.set(index, [value])
  }
  return results
}
