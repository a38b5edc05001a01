import { commands } from 'vscode'
import type { ExtensionContext } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'

export function activateShowLog(context: ExtensionContext, client: LanguageClient): void {
  context.subscriptions.push(commands.registerCommand('demock.showLog', () => client.outputChannel.show()))
}
