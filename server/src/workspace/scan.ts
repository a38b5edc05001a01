import { countFile, summarise } from '../core/reports/counts.ts'
import type { FileCounts, Summary } from '../core/reports/counts.ts'
import { analyse, isTestFile, languageOf, mayHoldMocks, replacementFor, serviceOf } from '../core/demock.ts'
import type { Source } from '../core/demock.ts'
import type { FileReport } from '../core/model/report.ts'
import type { ReadFile, Safety } from '../core/model/replacement.ts'
import type { Settings } from '../core/model/settings.ts'
import { decode } from './decode.ts'
import { discover, reasonOf } from './discover.ts'
import type { Candidate } from './discover.ts'
import type { Host } from './host.ts'
import { textReader } from './text-reader.ts'

export interface ScanRequest {
  /** Absolute path of the folder that all paths in the result are relative to. */
  readonly root: string
  /** Files and folders, absolute or relative to the root; the root itself when empty. Files named here are always taken. */
  readonly paths: readonly string[]
  readonly settings: Settings
  readonly host: Host
  /** Called at most ten times a second, and once at the end. */
  readonly onProgress?: (progress: ScanProgress) => void
  readonly signal?: AbortSignal
}

export interface ScanProgress {
  /** Files dealt with; 0 while files are being looked for. */
  readonly done: number
  /** Files found so far; final once `done` is not 0. */
  readonly found: number
}

export interface SkippedFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly reason: string
}

export interface ScanResult {
  readonly summary: Summary
  /** Files with sites, sorted by path. */
  readonly files: readonly FileCounts[]
  /** Paths that could not be read, sorted. */
  readonly skipped: readonly SkippedFile[]
  readonly cancelled: boolean
}

/** What a scan in a thread of its own needs. */
export type ScanOrder = Pick<ScanRequest, 'root' | 'paths' | 'settings' | 'onProgress' | 'signal'>

/** Larger files are skipped: nobody writes such tests by hand, and a bundle on one line would take longer than the rest of a repository. */
export const LARGEST_FILE = 5_000_000

/**
 * Counts the mocks of a workspace. Holds no texts and no facts, only the counts of files with sites. Never rejects for what a file holds; a path that does
 * not exist is a skipped file. Cancelling by `signal` gives what was counted so far. Runs on the calling thread, with a pause every few
 * milliseconds; a server takes `scanInThread` of scan-thread.ts.
 */
export async function scan(request: ScanRequest): Promise<ScanResult> {
  const { host, signal } = request
  const rest = restBetween(host)
  const progress = progressReport(request)
  const candidates: Candidate[] = []
  for (const found of discover(request)) {
    candidates.push(...found)
    if (!rest.isDue()) continue
    progress.tell(0, candidates.length)
    await rest.take()
    if (signal?.aborted) break
  }
  const files: FileCounts[] = []
  const skipped: SkippedFile[] = []
  const read = textReader(request.root, host)
  let done = 0
  for (const candidate of candidates) {
    if (signal?.aborted) break
    const result = countCandidate(candidate, request.settings, host, read)
    if (result && 'sites' in result) files.push(result)
    else if (result) skipped.push(result)
    done++
    if (!rest.isDue()) continue
    progress.tell(done, candidates.length)
    await rest.take()
  }
  progress.end(done, candidates.length)
  files.sort(byPath)
  return { summary: summarise(files, done - skipped.length), files, skipped: skipped.sort(byPath), cancelled: signal?.aborted ?? false }
}

function countCandidate(candidate: Candidate, settings: Settings, host: Host, read: ReadFile): FileCounts | SkippedFile | undefined {
  const { path, absolute, reason } = candidate
  if (reason !== undefined) return { path, reason }
  try {
    const decoded = decode(host.readFile(absolute, LARGEST_FILE))
    if ('reason' in decoded) return { path, reason: decoded.reason }
    return countSource({ path, text: decoded.text }, settings, read)
  } catch (error) {
    return { path, reason: reasonOf(error) }
  }
}

/** The counts of one text; undefined when it holds no site. */
export function countSource(source: Source, settings: Settings, read: ReadFile): FileCounts | undefined {
  if (!mayHoldMocks(source) || !isTestFile(source, settings)) return undefined
  const report = analyse(source, settings)
  if (report.sites.length === 0) return undefined
  return detached(countFile(source.text, report, safetyReader(source, report, settings, read)))
}

function safetyReader(source: Source, report: FileReport, settings: Settings, read: ReadFile): (site: number) => Safety | undefined {
  const known = new Map<number, Safety>()
  const language = languageOf(source.path)
  return (site) => {
    const { service, root } = report.sites[site] ?? {}
    if (service === undefined || root === undefined || !language || !serviceOf(service).rewrites[language.id]) return undefined
    const found = known.get(root) ?? replacementFor(source, report, root, settings, read).safety
    known.set(root, found)
    return found
  }
}

/** A copy whose strings are not slices of the text, which would keep the whole text in memory. */
function detached(counts: FileCounts): FileCounts {
  return JSON.parse(JSON.stringify(counts)) as FileCounts
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

const REST_EVERY_MS = 8

function restBetween(host: Host): { isDue(): boolean; take(): Promise<void> } {
  let last = host.now()
  return {
    isDue: () => host.now() - last > REST_EVERY_MS,
    take: async () => {
      await host.pause()
      last = host.now()
    },
  }
}

const TELL_EVERY_MS = 100

function progressReport({ host, onProgress }: ScanRequest): { tell(done: number, found: number): void; end(done: number, found: number): void } {
  let last = host.now()
  return {
    tell: (done, found) => {
      if (!onProgress || host.now() - last < TELL_EVERY_MS) return
      last = host.now()
      onProgress({ done, found })
    },
    end: (done, found) => onProgress?.({ done, found }),
  }
}
