import { commands, ProgressLocation, window } from 'vscode'
import type { CancellationToken, ExtensionContext, Progress } from 'vscode'
import { WorkDoneProgress } from 'vscode-languageclient'
import type { LanguageClient } from 'vscode-languageclient/node'
import { COUNT_WORKSPACE } from '../../../server/src/protocol/messages.ts'
import type { CountWorkspaceParams, WorkspaceCount } from '../../../server/src/protocol/messages.ts'
import type { MocksView } from '../mocks-view.ts'
import { counted, mocks } from '../wording.ts'
import { SHOW_SUMMARY } from './show-summary.ts'

/** Counts the mocks of all workspace folders, shows them as a tree, and gives them back to other extensions that run the command. */
export function activateCountWorkspace(context: ExtensionContext, client: LanguageClient, view: MocksView): void {
  let runs = 0
  context.subscriptions.push(commands.registerCommand('demock.countWorkspace', async () => {
    const workDoneToken = `demock.countWorkspace.${++runs}`
    const options = { location: ProgressLocation.Notification, title: 'Counting mocks', cancellable: true }
    const count = await window.withProgress(options, (progress, token) => request(client, { workDoneToken }, progress, token))
    if (!count) {
      void window.showErrorMessage('The mocks could not be counted. The log of Demock tells why.')
      return undefined
    }
    view.show(count)
    void announce(count)
    return count
  }))
}

async function request(
  client: LanguageClient, params: Required<CountWorkspaceParams>, progress: Progress<{ message?: string; increment?: number }>, token: CancellationToken,
): Promise<WorkspaceCount | null> {
  let shown = 0
  const subscription = client.onProgress(WorkDoneProgress.type, params.workDoneToken, (value) => {
    if (value.kind !== 'report') return
    const percentage = Math.max(shown, value.percentage ?? shown)
    progress.report({ increment: percentage - shown, ...(value.message === undefined ? {} : { message: value.message }) })
    shown = percentage
  })
  try {
    return await client.sendRequest<WorkspaceCount | null>(COUNT_WORKSPACE, params, token)
  } finally {
    subscription.dispose()
  }
}

async function announce(count: WorkspaceCount): Promise<void> {
  const stopped = count.cancelled ? 'Stopped early: ' : ''
  const showSummary = 'Show Summary'
  const chosen = await window.showInformationMessage(`${stopped}${mocks(count.sites)} in ${counted(count.filesWithMocks, 'file')}.`, showSummary)
  if (chosen === showSummary) await commands.executeCommand(SHOW_SUMMARY)
}
