/** Converts mocks in a copy of the work tree, and proves there that the converted tests still pass and can still fail. */
import type { FileProof } from '../../core/mutation/proof.ts'
import { reasonOf } from '../discover.ts'
import { beginningOf, convertIn, prepare } from './prepare-proof.ts'
import type { Asked, Prepared } from './prepare-proof.ts'
import { keyOfProof } from './proof-key.ts'
import { keepRecalled, proveFile } from './prove.ts'
import { surveyTogether } from './survey.ts'
import type { Survey } from './survey.ts'
import { copyWorkTree } from './work-copy.ts'
import type { VerifyOrder } from './verify-order.ts'
import type { WorkCopy } from './work-copy.ts'

/**
 * Proves one file after the other; each that holds is written to the user's tree before the next one begins, so that an interruption loses only the file at hand. Never throws for what a
 * project or a disk does: it becomes the reason of a proof.
 */
export async function verifyConversions(order: VerifyOrder): Promise<void> {
  const { signal } = order
  const run: Run = { order, asked: new Map(), surveys: new Map(), changed: new Set(), copy: undefined }
  try {
    for (const [index, path] of order.files.entries()) {
      if (signal.aborted) return
      const proof = await safely(run, index, path)
      if (signal.aborted && (proof.reason === 'interrupted' || proof.filesWritten.length === 0)) return
      await order.onFile(proof)
    }
  } finally {
    await run.copy?.dispose()
  }
}

interface Run {
  readonly order: VerifyOrder
  readonly asked: Asked
  /** What is known of files that were run together, by path. */
  surveys: ReadonlyMap<string, Survey>
  /** Files that conversions have changed since. */
  readonly changed: Set<string>
  copy: WorkCopy | undefined
}

/** After a failure of the machine nobody knows what is left in the copy: the next file gets a new one. */
async function safely(run: Run, index: number, path: string): Promise<FileProof> {
  const { order } = run
  const failed = async (reason: string): Promise<FileProof> => {
    const plan = await convertIn(order, order.root, path, false).catch(() => undefined)
    return { ...beginningOf(order, path, plan?.outcomes ?? []), outcome: 'rolled back', reason }
  }
  try {
    if (!run.copy) order.onStep('copying the work tree')
    run.copy ??= await copyWorkTree(order.root, order.signal)
  } catch (error) {
    return failed(order.signal.aborted ? 'interrupted' : `the work tree cannot be copied: ${reasonOf(error)}`)
  }
  try {
    return await proveOne(run, run.copy, index, path)
  } catch (error) {
    const { copy } = run
    run.copy = undefined
    run.surveys = new Map()
    await copy.dispose()
    return failed(order.signal.aborted ? 'interrupted' : reasonOf(error))
  }
}

async function proveOne(run: Run, copy: WorkCopy, index: number, path: string): Promise<FileProof> {
  const { order, asked } = run
  const file = await prepare(order, copy.root, path, asked)
  if ('outcome' in file) return file
  const keyOf = (of: Prepared): string | undefined => order.memory && keyOfProof(order, of, copy)
  const key = keyOf(file)
  const recalled = key === undefined ? undefined : order.memory?.recall(key)
  if (recalled) return keepRecalled(order, file, recalled)
  // What gives fixtures to others changes what they do: they are looked at together behind it.
  if (run.surveys.size === 0 && !path.endsWith('conftest.py') && order.files.length - index > 1) {
    const others: Prepared[] = []
    for (const other of order.files.slice(index + 1)) {
      const prepared = order.signal.aborted ? undefined : await prepare(order, copy.root, other, asked)
      const known = prepared && !('outcome' in prepared) ? keyOf(prepared) : undefined
      if (prepared && !('outcome' in prepared) && (known === undefined || !order.memory?.recall(known))) others.push(prepared)
    }
    run.surveys = await surveyTogether(order, [file, ...others])
    run.changed.clear()
    if (run.surveys.size === 0) run.surveys = new Map([['', { before: new Map(), together: true, caught: [], unnoticed: [] }]])
  }
  const proof = await proveFile(order, file, file.tests.some((test) => run.changed.has(test)) ? undefined : run.surveys.get(path))
  if (proof.outcome === 'proven' || proof.outcome === 'not proven') {
    for (const changed of file.originals.keys()) run.changed.add(changed)
    if (key !== undefined) order.memory?.note(key, proof)
  }
  return proof
}
