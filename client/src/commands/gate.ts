import { commands, EventEmitter, ProgressLocation, Uri, window, workspace } from 'vscode'
import type { ExtensionContext, WorkspaceFolder } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { GATE } from '../../../server/src/protocol/messages.ts'
import type { GateParams, GateResult } from '../../../server/src/protocol/messages.ts'

const VERDICT = Uri.parse('demock-verdict:/Changes.md')
const CREATE = 'Create Baseline'
const SHOW = 'Show Changes'

/** The commands that hold the mocks of a workspace folder against its baseline, and write that. Each gives the server's answer back to other extensions that run it. */
export function activateGate(context: ExtensionContext, client: LanguageClient): void {
  const changed = new EventEmitter<Uri>()
  let shown = ''
  const ask = async (action: GateParams['action'], folder: WorkspaceFolder, reason?: string): Promise<GateResult> => {
    const params: GateParams = { folder: folder.uri.toString(), action, ...(reason !== undefined && { reason }) }
    const options = { location: ProgressLocation.Window, title: 'Demock: checking mocks' }
    const result = await window.withProgress(options, () => client.sendRequest<GateResult>(GATE, params))
    if (result.markdown !== null) {
      shown = result.markdown
      changed.fire(VERDICT)
    }
    return result
  }
  const run = async (action: GateParams['action'], given?: string): Promise<GateResult | undefined> => {
    const folder = await folderToCheck()
    if (!folder) return undefined
    const result = await ask(action, folder, given)
    if (result.state !== 'needs-reason') {
      void tell(result)
      return result
    }
    const reason = await window.showInputBox({ title: 'Demock: Update Baseline', prompt: result.message, placeHolder: 'no broker in CI yet', validateInput: (text) => (text.trim() === '' ? 'Say why: the reason stands beside each new mock in the baseline.' : undefined) })
    if (reason === undefined) return result
    const updated = await ask(action, folder, reason)
    void tell(updated)
    return updated
  }
  context.subscriptions.push(
    changed,
    workspace.registerTextDocumentContentProvider(VERDICT.scheme, { onDidChange: changed.event, provideTextDocumentContent: () => shown }),
    commands.registerCommand('demock.checkChanges', () => run('check')),
    commands.registerCommand('demock.createBaseline', () => run('create')),
    commands.registerCommand('demock.updateBaseline', (reason?: string) => run('update', reason)),
    commands.registerCommand('demock.pruneBaseline', () => run('prune')),
  )
}

/** The only workspace folder, that of the active file, or the one that the user chooses. */
export async function folderToCheck(): Promise<WorkspaceFolder | undefined> {
  const [only, ...more] = workspace.workspaceFolders ?? []
  if (more.length === 0) return only
  const active = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri)
  return active ?? window.showWorkspaceFolderPick({ placeHolder: 'Whose mocks?' })
}

async function tell({ state, message }: GateResult): Promise<void> {
  if (state === 'needs-baseline') {
    if (await window.showInformationMessage(message, CREATE) === CREATE) await commands.executeCommand('demock.createBaseline')
    return
  }
  if (state === 'failed') {
    void window.showErrorMessage(message)
    return
  }
  const show = state === 'not-passed' ? window.showWarningMessage : window.showInformationMessage
  if (await show(message, SHOW) === SHOW) await window.showTextDocument(await workspace.openTextDocument(VERDICT), { preview: true })
}
