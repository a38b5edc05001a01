import { pathOf, usesOf } from '../model/bindings.ts'
import type { Facts, FunctionFact, Parameter, Value } from '../model/facts.ts'
import type { Denotation } from './denotation.ts'
import type { CatalogueEntry } from './library-index.ts'

/**
 * Whether a parameter that is named like a fixture of a mock library is that fixture: not when the file defines one of its own by that name; and for a name
 * that others use as well, only when it is annotated so or one of the fixture's own members is reached on it.
 */
export function isFixtureParameter(
  facts: Facts, fact: FunctionFact, parameter: Parameter, { library, api }: CatalogueEntry, denote: (value: Value) => Denotation,
): boolean {
  if (!api.kind && !api.known) return true
  const { name, annotation } = parameter
  if (annotation) {
    const type = denote(annotation)
    if (type.kind === 'api') return type.library === library
    if (type.kind === 'real' && api.known) return false
  }
  const own = facts.functions.some((other) => other.name === name && other !== fact && isFixtureDefinition(other, facts))
  if (own) return false
  if (!api.known) return true
  return usesOf(facts, name, fact.scope).some(({ links }) => links.some((link) => link.kind === 'member' && api.known?.test(link.name)))
}

/** Whether a function is a pytest fixture, by its decorators. */
export function isFixtureDefinition(fact: FunctionFact, facts: Facts): boolean {
  return fact.decorators.some((index) => {
    const decorator = facts.decorators[index]?.value
    return decorator?.kind === 'chain' && pathOf(decorator)?.at(-1)?.endsWith('fixture') === true
  })
}

const STEPS: ReadonlySet<string> = new Set(['given', 'when', 'then', 'step'])

/** Tests, fixtures and steps of pytest-bdd: what pytest gives fixtures to, which methods of a `unittest.TestCase` are not (docs.pytest.org, "How to use unittest-based tests with pytest"). */
export function takesFixtures(fact: FunctionFact, facts: Facts): boolean {
  if (facts.classes[fact.class]?.bases.some(({ value }) => value.kind === 'chain' && pathOf(value)?.at(-1)?.endsWith('TestCase'))) return false
  if (fact.name?.startsWith('test') || isFixtureDefinition(fact, facts)) return true
  return fact.decorators.some((index) => {
    const decorator = facts.decorators[index]?.value
    return decorator?.kind === 'chain' && STEPS.has(pathOf(decorator)?.at(-1) ?? '')
  })
}
