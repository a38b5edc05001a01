import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'
import type { MessageConnection } from 'vscode-jsonrpc/node'
import type { ClientCapabilities, Diagnostic, InitializeResult, PublishDiagnosticsParams, WorkspaceFolder } from 'vscode-languageserver-protocol'

const DIST = path.resolve(import.meta.dirname, '../../dist')
const SERVER = [path.join(DIST, 'server.cjs'), '--stdio']

/** The same server as editors without an extension start it. */
export const COMMAND_LINE = [path.join(DIST, 'cli.cjs'), 'lsp', '--stdio']

/** What a modern editor says that it can do. */
export const MODERN: ClientCapabilities = {
  textDocument: {
    synchronization: { didSave: true },
    diagnostic: { dynamicRegistration: true, relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor'] } },
      dataSupport: true, disabledSupport: true, isPreferredSupport: true, resolveSupport: { properties: ['edit'] },
    },
  },
  workspace: {
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'], changeAnnotationSupport: {} },
    configuration: true, workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
  window: { workDoneProgress: true },
}

/** The same without pull diagnostics: the server publishes them itself. */
export const PUSHED: ClientCapabilities = { ...MODERN, textDocument: withoutPull(MODERN.textDocument ?? {}) }

export interface SessionOptions {
  /** Arguments for node. */
  readonly server?: readonly string[]
  readonly capabilities?: ClientCapabilities
  readonly folders?: readonly string[]
  readonly initializationOptions?: unknown
  /** Variables of the server's environment, besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>
  /** The editor's settings: what stands under `demock`. */
  readonly configuration?: unknown
}

/** A client's end of a session with the built server, over its standard input and output. */
export interface Session {
  readonly connection: MessageConnection
  readonly initialized: InitializeResult
  /** Log messages of the server, as they came. */
  readonly log: readonly string[]
  /** Resolves once the server has registered a method. */
  registered(method: string): Promise<void>
  open(uri: string, languageId: string, text: string): Promise<void>
  /** Replaces a range, as an editor does when somebody types. */
  change(uri: string, version: number, changes: readonly unknown[]): Promise<void>
  request<T>(method: string, params: unknown): Promise<T>
  pull(uri: string): Promise<Diagnostic[]>
  /** The next diagnostics that the server publishes for a document and that `accept` takes. */
  published(uri: string, accept?: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>
  /** The next notification of a method that `accept` takes. */
  notified<T>(method: string, accept?: (params: T) => boolean): Promise<T>
  /** Answers `workspace/configuration` anew and tells the server so. */
  configure(configuration: unknown): Promise<void>
  /** Says `shutdown` and `exit`; gives the exit code of the process. */
  end(): Promise<number | null>
  /** The exit code of the process, once it ends. */
  readonly exitCode: Promise<number | null>
}

export async function startSession(options: SessionOptions = {}): Promise<Session> {
  const child = spawn(process.execPath, [...options.server ?? SERVER], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...options.environment } })
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
  onTestFinished(() => {
    connection.dispose()
    child.kill()
  })
  let configuration: unknown = options.configuration ?? {}
  const log: string[] = []
  const registrations = new Set<string>()
  const notifications: { readonly method: string; readonly params: unknown }[] = []
  const waiting = new Set<(method: string, params: unknown) => void>()
  connection.onNotification((method, params) => {
    if (method === 'window/logMessage') log.push((params as unknown as { message: string }).message)
    const notification = { method, params: params as unknown }
    notifications.push(notification)
    for (const waiter of [...waiting]) waiter(method, params)
  })
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => configuration))
  connection.onRequest('client/registerCapability', (params: { registrations: { method: string }[] }) => {
    for (const { method } of params.registrations) {
      registrations.add(method)
      for (const waiter of [...waiting]) waiter('client/registerCapability', method)
    }
    return null
  })
  connection.onRequest('workspace/diagnostic/refresh', () => {
    for (const waiter of [...waiting]) waiter('workspace/diagnostic/refresh', null)
    return null
  })
  connection.listen()

  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? MODERN,
    initializationOptions: options.initializationOptions ?? null,
    workspaceFolders: (options.folders ?? []).map(folderOf),
  })
  await connection.sendNotification('initialized', {})

  function notified<T>(method: string, accept: (params: T) => boolean = () => true): Promise<T> {
    return new Promise((resolve) => {
      const waiter = (at: string, params: unknown): void => {
        if (at !== method || !accept(params as T)) return
        waiting.delete(waiter)
        resolve(params as T)
      }
      waiting.add(waiter)
    })
  }

  return {
    connection, initialized, log, exitCode, notified,
    async registered(method) {
      if (!registrations.has(method)) await notified<string>('client/registerCapability', (registered) => registered === method)
    },
    open: (uri, languageId, text) => connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, contentChanges) => connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    request: (method, params) => connection.sendRequest(method, params),
    pull: async (uri) => (await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items,
    published: (uri, accept = () => true) => {
      const seen = notifications.map(({ method, params }) => ({ method, params: params as PublishDiagnosticsParams }))
        .findLast(({ method, params }) => method === 'textDocument/publishDiagnostics' && params.uri === uri && accept(params))
      return seen ? Promise.resolve(seen.params) : notified<PublishDiagnosticsParams>('textDocument/publishDiagnostics', (params) => params.uri === uri && accept(params))
    },
    async configure(value) {
      configuration = value
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    },
    async end() {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      return exitCode
    },
  }
}

/** A folder on disk with some files, removed after the test. */
export async function workspaceWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'demock-lsp-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), text)
  }
  return folder
}

export function uriOf(folder: string, name: string): string {
  return pathToFileURL(path.join(folder, name)).href
}

/** A folder as a client names it. */
export function folderOf(folder: string): WorkspaceFolder {
  return { uri: pathToFileURL(folder).href, name: path.basename(folder) }
}

function withoutPull(capabilities: NonNullable<ClientCapabilities['textDocument']>): NonNullable<ClientCapabilities['textDocument']> {
  const { diagnostic: _, ...rest } = capabilities
  return rest
}
