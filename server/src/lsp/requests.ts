import { CancellationTokenSource, ErrorCodes, MessageType, ResponseError, ShowMessageNotification } from 'vscode-languageserver'
import type { CancellationToken, CodeAction, CodeActionParams, ExecuteCommandParams, Hover, HoverParams, WorkspaceFolder } from 'vscode-languageserver'
import { VERIFY_COMMAND } from '../protocol/messages.ts'
import type { CountParams, CountWorkspaceParams, ExplainedText, ExplainParams, FileCount, GateParams, GateResult, ReportParams, ReportResult, VerifyParams, VerifyResult, WorkspaceCount } from '../protocol/messages.ts'
import type { Analysis } from './analyses.ts'
import { analysisOfFile } from './analysis-of-file.ts'
import type { ActionContext } from './action-data.ts'
import { codeActionsOf, dataOf, resolved } from './code-actions.ts'
import { offsetOf } from './convert.ts'
import { fileCountOf } from './counts.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { explanationAt } from './explain.ts'
import { normalised } from './folders.ts'
import { gateIn, reportIn } from './gate.ts'
import type { FolderRequest } from './gate.ts'
import { hoverAt } from './hover.ts'
import type { Validation } from './publish.ts'
import type { Session } from './session.ts'
import { convertAndVerify } from './verify.ts'
import { countWorkspace } from './workspace-count.ts'

export async function validation(session: Session, document: { readonly uri: string }): Promise<Validation> {
  const analysis = await session.analysisOf(document.uri)
  return session.validations.named(document.uri, analysis, (one) => diagnosticsOf(one, session.features, session.installation.documentation))
}

export async function hover(session: Session, params: HoverParams): Promise<Hover | null> {
  const analysis = await session.analysisOf(params.textDocument.uri)
  if (!analysis) return null
  const form = { markdown: session.features.markdownHover, documentation: session.installation.documentation, besideDiagnostic: session.features.diagnosticInHover }
  return hoverAt(analysis, offsetOf(analysis.lines, params.position), { read: session.readerFor(analysis), list: session.listerFor(analysis) }, form) ?? null
}

export async function codeActions(session: Session, params: CodeActionParams): Promise<CodeAction[]> {
  const analysis = await session.analysisOf(params.textDocument.uri)
  return analysis ? codeActionsOf(analysis, params, actionContext(session, analysis)) : []
}

export async function resolveCodeAction(session: Session, action: CodeAction): Promise<CodeAction> {
  const data = dataOf(action)
  const analysis = data && await session.analysisOf(data.uri)
  return data && analysis ? resolved(action, data, analysis, actionContext(session, analysis)) : action
}

/** What stands at a place of an open document, explained. */
export async function explainPlace(session: Session, { textDocument, position }: ExplainParams): Promise<ExplainedText | null> {
  const analysis = await session.analysisOf(textDocument.uri)
  return analysis ? explanationAt(analysis, position, actionContext(session, analysis)) : null
}

/** The count of an open document, or else of the file on disk. */
export async function count(session: Session, { textDocument: { uri } }: CountParams): Promise<FileCount> {
  return fileCountOf(uri, session.documents.get(uri)?.version ?? null, await analysisOfFile(session, uri))
}

export function countAll(session: Session, params: CountWorkspaceParams, token: CancellationToken): Promise<WorkspaceCount> {
  return countWorkspace({
    folders: session.folders(),
    settings: session.settings,
    host: session.host,
    workerFile: session.installation.workerFile,
    progress: session.connection.window.attachWorkDoneProgress(params.workDoneToken),
    token,
  })
}

/** Answers `demock/gate`. */
export function gate(session: Session, params: GateParams, token: CancellationToken): Promise<GateResult> {
  return inFolder(session, params.folder, token, (folder, request, signal) => gateIn(folder, params, request, signal))
}

/** Answers `demock/report`. */
export async function report(session: Session, params: ReportParams, token: CancellationToken): Promise<ReportResult | null> {
  return await inFolder(session, params.folder, token, reportIn) ?? null
}

/** Answers `workspace/executeCommand`. A client without a view of its own is told in a message how it ended. */
export async function executeCommand(session: Session, { command, arguments: args = [], workDoneToken }: ExecuteCommandParams, token: CancellationToken): Promise<VerifyResult> {
  const [params] = args
  if (command !== VERIFY_COMMAND) throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`)
  if (!isVerifyParams(params)) throw new ResponseError(ErrorCodes.InvalidParams, `${command} needs an argument such as {"uri": "file:///folder/tests/test_chat.py"}.`)
  const { connection, features } = session
  const created = workDoneToken !== undefined || !features.workDoneProgress ? undefined : await connection.window.createWorkDoneProgress().catch(() => undefined)
  const abort = new CancellationTokenSource()
  const subscriptions = [token, created?.token].map((each) => each?.onCancellationRequested(() => abort.cancel()))
  if (token.isCancellationRequested) abort.cancel()
  const result = await convertAndVerify(session, params, abort.token, created ?? connection.window.attachWorkDoneProgress(workDoneToken)).finally(() => subscriptions.forEach((each) => each?.dispose()))
  // Not by `connection.window`, which asks for an answer to every message.
  const type = result.files.some(({ kept }) => kept) ? MessageType.Info : MessageType.Warning
  if (!features.verified) await connection.sendNotification(ShowMessageNotification.type, { type, message: result.message })
  return result
}

function isVerifyParams(value: unknown): value is VerifyParams {
  return typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string'
}

/** Does something with a workspace folder until it is cancelled. */
function inFolder<Result>(session: Session, uri: string, token: CancellationToken, act: (folder: WorkspaceFolder | undefined, request: FolderRequest, signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const abort = new AbortController()
  const subscription = token.onCancellationRequested(() => abort.abort())
  const { settings, host, installation: { workerFile } } = session
  const folder = session.folders().find((each) => normalised(each.uri) === normalised(uri))
  return act(folder, { settings, host, workerFile }, abort.signal).finally(() => subscription.dispose())
}

function actionContext(session: Session, analysis: Analysis): ActionContext {
  return {
    features: session.features,
    versionOf: (uri) => session.documents.get(uri)?.version,
    read: session.readerFor(analysis),
    list: session.listerFor(analysis),
    surroundings: () => session.links.surroundingsOf(analysis.located, analysis.settings),
    today: session.host.today(),
    verifies: session.tests.trusted && session.features.appliesEdits && session.features.createsFiles,
  }
}
