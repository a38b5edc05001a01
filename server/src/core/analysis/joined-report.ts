/** Puts what was found anew in one part of a text into the report of the whole. */
import type { Facts } from '../model/facts.ts'
import type { FileReport } from '../model/report.ts'
import { contains, type Span } from '../text/span.ts'
import { LateReport } from './late-report.ts'
import { movedReport } from './moved-report.ts'

/** What an analysis tells of a text, or of a part of it. */
export type Told = Pick<FileReport, (typeof LISTS)[number]>

/** A part of a text and what has become of it. */
export interface Move {
  readonly before: Span
  readonly now: Span
  /** Where the token behind the part stood before; everything from there on now stands `by` units further down. */
  readonly next: number
  readonly by: number
}

const LISTS = ['sites', 'references', 'suspects', 'findings', 'problems'] as const

/** The same with other indexes of sites. */
export function renumbered({ sites, references, suspects, findings, problems }: Told, index: (site: number) => number): Told {
  const of = (site: number): number => (site < 0 ? site : index(site))
  return {
    sites: sites.map((site) => ({ ...site, root: of(site.root) })),
    references: references.map((reference) => ({ ...reference, site: of(reference.site) })),
    suspects,
    findings: findings.map((finding) => ({ ...finding, site: of(finding.site) })),
    problems,
  }
}

/** What is told of a part of the text. */
export function partOf(told: Told, part: Span): Told {
  return filtered(told, ({ span }) => contains(part, span))
}

/** Whether two reports, whose sites have the same indexes, tell the same of everything beside a part of their texts. */
export function isSameBeside(before: Told, now: Told, { before: part, now: partNow, next, by }: Move): boolean {
  if (crosses(before, part, next) || crosses(now, partNow, next + by)) return false
  return same(filtered(before, ({ span }) => !contains(part, span)), filtered(now, ({ span }) => !contains(partNow, span)), next, by)
}

/** A report with another part in it, whose sites have the indexes that they get by that; facts are read when they are asked for. */
export function joinedReport(report: FileReport, part: Told, { before, next, by }: Move, read: () => Facts): FileReport {
  const end = firstStartingAt(report.sites, before.end)
  const more = part.sites.length - (end - firstStartingAt(report.sites, before.start))
  const moved = movedReport(report, next, by, read)
  const rest = more === 0 ? moved : renumbered(moved, (site) => (site < end ? site : site + more))
  const joined = <T extends { readonly span: Span }>(all: readonly T[], others: readonly T[], anew: readonly T[]): readonly T[] =>
    [...others.slice(0, firstStartingAt(all, before.start)), ...anew, ...others.slice(firstStartingAt(all, before.end))]
  return new LateReport({
    path: report.path,
    sites: joined(report.sites, rest.sites, part.sites),
    references: joined(report.references, rest.references, part.references),
    suspects: joined(report.suspects, rest.suspects, part.suspects),
    findings: joined(report.findings, rest.findings, part.findings),
    problems: joined(report.problems, rest.problems, part.problems),
  }, read)
}

/** Index of the first of some ordered things that begins at an offset or behind it; how many there are if there is none. */
export function firstStartingAt(things: readonly { readonly span: Span }[], offset: number): number {
  const first = things.findIndex(({ span }) => span.start >= offset)
  return first < 0 ? things.length : first
}

function filtered({ sites, references, suspects, findings, problems }: Told, keep: (thing: { readonly span: Span }) => boolean): Told {
  return { sites: sites.filter(keep), references: references.filter(keep), suspects: suspects.filter(keep), findings: findings.filter(keep), problems: problems.filter(keep) }
}

/** Whether anything begins or ends within a part and goes beyond it. */
function crosses(told: Told, part: Span, next: number): boolean {
  return LISTS.some((list) => told[list].some(({ span: { start, end } }) => (start < part.start ? end > part.start && end <= next : start < part.end && end > part.end)))
}

/** Whether two values of plain data are the same, the one from an offset on moved. */
export function same(a: unknown, b: unknown, from = Infinity, by = 0): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [one, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>]
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => {
    const value = one[key]
    return typeof value === 'number' && (key === 'start' || key === 'end') ? other[key] === (value < from ? value : value + by) : same(value, other[key], from, by)
  })
}
