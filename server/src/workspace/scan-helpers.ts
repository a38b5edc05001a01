import { Worker } from 'node:worker_threads'
import type { Settings } from '../core/model/settings.ts'
import type { Counted } from './count-candidates.ts'
import type { Candidate } from './discover.ts'

/** What a helping thread is given at its start. */
export interface HelperTask {
  readonly role: 'help'
  readonly root: string
  readonly settings: Settings
  /** One byte for each chunk: 1 once a thread has claimed it. */
  readonly claims: Uint8Array
}

/** What a helping thread is sent: the chunks in their order, then the end. */
export type HelperOrder = { readonly kind: 'chunk'; readonly index: number; readonly candidates: readonly Candidate[] } | { readonly kind: 'end' }

/** What a helping thread sends: what it counted in one chunk (as JSON, which crosses faster), or that it has come to the end. */
export type HelperMessage = { readonly kind: 'counted'; readonly json: string } | { readonly kind: 'ended' }

export interface Helpers {
  /** Gives the next chunk to whoever claims it first. */
  offer(candidates: readonly Candidate[]): void
  /** Whether the chunk of this index is the caller's now. */
  claim(index: number): boolean
  /** Resolves when the helpers have come to the end, at once when the signal is or gets aborted. */
  finish(signal: AbortSignal | undefined): Promise<void>
}

/** Fewer chunks are done before a thread has started. */
const WORTH_A_THREAD = 8
const MOST_CHUNKS = 1 << 22
/** Facts live for one file: with room for many of them the collector finds nothing to keep. */
const YOUNG_MB = 96

/** Claims a chunk for the calling thread; false when another one has it. */
export function claimChunk(claims: Uint8Array, index: number): boolean {
  return Atomics.exchange(claims, index, 1) === 0
}

/** Threads that count chunks beside the calling one and add to `counted`. They start once there is enough to do; one that fails leaves its chunk uncounted and makes `finish` reject. */
export function startHelpers(
  { workerFile, count }: { readonly workerFile: string; readonly count: number }, task: Pick<HelperTask, 'root' | 'settings'>, counted: Counted,
): Helpers {
  const claims = new Uint8Array(new SharedArrayBuffer(MOST_CHUNKS))
  const waiting: HelperOrder[] = []
  let offered = 0
  let threads: { readonly worker: Worker; readonly ended: Promise<void> }[] = []
  const start = (): void => {
    threads = Array.from({ length: count }, () => {
      const workerData: HelperTask = { role: 'help', ...task, claims }
      const worker = new Worker(workerFile, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
      return { worker, ended: endOf(worker, counted) }
    })
    for (const order of waiting) send(order)
  }
  const send = (order: HelperOrder): void => threads.forEach(({ worker }) => worker.postMessage(order))
  return {
    offer(candidates) {
      const order: HelperOrder = { kind: 'chunk', index: offered++, candidates }
      if (threads.length > 0) send(order)
      else if (count > 0 && waiting.push(order) === WORTH_A_THREAD) start()
    },
    claim: (index) => claimChunk(claims, index),
    async finish(signal) {
      send({ kind: 'end' })
      try {
        await Promise.race([Promise.all(threads.map(({ ended }) => ended)), aborted(signal)])
      } finally {
        await Promise.all(threads.map(({ worker }) => worker.terminate()))
      }
    },
  }
}

function endOf(worker: Worker, counted: Counted): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: HelperMessage) => {
      if (message.kind === 'ended') return resolve()
      const { done, files, skipped } = JSON.parse(message.json) as Counted
      counted.done += done
      counted.files.push(...files)
      counted.skipped.push(...skipped)
    })
    worker.on('error', reject)
  })
  // Whoever awaits it hears of a failure; until then it is not an unhandled one.
  ended.catch(() => {})
  return ended
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve()
    else signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}
