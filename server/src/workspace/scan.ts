import { mayBeTestFile } from '../core/demock.ts'
import { summarise } from '../core/reports/counts.ts'
import type { FileCounts, Summary } from '../core/reports/counts.ts'
import type { Settings } from '../core/model/settings.ts'
import { createCounter } from './count-candidates.ts'
import type { Counted, CountedFile, SkippedFile } from './count-candidates.ts'
import { discover } from './discover.ts'
import type { Candidate } from './discover.ts'
import type { Host } from './host.ts'
import { openScanCache } from './scan-cache.ts'
import type { CacheRequest, ScanCache } from './scan-cache.ts'
import { startHelpers } from './scan-helpers.ts'

export interface ScanRequest {
  /** Absolute path of the folder that all paths in the result are relative to. */
  readonly root: string
  /** Files and folders, absolute or relative to the root; the root itself when empty. Files named here are always taken. */
  readonly paths: readonly string[]
  readonly settings: Settings
  readonly host: Host
  /** Other threads that help: the bundle of scan-worker.ts, and how many. Without it the scan keeps to its own thread. */
  readonly helpers?: { readonly workerFile: string; readonly count: number }
  /** Where counts are kept for the next scan, and the engine that counts (its version): files that have not changed since are not read again. */
  readonly cache?: Pick<CacheRequest, 'folder' | 'now'> & { readonly engine: string }
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

export interface ScanResult {
  readonly summary: Summary
  /** Files with sites or findings, sorted by path. */
  readonly files: readonly FileCounts[]
  /** Paths that could not be read, sorted. */
  readonly skipped: readonly SkippedFile[]
  readonly cancelled: boolean
}

/** What a scan in a thread of its own needs. */
export type ScanOrder = Pick<ScanRequest, 'root' | 'paths' | 'settings' | 'cache' | 'onProgress' | 'signal'>

/**
 * Counts the mocks of a workspace. Holds no texts and no facts, only the counts of files with sites. Never rejects for what a file holds; a path that does
 * not exist is a skipped file. Cancelling by `signal` gives what was counted so far. Runs on the calling thread, with a pause every few
 * milliseconds; a server takes `scanInThread` of scan-thread.ts.
 */
export async function scan(request: ScanRequest): Promise<ScanResult> {
  const { root, settings, host, signal } = request
  const counted: Counted = { done: 0, files: [], skipped: [] }
  const cache = request.cache && openScanCache({ ...request.cache, root, identity: [request.cache.engine, settings] })
  const recalled: Recalled = { done: 0, files: [] }
  const helpers = request.helpers && startHelpers(request.helpers, { root, settings }, counted)
  const rest = restBetween(host)
  const progress = progressReport(request)
  const chunks: Candidate[][] = []
  let found = 0
  for (const chunk of chunksOf(unknownOf(discover(request), settings, cache, recalled))) {
    helpers?.offer(chunk)
    chunks.push(chunk)
    found += chunk.length
    if (!rest.isDue()) continue
    progress.tell(0, recalled.done + found)
    await rest.take()
    if (signal?.aborted) break
  }
  const count = createCounter(root, settings, host)
  // From the last to the first: helpers go the other way.
  for (let index = chunks.length - 1; index >= 0 && !signal?.aborted; index--) {
    if (helpers && !helpers.claim(index)) continue
    for (const candidate of chunks[index] ?? []) {
      const before = counted.files.length
      count(candidate, counted)
      for (let at = before; at < counted.files.length; at++) counted.files[at] = detached(counted.files[at] as CountedFile)
      if (!rest.isDue()) continue
      progress.tell(recalled.done + counted.done, recalled.done + found)
      await rest.take()
      if (signal?.aborted) break
    }
  }
  await helpers?.finish(signal)
  progress.end(recalled.done + counted.done, recalled.done + found)
  if (cache) keep(cache, counted, request.paths.length === 0 && !signal?.aborted)
  const files = [...recalled.files, ...counted.files.flatMap(({ counts }) => counts ?? [])].sort(byPath)
  const skipped = counted.skipped.sort(byPath)
  return { summary: summarise(files, recalled.done + counted.done - skipped.length), files, skipped, cancelled: signal?.aborted ?? false }
}

/** What needs not be counted: files that no test can be, and those that have not changed since they were counted. */
interface Recalled {
  done: number
  readonly files: FileCounts[]
}

function* unknownOf(lists: Iterable<readonly Candidate[]>, settings: Settings, cache: ScanCache | undefined, recalled: Recalled): Generator<Candidate[]> {
  for (const list of lists) {
    const unknown: Candidate[] = []
    for (const candidate of list) {
      const isSource = candidate.reason === undefined && (candidate.named || mayBeTestFile(candidate.path, settings))
      const counts = isSource ? cache?.recall(candidate.absolute) : undefined
      if (counts === undefined && (isSource || candidate.reason !== undefined)) {
        unknown.push(candidate)
        continue
      }
      recalled.done++
      if (counts) recalled.files.push(counts)
    }
    yield unknown
  }
}

function keep(cache: ScanCache, { files }: Counted, everything: boolean): void {
  for (const { absolute, counts, lookedAt } of files) if (lookedAt) cache.note(absolute, counts, lookedAt)
  cache.save(everything)
}

/** Small enough that threads end together, large enough that handing them over costs nothing. */
const CHUNK = 32

function* chunksOf(lists: Iterable<readonly Candidate[]>): Generator<Candidate[]> {
  let chunk: Candidate[] = []
  for (const list of lists) {
    for (const candidate of list) {
      chunk.push(candidate)
      if (chunk.length < CHUNK) continue
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}

/** A copy of the counts whose strings are not slices of the text, which would keep the whole text in memory. */
function detached(file: CountedFile): CountedFile {
  return file.counts ? { ...file, counts: JSON.parse(JSON.stringify(file.counts)) as FileCounts } : file
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
