import type { Facts } from '../model/facts.ts'
import type { FileReport } from '../model/report.ts'
import type { Span } from '../text/span.ts'
import { LateReport } from './late-report.ts'

/**
 * The report of a text in which everything from the offset `from` on stands `by` units further down, and all else is the same. Facts are read when they are asked
 * for: who only shows a report never does.
 */
export function movedReport(report: FileReport, from: number, by: number, read: () => Facts): FileReport {
  const { path } = report
  const moved = (span: Span): Span => (span.end < from ? span : { start: span.start < from ? span.start : span.start + by, end: span.end + by })
  /** Things that end before are the same objects in both reports. */
  const all = <T extends { readonly span: Span }>(things: readonly T[], change: (thing: T) => T): readonly T[] =>
    (by === 0 ? things : things.map((thing) => (thing.span.end < from ? thing : change(thing))))
  return new LateReport({
    path,
    sites: all(report.sites, (site) => ({ ...site, span: moved(site.span), anchor: moved(site.anchor) })),
    references: all(report.references, (reference) => ({ ...reference, span: moved(reference.span) })),
    suspects: all(report.suspects, (suspect) => ({ ...suspect, span: moved(suspect.span), anchor: moved(suspect.anchor) })),
    findings: all(report.findings, (finding) => ({
      ...finding,
      span: moved(finding.span),
      ...(finding.fix && { fix: { ...finding.fix, edits: finding.fix.edits.map((edit) => ({ ...edit, span: moved(edit.span) })) } }),
    })),
    problems: all(report.problems, (problem) => ({ ...problem, span: moved(problem.span) })),
  }, read)
}
