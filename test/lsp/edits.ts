import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { CreateFile, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol'

/** All files after an edit, by URI; `open` holds the documents that the edit may expect to be open, by URI. Throws where an editor would refuse it. */
export function afterEdit(edit: WorkspaceEdit, open: Readonly<Record<string, { readonly version: number; readonly text: string }>>): Record<string, string> {
  const texts: Record<string, string> = {}
  const textOf = (uri: string): string => texts[uri] ?? open[uri]?.text ?? readFileSync(fileURLToPath(uri), 'utf8')
  for (const change of (edit.documentChanges ?? []) as (TextDocumentEdit | CreateFile)[]) {
    if ('kind' in change) {
      if (change.uri in texts || change.uri in open) throw new Error(`${change.uri} exists`)
      texts[change.uri] = ''
      continue
    }
    const { uri, version } = change.textDocument
    if (version !== null && open[uri]?.version !== version) throw new Error(`${uri} is not at version ${version}`)
    texts[uri] = TextDocument.applyEdits(TextDocument.create(uri, '', 0, textOf(uri)), change.edits.map((each) => ('newText' in each ? each : { range: each.range, newText: each.snippet.value })))
  }
  for (const [uri, edits] of Object.entries(edit.changes ?? {})) texts[uri] = TextDocument.applyEdits(TextDocument.create(uri, '', 0, textOf(uri)), edits)
  return texts
}
