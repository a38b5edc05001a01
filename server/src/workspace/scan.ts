import type { FileCounts, Summary } from '../core/reports/counts.ts'
import type { Settings } from '../core/model/settings.ts'
import type { Host } from './host.ts'

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
  /** Files dealt with. */
  readonly done: number
  /** Files found so far; final once `discovering` is false. */
  readonly found: number
  readonly discovering: boolean
}

export interface SkippedFile {
  readonly path: string
  readonly reason: string
}

export interface ScanResult {
  readonly summary: Summary
  /** Files with sites, sorted by path. */
  readonly files: readonly FileCounts[]
  /** Files that could not be read, with the reason, sorted by path. */
  readonly skipped: readonly SkippedFile[]
  readonly cancelled: boolean
}

/** What a scan in a thread of its own needs. */
export type ScanOrder = Pick<ScanRequest, 'root' | 'paths' | 'settings' | 'onProgress' | 'signal'>

/**
 * Counts the mocks of a workspace. Holds no texts and no facts, only the counts of files with sites. Never rejects for what a file holds; a path that does
 * not exist is a skipped file. Cancelling by `signal` gives what was counted so far. Runs on the calling thread, with a pause every few
 * milliseconds; a server takes `scanInThread` of scan-thread.ts.
 */
export function scan(request: ScanRequest): Promise<ScanResult> {
  return Promise.reject(new Error(`scanning ${request.root} is not written yet`))
}
