import { commands, EventEmitter, Uri, window, workspace } from 'vscode'
import type { ExtensionContext } from 'vscode'
import type { MocksView } from '../mocks-view.ts'

export const SHOW_SUMMARY = 'demock.showSummary'

const SUMMARY = Uri.parse('demock-summary:/Mocks.md')

/** Opens the last count of the workspace as a Markdown document that cannot be edited, ready to be copied. */
export function activateShowSummary(context: ExtensionContext, view: MocksView): void {
  const changed = new EventEmitter<Uri>()
  context.subscriptions.push(
    changed,
    workspace.registerTextDocumentContentProvider(SUMMARY.scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => view.count()?.markdown ?? 'No count yet. Run **Demock: Count Mocks in Workspace**.\n',
    }),
    view.onDidChange(() => changed.fire(SUMMARY)),
    commands.registerCommand(SHOW_SUMMARY, async () => {
      const document = await workspace.openTextDocument(SUMMARY)
      await window.showTextDocument(document, { preview: true })
    }),
  )
}
