import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver'
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver'
import { serviceOf } from '../core/demock.ts'
import { entriesOf, placeOf } from '../core/gate/entries.ts'
import type { Finding, Reference, Site, Suspect } from '../core/model/finding.ts'
import type { Severity } from '../core/model/settings.ts'
import { codeOf, codeOfSuspect, messageOf, messageOfSuspect, reasonsOf, SUSPECTED } from '../core/reports/message.ts'
import { severityOf } from '../core/reports/severity.ts'
import type { Analysis } from './analyses.ts'
import type { ClientFeatures } from './client-features.ts'
import { meets, rangeOf } from './convert.ts'

/** What every diagnostic of Demock says it comes from. */
export const SOURCE = 'demock'

/** The `data` of a diagnostic: enough to find its site again in another version of the text. */
export interface DiagnosticData {
  readonly fingerprint: string
}

/** Related places of one diagnostic; a mock used all over a file would fill the list of problems. */
const RELATED_LIMIT = 8

/** One diagnostic per site that is neither allowed nor silenced, in source order; the suspects; the findings beside the sites; and the problems of the text itself. `documentation` is the URI of the page that explains the codes. */
export function diagnosticsOf(analysis: Analysis, features: ClientFeatures, documentation: string | undefined): Diagnostic[] {
  const { report, lines } = analysis
  if (!analysis.isTest) return []
  const verifications = features.relatedInformation ? verificationsBySite(report.references) : new Map<number, Reference[]>()
  const diagnostics: Diagnostic[] = []
  const entries = analysis.known && entriesOf(report.path, report.sites)
  report.sites.forEach((site, index) => {
    const loudness = severityIn(analysis, site)
    if (loudness === undefined) return
    const entry = entries?.[index]
    const isKnown = entry !== undefined && analysis.known?.has(placeOf(entry)) === true
    const severity = isKnown ? DiagnosticSeverity.Hint : loudness
    const code = codeOf(site)
    const diagnostic: Diagnostic = {
      range: rangeOf(lines, site.anchor),
      severity,
      source: SOURCE,
      code,
      message: messageOf(site),
      data: { fingerprint: site.fingerprint } satisfies DiagnosticData,
    }
    if (isKnown && features.fades) diagnostic.tags = [DiagnosticTag.Unnecessary]
    if (features.codeDescription && documentation !== undefined) diagnostic.codeDescription = { href: `${documentation}#${code}` }
    if (features.relatedInformation) diagnostic.relatedInformation = relatedTo(analysis, site, verifications.get(index) ?? [])
    diagnostics.push(diagnostic)
  })
  for (const suspect of report.suspects) {
    const severity = severityIn(analysis, suspect)
    if (severity === undefined) continue
    const message = messageOfSuspect(suspect, serviceOf(suspect.service).real)
    const diagnostic: Diagnostic = { range: rangeOf(lines, suspect.anchor), severity, source: SOURCE, code: codeOfSuspect(suspect), message }
    if (features.codeDescription && documentation !== undefined) diagnostic.codeDescription = { href: `${documentation}#${SUSPECTED}` }
    diagnostics.push(diagnostic)
  }
  for (const finding of report.findings) {
    const { code, span, message, site } = finding
    const severity = severityIn(analysis, finding)
    if (severity === undefined) continue
    const diagnostic: Diagnostic = { range: rangeOf(lines, span), severity, source: SOURCE, code, message }
    if (features.codeDescription && documentation !== undefined) diagnostic.codeDescription = { href: `${findingsPage(documentation)}#${code}` }
    const about = features.relatedInformation ? report.sites[site] : undefined
    if (about && !meets(about.anchor, span)) diagnostic.relatedInformation = [{ location: { uri: analysis.uri, range: rangeOf(lines, about.anchor) }, message: `${about.target ?? about.api} comes from here` }]
    diagnostics.push(diagnostic)
  }
  for (const problem of report.problems) {
    diagnostics.push({ range: rangeOf(lines, problem.span), severity: DiagnosticSeverity.Information, source: SOURCE, code: 'problem', message: problem.message })
  }
  return diagnostics
}

/** The page on findings, which lies beside the one on diagnostics. */
function findingsPage(documentation: string): string {
  return documentation.replace(/diagnostics\.md$/, 'findings.md')
}

const SEVERITIES: Readonly<Record<Exclude<Severity, 'off'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}

/** Whether a site has a diagnostic. */
export function isShown(analysis: Analysis, site: Site): boolean {
  return severityIn(analysis, site) !== undefined
}

/** The severity in the protocol; undefined for what is not shown. */
function severityIn({ report, settings, language }: Analysis, subject: Site | Suspect | Finding): DiagnosticSeverity | undefined {
  const { severity } = severityOf(subject, settings, { path: report.path, language })
  return severity === 'off' ? undefined : SEVERITIES[severity]
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
  const location = { uri, range: rangeOf(lines, site.span) }
  const related = moreEvidenceOf(site).slice(0, RELATED_LIMIT).map((message): DiagnosticRelatedInformation => ({ location, message }))
  for (const { span } of verifications.slice(0, RELATED_LIMIT - related.length)) {
    related.push({ location: { uri, range: rangeOf(lines, span) }, message: 'verified here' })
  }
  return related
}

/** The facts that decided the service, strongest first. */
export function evidenceOf(site: Site): string[] {
  const texts: string[] = []
  for (const { service, text } of site.evidence) if (service === site.service) texts.push(text)
  return texts
}

/** The same without what the message of the diagnostic tells. */
function moreEvidenceOf(site: Site): string[] {
  const told = new Set(reasonsOf(site))
  return evidenceOf(site).filter((text) => !told.has(text))
}
