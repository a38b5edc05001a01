import { TextDocumentEdit } from 'vscode-languageserver'
import type { AnnotatedTextEdit, ChangeAnnotation, CreateFile, TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import { linesOf } from '../core/text/lines.ts'
import type { FileChange, Replacement } from '../core/model/replacement.ts'
import type { Analysis } from './analyses.ts'
import type { ClientFeatures } from './client-features.ts'
import { positionOf, rangeOf } from './convert.ts'
import { uriOf } from './folders.ts'

/** An editor's edit, or the reason why this client cannot apply it. */
export type Outcome = { readonly edit: WorkspaceEdit } | { readonly reason: string }

/** The versions of open files: an edit of one applies to that version only. */
export type VersionOf = (uri: string) => number | undefined

const ANNOTATION = 'demock.review'
const PACKAGES = 'demock.packages'

/** Changes of a document and of other files; those marked `review` are applied only when the user confirms them. */
export interface MarkedChanges {
  readonly edits: readonly (TextEdit & { readonly review: boolean })[]
  readonly files: readonly (FileChange & { readonly review: boolean })[]
  /** What the user is told about those for review. */
  readonly description: string
  /** Commands that install what the files say. */
  readonly installs: readonly string[]
}

/** Turns a replacement into one edit of the test and all files it needs; with `review` the client asks before it applies it. */
export function workspaceEditOf({ edits, files, remarks, safety, install }: Replacement, analysis: Analysis, features: ClientFeatures, versionOf: VersionOf): Outcome {
  const review = safety === 'review'
  const changes: MarkedChanges = {
    edits: edits.map((edit) => ({ range: rangeOf(analysis.lines, edit.span), newText: edit.text, review })),
    files: files.map((file) => ({ ...file, review })),
    description: remarks.map((remark) => remark.text).join(' · '),
    installs: install === undefined ? [] : [install],
  }
  return markedEditOf(changes, analysis, features, versionOf)
}

/** One edit of a document and of all other files that it needs. */
export function markedEditOf(changes: MarkedChanges, analysis: Analysis, features: ClientFeatures, versionOf: VersionOf): Outcome {
  const files = changes.files.filter((file) => file.expected !== file.text)
  if (files.length > 0 && analysis.located.root.scheme === 'untitled') return { reason: 'Save this file first: the support file is written beside it.' }
  if (files.some((file) => file.expected === undefined) && !features.createsFiles) {
    return { reason: 'This editor cannot create the support file as part of an edit; `demock convert` on the command line can.' }
  }
  const installs = features.changeAnnotations && features.documentChanges && files.some(isManifest) ? changes.installs : []
  const annotated = features.changeAnnotations && [...changes.edits, ...files].some(({ review }) => review)
  const idOf = (review: boolean): { annotationId?: string } => (annotated && review ? { annotationId: ANNOTATION } : {})
  const edits = changes.edits.map(({ range, newText, review }): TextEdit | AnnotatedTextEdit => ({ range, newText, ...idOf(review) }))
  if (!features.documentChanges) {
    const plain = Object.fromEntries([[analysis.uri, edits] as const, ...files.map((file) => [uriOf(analysis.located.root, file.path).toString(), [changeOf(file)]] as const)])
    return { edit: { changes: plain } }
  }
  const documentChanges: (TextDocumentEdit | CreateFile)[] = []
  for (const file of files) {
    const uri = uriOf(analysis.located.root, file.path).toString()
    if (file.expected === undefined) documentChanges.push({ kind: 'create', uri, ...idOf(file.review) })
    const id = installs.length > 0 && isManifest(file) && !file.review ? { annotationId: PACKAGES } : idOf(file.review)
    documentChanges.push(TextDocumentEdit.create({ uri, version: versionOf(uri) ?? null }, [{ ...changeOf(file), ...id }]))
  }
  if (edits.length > 0) documentChanges.push(TextDocumentEdit.create({ uri: analysis.uri, version: analysis.version }, edits))
  const changeAnnotations = {
    ...(annotated ? { [ANNOTATION]: annotationOf(changes.description) } : {}),
    ...(installs.length > 0 ? { [PACKAGES]: { label: 'Add the packages of the real connection', needsConfirmation: false, description: `then run: ${installs.join(', ')}` } } : {}),
  }
  return { edit: Object.keys(changeAnnotations).length > 0 ? { documentChanges, changeAnnotations } : { documentChanges } }
}

function isManifest({ path, expected }: FileChange): boolean {
  return expected !== undefined && /(?:^|\/)package\.json$/.test(path)
}

function annotationOf(description: string): ChangeAnnotation {
  return { label: 'Finish by hand', needsConfirmation: true, description }
}

/** One edit from the expected content to the new one, without the parts that stay at both ends. */
export function changeOf({ expected = '', text }: Pick<FileChange, 'expected' | 'text'>): TextEdit {
  const shorter = Math.min(expected.length, text.length)
  let start = 0
  while (start < shorter && expected.charCodeAt(start) === text.charCodeAt(start)) start++
  let tail = 0
  while (tail < shorter - start && expected.charCodeAt(expected.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)) tail++
  if (splitsLineEnd(expected, start)) start--
  if (splitsLineEnd(expected, expected.length - tail)) tail--
  const lines = linesOf(expected)
  return {
    range: { start: positionOf(lines, start), end: positionOf(lines, expected.length - tail) },
    newText: text.slice(start, text.length - tail),
  }
}

/** Between CR and LF there is no position in the protocol. */
function splitsLineEnd(text: string, offset: number): boolean {
  return text.charCodeAt(offset - 1) === 13 && text.charCodeAt(offset) === 10
}
