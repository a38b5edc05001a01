import type { Kind, ServiceId } from '../model/finding.ts'
import { KINDS, SERVICES } from '../model/finding.ts'
import type { FileReport } from '../model/report.ts'
import type { Safety } from '../model/replacement.ts'
import { linesOf } from '../text/lines.ts'

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
  readonly test: string | null
  /** Of its replacement; null where the service has no rewrite for the language. */
  readonly safety: Safety | null
  /** What decided the service, strongest first. */
  readonly evidence: readonly string[]
  readonly fingerprint: string
}

export interface FileCounts {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** In source order. */
  readonly sites: readonly CountedSite[]
  /** Sites and all other uses of them. */
  readonly references: number
}

export interface Summary {
  /** Source files read and searched, test code or not. */
  readonly files: number
  readonly filesWithMocks: number
  readonly sites: number
  readonly references: number
  /** Every kind, in the order of KINDS, 0 included. */
  readonly byKind: Readonly<Record<Kind, number>>
  readonly byService: Readonly<Record<ServiceId, number>>
}

/** The counts of one analysed text; `safetyOf` tells the safety of a site's replacement by the index of the site. */
export function countFile(text: string, report: FileReport, safetyOf: (site: number) => Safety | undefined): FileCounts {
  const lines = linesOf(text)
  const sites = report.sites.map((site, index): CountedSite => {
    const start = lines.positionAt(site.span.start)
    const end = lines.positionAt(site.span.end)
    const deciding = site.evidence.filter((evidence) => evidence.service === site.service).sort((a, b) => b.weight - a.weight)
    return {
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
      kind: site.kind,
      service: site.service,
      api: site.api,
      target: site.target ?? null,
      root: report.sites[site.root]?.fingerprint ?? site.fingerprint,
      test: site.test ?? null,
      safety: safetyOf(index) ?? null,
      evidence: deciding.map((evidence) => evidence.text),
      fingerprint: site.fingerprint,
    }
  })
  return { path: report.path, sites, references: report.sites.length + report.references.length }
}

/** The totals of some files, of which `scanned` is the number of all that were read. */
export function summarise(files: readonly FileCounts[], scanned: number): Summary {
  const byKind = zeros(KINDS)
  const byService = zeros(SERVICES)
  let filesWithMocks = 0
  let sites = 0
  let references = 0
  for (const file of files) {
    if (file.sites.length > 0) filesWithMocks++
    sites += file.sites.length
    references += file.references
    for (const site of file.sites) {
      byKind[site.kind]++
      byService[site.service]++
    }
  }
  return { files: scanned, filesWithMocks, sites, references, byKind, byService }
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
}
