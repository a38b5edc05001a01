import { TextDocumentEdit } from 'vscode-languageserver'
import type { CreateFile, WorkspaceEdit } from 'vscode-languageserver'
import { URI } from 'vscode-uri'
import { decode } from '../workspace/decode.ts'
import type { FileWrite } from '../workspace/write-files.ts'
import type { Session } from './session.ts'
import { changeOf } from './workspace-edit.ts'

/** A file as it was when its conversion was proven, and as it is to be. */
export interface TextChange {
  readonly uri: string
  /** Undefined for a new file. */
  readonly before: string | undefined
  readonly after: string
}

/** The change that a write stands for; undefined for what is no text. */
export function textChangeOf({ path, expected, bytes }: FileWrite): TextChange | undefined {
  const [before, after] = [expected && decode(expected), decode(bytes)]
  if ('reason' in after || (before && 'reason' in before)) return undefined
  return { uri: URI.file(path).toString(), before: before?.text, after: after.text }
}

/** Changes made one after the other as one: each file from what it was first to what it is last. */
export function joined(changes: readonly TextChange[]): TextChange[] {
  const byUri = new Map<string, TextChange>()
  for (const change of changes) byUri.set(change.uri, { ...change, before: byUri.has(change.uri) ? byUri.get(change.uri)?.before : change.before })
  return [...byUri.values()]
}

/** Whether a file is still what it was, in the editor and on disk. */
export function isUnchanged({ uri, before }: TextChange, { documents, host }: Pick<Session, 'documents' | 'host'>): boolean {
  const document = documents.get(uri)
  const onDisk = textOnDisk(URI.parse(uri).fsPath, host)
  return sameText(onDisk, before) && (document === undefined || sameText(document.getText(), before))
}

/** URIs of open documents below a folder (absolute path) that are not what lies on disk. Those without a file are none: editors keep the text of a file that was deleted. */
export function unsavedBelow(root: string, { documents, host }: Pick<Session, 'documents' | 'host'>): string[] {
  const prefix = URI.file(root).path.replace(/\/?$/, '/')
  return documents.all().flatMap((document) => {
    const uri = URI.parse(document.uri)
    if (uri.scheme !== 'file' || !uri.path.startsWith(prefix)) return []
    const onDisk = textOnDisk(uri.fsPath, host)
    return onDisk === undefined || sameText(onDisk, document.getText()) ? [] : [document.uri]
  })
}

/** One edit of all files; for the versions of the documents that are open now. */
export function editOf(changes: readonly TextChange[], { documents }: Pick<Session, 'documents'>): WorkspaceEdit {
  const documentChanges = changes.flatMap(({ uri, before, after }): (TextDocumentEdit | CreateFile)[] => [
    ...(before === undefined ? [{ kind: 'create', uri } as const] : []),
    TextDocumentEdit.create({ uri, version: documents.get(uri)?.version ?? null }, [changeOf({ expected: before, text: after })]),
  ])
  return { documentChanges }
}

function textOnDisk(path: string, host: Session['host']): string | undefined {
  if (host.stat(path)?.kind !== 'file') return undefined
  const decoded = decode(host.readFile(path))
  return 'text' in decoded ? decoded.text : undefined
}

/** Editors may show all line ends of a file as one kind. */
function sameText(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n'))
}
