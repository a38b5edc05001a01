import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { createNodeHost } from './node-host.ts'
import { scan } from './scan.ts'
import { CANCEL } from './scan-thread.ts'
import type { ScanMessage, ScanTask } from './scan-thread.ts'

if (!parentPort) throw new Error('scan-worker runs as a worker thread only')
void work(parentPort, workerData as ScanTask)

async function work(port: MessagePort, task: ScanTask): Promise<void> {
  const send = (message: ScanMessage): void => port.postMessage(message)
  const controller = new AbortController()
  port.on('message', (message) => {
    if (message === CANCEL) controller.abort()
  })
  const host = createNodeHost((level, message) => send({ kind: 'log', level, message }))
  const result = await scan({ ...task, host, onProgress: (progress) => send({ kind: 'progress', progress }), signal: controller.signal })
  send({ kind: 'result', result })
  port.close()
}
