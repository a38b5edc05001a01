import { CodeActionKind } from 'vscode-languageserver'
import type { CodeAction, Diagnostic } from 'vscode-languageserver'
import { severityOf } from '../core/reports/severity.ts'
import type { Span } from '../core/text/span.ts'
import type { Analysis } from './analyses.ts'
import type { ClientFeatures } from './client-features.ts'
import { meets, rangeOf, spanOf } from './convert.ts'
import { SOURCE } from './diagnostics.ts'

/** One action for each finding that the range meets and that can be mended by itself, such as a misspelt assertion; with its edit, which costs nothing. */
export function fixingActions(analysis: Analysis, range: Span, diagnostics: readonly Diagnostic[], features: ClientFeatures): CodeAction[] {
  const { report, settings, language, lines, uri, version } = analysis
  return report.findings.flatMap((finding): CodeAction[] => {
    const { fix, span, code } = finding
    if (!fix || !meets(span, range) || severityOf(finding, settings, { path: report.path, language }).severity === 'off') return []
    const edits = fix.edits.map((edit) => ({ range: rangeOf(lines, edit.span), newText: edit.text }))
    const mended = diagnostics.filter((diagnostic) => diagnostic.source === SOURCE && diagnostic.code === code && meets(spanOf(lines, diagnostic.range), span))
    return [{
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: mended,
      ...(features.preferredActions ? { isPreferred: true } : {}),
      edit: features.documentChanges ? { documentChanges: [{ textDocument: { uri, version }, edits }] } : { changes: { [uri]: edits } },
    }]
  })
}
