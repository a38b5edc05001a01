import type { Facts, Value } from '../model/facts.ts'
import { none, type Denotation } from './denotation.ts'
import { fixtureName } from './handing.ts'
import type { Places } from './places.ts'
import { isYield, yielded } from './value-shapes.ts'

/** What the functions of a text give, and which of them are fixtures; looked up on the first question. */
export interface FunctionResults {
  /** What calling a function gives, when it leads to a mock library or to a double of another file. */
  of(index: number): Denotation
  /** pytest fixtures by the name under which tests take them. */
  fixtures(): ReadonlyMap<string, number>
}

/** Values of one function that are looked at. */
const MOST_FOLLOWED = 8

/** `denote` tells what a value denotes. */
export function functionResultsOf(facts: Facts, places: Places, denote: (value: Value) => Denotation): FunctionResults {
  const known = new Map<number, Denotation>()
  let values: Map<number, Value[]> | undefined
  let fixtures: Map<string, number> | undefined

  const collect = (): Map<number, Value[]> => {
    const all = new Map<number, Value[]>()
    const add = (index: number, value: Value): void => {
      const list = all.get(index)
      if (list) list.push(value)
      else all.set(index, [value])
    }
    facts.functions.forEach(({ value }, index) => { if (value) add(index, value) })
    for (const { kind, span, scope, value } of facts.statements) {
      if (!value) continue
      if (kind === 'return') add(places.functionAt(scope), value)
      else if (kind === 'expression' && isYield(span, value)) add(places.functionAt(scope), yielded(value))
    }
    return all
  }

  return {
    of(index) {
      const before = known.get(index)
      if (before) return before
      known.set(index, none('a function gives the result of itself'))
      let result = none('the result of the function is not followed')
      for (const value of ((values ??= collect()).get(index) ?? []).slice(0, MOST_FOLLOWED)) {
        const denotation = denote(value)
        if (!('outside' in denotation ? denotation.outside : denotation.kind === 'api' || denotation.kind === 'namespace')) continue
        result = denotation
        break
      }
      known.set(index, result)
      return result
    },
    fixtures() {
      if (fixtures) return fixtures
      fixtures = new Map()
      for (let index = 0; index < facts.functions.length; index++) {
        const fact = facts.functions[index]
        for (const decorator of fact?.decorators ?? []) {
          const name = fact && fixtureName(facts.decorators[decorator]?.value, fact)
          if (name !== undefined) fixtures.set(name, index)
        }
      }
      return fixtures
    },
  }
}
