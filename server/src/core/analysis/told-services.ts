import type { ToldService } from '../catalogue/library.ts'
import type { Chain, Facts } from '../model/facts.ts'
import type { ServiceId } from '../model/finding.ts'
import type { Span } from '../text/span.ts'
import type { Found } from './found.ts'

/** Gives the sites of libraries that stand in for several services the one whose client is made next to them: `boto3.client('sqs')`. */
export function withToldServices(facts: Facts, found: readonly Found[]): Found[] {
  return found.map((site) => {
    const { told } = site.library
    if (!told || site.service) return site
    return { ...site, service: nearest(site, toldIn(facts, told), facts) ?? told.otherwise }
  })
}

interface Told {
  readonly at: number
  readonly service: ServiceId
}

const known = new WeakMap<Facts, Map<ToldService, readonly Told[]>>()

/** The services that the calls of a text tell, in source order. */
function toldIn(facts: Facts, told: ToldService): readonly Told[] {
  let ofFacts = known.get(facts)
  if (!ofFacts) known.set(facts, (ofFacts = new Map()))
  const before = ofFacts.get(told)
  if (before) return before
  const result = facts.calls.flatMap(({ chain: index, link, arguments: [first], span }): Told[] => {
    const value = first?.value
    if (value?.kind !== 'string' || value.text === undefined || !told.calls.includes(calleeName(facts.chains[index], link) ?? '')) return []
    const service = told.services[value.text]
    return service ? [{ at: span.start, service }] : []
  })
  ofFacts.set(told, result)
  return result
}

function calleeName(chain: Chain | undefined, link: number): string | undefined {
  const member = chain?.links[link - 1]
  if (member) return member.kind === 'member' ? member.name : undefined
  return typeof chain?.root === 'string' ? chain.root : undefined
}

/** What its own call tells; else the one nearest to the site in the function or class that it decorates or stands in; else the one that all calls of the text agree on. */
function nearest(site: Found, all: readonly Told[], facts: Facts): ServiceId | undefined {
  const own = site.call && all.find(({ at }) => at === site.span.start)
  if (own) return own.service
  const around = reach(site, facts)
  let best: Told | undefined
  for (const each of all) {
    if (around && (each.at < around.start || each.at > around.end)) continue
    if (!best || Math.abs(each.at - site.span.start) < Math.abs(best.at - site.span.start)) best = each
  }
  if (around && best) return best.service
  const [first, ...others] = all
  return others.every(({ service }) => service === first?.service) ? first?.service : undefined
}

/** The function or class that a site decorates, or the innermost function around it. */
function reach({ span, decorator }: Found, { functions, classes }: Facts): Span | undefined {
  if (decorator >= 0) return [...functions, ...classes].find(({ decorators }) => decorators.includes(decorator))?.span
  return functions.findLast((fact) => fact.form !== 'lambda' && fact.span.start <= span.start && span.end <= fact.span.end)?.span
}
