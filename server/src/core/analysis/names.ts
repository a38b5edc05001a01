import { pathOf } from '../model/bindings.ts'
import type { Facts } from '../model/facts.ts'
import type { Found, Ownership } from './found.ts'

/** The names of a root, the own ones of a class among them; the member of an object literal that came first gives it no name. */
export function namesOf(root: number, site: Found, { names, literals, siblings }: Ownership, held: ReadonlySet<string> | undefined): string[] {
  const all = new Set(held)
  if (site.class >= 0) all.add(site.name)
  const path = names[root]
  if (path === undefined) return [...all]
  const member = path.slice(path.lastIndexOf('.') + 1)
  const whole = literals.has(root) && site.class < 0 && siblings.get(root)?.includes(member) ? path.slice(0, Math.max(0, path.lastIndexOf('.'))) : path
  if (whole !== '') all.add(whole)
  return [...all]
}

/** The bare names that hold each root. */
export function namesByRoot({ held, roots }: Ownership): Map<number, Set<string>> {
  const names = new Map<number, Set<string>>()
  for (const [{ kind, depth, name }, list] of held) {
    if (kind === 'made' || depth === 0 || (depth > 1 && kind !== 'global')) continue
    for (const { site } of list) {
      if (site < 0 || (roots[site] ?? site) !== site) continue
      const known = names.get(site)
      if (known) known.add(name)
      else names.set(site, new Set([name]))
    }
  }
  return names
}

/** The hand-written class in whose methods a double is made, unless it holds tests: what a `StorageClient` answers belongs to it. */
export function classesAround(facts: Facts): (site: Found) => string | undefined {
  let names: ReadonlyMap<number, string> | undefined
  return ({ chain }) => {
    if (!chain || facts.classes.length === 0) return undefined
    names ??= namedClasses(facts)
    if (names.size === 0) return undefined
    for (let at = chain.scope; at > 0; at = facts.scopes[at]?.parent ?? -1) if (facts.scopes[at]?.kind === 'class') return names.get(at)
    return undefined
  }
}

/** The names of the classes that hold no tests, by their scopes. */
function namedClasses(facts: Facts): ReadonlyMap<number, string> {
  const testing = new Set(facts.functions.flatMap(({ class: of, name }) => (of >= 0 && name?.startsWith('test_') ? [of] : [])))
  return new Map(facts.classes.flatMap((fact, index) => (fact.name === undefined || OF_TESTS.test(fact.name) || testing.has(index) || isTestCase(fact) ? [] : [[fact.scope, fact.name] as const])))
}

/** Whether a class derives from one that holds tests: `class HttpServerWithApps(AsyncHTTPTestCase)`. */
function isTestCase({ bases }: Facts['classes'][number]): boolean {
  return bases.some(({ value }) => value.kind === 'chain' && pathOf(value)?.at(-1)?.endsWith('TestCase'))
}

const OF_TESTS = /^_*[Tt]ests?(?:[A-Z_\d]|$)|(?:Tests?|TestCase|Suite|Specs?|TestBase|Base|Mixin)$/
