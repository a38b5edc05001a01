import type { WorkspaceFolder } from 'vscode-languageserver'
import { URI } from 'vscode-uri'
import { verdictMarkdown } from '../core/gate/formats/markdown.ts'
import { verdictOf } from '../core/gate/verdict.ts'
import { reportHtml } from '../core/report/html.ts'
import { reportMarkdown } from '../core/report/markdown.ts'
import { counted } from '../core/reports/text.ts'
import type { GateParams, GateResult, ReportResult } from '../protocol/messages.ts'
import { BASELINE_FILE, openBaseline, saveBaseline } from '../workspace/baseline-file.ts'
import { reportOn } from '../workspace/completion.ts'
import { entriesAfter, holdAgainst } from '../workspace/gate.ts'
import { diskPathOf } from './folders.ts'
import { scanFolder } from './workspace-count.ts'
import type { WorkspaceCountRequest } from './workspace-count.ts'

/** What scanning a folder needs. */
export type FolderRequest = Pick<WorkspaceCountRequest, 'settings' | 'host' | 'workerFile'>

/** Holds the mocks of a folder, as they are on disk, against its baseline, or writes that. A cancelled run changes nothing. */
export async function gateIn(
  folder: WorkspaceFolder | undefined, { action, reason }: GateParams, request: FolderRequest, signal: AbortSignal,
): Promise<GateResult> {
  const { host } = request
  const root = folder && diskPathOf(URI.parse(folder.uri))
  if (!folder || root === undefined) return failed('This is no folder of the workspace on disk.')
  const read = openBaseline(root, BASELINE_FILE, host)
  if (read.state === 'broken') return failed(`${BASELINE_FILE}:${read.problems[0]?.line}: ${read.problems[0]?.message}`)
  if (read.state === 'missing' && action !== 'create') return { state: 'needs-baseline', message: `${folder.name} has no baseline.`, markdown: null }
  if (read.state === 'read' && action === 'create') return failed(`${BASELINE_FILE} is there already. Update or prune it.`)
  const result = await scanFolder(folder, request, signal, () => {})
  if (!result || result.cancelled) return failed(result ? 'Cancelled; nothing has changed.' : `Demock is disabled in ${folder.name}.`)
  const held = holdAgainst(read.state === 'read' ? read.entries : [], result, root, host)
  const verdict = verdictOf(held, { kind: 'baseline', file: BASELINE_FILE })
  const markdown = verdictMarkdown(verdict)
  const numbers = `${counted(verdict.added.length, 'new mock')}, ${verdict.gone.length} gone, ${verdict.kept.length} known`
  if (action === 'check') return { state: verdict.passes ? 'passed' : 'not-passed', message: `${verdict.passes ? 'Passed' : 'Not passed'}: ${numbers}.`, markdown }
  if (action === 'update' && verdict.added.length > 0 && !reason?.trim()) return { state: 'needs-reason', message: `${counted(verdict.added.length, 'new mock')}: why are they let in?`, markdown }
  const entries = entriesAfter(action, held, reason === undefined ? undefined : { reason: reason.trim(), date: host.today() })
  const problem = saveBaseline(root, BASELINE_FILE, entries, read, host)
  if (problem) return failed(`${BASELINE_FILE} is not written: ${problem.reason}.`)
  const left = action === 'prune' && verdict.added.length > 0 ? ` ${counted(verdict.added.length, 'new mock')} not let in.` : ''
  return { state: 'written', message: `${BASELINE_FILE}: ${counted(entries.length, 'known mock')}.${left}`, markdown }
}

/** The completion report of a folder, as it is on disk; undefined where Demock is disabled, and when it was cancelled. */
export async function reportIn(folder: WorkspaceFolder | undefined, request: FolderRequest, signal: AbortSignal): Promise<ReportResult | undefined> {
  const { host, settings } = request
  const root = folder && diskPathOf(URI.parse(folder.uri))
  if (!folder || root === undefined) return undefined
  const result = await scanFolder(folder, request, signal, () => {})
  if (!result || result.cancelled) return undefined
  const read = openBaseline(root, BASELINE_FILE, host)
  const before = read.state === 'read' ? { against: { kind: 'baseline', file: BASELINE_FILE } as const, comparison: holdAgainst(read.entries, result, root, host) } : undefined
  const report = await reportOn(result, { root, settings: (await settings.of(folder)).settings, host, services: [], before, signal })
  return { html: reportHtml(report), markdown: reportMarkdown(report) }
}

function failed(message: string): GateResult {
  return { state: 'failed', message, markdown: null }
}
