import type { Api, Refinement } from '../catalogue/library.ts'
import type { Call, Chain, ClassFact, Facts, Value } from '../model/facts.ts'
import { bindingsOf, pathOf } from '../model/bindings.ts'
import type { Kind, ServiceId } from '../model/finding.ts'
import { bareContexts, collectActivations } from './activation-sites.ts'
import { collectOverwritings } from './assignment-sites.ts'
import { exported, type Denotation } from './denotation.ts'
import type { Found } from './found.ts'
import { libraryIndexOf } from './library-index.ts'
import { collectModules } from './module-sites.ts'
import { inOrder } from './order.ts'
import { collectProviders } from './provider-sites.ts'
import type { Resolver } from './resolve.ts'
import { startersOf } from './starters.ts'
import { textPathOf } from './text-paths.ts'
import { withToldServices } from './told-services.ts'
import { wordsOf } from './words.ts'

/** Finds every site of a text, in source order, outer before inner. `text` tells only where lines break. */
export function sitesOf(facts: Facts, resolver: Resolver, { text, path }: { readonly text: string; readonly path: string }): Found[] {
  const found: Found[] = []
  const decoratorOf = new Map<Value, number>()
  facts.decorators.forEach((decorator, index) => decoratorOf.set(decorator.value, index))
  const starters = startersOf(facts, resolver.outside)
  const contexts = bareContexts(facts)
  for (let index = 0; index < facts.chains.length; index++) {
    const chain = facts.chains[index]
    if (!chain || (typeof chain.root === 'string' && !starters.has(chain.root))) continue
    const decorator = decoratorOf.get(chain) ?? -1
    if (chain.links.length === 0 && decorator < 0 && !contexts.has(chain)) continue
    const bare = decorator >= 0 || contexts.has(chain) ? bareUse(chain, resolver) : undefined
    if (bare) {
      const span = facts.decorators[decorator]?.span ?? chain.span
      found.push({ ...bare, span, anchor: span, extent: span, call: undefined, chain, chainIndex: index, decorator, class: -1 })
    } else collectCalls(chain, index, resolver, decorator, facts, text, found)
  }
  collectClasses(facts, resolver, found)
  collectActivations(facts, resolver, starters, text, found)
  collectModules(facts, resolver, path, found)
  collectProviders(facts, resolver, found)
  collectOverwritings(facts, resolver, found)
  return inOrder(withToldServices(facts, found), (a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
}

function collectCalls(chain: Chain, chainIndex: number, resolver: Resolver, decorator: number, facts: Facts, text: string, found: Found[]): void {
  const first = firstCall(chain)
  if (first < 0) return
  let denotation = resolver.denote(chain, first)
  for (let i = first; i < chain.links.length && mayLead(denotation); i++) {
    const link = chain.links[i]
    if (!link || link.kind === 'index') return
    if (link.kind === 'member') {
      denotation = resolver.member(denotation, link.name)
      continue
    }
    if (denotation.kind === 'namespace') denotation = exported(denotation.library, denotation.path, 'default')
    const site = denotation.kind === 'api' ? refined(denotation.api, link.call, chain, i, resolver, text) : undefined
    if (site && denotation.kind === 'api') {
      const around = decorator >= 0 ? facts.decorators[decorator]?.span : undefined
      const span = around ?? link.call.span
      const before = found.at(-1)
      const further = before?.chain === chain
      if (further) found[found.length - 1] = { ...before, extent: { start: before.extent.start, end: link.call.argumentsSpan.start } }
      found.push({
        kind: site.kind,
        service: site.service,
        library: denotation.library,
        name: denotation.name,
        api: denotation.api,
        span,
        anchor: oneLine({ start: around ? around.start : link.call.callee.start, end: link.call.callee.end }, text),
        extent: around ?? { start: span.start, end: chain.span.end },
        call: link.call,
        chain,
        chainIndex,
        decorator,
        class: -1,
        ...(denotation.api.providers ? { holdsFrom: Infinity } : further || i > first ? { holdsFrom: link.call.argumentsSpan.start } : undefined),
      })
    }
    denotation = resolver.call(denotation)
  }
}

/** Whether what follows a denotation may still make a site: also behind a function whose result leads to a mock library. */
function mayLead(denotation: Denotation): boolean {
  if (denotation.kind === 'none') return denotation.result !== undefined
  return denotation.kind !== 'real' || denotation.outside?.kind === 'maker'
}

function firstCall(chain: Chain): number {
  const { links, root } = chain
  const from = root === 'require' || root === 'import' ? 1 : 0
  for (let i = from; i < links.length; i++) if (links[i]?.kind === 'call') return i
  return -1
}

function bareUse(chain: Chain, resolver: Resolver): Pick<Found, 'kind' | 'library' | 'name' | 'api' | 'service'> | undefined {
  if (firstCall(chain) >= 0) return undefined
  const denotation = resolver.denote(chain)
  if (denotation.kind !== 'api' || !denotation.api.bare || !denotation.api.kind) return undefined
  const { library, name, api } = denotation
  return { kind: denotation.api.kind, library, name, api, service: api.service }
}

/** The part of a span that stands on its last line: a callee broken over lines is underlined at its end. */
function oneLine(span: { start: number; end: number }, text: string): { start: number; end: number } {
  for (let i = span.end - 1; i >= span.start; i--) {
    const code = text.charCodeAt(i)
    if (code !== 10 && code !== 13) continue
    let start = i + 1
    while (start < span.end && (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9 || text.charCodeAt(start) === 46)) start++
    return { start, end: span.end }
  }
  return span
}

/** Kind and service of a call, or undefined when it makes no site. */
function refined(
  api: Api, call: Call, chain: Chain, link: number, resolver: Resolver, text: string,
): { readonly kind: Kind; readonly service: ServiceId | undefined } | undefined {
  if (!api.kind) return undefined
  const refinement = api.refinements?.find((candidate) => holds(candidate, call, chain, link, resolver, text))
  if (!refinement) return { kind: api.kind, service: api.service }
  return refinement.kind === 'none' ? undefined : { kind: refinement.kind, service: refinement.service ?? api.service }
}

function holds(refinement: Refinement, call: Call, chain: Chain, link: number, resolver: Resolver, text: string): boolean {
  const { count, keyword, positional, argument, object, property, chained } = refinement
  if (count && (call.arguments.length < count[0] || call.arguments.length > count[1])) return false
  if (keyword && !call.arguments.some((given) => given.name !== undefined && keyword.includes(given.name))) return false
  if (positional) {
    const given = call.arguments.filter((each) => each.name === undefined && each.spread === undefined).length
    if (given < positional[0] || given > positional[1]) return false
  }
  if (argument && !names(argument, call, resolver, text)) return false
  if (object) {
    const value = call.arguments[object.position]?.value
    const denotation = value && resolver.denoteValue(value)
    if (denotation?.kind !== 'api' || denotation.name !== object.name) return false
  }
  if (property) {
    const value = call.arguments[property.position]?.value
    if (value?.kind !== 'object' || !value.entries.some((entry) => entry.key === property.key)) return false
  }
  if (chained) {
    const next = chain.links[link + 1]
    const after = chain.links[link + 2]
    if (next?.kind !== 'member') return false
    if (!chained.includes(next.name) && !(after?.kind === 'member' && chained.includes(`${next.name}.${after.name}`))) return false
  }
  return true
}

/** Whether an argument of a call names one of the paths of a refinement. */
function names({ position, keyword, paths }: NonNullable<Refinement['argument']>, call: Call, resolver: Resolver, text: string): boolean {
  const at = position === undefined ? undefined : call.arguments[position]
  const given = at ?? call.arguments.find((each) => each.name !== undefined && each.name === keyword)
  const path = given?.value.kind === 'literal' ? text.slice(given.value.span.start, given.value.span.end) : textPathOf(given?.value, resolver)
  return path !== undefined && paths.some((known) => isPathLike(path, known))
}

/** Whether a path is one of the catalogue's, in which a `*` at one end stands for any beginning or end. */
function isPathLike(path: string, known: string): boolean {
  if (known.endsWith('*')) return path.startsWith(known.slice(0, -1))
  return known.startsWith('*') ? path.endsWith(known.slice(1)) : path === known
}

function collectClasses(facts: Facts, resolver: Resolver, found: Found[]): void {
  if (facts.classes.length === 0) return
  const library = libraryIndexOf(facts.language).libraries.find((candidate) => candidate.classes)
  if (!library?.classes) return
  const rule = library.classes
  const names = classNames(facts)
  const doubles = new Set<number>()
  facts.classes.forEach((fact, index) => {
    const name = names[index]
    const { words, suites, suiteBases } = rule
    if (name !== undefined && resolver.outside?.own(name)?.kind === 'none') return
    if (name !== undefined && suites.test(name)) return
    if (fact.bases.some(({ value }) => value.kind === 'chain' && suiteBases.includes(pathOf(value)?.at(-1) ?? ''))) return
    const named = name !== undefined && wordsOf(name).some((word) => words.includes(word))
    if (!named && !derives(fact, facts, resolver, doubles)) return
    doubles.add(index)
    const header = fact.nameSpan && fact.nameSpan.start >= fact.span.start ? fact.nameSpan.end : fact.span.start + 'class'.length
    found.push({
      kind: 'fake',
      library,
      name: name ?? 'class',
      api: { kind: 'fake' },
      service: undefined,
      span: fact.span,
      anchor: { start: fact.span.start, end: header },
      extent: fact.span,
      call: undefined,
      chain: undefined,
      chainIndex: -1,
      decorator: -1,
      class: index,
    })
  })
}

/** Names of the classes; an anonymous class expression takes that of the variable it is assigned to. */
export function classNames(facts: Facts): (string | undefined)[] {
  const names = facts.classes.map((fact) => fact.name)
  for (const { targets, value } of facts.assignments) {
    const [target] = targets
    if (value?.kind !== 'class' || names[value.class] !== undefined || target?.kind !== 'chain') continue
    names[value.class] = pathOf(target)?.at(-1)
  }
  return names
}

function derives(fact: ClassFact, facts: Facts, resolver: Resolver, doubles: ReadonlySet<number>): boolean {
  return fact.bases.some(({ name, value }) => {
    if (name !== undefined || value.kind !== 'chain') return false
    const denotation = resolver.denote(value)
    if (denotation.kind === 'api') return denotation.api.kind === 'double'
    if (denotation.kind === 'real' && denotation.outside?.kind === 'fake') return true
    if (typeof value.root !== 'string' || value.links.length > 0) return false
    return bindingsOf(facts, value.root, fact.parent).some((binding) => binding.kind === 'class' && doubles.has(binding.index))
  })
}
