import type { Finding, FindingCode, Kind, ServiceId, Suspect } from '../model/finding.ts'
import { FINDING_CODES, KINDS, SERVICES } from '../model/finding.ts'
import type { FileReport } from '../model/report.ts'
import type { Safety } from '../model/replacement.ts'
import type { Severity } from '../model/settings.ts'
import { linesOf, type Lines } from '../text/lines.ts'
import type { Span } from '../text/span.ts'

/** A site as reports tell it: plain data, small enough to keep for a whole repository. Lines and columns are 1-based, columns in UTF-16 units. */
export interface CountedSite {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly kind: Kind
  readonly service: ServiceId
  readonly api: string
  /** Patched path or bound name. */
  readonly target: string | null
  /** Fingerprint of the root site; its own for a root. */
  readonly root: string
  /** Names of all definitions around it; empty at the top of the file. */
  readonly scope: string
  readonly test: string | null
  /** Of its replacement; null where the service has no rewrite for the language. */
  readonly safety: Safety | null
  /** What decided the service, strongest first. */
  readonly evidence: readonly string[]
  readonly fingerprint: string
  /** The reason of the directive that allows it; null when none does. */
  readonly allowed: string | null
  /** The last day on which it is allowed, `2027-01-31`; null when the directive names none. */
  readonly allowedUntil: string | null
  /** References to it besides itself: configuration, verification, any other use of its name in this file. */
  readonly uses: number
}

/** A finding beside the sites, with places like those of a site. */
export interface CountedFinding {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly code: FindingCode
  readonly severity: Exclude<Severity, 'off'>
  readonly message: string
  /** Fingerprint of the site it is about; null when it is about none. */
  readonly site: string | null
}

/** Something that looks like a double made by hand, with places like those of a site; it is in no count of mocks. */
export interface CountedSuspect {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly kind: Suspect['kind']
  readonly service: ServiceId
  readonly form: string
  readonly target: string | null
  readonly test: string | null
  readonly evidence: readonly string[]
  readonly fingerprint: string
  readonly confidence: 'low'
  /** The reason of the directive that allows it; null when none does. */
  readonly allowed: string | null
}

export interface FileCounts {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** In source order. */
  readonly sites: readonly CountedSite[]
  /** Sites and all other uses of them. */
  readonly references: number
  /** In source order, without those that the settings switch off. */
  readonly findings: readonly CountedFinding[]
  /** In source order. */
  readonly suspects: readonly CountedSuspect[]
}

export interface Summary {
  /** Source files read and searched, test code or not. */
  readonly files: number
  readonly filesWithMocks: number
  readonly sites: number
  /** Sites that a directive allows; they are among `sites`. */
  readonly allowed: number
  readonly references: number
  /** Findings beside the sites, every code in the order of FINDING_CODES, 0 included. */
  readonly findings: Readonly<Record<FindingCode, number>>
  /** What only looks like a mock; in none of the other numbers. */
  readonly suspected: number
  /** Every kind, in the order of KINDS, 0 included. */
  readonly byKind: Readonly<Record<Kind, number>>
  readonly byService: Readonly<Record<ServiceId, number>>
}

/** What counting asks about sites (by index) and findings. */
export interface Judgement {
  /** The safety of a site's replacement. */
  readonly safetyOf: (site: number) => Safety | undefined
  readonly severityOf: (finding: Finding) => Severity
}

/** The counts of one analysed text. */
export function countFile(text: string, report: FileReport, { safetyOf, severityOf }: Judgement): FileCounts {
  const lines = linesOf(text)
  const uses = new Uint32Array(report.sites.length)
  for (const { site } of report.references) if (site >= 0) uses[site] = (uses[site] ?? 0) + 1
  const sites = report.sites.map((site, index): CountedSite => {
    const deciding = site.evidence.filter((evidence) => evidence.service === site.service).sort((a, b) => b.weight - a.weight)
    return {
      ...placeOf(site.span, lines),
      kind: site.kind,
      service: site.service,
      api: site.api,
      target: site.target ?? null,
      root: report.sites[site.root]?.fingerprint ?? site.fingerprint,
      scope: site.scope,
      test: site.test ?? null,
      safety: safetyOf(index) ?? null,
      evidence: deciding.map((evidence) => evidence.text),
      fingerprint: site.fingerprint,
      allowed: site.allowed ?? null,
      allowedUntil: site.allowedUntil ?? null,
      uses: uses[index] ?? 0,
    }
  })
  const findings = report.findings.flatMap((finding): CountedFinding[] => {
    const severity = severityOf(finding)
    if (severity === 'off') return []
    const { span, code, message, site } = finding
    return [{ ...placeOf(span, lines), code, severity, message, site: report.sites[site]?.fingerprint ?? null }]
  })
  return { path: report.path, sites, references: report.sites.length + report.references.length, findings, suspects: report.suspects.map((suspect) => countedSuspect(suspect, lines)) }
}

function countedSuspect({ span, kind, service, form, target, test, evidence, fingerprint, allowed }: Suspect, lines: Lines): CountedSuspect {
  return {
    ...placeOf(span, lines),
    kind, service, form, fingerprint,
    target: target ?? null,
    test: test ?? null,
    evidence: evidence.map(({ text }) => text),
    confidence: 'low',
    allowed: allowed ?? null,
  }
}

function placeOf(span: Span, lines: Lines): Pick<CountedSite, 'line' | 'column' | 'endLine' | 'endColumn'> {
  const start = lines.positionAt(span.start)
  const end = lines.positionAt(span.end)
  return { line: start.line + 1, column: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 }
}

/** The totals of some files, of which `scanned` is the number of all that were read. */
export function summarise(files: readonly FileCounts[], scanned: number): Summary {
  const byKind = zeros(KINDS)
  const byService = zeros(SERVICES)
  let filesWithMocks = 0
  let sites = 0
  let allowed = 0
  let references = 0
  const findings = zeros(FINDING_CODES)
  let suspected = 0
  for (const file of files) {
    if (file.sites.length > 0) filesWithMocks++
    sites += file.sites.length
    references += file.references
    for (const { code } of file.findings) findings[code]++
    suspected += file.suspects.length
    for (const site of file.sites) {
      if (site.allowed !== null) allowed++
      byKind[site.kind]++
      byService[site.service]++
    }
  }
  return { files: scanned, filesWithMocks, sites, allowed, references, findings, suspected, byKind, byService }
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
}
