import type { ScanOrder, ScanResult } from './scan.ts'

/** Scans in a worker thread, so that the calling one stays free and gets the memory back: `workerFile` is the bundle of scan-worker.ts (`dist/scan-worker.cjs`). Rejects when the thread fails. */
export function scanInThread(workerFile: string, order: ScanOrder): Promise<ScanResult> {
  return Promise.reject(new Error(`${workerFile} cannot scan ${order.root} yet`))
}
