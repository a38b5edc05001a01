import { DiagnosticSeverity } from 'vscode-languageserver'
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver'
import { serviceOf } from '../core/demock.ts'
import type { Reference, Site } from '../core/model/finding.ts'
import type { Preset } from '../core/model/settings.ts'
import { codeOf, messageOf } from '../core/reports/message.ts'
import type { Analysis } from './analyses.ts'
import type { ClientFeatures } from './client-features.ts'
import { rangeOf } from './convert.ts'

/** What every diagnostic of Demock says it comes from. */
export const SOURCE = 'demock'

/** The `data` of a diagnostic: enough to find its site again in another version of the text. */
export interface DiagnosticData {
  readonly fingerprint: string
}

/** Related places of one diagnostic; a mock used all over a file would fill the list of problems. */
const RELATED_LIMIT = 8

/** One diagnostic per site, in source order, and the problems of the text itself. `documentation` is the URI of the page that explains the codes. */
export function diagnosticsOf(analysis: Analysis, features: ClientFeatures, documentation: string | undefined): Diagnostic[] {
  const { report, settings, lines } = analysis
  if (!analysis.isTest) return []
  const verifications = features.relatedInformation ? verificationsBySite(report.references) : new Map<number, Reference[]>()
  const diagnostics: Diagnostic[] = []
  report.sites.forEach((site, index) => {
    if (settings.silence.includes(site.service)) return
    const code = codeOf(site)
    const diagnostic: Diagnostic = {
      range: rangeOf(lines, site.anchor),
      severity: severityOf(analysis, site),
      source: SOURCE,
      code,
      message: messageOf(site),
      data: { fingerprint: site.fingerprint } satisfies DiagnosticData,
    }
    if (features.codeDescription && documentation !== undefined) diagnostic.codeDescription = { href: `${documentation}#${code}` }
    if (features.relatedInformation) diagnostic.relatedInformation = relatedTo(analysis, site, verifications.get(index) ?? [])
    diagnostics.push(diagnostic)
  })
  for (const problem of report.problems) {
    diagnostics.push({ range: rangeOf(lines, problem.span), severity: DiagnosticSeverity.Information, source: SOURCE, code: 'problem', message: problem.message })
  }
  return diagnostics
}

function severityOf(analysis: Analysis, site: Site): DiagnosticSeverity {
  const preset: Preset = analysis.settings.preset
  if (preset === 'strict') return DiagnosticSeverity.Error
  if (preset === 'observe') return DiagnosticSeverity.Information
  return serviceOf(site.service).rewrites[analysis.language] ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information
}

function verificationsBySite(references: readonly Reference[]): Map<number, Reference[]> {
  const groups = new Map<number, Reference[]>()
  for (const reference of references) {
    if (reference.role !== 'verification') continue
    const group = groups.get(reference.site)
    if (group) group.push(reference)
    else groups.set(reference.site, [reference])
  }
  return groups
}

function relatedTo(analysis: Analysis, site: Site, verifications: readonly Reference[]): DiagnosticRelatedInformation[] {
  const { uri, lines } = analysis
  const range = rangeOf(lines, site.span)
  const related = evidenceOf(site).slice(0, RELATED_LIMIT).map((message): DiagnosticRelatedInformation => ({ location: { uri, range }, message }))
  for (const { span } of verifications.slice(0, RELATED_LIMIT - related.length)) {
    related.push({ location: { uri, range: rangeOf(lines, span) }, message: 'verified here' })
  }
  return related
}

/** The facts that decided the service, strongest first. */
export function evidenceOf(site: Site): string[] {
  return site.evidence.filter((evidence) => evidence.service === site.service).sort((a, b) => b.weight - a.weight).map((evidence) => evidence.text)
}
