import { CodeActionKind, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, TextDocuments, TextDocumentSyncKind } from 'vscode-languageserver'
import type { Connection, ExecuteCommandParams, ServerCapabilities } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { COUNT, COUNT_WORKSPACE, EXPLAIN, GATE, REPORT, TRUSTED, VERIFY_COMMAND } from '../protocol/messages.ts'
import type { CountParams, CountWorkspaceParams, ExplainedText, ExplainParams, FileCount, GateParams, GateResult, ReportParams, ReportResult, VerifyResult, WorkspaceCount } from '../protocol/messages.ts'
import type { Host } from '../workspace/host.ts'
import { BASELINE_FILE } from '../workspace/baseline-file.ts'
import { SETTINGS_FILE } from '../workspace/settings.ts'
import { afterBurst } from './after-burst.ts'
import type { ClientFeatures } from './client-features.ts'
import { INSERT_KIND } from './code-actions.ts'
import { CONVERT_KIND, FIX_ALL_KIND } from './convert-actions.ts'
import { createCountNotifier } from './count-notifier.ts'
import { dependantsOf } from './dependants.ts'
import { LINKED_GLOBS } from './links.ts'
import { publishOnPull, publishOnPush } from './publish.ts'
import { codeActions, count, countAll, executeCommand, explainPlace, gate, hover, report as completion, resolveCodeAction, validation } from './requests.ts'
import { guarded, safely, safelySoFar } from './safely.ts'
import { createSession } from './session.ts'
import type { Installation, Session } from './session.ts'

/** Serves one client over a connection until it says `exit`. */
export function startServer(connection: Connection, host: Host, installation: Installation = {}): void {
  const documents = new TextDocuments(TextDocument)
  connection.onInitialize((params) => {
    const session = createSession(connection, host, documents, installation, params)
    serve(session)
    return { capabilities: capabilitiesOf(session.features), serverInfo: { name: 'demock' } }
  })
  documents.listen(connection)
  connection.listen()
}

/** The table: one line for each method and event. */
function serve(session: Session): void {
  const { connection, documents, report, features } = session
  const validate = (document: TextDocument) => validation(session, document)
  const publisher = features.pullDiagnostics
    ? publishOnPull(connection, documents, report, features.refreshDiagnostics, validate)
    : publishOnPush(connection, documents, report, validate)
  const counts = createCountNotifier(session)
  const dependants = dependantsOf(session)
  const revalidate = (uris: readonly string[]): void => {
    for (const uri of uris) {
      const document = documents.get(uri)
      if (document) publisher.changed(document)
      counts.changed(uri)
    }
  }
  const revalidateOthers = (uris: readonly string[]): void => {
    revalidate(uris)
    if (uris.length > 0 && features.pullDiagnostics) publisher.refresh()
  }
  const changes = afterBurst((uri: string) => {
    revalidate([uri])
    revalidateOthers(dependants.ofDocument(uri))
  })
  const reset = (): void => {
    session.settings.clear()
    session.links.clear()
    session.baselines.clear()
    session.analyses.clear()
    session.folders().forEach((folder) => void session.settings.of(folder))
    publisher.refresh()
    documents.keys().forEach(changes.schedule)
  }

  documents.onDidChangeContent(({ document }) => changes.schedule(document.uri))
  documents.onDidClose(({ document: { uri } }) => {
    changes.cancel(uri)
    session.analyses.drop(uri)
    session.validations.drop(uri)
    counts.closed(uri)
    publisher.closed(uri)
    revalidateOthers(dependants.ofDocument(uri))
  })
  documents.onDidSave(guarded('textDocument/didSave', report, async ({ document: { uri } }) => {
    const analysis = await session.analysisOf(uri)
    if (analysis && session.baselines.shrink(analysis)) reset()
  }))
  connection.onInitialized(guarded('initialized', report, () => initialized(session, reset)))
  connection.onDidChangeConfiguration(guarded('workspace/didChangeConfiguration', report, ({ settings }) => {
    session.settings.push(settings)
    reset()
  }))
  connection.onDidChangeWatchedFiles(guarded('workspace/didChangeWatchedFiles', report, ({ changes: files }) => {
    if (files.some(({ uri }) => uri.endsWith(`/${SETTINGS_FILE}`) || uri.endsWith(`/${BASELINE_FILE}`))) reset()
    else revalidateOthers(dependants.ofFiles(files))
  }))
  connection.onHover(safely('textDocument/hover', report, null, (params) => hover(session, params)))
  connection.onCodeAction(safely('textDocument/codeAction', report, [], (params) => codeActions(session, params)))
  connection.onCodeActionResolve((action, token) => safely('codeAction/resolve', report, action, () => resolveCodeAction(session, action))(action, token))
  connection.onRequest<FileCount | null, never>(COUNT, safely('demock/count', report, null, (params: CountParams) => count(session, params)))
  connection.onRequest<ExplainedText | null, never>(EXPLAIN, safely('demock/explain', report, null, (params: ExplainParams) => explainPlace(session, params)))
  connection.onRequest<GateResult, never>(GATE, safely('demock/gate', report, { state: 'failed', message: 'The log of Demock tells what went wrong.', markdown: null }, (params: GateParams, token) => gate(session, params, token)))
  connection.onRequest<ReportResult | null, never>(REPORT, safely('demock/report', report, null, (params: ReportParams, token) => completion(session, params, token)))
  connection.onRequest<VerifyResult | null, never>('workspace/executeCommand', safelySoFar('workspace/executeCommand', report, null, (params: ExecuteCommandParams, token) => executeCommand(session, params, token)))
  connection.onShutdown(() => session.tests.stop?.())
  connection.onNotification(TRUSTED, () => {
    session.tests.trusted = true
  })
  connection.onRequest<WorkspaceCount | null, never>(COUNT_WORKSPACE, safelySoFar('demock/countWorkspace', report, null, (params: CountWorkspaceParams, token) => countAll(session, params, token)))
}

/** Registers what a client lets a server register, and reads the settings of all folders, so that their problems are shown at once. */
async function initialized(session: Session, reset: () => void): Promise<void> {
  const { connection, features } = session
  if (features.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(guarded('workspace/didChangeWorkspaceFolders', session.report, ({ added, removed }) => {
      session.changeFolders(added, removed)
      reset()
    }))
  }
  session.folders().forEach((folder) => void session.settings.of(folder))
  if (features.registersConfiguration) await connection.client.register(DidChangeConfigurationNotification.type, { section: 'demock' })
  if (features.registersWatchers) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [`**/${SETTINGS_FILE}`, `**/${BASELINE_FILE}`, ...LINKED_GLOBS].map((globPattern) => ({ globPattern })) })
}

function capabilitiesOf(features: ClientFeatures): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    executeCommandProvider: { commands: [VERIFY_COMMAND], workDoneProgress: true },
    ...(features.codeActions ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, INSERT_KIND, CONVERT_KIND, FIX_ALL_KIND], resolveProvider: features.resolvesEdits } } : {}),
    ...(features.pullDiagnostics ? { diagnosticProvider: { identifier: 'demock', interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    ...(features.workspaceFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
  }
}
