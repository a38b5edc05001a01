import type { Connection, Diagnostic } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { guarded, safely } from './safely.ts'
import type { Report } from './safely.ts'

/** How diagnostics reach the client. */
export interface Publisher {
  /** The text of an open document has changed. */
  changed(document: TextDocument): void
  closed(uri: string): void
  /** All documents must be looked at again, as after a change of settings. */
  refresh(): void
}

/** The diagnostics of one document, and a name for this state of them. */
export interface Validation {
  readonly id: string
  readonly diagnostics: Diagnostic[]
}

export type Validate = (document: TextDocument) => Promise<Validation>

interface Documents {
  get(uri: string): TextDocument | undefined
  all(): TextDocument[]
}

/** For clients that ask: the answer is computed on request and never delayed. */
export function publishOnPull(connection: Connection, documents: Documents, report: Report, canRefresh: boolean, validate: Validate): Publisher {
  connection.languages.diagnostics.on(safely('textDocument/diagnostic', report, { kind: 'full', items: [] }, async (params) => {
    const document = documents.get(params.textDocument.uri)
    if (!document) return { kind: 'full', items: [] }
    const { id, diagnostics } = await validate(document)
    return id === params.previousResultId ? { kind: 'unchanged', resultId: id } : { kind: 'full', resultId: id, items: diagnostics }
  }))
  return {
    changed() {},
    closed() {},
    refresh: guarded('workspace/diagnostic/refresh', report, async () => {
      if (canRefresh) await connection.languages.diagnostics.refresh()
    }),
  }
}

/** For all other clients: a document is published after each burst of changes, and what a newer change has overtaken is dropped. */
export function publishOnPush(connection: Connection, documents: Documents, report: Report, validate: Validate): Publisher {
  const publish = guarded('textDocument/publishDiagnostics', report, async (document: TextDocument) => {
    const { version } = document
    const { diagnostics } = await validate(document)
    if (documents.get(document.uri) !== document || document.version !== version) return
    await connection.sendDiagnostics({ uri: document.uri, version, diagnostics })
  })
  return {
    changed: (document) => void publish(document),
    closed: (uri) => void connection.sendDiagnostics({ uri, diagnostics: [] }),
    refresh: () => documents.all().forEach((document) => void publish(document)),
  }
}
