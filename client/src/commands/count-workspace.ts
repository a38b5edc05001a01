import { commands, window } from 'vscode'
import type { ExtensionContext } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { COUNT_WORKSPACE } from '../../../server/src/protocol/messages.ts'
import type { CountWorkspaceParams, WorkspaceCount } from '../../../server/src/protocol/messages.ts'
import type { MocksView } from '../mocks-view.ts'
import { withServerProgress } from '../progress.ts'
import { counted, mocks } from '../wording.ts'
import { SHOW_SUMMARY } from './show-summary.ts'

/** Counts the mocks of all workspace folders, shows them as a tree, and gives them back to other extensions that run the command. */
export function activateCountWorkspace(context: ExtensionContext, client: LanguageClient, view: MocksView): void {
  context.subscriptions.push(commands.registerCommand('demock.countWorkspace', async () => {
    const count = await withServerProgress(client, 'Counting mocks', (workDoneToken, token) => {
      const params: CountWorkspaceParams = { workDoneToken }
      return client.sendRequest<WorkspaceCount | null>(COUNT_WORKSPACE, params, token)
    })
    if (!count) {
      void window.showErrorMessage('The mocks could not be counted. The log of Demock tells why.')
      return undefined
    }
    view.show(count)
    void announce(count)
    return count
  }))
}

async function announce(count: WorkspaceCount): Promise<void> {
  const stopped = count.cancelled ? 'Stopped early: ' : ''
  const showSummary = 'Show Summary'
  const chosen = await window.showInformationMessage(`${stopped}${mocks(count.sites)} in ${counted(count.filesWithMocks, 'file')}.`, showSummary)
  if (chosen === showSummary) await commands.executeCommand(SHOW_SUMMARY)
}
