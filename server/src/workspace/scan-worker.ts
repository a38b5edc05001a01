import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { createCounter } from './count-candidates.ts'
import type { Counted } from './count-candidates.ts'
import { createNodeHost } from './node-host.ts'
import { claimChunk } from './scan-helpers.ts'
import type { HelperMessage, HelperOrder, HelperTask } from './scan-helpers.ts'
import { scan } from './scan.ts'
import { CANCEL } from './scan-thread.ts'
import type { ScanMessage, ScanTask } from './scan-thread.ts'

if (!parentPort) throw new Error('scan-worker runs as a worker thread only')
const task = workerData as ScanTask | HelperTask
if (task.role === 'help') help(parentPort, task)
else void scanAll(parentPort, task)

function help(port: MessagePort, { root, settings, claims }: HelperTask): void {
  const send = (message: HelperMessage): void => port.postMessage(message)
  const count = createCounter(root, settings, createNodeHost(() => {}))
  port.on('message', (order: HelperOrder) => {
    if (order.kind === 'end') return send({ kind: 'ended' })
    if (!claimChunk(claims, order.index)) return
    const counted: Counted = { done: 0, files: [], skipped: [] }
    for (const candidate of order.candidates) count(candidate, counted)
    send({ kind: 'counted', json: JSON.stringify(counted) })
  })
}

async function scanAll(port: MessagePort, { root, paths, settings, cache }: ScanTask): Promise<void> {
  const send = (message: ScanMessage): void => port.postMessage(message)
  const controller = new AbortController()
  port.on('message', (message) => {
    if (message === CANCEL) controller.abort()
  })
  const host = createNodeHost((level, message) => send({ kind: 'log', level, message }))
  const result = await scan({
    root, paths, settings, host, ...(cache && { cache }), onProgress: (progress) => send({ kind: 'progress', progress }), signal: controller.signal,
  })
  send({ kind: 'result', result })
  port.close()
}
