import type { Chain, ClassFact, Link } from '../model/facts.ts'
import type { FileReport } from '../model/report.ts'
import type { OutsideName } from '../model/surroundings.ts'
import type { Lines } from '../text/lines.ts'
import type { Span } from '../text/span.ts'
import type { Denotation } from './denotation.ts'
import { lineOf, shown, storyOf, type Place } from './explain-names.ts'
import { libraryIndexOf } from './library-index.ts'
import { outsideOf, type OutsideRequest } from './outside.ts'
import { placesOf } from './places.ts'
import { resolverOf, type Resolver } from './resolve.ts'

/** One thing that is explained: a call, a class, an imported name, a use of a double. */
export interface Explained {
  readonly span: Span
  /** How its name was resolved, step by step. */
  readonly steps: readonly string[]
  /** Why it is a site or none, in one sentence. */
  readonly verdict: string
  /** Index into the report's sites or suspects, or -1. */
  readonly site: number
  readonly suspect: number
}

/**
 * Explains everything that begins on a line (0-based), or the innermost thing at an offset: what its name denotes and why it is a site or none. The report is that
 * of the text; for a text that is no test its facts are those of the text all the same.
 */
export function explainLine(
  report: FileReport, text: string, lines: Lines, isTest: boolean, request: OutsideRequest, { line, offset }: { readonly line: number; readonly offset: number | undefined },
): Explained[] {
  const { facts } = report
  const place: Place = { facts, text, lines }
  const resolver = resolverOf(facts, placesOf(facts), outsideOf(facts, request))
  const on = (at: number): boolean => lines.positionAt(at).line === line
  const explained: Explained[] = []
  const sites = new Map(report.sites.map(({ span }, index) => [`${span.start} ${span.end}`, index]))
  const siteAt = (span: Span): number => sites.get(`${span.start} ${span.end}`) ?? -1
  const done = new Set<number>()
  const decorated = new Map(facts.decorators.map((decorator) => [decorator.value, decorator.span]))

  facts.imports.forEach((fact) => {
    if (!on(fact.span.start)) return
    const binding = fact.local === undefined ? undefined : { name: fact.local, scope: fact.scope }
    const denotation: Denotation | undefined = binding && resolver.denoteName(binding.name, binding.scope)
    const steps = denotation ? [`\`${shown(fact.span, place)}\` → ${meaningOf(denotation)}`] : []
    explained.push({ span: fact.span, steps, verdict: 'An import makes no double: it is no site.', site: -1, suspect: -1 })
  })
  facts.functions.forEach(({ name, parameters, scope }) => parameters.forEach((parameter) => {
    if (!on(parameter.nameSpan.start) || siteAt(parameter.nameSpan) >= 0) return
    const denotation = resolver.denoteName(parameter.name, scope)
    if (offset === undefined && denotation.kind !== 'api') return
    const of = name === undefined ? '' : ` of \`${name}\``
    const steps = [`\`${parameter.name}\` is a parameter${of} → ${meaningOf(denotation)}`]
    explained.push({ span: parameter.nameSpan, steps, verdict: 'Taking a parameter makes no double: it is no site.', site: -1, suspect: -1 })
  }))
  facts.chains.forEach((chain) => {
    const calls = chain.links.filter((link) => link.kind === 'call')
    const decorator = decorated.get(chain)
    const begins = on(chain.rootSpan.start) || calls.some(({ call }) => on(call.callee.end))
    if (!begins || (offset === undefined && calls.length === 0 && !decorator && !report.references.some(({ span }) => span === chain.span))) return
    const made = decorator ? [siteAt(decorator)] : calls.map(({ call }) => siteAt(call.span))
    const site = made.find((index) => index >= 0) ?? -1
    for (const index of made) done.add(index)
    explained.push({ span: decorator ?? chain.span, steps: stepsOf(chain, resolver, place), verdict: verdictOf(chain, site, resolver, report, place, isTest), site, suspect: -1 })
  })
  facts.classes.forEach((fact) => {
    if (!on(fact.span.start)) return
    const site = siteAt(fact.span)
    done.add(site)
    explained.push({ span: { start: fact.span.start, end: fact.nameSpan?.end ?? fact.span.start + 5 }, steps: [], verdict: classVerdict(fact, site, place), site, suspect: -1 })
  })
  report.sites.forEach(({ span, anchor, api }, site) => {
    if (!done.has(site) && (on(anchor.start) || on(span.start))) explained.push({ span: anchor, steps: [], verdict: `It is a site: ${api}.`, site, suspect: -1 })
  })
  report.suspects.forEach(({ span, anchor, form }, suspect) => {
    if (!on(anchor.start) && !on(span.start)) return
    const verdict = `It is no site, but a suspect: ${form} looks like a test double that is made by hand.`
    const known = explained.findIndex((each) => each.site < 0 && each.span.start === span.start)
    const entry = explained[known]
    if (entry) explained[known] = { ...entry, verdict, suspect }
    else explained.push({ span: anchor, steps: [], verdict, site: -1, suspect })
  })
  explained.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
  return offset === undefined ? explained : innermost(explained, offset)
}

function innermost(explained: readonly Explained[], offset: number): Explained[] {
  const around = explained.filter(({ span }) => span.start <= offset && offset <= span.end)
  return around.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start)).slice(0, 1)
}

/** What binds the name, and what each further part of the chain denotes. */
function stepsOf(chain: Chain, resolver: Resolver, place: Place): string[] {
  const steps = storyOf(chain, place)
  let before = ''
  for (let end = 0; end <= chain.links.length; end++) {
    const link = chain.links[end - 1]
    const next = chain.links[end]
    if (end > 0 && link?.kind === 'member' && next?.kind === 'member' && end < chain.links.length && resolver.denote(chain, end).kind === 'none') continue
    const denotation = resolver.denote(chain, end)
    const meaning = meaningOf(denotation)
    if (link?.kind === 'call' && denotation.kind === 'none') break
    if (meaning !== before) steps.push(`\`${shown({ start: chain.span.start, end: link ? endOf(link) : chain.rootSpan.end }, place)}\` → ${meaning}`)
    before = meaning
    if (denotation.kind === 'none') break
  }
  return steps
}

function endOf(link: Link): number {
  return link.kind === 'call' ? link.call.span.end : link.span.end
}

function meaningOf(denotation: Denotation): string {
  if (denotation.kind === 'api') return `\`${denotation.name}\` of ${denotation.library.title} (${denotation.library.documentation})`
  if (denotation.kind === 'namespace') return `all of ${denotation.library.title}`
  if (denotation.kind === 'real' && denotation.outside?.kind === 'real') return `\`${denotation.outside.name}\` of ${denotation.outside.path}, not a mock`
  if ((denotation.kind === 'real' || denotation.kind === 'none') && denotation.outside) return OUTSIDE_WORDS[denotation.outside.kind](denotation.outside)
  if (denotation.kind === 'real') return `\`${[denotation.module, ...denotation.members].join('.')}\`, not a mock library`
  return denotation.reason
}

const OUTSIDE_WORDS: Readonly<Record<OutsideName['kind'], (of: OutsideName) => string>> = {
  library: ({ name, path }) => `\`${name}\` of ${path}, which hands on a mock library`,
  double: ({ name, path }) => `\`${name}\` of ${path}, a double that is made there`,
  maker: ({ name, path }) => `\`${name}\` of ${path}, which makes a double there`,
  fake: ({ name, path }) => `\`${name}\` of ${path}, a hand-written double`,
  real: ({ name, path }) => `\`${name}\` of ${path}`,
}

function verdictOf(chain: Chain, site: number, resolver: Resolver, report: FileReport, place: Place, isTest: boolean): string {
  const made = report.sites[site]
  if (made) return `It is a site: ${made.api} ${KIND_WORDS[made.kind]}.`
  const reference = report.references.find(({ span, site: of }) => of >= 0 && span.start === chain.span.start && span.end === chain.span.end)
  const of = report.sites[reference?.site ?? -1]
  if (reference && of) return `It is a reference, no site: a ${reference.role} of what \`${of.target ?? of.api}\` on line ${lineOf(of.span, place)} holds.`
  let last: Denotation | undefined
  for (let end = 0; end <= chain.links.length; end++) {
    const link = chain.links[end]
    last = resolver.denote(chain, end)
    const before = chain.links[end - 1]
    const name = shown({ start: chain.span.start, end: before ? endOf(before) : chain.rootSpan.end }, place)
    if (last.kind !== 'api' && last.kind !== 'namespace' && last.outside && last.outside.kind !== 'real') return `It is no site: \`${name}\` is ${meaningOf(last)}. It is counted in that file.`
    if (last.kind === 'none') return end === 0 ? `It is no site: \`${name}\` leads to no mock library (${last.reason}).` : `It is no site: ${last.reason}.`
    if (last.kind === 'api' && link?.kind === 'call') {
      if (!isTest && last.api.kind !== undefined) return 'It is no site: this file is not taken for test code.'
      return last.api.kind === undefined ? `It is no site: calling \`${last.name}\` makes no double.` : `It is no site: with these arguments \`${last.name}\` makes no double.`
    }
    if (last.kind === 'real' && (link?.kind === 'call' || !link)) return `It is no site: \`${name}\` is ${meaningOf(last)}.`
  }
  return 'It is no site: it names a mock library, but calls nothing.'
}

const KIND_WORDS = {
  double: 'makes a test double', patch: 'replaces something real', spy: 'watches something real', intercept: 'intercepts a connection', fake: 'is a hand-written double',
  timer: 'replaces the clock', env: 'replaces environment variables',
} as const

function classVerdict(fact: ClassFact, site: number, { facts }: Place): string {
  if (site >= 0) return 'It is a site: a hand-written double, by a word of its name or by the class it derives from.'
  const rule = libraryIndexOf(facts.language).libraries.find(({ classes }) => classes)?.classes
  if (!rule) return 'It is no site.'
  if (fact.name !== undefined && rule.suites.test(fact.name)) return 'It is no site: it is named like a test suite.'
  return `It is no site: none of the words of its name is ${rule.words.join(', ')}, and it derives from no mock class.`
}
