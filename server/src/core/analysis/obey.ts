import type { Finding } from '../model/finding.ts'
import type { FileReport } from '../model/report.ts'
import { directivesOf, mayHoldDirectives } from './directives.ts'
import { inOrder } from './order.ts'

/**
 * The report of a text with what its `demock:` directives say: sites and suspects that one allows carry its reason, and what is wrong with a directive is a
 * finding. No site goes away. `today` (`YYYY-MM-DD`, UTC) tells which directives have expired.
 */
export function obeyDirectives(report: FileReport, text: string, today: string | undefined): FileReport {
  if (!mayHoldDirectives(text)) return report
  const directives = directivesOf(report.facts, text, report.sites, report.suspects, today)
  if (directives.sites.size + directives.suspects.size + directives.findings.length === 0) return report
  const findings: Finding[] = inOrder([...report.findings, ...directives.findings], (a, b) => a.span.start - b.span.start)
  return {
    ...report,
    sites: report.sites.map((site, index) => ({ ...site, allowed: directives.sites.get(index)?.reason, allowedUntil: directives.sites.get(index)?.until?.text })),
    suspects: report.suspects.map((suspect, index) => ({ ...suspect, allowed: directives.suspects.get(index)?.reason })),
    findings,
  }
}
