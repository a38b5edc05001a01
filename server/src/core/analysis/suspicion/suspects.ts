import type { Facts } from '../../model/facts.ts'
import type { Suspect } from '../../model/finding.ts'
import type { Settings } from '../../model/settings.ts'
import type { Span } from '../../text/span.ts'
import { fingerprintOf } from '../fingerprint.ts'
import type { Found, Ownership } from '../found.ts'
import { inOrder } from '../order.ts'
import type { Places } from '../places.ts'
import type { Resolver } from '../resolve.ts'
import { namesAround } from '../test-names.ts'
import type { Candidate } from './candidate.ts'
import { classCandidates } from './classes.ts'
import { judgeOf, type Judgement } from './judgement.ts'
import { objectCandidates } from './objects.ts'
import { realNamesOf } from './real-names.ts'
import { realThingsIn } from './real-things-in.ts'
import { replacementCandidates } from './replaced-members.ts'

export interface SuspicionRequest {
  readonly facts: Facts
  readonly path: string
  readonly text: string
  readonly settings: Settings
  readonly places: Places
  readonly resolver: Resolver
  /** Sites in source order. */
  readonly found: readonly Found[]
  /** Undefined when there are no sites. */
  readonly ownership: Ownership | undefined
}

/** What looks like a double made by hand, in source order; never anything that is, lies in or holds a site. */
export function suspectsOf(request: SuspicionRequest): Suspect[] {
  const { facts, path, text, settings, places, resolver, found, ownership } = request
  const siteClasses = new Set(found.map((site) => site.class))
  const candidates = inOrder([
    ...classCandidates(facts, resolver, (index) => siteClasses.has(index)),
    ...objectCandidates(facts, places, text),
    ...replacementCandidates(facts, places, resolver, ownership),
  ], (a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
  if (candidates.length === 0) return []
  const overlaps = overlapOf(found)
  const judge = judgeOf(facts, resolver)
  const handsOn = realThingsIn(facts, resolver)
  const isReal = realNamesOf(settings, path)
  const suspects: { readonly candidate: Candidate; readonly judgement: Judgement }[] = []
  let covered = -1
  for (const candidate of candidates) {
    if (candidate.span.start < covered || overlaps(candidate) || isReal(candidate)) continue
    const judgement = judge(candidate)
    if (!judgement || (candidate.need !== 'nothing' && handsOn(candidate.span, judgement.service))) continue
    suspects.push({ candidate, judgement })
    covered = candidate.span.end
  }
  const around = namesAround(facts, suspects.map(({ candidate }) => candidate.span.start))
  const occurrences = new Map<string, number>()
  return suspects.map(({ candidate, judgement }, index): Suspect => {
    const { kind, form, span, anchor, target } = candidate
    const scope = around[index]?.scope ?? ''
    const key = `${scope}\n${kind}\n${form}\n${target ?? ''}`
    const occurrence = occurrences.get(key) ?? 0
    occurrences.set(key, occurrence + 1)
    return {
      kind, form, span, anchor, target,
      service: judgement.service,
      test: around[index]?.test,
      evidence: judgement.evidence,
      fingerprint: fingerprintOf(['suspect', scope, kind, form, target ?? '', String(occurrence)]),
    }
  })
}

/** Whether a candidate lies in a site or, unless it is a class, holds one: then the site is counted, and that is enough. */
function overlapOf(found: readonly Found[]): (candidate: Candidate) => boolean {
  const extents: { start: number; end: number }[] = []
  for (const { extent } of found) {
    const last = extents.at(-1)
    if (last && extent.start < last.end) last.end = Math.max(last.end, extent.end)
    else extents.push({ start: extent.start, end: extent.end })
  }
  return ({ span, form }) => {
    const index = firstEndingBehind(extents, span.start)
    const next = extents[index]
    if (!next) return false
    return next.start <= span.start || (next.start < span.end && !form.startsWith('class '))
  }
}

/** Index of the first of some disjoint spans that ends behind an offset. */
function firstEndingBehind(spans: readonly Span[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
