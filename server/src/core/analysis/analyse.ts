import type { Facts } from '../model/facts.ts'
import type { Site, Suspect } from '../model/finding.ts'
import type { FileReport } from '../model/report.ts'
import type { Settings } from '../model/settings.ts'
import type { Surroundings } from '../model/surroundings.ts'
import { classifierOf } from './classify.ts'
import { findingsOf } from './findings/findings.ts'
import type { Ownership } from './found.ts'
import { identitiesOf, NO_IDENTITY } from './identities.ts'
import { outsideOf } from './outside.ts'
import { outsideReferences } from './outside-uses.ts'
import { inOrder } from './order.ts'
import { ownersOf } from './owners.ts'
import { placesOf } from './places.ts'
import { usesOfSites } from './references.ts'
import { resolverOf } from './resolve.ts'
import { sitesOf } from './sites.ts'
import { suspectsOf } from './suspicion/suspects.ts'
import { maySuspect } from './suspicion/triggers.ts'
import { targetOf } from './targets.ts'
import type { Verdict } from './weighing.ts'

/** The file that is analysed, and what else is known. */
export interface AnalysisRequest {
  /** Relative to the workspace root, with `/`. */
  readonly path: string
  readonly text: string
  readonly settings: Settings
  readonly surroundings: Surroundings
}

/** Facts to sites: finds, orders, classifies and names them. Every step looks at the whole text once. */
export function analyseFacts(facts: Facts, request: AnalysisRequest): FileReport {
  const { path, text, settings } = request
  const places = placesOf(facts)
  const resolver = resolverOf(facts, places, outsideOf(facts, request))
  const found = sitesOf(facts, resolver, request)
  const suspects = (ownership: Ownership | undefined): Suspect[] =>
    settings.suspects && maySuspect(text, facts.language) ? suspectsOf({ facts, path, text, settings, places, resolver, found, ownership }) : []
  if (found.length === 0) return { path, facts, sites: [], references: outsideReferences(facts, resolver, undefined), suspects: suspects(undefined), findings: [], problems: facts.problems }
  const ownership = ownersOf(facts, found, places)
  const uses = usesOfSites(facts, ownership, places)
  const targets = found.map((site) => targetOf(site, resolver, facts, text))
  const identities = identitiesOf(facts, found, ownership, targets)
  const classify = classifierOf({ ...request, facts, resolver, places, ownership, uses, targets, scopes: identities.map(({ scope }) => scope) })
  const verdicts = new Map<number, Verdict>()
  const sites = found.map((site, index): Site => {
    const root = ownership.roots[index] ?? index
    const verdict = verdicts.get(root) ?? classify(root)
    verdicts.set(root, verdict)
    const { target, scope, test, fingerprint } = identities[index] ?? NO_IDENTITY
    return {
      kind: site.kind,
      service: verdict.service,
      library: site.library.id,
      api: site.name,
      span: site.span,
      anchor: site.anchor,
      target,
      root,
      scope,
      test,
      evidence: verdict.evidence,
      fingerprint,
      allowed: undefined,
    }
  })
  const findings = findingsOf({ facts, path, text, ownership, uses, resolver, targets, surroundings: request.surroundings }, settings)
  const outside = outsideReferences(facts, resolver, uses.chains)
  const references = outside.length === 0 ? uses.references : inOrder([...uses.references, ...outside], (a, b) => a.span.start - b.span.start)
  return { path, facts, sites, references, suspects: suspects(ownership), findings, problems: facts.problems }
}
