import { Worker } from 'node:worker_threads'
import type { LogLevel } from './host.ts'
import type { ScanOrder, ScanProgress, ScanResult } from './scan.ts'

/** What the scan worker is given. */
export interface ScanTask extends Pick<ScanOrder, 'root' | 'paths' | 'settings' | 'cache'> {
  readonly role: 'scan'
}

/** What the scan worker sends. */
export type ScanMessage =
  | { readonly kind: 'progress'; readonly progress: ScanProgress }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly message: string }
  | { readonly kind: 'result'; readonly result: ScanResult }

/** What the scan worker understands: stop, and give what is counted so far. */
export const CANCEL = 'cancel'

/**
 * Scans in a worker thread, so that the calling one stays free and the machine gets the memory back. `workerFile` is the bundle of scan-worker.ts
 * (`dist/scan-worker.cjs`). Rejects when the thread fails.
 */
export function scanInThread(workerFile: string, order: ScanOrder, log?: (level: LogLevel, message: string) => void): Promise<ScanResult> {
  const { root, paths, settings, cache, onProgress, signal } = order
  const task: ScanTask = { role: 'scan', root, paths, settings, ...(cache && { cache }) }
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData: task, resourceLimits: { maxYoungGenerationSizeMb: 16 } })
    const cancel = (): void => worker.postMessage(CANCEL)
    worker.on('message', (message: ScanMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress)
      else if (message.kind === 'log') log?.(message.level, message.message)
      else resolve(message.result)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', cancel)
      reject(new Error(`the scan ended with code ${code} before it had a result`))
    })
    if (signal?.aborted) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
  })
}
