import type { Chain, Facts } from '../model/facts.ts'
import type { Span } from '../text/span.ts'
import { denoteImport, fromEntry, type Denotation } from './denotation.ts'
import { realIndexOf } from './library-index.ts'
import { placesOf } from './places.ts'
import { resolverOf, type Resolver } from './resolve.ts'

/** A name that is taken for a mock, and is none. */
export interface RealThing {
  /** The name alone. */
  readonly span: Span
  /** As its documentation names it. */
  readonly api: string
  /** What really runs: `the application itself, called in process`. */
  readonly real: string
  readonly documentation: string
  /** Id of its catalogue entry. */
  readonly library: string
}

/** Every name of a text that denotes a real thing of the catalogue, or only those at an offset, in no particular order. */
export function realThingsOf(facts: Facts, offset?: number): RealThing[] {
  const libraries = realIndexOf(facts.language)
  const things: RealThing[] = []
  const asked = ({ start, end }: Span): boolean => offset === undefined || (start <= offset && offset <= end)
  const add = (span: Span, denotation: Denotation): void => {
    if (denotation.kind !== 'api' || !asked(span)) return
    const { name, api: { real }, library } = denotation
    if (real !== undefined) things.push({ span, api: name, real, documentation: library.documentation, library: library.id })
  }
  for (const fact of facts.imports) if (asked(fact.span)) add(fact.span, denoteImport(fact, libraries))
  for (const { parameters } of facts.functions) {
    for (const { name, nameSpan } of parameters) {
      if (libraries.fixtures.has(name)) add(nameSpan, fromEntry(libraries.fixtures, name))
    }
  }
  const resolver = resolverOf(facts, placesOf(facts), undefined, libraries)
  for (const chain of facts.chains) if (asked(chain.span)) chainThings(chain, resolver, add)
  return things
}

function chainThings(chain: Chain, resolver: Resolver, add: (span: Span, denotation: Denotation) => void): void {
  if (typeof chain.root === 'string') add(chain.rootSpan, resolver.denote(chain, 0))
  chain.links.forEach((link, index) => {
    if (link.kind === 'member') add(link.span, resolver.denote(chain, index + 1))
  })
}
