import type { Directive } from '../analysis/directives.ts'
import type { Explained } from '../analysis/explain.ts'
import type { Evidence, FindingCode, Kind, Reference, ServiceId } from '../model/finding.ts'
import type { Replacement, Safety } from '../model/replacement.ts'
import type { FileReport } from '../model/report.ts'
import type { Settings, Severity } from '../model/settings.ts'
import type { Lines } from '../text/lines.ts'
import type { Span } from '../text/span.ts'
import { severityOf } from './severity.ts'

/** A place in the file, 1-based, columns in UTF-16 units. */
export interface Located {
  readonly line: number
  readonly column: number
}

/** All that is known about a line of a file, or about one place in it. Plain data: it is the JSON of `demock explain`. */
export interface Explanation extends Located {
  readonly path: string
  /** False when the file is not taken for test code; nothing in it is a site then. */
  readonly isTest: boolean
  readonly items: readonly ExplainedItem[]
  readonly findings: readonly { readonly code: FindingCode; readonly severity: Severity; readonly rule: string; readonly message: string }[]
  /** What there is to say about a line on which nothing begins. */
  readonly note: string | null
}

export interface ExplainedItem extends Located {
  readonly text: string
  readonly resolution: readonly string[]
  readonly verdict: string
  readonly site: ExplainedSite | null
  readonly suspect: ExplainedDouble | null
}

/** What sites and suspects have in common. */
export interface ExplainedDouble {
  readonly kind: Kind
  readonly service: ServiceId
  readonly target: string | null
  readonly test: string | null
  readonly fingerprint: string
  /** Services that anything speaks for, the most likely first. */
  readonly services: readonly ExplainedService[]
  readonly allowed: { readonly reason: string; readonly line: number | null; readonly until: string | null } | null
  readonly severity: Severity
  /** What decided the severity. */
  readonly rule: string
}

export interface ExplainedSite extends ExplainedDouble {
  readonly api: string
  /** Catalogue entry. */
  readonly library: string
  readonly root: Located & { readonly target: string | null; readonly isOwn: boolean }
  /** The other sites of the same root. */
  readonly members: readonly (Located & { readonly api: string; readonly target: string | null })[]
  readonly references: readonly (Located & { readonly role: Reference['role'] })[]
  readonly replacement: { readonly safety: Safety; readonly title: string; readonly remarks: readonly string[] }
}

export interface ExplainedService {
  readonly service: ServiceId
  /** Sum of its weights, rounded to hundredths; the highest one from 0.3 on decides, else it is `code`. */
  readonly sum: number
  readonly evidence: readonly { readonly weight: number; readonly text: string }[]
}

export interface ExplanationInput {
  readonly report: FileReport
  readonly text: string
  readonly lines: Lines
  readonly settings: Settings
  readonly isTest: boolean
  readonly at: Located
  readonly explained: readonly Explained[]
  readonly directives: { readonly sites: ReadonlyMap<number, Directive>; readonly suspects: ReadonlyMap<number, Directive> }
  readonly replacementOf: (site: number) => Replacement
}

/** The explanation of what was found on a line. */
export function explanationOf(input: ExplanationInput): Explanation {
  const { report, text, lines, settings, isTest, at, explained } = input
  const file = { path: report.path, language: report.facts.language }
  const items = explained.map(({ span, steps, verdict, site, suspect }): ExplainedItem => ({
    ...locate(span, lines),
    text: shortened(text.slice(span.start, span.end)),
    resolution: steps,
    verdict,
    site: site < 0 ? null : siteOf(site, input),
    suspect: suspect < 0 ? null : doubleOf('suspects', suspect, input),
  }))
  const findings = report.findings
    .filter(({ span }) => lines.positionAt(span.start).line === at.line - 1)
    .map((finding) => ({ code: finding.code, ...severityOf(finding, settings, file), message: finding.message }))
  return { path: report.path, ...at, isTest, items, findings, note: items.length > 0 ? null : noteOn(at.line - 1, input) }
}

function siteOf(index: number, input: ExplanationInput): ExplainedSite | null {
  const { report: { sites, references }, lines, replacementOf } = input
  const site = sites[index]
  const double = doubleOf('sites', index, input)
  if (!site || !double) return null
  const root = sites[site.root] ?? site
  const { safety, title, remarks } = replacementOf(index)
  return {
    ...double,
    api: site.api,
    library: site.library,
    root: { ...locate(root.span, lines), target: root.target ?? null, isOwn: site.root === index },
    members: sites.flatMap((other, at) => (other.root === site.root && at !== index ? [{ ...locate(other.span, lines), api: other.api, target: other.target ?? null }] : [])),
    references: references.filter((reference) => reference.site === index).map(({ span, role }) => ({ ...locate(span, lines), role })),
    replacement: { safety, title, remarks: remarks.map((remark) => remark.text) },
  }
}

function doubleOf(list: 'sites' | 'suspects', index: number, { report, lines, settings, directives }: ExplanationInput): ExplainedDouble | null {
  const double = report[list][index]
  if (!double) return null
  const directive = directives[list].get(index)
  const { kind, service, target, test, fingerprint, allowed } = double
  return {
    kind, service, target: target ?? null, test: test ?? null, fingerprint,
    services: servicesOf(double.evidence, service),
    allowed: allowed === undefined ? null : { reason: allowed, line: directive ? lines.positionAt(directive.span.start).line + 1 : null, until: directive?.until?.text ?? null },
    ...severityOf(double, settings, { path: report.path, language: report.facts.language }),
  }
}

/** Evidence by service: the winner first, then by their sums. */
function servicesOf(evidence: readonly Evidence[], winner: ServiceId): ExplainedService[] {
  const services = [...new Set(evidence.map(({ service }) => service))].map((service): ExplainedService => {
    const own = evidence.filter((each) => each.service === service).sort((a, b) => b.weight - a.weight)
    return { service, sum: hundredths(own.reduce((sum, { weight }) => sum + weight, 0)), evidence: own.map(({ weight, text }) => ({ weight: hundredths(weight), text })) }
  })
  return services.sort((a, b) => Number(b.service === winner) - Number(a.service === winner) || b.sum - a.sum)
}

/** Why a line has no items. */
function noteOn(line: number, { report, text, lines, at }: ExplanationInput): string {
  const start = lines.startOf(line)
  const end = line + 1 < lines.count ? lines.startOf(line + 1) : text.length
  const rest = text.slice(start, end)
  if (rest.trim() === '') return 'The line is empty.'
  const begin = start + rest.search(/\S/)
  const comment = report.facts.comments.find((span) => span.start <= begin && begin < span.end)
  if (comment) return 'There is only a comment: comments are never searched for mocks.'
  const around = report.facts.statements.findLast(({ span }) => span.start <= begin && begin < span.end)
  const where = around ? lines.positionAt(around.span.start).line + 1 : at.line
  return where === at.line
    ? 'No call, no use of a double and no class begins here: nothing that could be a site.'
    : `No call, no use of a double and no class begins here. The line belongs to the statement that begins on line ${where}.`
}

function locate(span: Span, lines: Lines): Located {
  const { line, column } = lines.positionAt(span.start)
  return { line: line + 1, column: column + 1 }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}

const LONGEST = 100

function shortened(text: string): string {
  const plain = text.slice(0, 4 * LONGEST).replace(/\s+/g, ' ')
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain
}
