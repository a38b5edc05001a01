import { serviceOf } from '../core/demock.ts'
import { KINDS, SERVICES } from '../core/model/finding.ts'
import type { Kind, ServiceId } from '../core/model/finding.ts'
import { countFile } from '../core/reports/counts.ts'
import type { CountedSite } from '../core/reports/counts.ts'
import type { FileCount, KindCount, ServiceCount, SiteEntry } from '../protocol/messages.ts'
import type { Analysis } from './analyses.ts'

/** The count of one analysed text; `version` is null for a file that is not open. */
export function fileCountOf(uri: string, version: number | null, analysis: Analysis | undefined): FileCount {
  if (!analysis?.isTest) return { uri, version, isTest: false, allowed: 0, references: 0, services: [], sites: [] }
  const { sites, references } = countFile(analysis.source.text, analysis.report, { safetyOf: () => undefined, severityOf: () => 'off' })
  const allowed = sites.filter((site) => site.allowed !== null).length
  return { uri, version, isTest: true, allowed, references, services: servicesOf(tally(sites, (site) => site.service)), sites: sites.map(siteEntryOf) }
}

/** A counted site for lists and trees; 1-based places become 0-based ones. */
export function siteEntryOf(site: CountedSite): SiteEntry {
  return {
    start: { line: site.line - 1, character: site.column - 1 },
    end: { line: site.endLine - 1, character: site.endColumn - 1 },
    kind: site.kind,
    service: site.service,
    label: site.target ?? site.api,
    detail: `${site.api}${site.test === null ? '' : ` in ${site.test}`}${site.allowed === null ? '' : `, allowed: ${site.allowed}`}`,
  }
}

/** Services with sites, most first; of equal ones in the order of SERVICES. */
export function servicesOf(counts: Partial<Readonly<Record<ServiceId, number>>>): ServiceCount[] {
  return mostFirst(SERVICES, counts).map(([service, sites]) => ({ service, title: serviceOf(service).title, sites }))
}

/** Kinds with sites, most first. */
export function kindsOf(counts: Partial<Readonly<Record<Kind, number>>>): KindCount[] {
  return mostFirst(KINDS, counts).map(([kind, sites]) => ({ kind, sites }))
}

function mostFirst<Name extends string>(names: readonly Name[], counts: Partial<Readonly<Record<Name, number>>>): (readonly [Name, number])[] {
  return names.map((name) => [name, counts[name] ?? 0] as const).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1])
}

function tally<Item, Name extends string>(items: readonly Item[], nameOf: (item: Item) => Name): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {}
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1
  return counts
}
