import type { Diagnostic } from 'vscode-languageserver'
import { LateReport } from '../core/analysis/late-report.ts'
import type { FileReport } from '../core/model/report.ts'
import type { Position } from '../core/text/lines.ts'
import { contains, type Span } from '../core/text/span.ts'
import type { Analysis } from './analyses.ts'
import type { Validation } from './publish.ts'

/** The latest diagnostics of each document, so that an edit that changes none of them is answered by their old name alone. */
export interface Validations {
  /** Diagnostics with the name of this state of them: the one they had before when they are still the same. */
  named(uri: string, analysis: Analysis | undefined, diagnosticsOf: (analysis: Analysis) => Diagnostic[]): Validation
  drop(uri: string): void
}

interface Known extends Validation {
  readonly view: Analysis['view'] | undefined
  readonly edited: Edited | undefined
}

/** All that can differ between two versions of a text which were analysed anew in the same part: where two of these are equal, so are all diagnostics. */
interface Edited {
  readonly basis: Analysis['basis']
  /** Lines and columns of what stands behind the part. */
  readonly behind: Position
  readonly diagnostics: readonly Diagnostic[]
}

export function createValidations(): Validations {
  const latest = new Map<string, Known>()
  let count = 0
  return {
    named(uri, analysis, diagnosticsOf) {
      const known = latest.get(uri)
      const view = analysis?.view
      if (known && view && known.view === view) return known
      const edited = analysis && editedIn(analysis, diagnosticsOf)
      if (known?.edited && edited && known.edited.basis === edited.basis && equal(known.edited.behind, edited.behind) && equal(known.edited.diagnostics, edited.diagnostics)) return known
      const diagnostics = analysis ? diagnosticsOf(analysis) : []
      const isSame = known !== undefined && equal(known.diagnostics, diagnostics)
      const validation: Known = { id: isSame ? known.id : String(++count), diagnostics: isSame ? known.diagnostics : diagnostics, view, edited }
      latest.set(uri, validation)
      return validation
    },
    drop: (uri) => void latest.delete(uri),
  }
}

function editedIn(analysis: Analysis, diagnosticsOf: (analysis: Analysis) => Diagnostic[]): Edited | undefined {
  const { basis, lines, report, source: { text }, view: { part } } = analysis
  if (!part) return undefined
  const behind = part.end + text.slice(part.end).search(/\S|$/)
  return { basis, behind: lines.positionAt(behind), diagnostics: diagnosticsOf({ ...analysis, report: reportOn(part, report) }) }
}

/** What a report tells of a part of its text, and of the mocks elsewhere that are used there. */
function reportOn(part: Span, report: FileReport): FileReport {
  const isIn = ({ span }: { readonly span: Span }): boolean => contains(part, span)
  const used = new Set(report.references.filter(isIn).map(({ site }) => site))
  const sites = report.sites.flatMap((site, index) => (isIn(site) || used.has(index) ? [index] : []))
  const numbers = new Map(sites.map((site, index) => [site, index]))
  return new LateReport({
    path: report.path,
    sites: sites.flatMap((index) => report.sites[index] ?? []),
    references: report.references.flatMap((reference) => {
      const site = numbers.get(reference.site)
      return site === undefined ? [] : [{ ...reference, site }]
    }),
    suspects: report.suspects.filter(isIn),
    findings: report.findings.filter(isIn).map((finding) => ({ ...finding, site: numbers.get(finding.site) ?? -1 })),
    problems: report.problems.filter(isIn),
  }, () => report.facts)
}

/** Whether two values of plain data are the same. Makes no objects: it compares hundreds of diagnostics at every keystroke. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false
    return true
  }
  let keys = 0
  for (const key in a) {
    if (!equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false
    keys++
  }
  for (const _ in b) keys--
  return keys === 0
}
