import { commands, Uri, window, workspace } from 'vscode'
import type { ExtensionContext, TextDocument } from 'vscode'
import { ExecuteCommandRequest } from 'vscode-languageclient'
import type { LanguageClient } from 'vscode-languageclient/node'
import { COUNT_WORKSPACE, TRUSTED, VERIFIED, VERIFY_COMMAND } from '../../../server/src/protocol/messages.ts'
import type { VerifyDecision, VerifyParams, VerifyResult, WorkspaceCount } from '../../../server/src/protocol/messages.ts'
import { activateDecisions } from '../decisions.ts'
import type { Decisions } from '../decisions.ts'
import type { MocksView } from '../mocks-view.ts'
import { withServerProgress } from '../progress.ts'
import type { Row } from '../tree.ts'
import { folderToCheck } from './gate.ts'

const SAVE = 'Save and Go On'
const TRUST = 'Manage Workspace Trust'

/**
 * Converts and verifies what is given (a row of the Mocks view, a file or folder of the explorer, else the active file), and gives the server's answer back to other extensions. The
 * server's own command, which code actions name, comes here as well.
 */
export function activateConvertAndVerify(context: ExtensionContext, client: LanguageClient, view: MocksView): void {
  const decisions = activateDecisions(context)
  client.middleware.executeCommand = (command, args: readonly VerifyParams[], next) => {
    const [params] = args
    return command === VERIFY_COMMAND && params ? verify(client, view, decisions, params) : next(command, [...args])
  }
  context.subscriptions.push(
    commands.registerCommand('demock.convertAndVerify', async (what?: Uri | Row) => {
      const params = await paramsFor(what, client)
      return params && await verify(client, view, decisions, params)
    }),
    client.onRequest(VERIFIED, (result: VerifyResult): Promise<VerifyDecision> => {
      view.showVerified(result)
      void commands.executeCommand('vscode.changes', 'Demock: what is proven', view.texts.allOf(result))
      return decisions.ask(result.message)
    }),
    workspace.onDidGrantWorkspaceTrust(() => client.sendNotification(TRUSTED)),
  )
}

async function paramsFor(what: Uri | Row | undefined, client: LanguageClient): Promise<VerifyParams | undefined> {
  const uriOf = (uri: Uri): string => client.code2ProtocolConverter.asUri(uri)
  if (what instanceof Uri) return { uri: uriOf(what) }
  switch (what?.kind) {
    case 'service': {
      const folder = await folderToCheck()
      return folder && { uri: uriOf(folder.uri), service: what.service.service }
    }
    case 'file': return { uri: what.uri, ...(what.sites[0] && { service: what.sites[0].site.service }) }
    case 'site': return { uri: what.uri, service: what.site.service, place: what.site.start }
    default: {
      const document = window.activeTextEditor?.document
      return document && { uri: uriOf(document.uri) }
    }
  }
}

async function verify(client: LanguageClient, view: MocksView, decisions: Decisions, params: VerifyParams): Promise<VerifyResult | undefined> {
  if (!await isSaved(params.uri)) return undefined
  const result = await withServerProgress(client, 'Convert and verify', (workDoneToken, token) => {
    const order = { command: VERIFY_COMMAND, arguments: [params], workDoneToken }
    return client.sendRequest(ExecuteCommandRequest.type, order, token) as Promise<VerifyResult | null>
  }).finally(decisions.end)
  if (!result) {
    void window.showErrorMessage('The conversion could not be verified. The log of Demock tells why.')
    return undefined
  }
  await saveKept(result)
  if (result.files.length > 0) view.showVerified(result)
  void announce(result)
  if (view.count() && result.files.some(({ kept }) => kept)) {
    const count = await client.sendRequest<WorkspaceCount | null>(COUNT_WORKSPACE, {})
    if (count) view.update(count)
  }
  return result
}

/** Tests run on what is saved: the user is asked to save the other documents of the folder, of any language. */
async function isSaved(uri: string): Promise<boolean> {
  const folder = workspace.getWorkspaceFolder(Uri.parse(uri))
  const unsaved = workspace.textDocuments.filter((document) => document.isDirty && !document.isUntitled && folder !== undefined && workspace.getWorkspaceFolder(document.uri) === folder)
  if (unsaved.length === 0) return true
  const names = unsaved.map(({ uri: each }) => workspace.asRelativePath(each, false)).join(', ')
  if (await window.showWarningMessage(`Tests run on what is saved, and this is not: ${names}.`, SAVE) !== SAVE) return false
  const saved = await Promise.all(unsaved.map((document: TextDocument) => document.save()))
  return saved.every(Boolean)
}

/** VS Code itself saves what a refactoring has changed only where that is more than one file. */
async function saveKept({ files }: VerifyResult): Promise<void> {
  const kept = new Set(files.filter((file) => file.kept).flatMap(({ changes }) => changes.map(({ uri }) => Uri.parse(uri).toString())))
  await Promise.all(workspace.textDocuments.filter((document) => document.isDirty && kept.has(document.uri.toString())).map((document) => document.save()))
}

async function announce({ state, message, files }: VerifyResult): Promise<void> {
  if (state === 'untrusted') {
    if (await window.showWarningMessage(message, TRUST) === TRUST) await commands.executeCommand('workbench.trust.manage')
    return
  }
  if (state === 'failed') await window.showErrorMessage(message)
  else if (files.some(({ outcome }) => outcome === 'rolled back') || state === 'unsaved') await window.showWarningMessage(message)
  else await window.showInformationMessage(message)
}
