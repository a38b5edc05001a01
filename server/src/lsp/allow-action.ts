import type { WorkspaceEdit } from 'vscode-languageserver'
import { allowanceFor } from '../core/demock.ts'
import type { Analysis } from './analyses.ts'
import type { ClientFeatures } from './client-features.ts'
import { rangeOf } from './convert.ts'

/** Title of the action that writes a directive. */
export const ALLOW_TITLE = 'Allow this mock with a reason'

/**
 * The edit that writes a directive for a site (its index), with a place for the reason. Clients without such places get a directive that is not complete, which
 * is a finding until somebody has written why. Undefined where no comment can stand.
 */
export function allowingEdit(analysis: Analysis, site: number, features: ClientFeatures): WorkspaceEdit | undefined {
  const allowance = allowanceFor(analysis.source, analysis.report, site)
  if (!allowance) return undefined
  const { edit, reasonAt } = allowance
  const range = rangeOf(analysis.lines, edit.span)
  const [before, behind] = [edit.text.slice(0, reasonAt), edit.text.slice(reasonAt)]
  const { uri, version } = analysis
  if (features.snippetEdits) {
    const snippet = { kind: 'snippet' as const, value: `${escaped(before)}\${1:reason}${escaped(behind)}` }
    return { documentChanges: [{ textDocument: { uri, version }, edits: [{ range, snippet }] }] }
  }
  const edits = [{ range, newText: `${before}reason: ${behind}` }]
  return features.documentChanges ? { documentChanges: [{ textDocument: { uri, version }, edits }] } : { changes: { [uri]: edits } }
}

/** Text in the grammar of snippets (Language Server Protocol 3.18, Snippet Syntax). */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&')
}
