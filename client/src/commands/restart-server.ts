import { commands } from 'vscode'
import type { ExtensionContext } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'

export function activateRestartServer(context: ExtensionContext, client: LanguageClient): void {
  context.subscriptions.push(commands.registerCommand('demock.restartServer', () => client.restart()))
}
