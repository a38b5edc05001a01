import type { CancellationToken, WorkDoneProgressReporter, WorkspaceFolder } from 'vscode-languageserver'
import { URI } from 'vscode-uri'
import { summarise } from '../core/reports/counts.ts'
import type { FileCounts } from '../core/reports/counts.ts'
import { markdownReport } from '../core/reports/markdown.ts'
import type { WorkspaceCount, WorkspaceFile } from '../protocol/messages.ts'
import { cacheOf } from '../workspace/cache-folder.ts'
import type { Host } from '../workspace/host.ts'
import { scan } from '../workspace/scan.ts'
import type { ScanProgress, ScanResult } from '../workspace/scan.ts'
import { scanInThread } from '../workspace/scan-thread.ts'
import { kindsOf, servicesOf, siteEntryOf } from './counts.ts'
import { diskPathOf, uriOf } from './folders.ts'
import type { SettingsStore } from './settings-store.ts'

export interface WorkspaceCountRequest {
  readonly folders: readonly WorkspaceFolder[]
  readonly settings: SettingsStore
  readonly host: Host
  /** Bundle of the thread that scans; without it the scan takes turns with the server's other work. */
  readonly workerFile: string | undefined
  readonly progress: WorkDoneProgressReporter
  readonly token: CancellationToken
}

/** Counts the mocks of all folders as they are on disk, one folder after the other. Cancelling gives what was counted so far. */
export async function countWorkspace(request: WorkspaceCountRequest): Promise<WorkspaceCount> {
  const { folders, progress, token } = request
  const abort = new AbortController()
  const subscription = token.onCancellationRequested(() => abort.abort())
  if (token.isCancellationRequested) abort.abort()
  progress.begin('Counting mocks', 0, undefined, true)
  try {
    const results: { folder: WorkspaceFolder; result: ScanResult }[] = []
    for (const [index, folder] of folders.entries()) {
      const result = await scanFolder(folder, request, abort.signal, (scanned) => progress.report(...progressOf(scanned, index, folders)))
      if (result) results.push({ folder, result })
      if (abort.signal.aborted) break
    }
    return resultOf(results, folders.length > 1, abort.signal.aborted)
  } finally {
    subscription.dispose()
    progress.done()
  }
}

/** Scans one folder as it is on disk, in a thread of its own where there is one; undefined where Demock is disabled or the folder is not on a disk. */
export async function scanFolder(
  folder: WorkspaceFolder, { settings, host, workerFile }: Pick<WorkspaceCountRequest, 'settings' | 'host' | 'workerFile'>, signal: AbortSignal, onProgress: (progress: ScanProgress) => void,
): Promise<ScanResult | undefined> {
  const root = diskPathOf(URI.parse(folder.uri))
  const effective = await settings.of(folder)
  if (root === undefined || !effective.enabled) return undefined
  const order = { root, paths: [], settings: effective.settings, onProgress, signal }
  if (workerFile === undefined) return scan({ ...order, host })
  const cache = cacheOf(workerFile)
  return scanInThread(workerFile, { ...order, ...(cache && { cache }) }, host.log)
}

function progressOf({ done, found }: ScanProgress, index: number, folders: readonly WorkspaceFolder[]): [percentage: number, message: string] {
  const share = found === 0 ? 0 : done / found
  const folder = folders.length > 1 ? `${folders[index]?.name ?? ''}: ` : ''
  const message = done === 0 ? `${folder}${found} files found` : `${folder}${done} of ${found} files`
  return [Math.floor(((index + share) / folders.length) * 100), message]
}

function resultOf(results: readonly { folder: WorkspaceFolder; result: ScanResult }[], severalFolders: boolean, cancelled: boolean): WorkspaceCount {
  const pathOf = (folder: WorkspaceFolder, path: string): string => (severalFolders ? `${folder.name}/${path}` : path)
  const files: FileCounts[] = []
  const entries: WorkspaceFile[] = []
  const skipped: { path: string; reason: string }[] = []
  let scanned = 0
  for (const { folder, result } of results) {
    const root = URI.parse(folder.uri)
    scanned += result.summary.files
    for (const file of result.files) {
      const path = pathOf(folder, file.path)
      files.push({ ...file, path })
      if (file.sites.length > 0) entries.push({ uri: uriOf(root, file.path).toString(), path, sites: file.sites.map(siteEntryOf) })
    }
    for (const { path, reason } of result.skipped) skipped.push({ path: pathOf(folder, path), reason })
  }
  const summary = summarise(files, scanned)
  return {
    cancelled,
    files: summary.files,
    filesWithMocks: summary.filesWithMocks,
    sites: summary.sites,
    allowed: summary.allowed,
    suspected: summary.suspected,
    references: summary.references,
    services: servicesOf(summary.byService),
    kinds: kindsOf(summary.byKind),
    entries,
    skipped,
    markdown: markdownReport(summary, files),
  }
}
