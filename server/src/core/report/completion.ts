/** The completion report of a mock-elimination programme: every number of it is counted, none is typed in. */
import type { Kind, ServiceId } from '../model/finding.ts'
import type { Comparison } from '../gate/compare.ts'
import { changesByService, type Against } from '../gate/verdict.ts'
import { groupedBy } from '../gate/entries.ts'
import { outcomesByReason, type ConvertOutcome } from '../reports/conversion.ts'
import type { CountedSite, FileCounts, Summary } from '../reports/counts.ts'
import type { ContractCoverage } from './contract-coverage.ts'
import { OTHER, PHASES } from './phases.ts'

export interface ReportRequest {
  readonly summary: Summary
  readonly files: readonly FileCounts[]
  /** What a conversion would make of the mocks that have a replacement. */
  readonly outcomes: readonly ConvertOutcome[]
  /** The owners of a file; none when nobody is named. */
  readonly ownersOf: (path: string) => readonly string[]
  readonly contracts: readonly ContractCoverage[]
  /** What the mocks of today are held against, if anything. */
  readonly before?: { readonly against: Against; readonly comparison: Comparison } | undefined
  /** The services to report on; all when empty. */
  readonly services: readonly ServiceId[]
  /** The day in UTC: `2026-11-22`. */
  readonly date: string
}

export interface CompletionReport {
  readonly version: 1
  readonly date: string
  readonly services: readonly ServiceId[]
  readonly totals: { readonly files: number; readonly filesWithMocks: number; readonly sites: number; readonly allowed: number; readonly references: number; readonly suspected: number }
  readonly phases: readonly { readonly name: string; readonly sites: number; readonly services: readonly Count[] }[]
  readonly byKind: readonly Count[]
  readonly byFolder: readonly Count[]
  readonly byOwner: readonly Count[]
  readonly byFile: readonly Count[]
  /** What can be converted today, and why the rest cannot: the first reason of each mock. */
  readonly effort: readonly { readonly safety: 'safe' | 'review' | 'refused' | 'no replacement yet'; readonly sites: number; readonly reasons: readonly Count[] }[]
  readonly suppressions: readonly { readonly path: string; readonly line: number; readonly service: ServiceId; readonly kind: Kind; readonly reason: string }[]
  readonly contracts: readonly ContractCoverage[]
  readonly change: Change | undefined
}

export interface Count {
  readonly name: string
  readonly sites: number
}

export interface Change {
  readonly against: Against
  readonly before: number
  readonly after: number
  readonly byService: readonly { readonly service: ServiceId; readonly more: number; readonly fewer: number }[]
  /** Files whose mocks have become more or fewer, the largest change first. */
  readonly files: readonly { readonly path: string; readonly before: number; readonly after: number }[]
}

/** The report; lists are sorted by number, largest first, then by name. */
export function completionReport(request: ReportRequest): CompletionReport {
  const { files, services, date, ownersOf, contracts } = request
  const wanted = (site: CountedSite): boolean => services.length === 0 || services.includes(site.service)
  const placed = files.flatMap(({ path, sites }) => sites.filter(wanted).map((site) => ({ path, site })))
  const open = placed.filter(({ site }) => site.allowed === null)
  const outcomes = new Map(request.outcomes.map((outcome) => [`${outcome.path}\n${outcome.fingerprint}`, outcome]))
  return {
    version: 1,
    date,
    services,
    totals: {
      files: request.summary.files,
      filesWithMocks: new Set(placed.map(({ path }) => path)).size,
      sites: placed.length,
      allowed: placed.length - open.length,
      references: services.length === 0 ? request.summary.references : placed.length,
      suspected: request.summary.suspected,
    },
    phases: phasesOf(placed.map(({ site }) => site), services),
    byKind: countsOf(placed, ({ site }) => [site.kind]),
    byFolder: countsOf(placed, ({ path }) => [folderOf(path)]),
    byOwner: countsOf(placed, ({ path }) => ownersOf(path)),
    byFile: countsOf(placed, ({ path }) => [path]),
    effort: effortOf(open, (path, site) => outcomes.get(`${path}\n${site.fingerprint}`) ?? outcomes.get(`${path}\n${site.root}`)),
    suppressions: placed.flatMap(({ path, site }) => (site.allowed === null ? [] : [{ path, line: site.line, service: site.service, kind: site.kind, reason: site.allowed }])),
    contracts,
    change: request.before && changeOf(request.before, services),
  }
}

function phasesOf(sites: readonly CountedSite[], services: readonly ServiceId[]): CompletionReport['phases'] {
  const rest = { name: OTHER, services: [...new Set(sites.map(({ service }) => service))].filter((service) => !PHASES.some((phase) => phase.services.includes(service))) }
  return [...PHASES, rest].flatMap((phase) => {
    const named = phase.services.filter((service) => services.length === 0 || services.includes(service))
    const counts = named.map((service): Count => ({ name: service, sites: sites.filter((site) => site.service === service).length }))
    const total = counts.reduce((sum, count) => sum + count.sites, 0)
    return named.length === 0 || (phase === rest && total === 0) ? [] : [{ name: phase.name, sites: total, services: counts.sort(byCount) }]
  })
}

function effortOf(open: readonly { readonly path: string; readonly site: CountedSite }[], outcomeOf: (path: string, site: CountedSite) => ConvertOutcome | undefined): CompletionReport['effort'] {
  const told = open.map(({ path, site }) => outcomeOf(path, site))
  const convertible = (['safe', 'review', 'refused'] as const).map((safety) => {
    const these = told.flatMap((outcome) => (outcome?.safety === safety ? [outcome] : []))
    const reasons = safety === 'safe' ? [] : outcomesByReason(these).map(({ reason, outcomes }) => ({ name: reason.slice(safety.length + 2), sites: outcomes.length }))
    return { safety, sites: these.length, reasons }
  })
  return [...convertible, { safety: 'no replacement yet', sites: told.filter((outcome) => outcome === undefined).length, reasons: [] }]
}

function changeOf({ against, comparison: { added, kept, gone } }: NonNullable<ReportRequest['before']>, services: readonly ServiceId[]): Change {
  const wanted = (service: ServiceId): boolean => services.length === 0 || services.includes(service)
  const more = added.filter(({ site }) => wanted(site.service))
  const same = kept.filter(({ current }) => wanted(current.site.service))
  const fewer = gone.filter(({ service }) => wanted(service))
  const before = groupedBy([...same.map(({ current }) => current.entry.file), ...fewer.map(({ file }) => file)], (path) => path)
  const after = groupedBy([...same.map(({ current }) => current.entry.file), ...more.map(({ entry }) => entry.file)], (path) => path)
  const files = [...new Set([...before.keys(), ...after.keys()])].map((path) => ({ path, before: before.get(path)?.length ?? 0, after: after.get(path)?.length ?? 0 }))
  return {
    against,
    before: same.length + fewer.length,
    after: same.length + more.length,
    byService: changesByService({ added: more, gone: fewer }),
    files: files.filter((file) => file.before !== file.after).sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.path < b.path ? -1 : 1)),
  }
}

function countsOf<Item>(items: readonly Item[], namesOf: (item: Item) => readonly string[]): Count[] {
  const counts = new Map<string, number>()
  for (const item of items) for (const name of namesOf(item)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, sites]) => ({ name, sites })).sort(byCount)
}

function byCount(a: Count, b: Count): number {
  return b.sites - a.sites || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.'
}
