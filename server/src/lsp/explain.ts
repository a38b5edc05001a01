import type { CodeAction, Position } from 'vscode-languageserver'
import { explain } from '../core/demock.ts'
import { textOfExplanation } from '../core/reports/explanation-text.ts'
import { PLAIN } from '../core/reports/text.ts'
import { EXPLAIN_COMMAND } from '../protocol/messages.ts'
import type { ExplainedText } from '../protocol/messages.ts'
import type { ActionContext } from './action-data.ts'
import type { Analysis } from './analyses.ts'

/** Title of the action that explains what stands at the cursor. */
export const EXPLAIN_TITLE = 'Explain this mock'

/** Explains the innermost thing at a place, or all that begins on its line where there is none. A place behind the end is that of the last line. */
export function explanationAt({ source, settings, lines }: Analysis, position: Position, { read, surroundings, today }: Pick<ActionContext, 'read' | 'surroundings' | 'today'>): ExplainedText {
  const { line, column } = lines.positionAt(lines.offsetAt({ line: Math.min(position.line, lines.count - 1), column: position.character }))
  const linked = surroundings()
  const context = { read, today, ...(linked ? { surroundings: linked } : {}) }
  const here = explain(source, settings, { line: line + 1, column: column + 1 }, context)
  const shown = here.items.length > 0 ? here : explain(source, settings, { line: line + 1, column: undefined }, context)
  return { text: textOfExplanation(shown, PLAIN) }
}

/** The action that asks a client with the command to show the explanation. */
export function explainAction(uri: string, position: Position): CodeAction {
  return { title: EXPLAIN_TITLE, kind: 'quickfix', command: { title: EXPLAIN_TITLE, command: EXPLAIN_COMMAND, arguments: [uri, position] } }
}
