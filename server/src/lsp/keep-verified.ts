import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { URI } from 'vscode-uri'
import type { FileProof } from '../core/mutation/proof.ts'
import { unifiedDiff } from '../core/reports/unified-diff.ts'
import { VERIFIED } from '../protocol/messages.ts'
import type { VerifyDecision, VerifyResult } from '../protocol/messages.ts'
import type { Session } from './session.ts'
import { untilAborted } from './until-aborted.ts'
import { editOf, isUnchanged, joined } from './verified-edit.ts'
import type { TextChange } from './verified-edit.ts'

/** What became of one file, and what there is to keep of it. */
export interface Proven {
  readonly proof: FileProof
  /** Empty where nothing holds. */
  readonly changes: readonly TextChange[]
  /** It is in the work tree. */
  readonly kept: boolean
}

const KEEP = 'Keep'
const DISCARD = 'Discard'

/** Shows what holds, asks, and applies it as one edit; files that have changed meanwhile are left alone. `resultOf` tells the client what is proposed. */
export async function keepWanted(session: Session, proven: readonly Proven[], signal: AbortSignal, resultOf: (proven: readonly Proven[]) => VerifyResult): Promise<readonly Proven[]> {
  const { connection, features } = session
  const fresh = withoutStale(proven, session)
  const changes = changesOf(fresh)
  if (changes.length === 0) return fresh
  const asking = resultOf(fresh)
  const preview = features.verified ? undefined : await showDiff(session, asking)
  try {
    const decision = features.verified ? connection.sendRequest<VerifyDecision>(VERIFIED, asking) : askedIn(session, asking)
    const decided = await (signal.aborted ? decision : untilAborted(decision, signal))
    if (!decided?.keep) return fresh
  } finally {
    preview?.()
  }
  const still = withoutStale(fresh, session)
  if (changesOf(still).length === 0) return still
  const { applied } = await connection.workspace.applyEdit({ label: 'Convert and verify', edit: editOf(changesOf(still), session), metadata: { isRefactoring: true } })
  return applied ? still.map((each) => ({ ...each, kept: each.changes.length > 0 })) : still.map((each) => (each.changes.length === 0 ? each : rolledBack(each, 'the editor did not apply the edit')))
}

async function askedIn({ connection }: Session, { message }: VerifyResult): Promise<VerifyDecision> {
  const chosen = await connection.window.showInformationMessage(`${message} Keep what holds?`, { title: KEEP }, { title: DISCARD })
  return { keep: chosen?.title === KEEP }
}

function changesOf(proven: readonly Proven[]): TextChange[] {
  return joined(proven.flatMap(({ changes }) => changes))
}

/** What rests on a file that is not any more what it was is rolled back, with all that shares a file with it. */
function withoutStale(proven: readonly Proven[], session: Session): readonly Proven[] {
  const stale = new Set(changesOf(proven).filter((change) => !isUnchanged(change, session)).map(({ uri }) => uri))
  if (stale.size === 0) return proven
  for (let before = 0; before !== stale.size;) {
    before = stale.size
    for (const { changes } of proven) if (changes.some(({ uri }) => stale.has(uri))) for (const { uri } of changes) stale.add(uri)
  }
  return proven.map((each) => (each.changes.some(({ uri }) => stale.has(uri)) ? rolledBack(each, 'a file of it has changed meanwhile') : each))
}

function rolledBack({ proof }: Proven, reason: string): Proven {
  return { proof: { ...proof, outcome: 'rolled back', reason, filesWritten: [] }, changes: [], kept: false }
}

/** Shows the differences as a document, where the client can; gives what takes it away again. */
async function showDiff({ connection, features }: Session, { files }: VerifyResult): Promise<(() => void) | undefined> {
  if (!features.showsDocuments) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'demock-preview-'))
  const file = join(folder, 'changes.diff')
  writeFileSync(file, files.flatMap(({ changes }) => changes.map(({ path, before, after }) => unifiedDiff(path, before ?? undefined, after))).join(''))
  await connection.window.showDocument({ uri: URI.file(file).toString(), takeFocus: false })
  return () => rmSync(folder, { recursive: true, force: true })
}
