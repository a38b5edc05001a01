import type { ExtensionContext } from 'vscode'
import { window } from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import type { InitializationOptions } from '../../server/src/protocol/messages.ts'

const LANGUAGES = ['python', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact']

/** Files, unsaved documents, and what remote and virtual workspaces hold. */
const SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-vfs']

/** The client of the bundled language server, not started yet. It writes to the output channel "Demock". */
export function createLanguageClient(context: ExtensionContext): LanguageClient {
  const outputChannel = window.createOutputChannel('Demock', { log: true })
  context.subscriptions.push(outputChannel)
  const module = context.asAbsolutePath('dist/server.cjs')
  const options: InitializationOptions = { countChanged: true }
  return new LanguageClient('demock', 'Demock', { module, transport: TransportKind.ipc }, {
    documentSelector: SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
    outputChannel,
    initializationOptions: options,
  })
}
