import { commands, EventEmitter, Uri, ViewColumn, window, workspace } from 'vscode'
import type { ExtensionContext } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { EXPLAIN } from '../../../server/src/protocol/messages.ts'
import type { ExplainedText, ExplainParams, Place } from '../../../server/src/protocol/messages.ts'

export const EXPLAIN_MOCK = 'demock.explain'

const EXPLANATION = Uri.parse('demock-explanation:/Explanation.txt')
const NOTHING = 'Demock reads Python, JavaScript and TypeScript; this document is none of them, or Demock is disabled here.\n'

/** Shows, beside the code, how the name at the cursor (or at a place that a code action gives) was resolved, and why it is a mock of its service, or none. */
export function activateExplain(context: ExtensionContext, client: LanguageClient): void {
  const changed = new EventEmitter<Uri>()
  let text = ''
  context.subscriptions.push(
    changed,
    workspace.registerTextDocumentContentProvider(EXPLANATION.scheme, { onDidChange: changed.event, provideTextDocumentContent: () => text }),
    commands.registerCommand(EXPLAIN_MOCK, async (uri?: string, position?: Place) => {
      const editor = window.activeTextEditor
      const params = uri !== undefined && position ? { textDocument: { uri }, position } : editor && atCursor(client, editor)
      if (!params) return
      text = (await client.sendRequest<ExplainedText | null>(EXPLAIN, params))?.text ?? NOTHING
      changed.fire(EXPLANATION)
      const document = await workspace.openTextDocument(EXPLANATION)
      await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true })
    }),
  )
}

function atCursor(client: LanguageClient, { document, selection }: NonNullable<typeof window.activeTextEditor>): ExplainParams {
  return { textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) }, position: { line: selection.active.line, character: selection.active.character } }
}
