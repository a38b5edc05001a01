import type { ExtensionContext } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { activateCountWorkspace } from './commands/count-workspace.ts'
import { activateExplain } from './commands/explain.ts'
import { activateGate } from './commands/gate.ts'
import { activateExportReport } from './commands/export-report.ts'
import { activateConvertAndVerify } from './commands/convert-and-verify.ts'
import { activateListMocks } from './commands/list-mocks.ts'
import { activateRestartServer } from './commands/restart-server.ts'
import { activateShowLog } from './commands/show-log.ts'
import { activateShowSummary } from './commands/show-summary.ts'
import { createLanguageClient } from './language-client.ts'
import { activateMocksView } from './mocks-view.ts'
import type { MocksView } from './mocks-view.ts'
import { activateStatusBar } from './status-bar.ts'
import type { StatusBar } from './status-bar.ts'

/** What other extensions, and the tests inside VS Code, get from this one. */
export interface Demock {
  readonly client: LanguageClient
  readonly statusBar: StatusBar
  readonly mocksView: MocksView
}

let client: LanguageClient | undefined

export async function activate(context: ExtensionContext): Promise<Demock> {
  client = createLanguageClient(context)
  const statusBar = activateStatusBar(context, client)
  const mocksView = activateMocksView(context)
  activateListMocks(context, client)
  activateExplain(context, client)
  activateCountWorkspace(context, client, mocksView)
  activateConvertAndVerify(context, client, mocksView)
  activateGate(context, client)
  activateExportReport(context, client)
  activateShowSummary(context, mocksView)
  activateRestartServer(context, client)
  activateShowLog(context, client)
  await start(client)
  return { client, statusBar, mocksView }
}

export async function deactivate(): Promise<void> {
  if (client?.needsStop()) await client.stop()
}

/** A server that does not start leaves the commands that show its log and start it again. */
async function start(languageClient: LanguageClient): Promise<void> {
  try {
    await languageClient.start()
  } catch (error) {
    languageClient.error('The language server did not start', error)
  }
}
