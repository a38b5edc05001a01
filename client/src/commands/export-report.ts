import { commands, ProgressLocation, Uri, ViewColumn, window, workspace } from 'vscode'
import type { ExtensionContext, WebviewPanel } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { REPORT } from '../../../server/src/protocol/messages.ts'
import type { ReportParams, ReportResult } from '../../../server/src/protocol/messages.ts'
import { folderToCheck } from './gate.ts'

const SAVE_HTML = 'Save as HTML'
const SAVE_MARKDOWN = 'Save as Markdown'

/** Shows the completion report of a workspace folder, offers to save it, and gives it back to other extensions that run the command. */
export function activateExportReport(context: ExtensionContext, client: LanguageClient): void {
  let panel: WebviewPanel | undefined
  context.subscriptions.push(commands.registerCommand('demock.exportReport', async () => {
    const folder = await folderToCheck()
    if (!folder) return undefined
    const params: ReportParams = { folder: folder.uri.toString() }
    const options = { location: ProgressLocation.Notification, title: 'Writing the report', cancellable: true }
    const report = await window.withProgress(options, (_progress, token) => client.sendRequest<ReportResult | null>(REPORT, params, token))
    if (!report) return undefined
    // Neither scripts nor anything from outside: the document's own policy allows its style sheet alone.
    panel ??= window.createWebviewPanel('demock.report', 'Demock Report', ViewColumn.Active, { enableScripts: false, localResourceRoots: [] })
    panel.onDidDispose(() => (panel = undefined))
    panel.webview.html = report.html
    panel.reveal()
    void offerToSave(report, folder.uri)
    return report
  }))
}

async function offerToSave({ html, markdown }: ReportResult, folder: Uri): Promise<void> {
  const chosen = await window.showInformationMessage('The report is ready.', SAVE_HTML, SAVE_MARKDOWN)
  if (chosen === undefined) return
  const [name, text] = chosen === SAVE_HTML ? ['demock-report.html', html] : ['demock-report.md', markdown]
  const target = await window.showSaveDialog({ defaultUri: Uri.joinPath(folder, name), title: chosen })
  if (target) await workspace.fs.writeFile(target, new TextEncoder().encode(text))
}
