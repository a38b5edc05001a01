/** The completion report of a mock-elimination programme: every number of it is counted, none is typed in. */
import { KINDS, SERVICES, type Kind, type ServiceId } from '../model/finding.ts'
import type { Phase } from '../model/settings.ts'
import type { Comparison } from '../gate/compare.ts'
import type { Against } from '../gate/verdict.ts'
import { outcomesByReason, type ConvertOutcome } from '../reports/conversion.ts'
import type { CountedSite, FileCounts, Summary } from '../reports/counts.ts'
import { changeOf, type Change } from './change.ts'
import type { ContractCoverage } from './contract-coverage.ts'
import type { History } from './history.ts'
import { OTHER, titleOf } from './phases.ts'
import { verifiedOf, type Verified, type ProofFile } from './verified.ts'

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
  /** What `convert --verify` has told of files. */
  readonly proofs?: readonly ProofFile[] | undefined
  readonly history?: History | undefined
  /** The services to report on; all when empty. */
  readonly services: readonly ServiceId[]
  readonly phases: readonly Phase[]
  /** The title of the one phase to report on, of which `services` are those. */
  readonly phase?: string | undefined
  /** The day in UTC: `2026-11-22`. */
  readonly date: string
}

export interface CompletionReport {
  readonly version: 1
  readonly date: string
  /** Null for a report on all of them. */
  readonly phase: string | null
  readonly services: readonly ServiceId[]
  /** `references` of a report on some services are the mocks of these and their uses in the same file. */
  readonly totals: { readonly files: number; readonly filesWithMocks: number; readonly sites: number; readonly allowed: number; readonly references: number; readonly suspected: number }
  readonly phases: readonly PhaseCount[]
  readonly byKind: readonly Count[]
  readonly byFolder: readonly WorkCount[]
  /** Empty where nobody owns anything; a mock counts for each of its owners. */
  readonly byOwner: readonly WorkCount[]
  readonly byFile: readonly WorkCount[]
  /** What can be converted today, and why the rest cannot: the first reason of each mock. */
  readonly effort: readonly { readonly safety: Effort; readonly sites: number; readonly reasons: readonly Count[] }[]
  readonly suppressions: readonly Suppression[]
  /** Exceptions that do not hold: expired, without a reason, or for nothing. */
  readonly directives: readonly { readonly path: string; readonly line: number; readonly message: string }[]
  readonly contracts: readonly ContractCoverage[]
  readonly change: Change | undefined
  readonly verified: Verified | undefined
  readonly history: History | undefined
}

export interface Count {
  readonly name: string
  readonly sites: number
}

export interface PhaseCount extends Count {
  readonly files: number
  readonly references: number
  readonly services: readonly (Count & { readonly files: number; readonly references: number })[]
}

/** How a mock goes away: by itself, with a place to finish, not yet (with reasons), or not yet at all. */
export const EFFORTS = ['safe', 'review', 'refused', 'no replacement yet'] as const
export type Effort = (typeof EFFORTS)[number]

/** Mocks of a folder, owner or file by their effort; the allowed ones are left alone. They add up to `sites`. */
export interface WorkCount extends Count {
  readonly safe: number
  readonly review: number
  readonly refused: number
  readonly noReplacement: number
  readonly allowed: number
}

export interface Suppression {
  readonly path: string
  readonly line: number
  readonly service: ServiceId
  readonly kind: Kind
  readonly reason: string
  /** The last day; null when none is named. */
  readonly until: string | null
}

/** A mock with its file, and what its conversion would come to. */
interface Placed {
  readonly path: string
  readonly site: CountedSite
  readonly outcome: ConvertOutcome | undefined
}

/** The owner of what nobody owns, where others are owned. */
const NOBODY = '(nobody)'

/** The report; lists are sorted by number, largest first, then by name. */
export function completionReport(request: ReportRequest): CompletionReport {
  const { summary, files, services, phases, date, ownersOf, contracts, history } = request
  const isWanted = ({ service }: { readonly service: ServiceId }): boolean => services.length === 0 || services.includes(service)
  const outcomes = new Map(request.outcomes.map((outcome) => [`${outcome.path}\n${outcome.fingerprint}`, outcome]))
  const placed = files.flatMap(({ path, sites }) => sites.filter(isWanted).map((site): Placed =>
    ({ path, site, outcome: outcomes.get(`${path}\n${site.fingerprint}`) ?? outcomes.get(`${path}\n${site.root}`) })))
  const allowed = placed.filter(({ site }) => site.allowed !== null)
  const owned = placed.some(({ path }) => ownersOf(path).length > 0)
  return {
    version: 1,
    date,
    phase: request.phase ?? null,
    services,
    totals: {
      files: summary.files,
      filesWithMocks: filesIn(placed),
      sites: placed.length,
      allowed: allowed.length,
      references: services.length === 0 ? summary.references : referencesIn(placed),
      suspected: files.reduce((sum, { suspects }) => sum + suspects.filter(isWanted).length, 0),
    },
    phases: phasesOf(placed, phases, isWanted),
    byKind: countsOf(placed, ({ site }) => [site.kind], (kind) => KINDS.findIndex((each) => each === kind)),
    byFolder: workOf(placed, ({ path }) => [folderOf(path)]),
    byOwner: owned ? workOf(placed, ({ path }) => (ownersOf(path).length === 0 ? [NOBODY] : ownersOf(path))) : [],
    byFile: workOf(placed, ({ path }) => [path]),
    effort: effortOf(placed),
    suppressions: allowed.map(({ path, site: { line, service, kind, allowed: reason, allowedUntil } }) => ({ path, line, service, kind, reason: reason ?? '', until: allowedUntil })),
    directives: files.flatMap(({ path, findings }) => findings.flatMap(({ code, line, message }) => (code === 'directive' ? [{ path, line, message }] : []))),
    contracts,
    change: request.before && changeOf(request.before, isWanted),
    verified: request.proofs && verifiedOf(request.proofs, files, isWanted),
    history,
  }
}

function phasesOf(placed: readonly Placed[], phases: readonly Phase[], isWanted: (of: { readonly service: ServiceId }) => boolean): PhaseCount[] {
  const named = new Set(phases.flatMap(({ services }) => services))
  const rest = { name: OTHER, services: SERVICES.filter((service) => !named.has(service)) }
  const all = [...phases.map((phase, index) => ({ name: titleOf(phase, index), services: phase.services })), rest]
  return all.flatMap(({ name, services }): PhaseCount[] => {
    const wanted = services.filter((service) => isWanted({ service }))
    const of = (group: readonly ServiceId[], label: string): Count & { readonly files: number; readonly references: number } => {
      const these = placed.filter(({ site }) => group.includes(site.service))
      return { name: label, sites: these.length, files: filesIn(these), references: referencesIn(these) }
    }
    const whole = of(wanted, name)
    if (wanted.length === 0 || (name === OTHER && whole.sites === 0)) return []
    return [{ ...whole, services: wanted.map((service) => of([service], service)).filter(({ sites }) => sites > 0 || name !== OTHER).sort(byCount) }]
  })
}

function effortOf(placed: readonly Placed[]): CompletionReport['effort'] {
  const open = placed.filter(({ site }) => site.allowed === null)
  return EFFORTS.map((safety) => {
    const these = open.filter(({ outcome }) => (outcome?.safety ?? 'no replacement yet') === safety)
    const explained = safety === 'review' || safety === 'refused' ? these.flatMap(({ outcome }) => outcome ?? []) : []
    return { safety, sites: these.length, reasons: outcomesByReason(explained).map(({ reason, outcomes }) => ({ name: reason.slice(safety.length + 2), sites: outcomes.length })) }
  })
}

function workOf(placed: readonly Placed[], namesOf: (item: Placed) => readonly string[]): WorkCount[] {
  const counts = new Map<string, { name: string; sites: number; safe: number; review: number; refused: number; noReplacement: number; allowed: number }>()
  for (const item of placed) {
    const { site: { allowed }, outcome } = item
    const effort = allowed !== null ? 'allowed' : outcome?.safety ?? 'noReplacement'
    for (const name of namesOf(item)) {
      const count = counts.get(name) ?? { name, sites: 0, safe: 0, review: 0, refused: 0, noReplacement: 0, allowed: 0 }
      counts.set(name, count)
      count.sites++
      count[effort]++
    }
  }
  return [...counts.values()].sort(byCount)
}

function countsOf(placed: readonly Placed[], namesOf: (item: Placed) => readonly string[], orderOf: (name: string) => number): Count[] {
  const counts = new Map<string, number>()
  for (const item of placed) for (const name of namesOf(item)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, sites]) => ({ name, sites })).sort((a, b) => b.sites - a.sites || orderOf(a.name) - orderOf(b.name))
}

function filesIn(placed: readonly Placed[]): number {
  return new Set(placed.map(({ path }) => path)).size
}

function referencesIn(placed: readonly Placed[]): number {
  return placed.reduce((sum, { site }) => sum + 1 + site.uses, 0)
}

function byCount(a: Count, b: Count): number {
  return b.sites - a.sites || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.'
}
