import type { Api, Library } from '../catalogue/library.ts'
import type { Chain, Facts, FunctionFact, Value } from '../model/facts.ts'
import type { Span } from '../text/span.ts'
import { isFixtureParameter, takesFixtures } from './fixture-parameters.ts'
import type { Found } from './found.ts'
import { libraryIndexOf } from './library-index.ts'
import type { Resolver } from './resolve.ts'

/** Adds what starts a mock without calling it: fixtures that a test takes, base classes, and settings that are assigned to. */
export function collectActivations(facts: Facts, resolver: Resolver, starters: ReadonlySet<string>, text: string, found: Found[]): void {
  if (facts.language !== 'python') return
  collectFixtures(facts, resolver, found)
  collectUsedFixtures(facts, resolver, starters, found)
  collectBases(facts, resolver, starters, found)
  collectAssigned(facts, resolver, starters, text, found)
}

/** The chains that start a mock where they stand without a call: contexts of `with`, and marks of a whole module. */
export function bareContexts(facts: Facts): ReadonlySet<Value> {
  const chains = new Set<Value>()
  for (const { context } of facts.withItems) chains.add(context)
  for (const { targets: [target], value } of facts.assignments) {
    if (!value || target?.kind !== 'chain' || target.root !== 'pytestmark') continue
    for (const mark of value.kind === 'list' ? value.items : [value]) chains.add(mark)
  }
  return chains
}

function siteAt(span: Span, kind: Found['kind'], library: Library, name: string, api: Api): Found {
  const place = { span, anchor: span, extent: span }
  return { kind, library, name, api, service: api.service, ...place, call: undefined, chain: undefined, chainIndex: -1, decorator: -1, class: -1 }
}

/** Fixtures whose use is a site of its own, such as the ones that intercept all HTTP traffic of a test. */
function collectFixtures(facts: Facts, resolver: Resolver, found: Found[]): void {
  const { fixtures } = libraryIndexOf(facts.language)
  for (const fact of facts.functions) {
    for (const parameter of fact.parameters) {
      const entry = fixtures.get(parameter.name)
      if (!entry?.api.kind || !takesFixtures(fact, facts) || isStartedBy(entry.library, fact, facts, resolver)) continue
      if (!isFixtureParameter(facts, fact, parameter, entry, resolver.denoteValue)) continue
      found.push(siteAt(parameter.nameSpan, entry.api.kind, entry.library, parameter.name, entry.api))
    }
  }
}

/** Whether a decorator of the same library starts it already: `@respx.mock` with the parameter `respx_mock`. */
function isStartedBy(library: Library, fact: FunctionFact, facts: Facts, resolver: Resolver): boolean {
  return fact.decorators.some((index) => {
    const decorator = facts.decorators[index]?.value
    if (decorator?.kind !== 'chain') return false
    const call = decorator.links.findIndex((link) => link.kind === 'call')
    const denotation = resolver.denote(decorator, call < 0 ? decorator.links.length : call)
    return denotation.kind === 'api' && denotation.library === library && denotation.api.kind !== undefined
  })
}

/** `@pytest.mark.usefixtures('httpx_mock')`. */
function collectUsedFixtures(facts: Facts, resolver: Resolver, starters: ReadonlySet<string>, found: Found[]): void {
  const { fixtures } = libraryIndexOf(facts.language)
  for (const { chain: index, link, arguments: given } of facts.calls) {
    const chain = facts.chains[index]
    if (!chain || typeof chain.root !== 'string' || !starters.has(chain.root) || !endsWith(chain, link, 'usefixtures')) continue
    const denotation = resolver.denote(chain, link)
    if (denotation.kind !== 'real' || denotation.module !== 'pytest') continue
    for (const { value } of given) {
      if (value.kind !== 'string' || value.text === undefined) continue
      const entry = fixtures.get(value.text)
      if (entry?.api.kind && !entry.api.known) found.push(siteAt(value.span, entry.api.kind, entry.library, value.text, entry.api))
    }
  }
}

function endsWith(chain: Chain, link: number, name: string): boolean {
  const member = chain.links[link - 1]
  return member?.kind === 'member' && member.name === name
}

/** `class TestRooms(BetamaxTestCase)`. */
function collectBases(facts: Facts, resolver: Resolver, starters: ReadonlySet<string>, found: Found[]): void {
  for (const { bases } of facts.classes) {
    for (const { value } of bases) {
      if (value.kind !== 'chain' || typeof value.root !== 'string' || !starters.has(value.root)) continue
      const denotation = resolver.denote(value)
      if (denotation.kind !== 'api' || !denotation.api.base || !denotation.api.kind) continue
      found.push({ ...siteAt(value.span, denotation.api.kind, denotation.library, denotation.name, denotation.api), chain: value })
    }
  }
}

const CONSTANT = /^[A-Z][A-Z0-9_]*$/

/** `settings.DEBUG = True` on an object of which each constant that is assigned to is a site, and settings that are sites on any object. */
function collectAssigned(facts: Facts, resolver: Resolver, starters: ReadonlySet<string>, text: string, found: Found[]): void {
  const { assigned } = libraryIndexOf(facts.language)
  for (const { targets, value } of facts.assignments) {
    const [target] = targets
    if (target?.kind !== 'chain' || target.links.length === 0 || !value) continue
    const last = target.links.at(-1)
    const setting = last?.kind === 'member' ? assigned.get(last.name) : undefined
    if (setting?.api.kind && last?.kind === 'member' && text.slice(value.span.start, value.span.end) === 'True') {
      found.push(siteAt({ start: target.span.start, end: value.span.end }, setting.api.kind, setting.library, last.name, setting.api))
      continue
    }
    const [first] = target.links
    if (first?.kind !== 'member' || !CONSTANT.test(first.name) || typeof target.root !== 'string' || !starters.has(target.root)) continue
    const denotation = resolver.denote(target, 0)
    if (denotation.kind !== 'api' || !denotation.api.assigned) continue
    const { library, name, api: { assigned: kind } } = denotation
    found.push({ ...siteAt({ start: target.span.start, end: value.span.end }, kind, library, name, denotation.api), anchor: target.span })
  }
}
