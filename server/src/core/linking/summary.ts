import { isTestPath } from '../analysis/test-files.ts'
import { isFixtureDefinition } from '../analysis/fixture-parameters.ts'
import { identitiesOf, type Identity } from '../analysis/identities.ts'
import { fixtureName } from '../analysis/handing.ts'
import { latest } from '../analysis/held.ts'
import { libraryIndexOf } from '../analysis/library-index.ts'
import { libraryNameOf, outsideOf } from '../analysis/outside.ts'
import { ownersOf } from '../analysis/owners.ts'
import { placesOf } from '../analysis/places.ts'
import { resolverOf } from '../analysis/resolve.ts'
import { sitesOf } from '../analysis/sites.ts'
import { surelyFor } from '../analysis/sure-services.ts'
import { targetOf } from '../analysis/targets.ts'
import { denoteImport, type Denotation } from '../analysis/denotation.ts'
import type { Language } from '../languages/language.ts'
import { bindingsOf } from '../model/bindings.ts'
import type { Binding, Facts, Import, Value } from '../model/facts.ts'
import type { Settings } from '../model/settings.ts'
import type { LibraryName, OutsideName, Surroundings } from '../model/surroundings.ts'
import { exportListsOf } from './export-lists.ts'

/** A name that another module defines; `fallback` is what it is taken for where nothing is known of that module. */
export interface Link {
  readonly kind: 'link'
  readonly module: string
  /** Its name there; `*` for the module as a whole. */
  readonly name: string
  readonly fallback?: LibraryName
}

/** What one file tells the others. Plain data. */
export interface FileSummary {
  /** By the name under which others import it. */
  readonly exports: Readonly<Record<string, Link | OutsideName>>
  /** Modules whose names it hands on: `from m import *`, `export * from 'm'`. */
  readonly stars: readonly string[]
  /** `__all__`. */
  readonly all: readonly string[] | undefined
  /** pytest fixtures by the name under which tests take them: the name of the function. */
  readonly fixtures: Readonly<Record<string, string>>
  /** Modules whose fixtures it brings in: `pytest_plugins`. */
  readonly plugins: readonly string[]
}

export interface SummaryRequest {
  readonly path: string
  readonly text: string
  readonly language: Language
  readonly settings: Settings
  readonly surroundings: Surroundings
}

/** Reads what a file tells the others. Doubles and makers are told of test code only: nothing else holds sites. */
export function summarise(request: SummaryRequest): FileSummary {
  const { path, text, language, settings } = request
  const facts = language.read(text, path)
  const places = placesOf(facts)
  const resolver = resolverOf(facts, places, outsideOf(facts, request))
  const libraries = libraryIndexOf(language.id)
  const found = isTestPath(path, text, language.id, settings) ? sitesOf(facts, resolver, request) : []
  const ownership = found.length > 0 ? ownersOf(facts, found, places) : undefined
  let identities: Identity[] | undefined

  const fingerprintAt = (site: number): string | undefined => {
    if (!ownership || site < 0) return undefined
    identities ??= identitiesOf(facts, found, ownership, found.map((each) => targetOf(each, resolver, facts, text)))
    return identities[ownership.roots[site] ?? site]?.fingerprint
  }

  const serviceAt = surelyFor(facts, text, resolver, ownership)

  const real = (name: string): OutsideName => ({ kind: 'real', path, name })

  const ofDenotation = (name: string, denotation: Denotation): OutsideName | undefined => {
    const library = libraryNameOf(denotation)
    if (library) return { kind: 'library', path, name, library }
    return 'outside' in denotation ? denotation.outside : undefined
  }

  const ofFunction = (name: string, index: number, denotation: Denotation): OutsideName => {
    const form = facts.functions[index]?.form
    const fingerprint = fingerprintAt(ownership?.results.get(index) ?? -1)
    if (fingerprint !== undefined) return { kind: 'maker', path, name, fingerprint, ...serviceAt(ownership?.results.get(index)), ...(form && { form }) }
    const result = ofDenotation(name, resolver.call(denotation))
    if (result?.kind === 'library' && result.library) return { kind: 'maker', path, name, library: result.library, ...(form && { form }) }
    if (result?.fingerprint !== undefined) return { ...result, kind: 'maker' }
    return { ...real(name), ...(form && { form }) }
  }

  const linkOf = (fact: Import): Link | OutsideName => {
    const direct = denoteImport(fact, libraries)
    const library = libraryNameOf(direct)
    if (library && libraries.byModule.has(fact.module)) return { kind: 'library', path, name: fact.local ?? '', library }
    return { kind: 'link', module: fact.module, name: fact.imported ?? '*', ...(library && { fallback: library }) }
  }

  const ofName = (name: string): Link | OutsideName | undefined => {
    const bindings = bindingsOf(facts, name, 0)
    if (bindings.length === 0) return undefined
    const links = bindings.flatMap((binding) => (binding.kind === 'import' ? importOf(binding) : []))
    const library = links.find((link) => link.kind === 'library')
    if (library) return library
    const [link] = links
    if (link && bindings.every(({ kind }) => kind === 'import')) return link
    return bindings.map((binding) => ofBinding(name, binding)).find(({ kind }) => kind !== 'real') ?? real(name)
  }

  const importOf = ({ index }: Binding): Link | OutsideName | [] => {
    const fact = facts.imports[index]
    return fact ? linkOf(fact) : []
  }

  const ofBinding = (name: string, binding: Binding): OutsideName => {
    if (binding.kind === 'function') return ofFunction(name, binding.index, resolver.denoteName(name, 0))
    if (binding.kind === 'class') {
      const site = found.findIndex((each) => each.class === binding.index)
      const fingerprint = fingerprintAt(site)
      return fingerprint === undefined ? real(name) : { kind: 'fake', path, name, fingerprint, ...serviceAt(site) }
    }
    const value = binding.kind === 'assignment' ? facts.assignments[binding.index]?.value : undefined
    if (value?.kind === 'function') return ofFunction(name, value.function, resolver.denoteName(name, 0))
    const held = latest(ownership?.held.get(places.placeIn(0, name)), text.length)
    const fingerprint = fingerprintAt(held ?? -1)
    if (fingerprint !== undefined) return { kind: 'double', path, name, fingerprint, ...serviceAt(held) }
    return ofDenotation(name, resolver.denoteName(name, 0)) ?? real(name)
  }

  /** What is exported as it stands: `export default vi.fn()`, `module.exports = { socket }`. */
  const ofValue = (name: string, value: Value): Link | OutsideName => {
    if (value.kind === 'chain' && typeof value.root === 'string' && value.links.length === 0) return ofName(value.root) ?? real(name)
    if (value.kind === 'function') return ofFunction(name, value.function, { kind: 'none', reason: '', result: value.function })
    const site = found.findIndex((each) => each.span.start >= value.span.start && each.extent.end <= value.span.end)
    const fingerprint = value.kind === 'chain' || value.kind === 'object' ? fingerprintAt(site) : undefined
    if (fingerprint !== undefined) return { kind: 'double', path, name, fingerprint }
    return ofDenotation(name, resolver.denoteValue(value)) ?? real(name)
  }

  const exports: Record<string, Link | OutsideName> = {}
  for (const name of namesAtTop(facts)) {
    const exported = ofName(name)
    if (exported) exports[name] = exported
  }
  const lists = exportListsOf(facts, text)
  for (const { name, local } of lists.aliases) exports[name] = ofName(local) ?? real(name)
  for (const { name, value } of lists.values) exports[name] = ofValue(name, value)
  for (const { name, fact } of lists.links) exports[name] = linkOf({ ...fact, form: fact.imported === '*' ? 'module' : 'name' })
  return { exports, stars: lists.stars, all: lists.all, fixtures: fixturesOf(facts), plugins: lists.plugins }
}

function namesAtTop(facts: Facts): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { name, scope } of facts.bindings) if (scope === 0) names.add(name)
  return names
}

function fixturesOf(facts: Facts): Record<string, string> {
  const fixtures: Record<string, string> = {}
  for (const fact of facts.functions) {
    if (fact.name === undefined || fact.class >= 0 || !isFixtureDefinition(fact, facts)) continue
    for (const decorator of fact.decorators) {
      const name = fixtureName(facts.decorators[decorator]?.value, fact)
      if (name !== undefined) fixtures[name] = fact.name
    }
  }
  return fixtures
}
