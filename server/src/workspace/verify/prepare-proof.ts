/** What has to be known of a test file before anything is run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTestFile, languageOf } from '../../core/demock.ts'
import { codeUnderTest } from '../../core/mutation/code-under-test.ts'
import { mutantsOf } from '../../core/mutation/mutants.ts'
import type { Mutant } from '../../core/mutation/mutants.ts'
import type { FileProof } from '../../core/mutation/proof.ts'
import { convertFiles } from '../convert.ts'
import type { Converted } from '../convert.ts'
import { decode } from '../decode.ts'
import { linkedFiles } from '../linked-files.ts'
import { textReader } from '../text-reader.ts'
import type { CommandResult } from './run-command.ts'
import { runnerFor } from './test-runners.ts'
import type { RunsOrder } from './test-runs.ts'
import type { VerifyOrder } from './verify-order.ts'

/** A test file that can be proven. */
export interface Prepared {
  readonly path: string
  /** The beginning of its proof. */
  readonly base: Beginning
  readonly plan: Converted
  /** Contents of all files that the conversion changes or makes, before it. */
  readonly originals: ReadonlyMap<string, Uint8Array | undefined>
  /** Test files that are changed, which are those that run. */
  readonly tests: readonly string[]
  readonly runs: RunsOrder
  /** Ways to break what the tests import, nearest modules first. */
  readonly mutants: readonly Mutant[]
  /** Files that the tests import, directly or through others. */
  readonly reached: readonly string[]
}

/** What is told of a file whatever becomes of it. */
export type Beginning = Pick<FileProof, 'path' | 'sites' | 'left' | 'mutants' | 'filesWritten'>

/** Answers of interpreters, so that each is asked once. */
export type Asked = Map<string, CommandResult>

/** Gives the proof at once where nothing can be run. */
export async function prepare(order: VerifyOrder, root: string, path: string, asked: Asked): Promise<Prepared | FileProof> {
  const { host, settings, signal, limit } = order
  const plan = await convertIn(order, root, path, false)
  const base = beginningOf(order, path, plan.outcomes)
  if (base.sites.length === 0) return { ...base, outcome: 'untouched', reason: 'nothing to convert' }
  const tests = plan.changes.filter(({ path: changed, before }) => before !== undefined && languageOf(changed) !== undefined && !changed.endsWith('conftest.py') && isTestFile({ path: changed, text: before }, settings)).map((change) => change.path)
  const [first] = tests
  if (first === undefined) return { ...base, outcome: 'rolled back', reason: 'no test file is changed by it, so nothing can be run' }
  const runner = await runnerFor({ root, original: order.root, path: first, text: textOf(root, first), settings, python: order.python, signal, asked })
  if ('problem' in runner) return { ...base, outcome: 'rolled back', reason: runner.problem }
  const files = linkedFiles(root, textReader(root, host), host)
  const reached = codeUnderTest(tests, files, settings)
  return {
    path, base, plan, tests, reached,
    originals: new Map(plan.changes.map(({ path: changed }) => [changed, bytesOf(root, changed)])),
    runs: { root, original: order.root, runner, limit, signal },
    mutants: reached.flatMap((source) => mutantsOf(source, files.read(source) ?? '')),
  }
}

export function beginningOf({ review }: VerifyOrder, path: string, outcomes: Converted['outcomes']): Beginning {
  const sites = outcomes.filter((outcome) => outcome.path === path && (outcome.safety === 'safe' || (review && outcome.safety === 'review')))
  return { path, sites, left: outcomes.length - sites.length, mutants: [], filesWritten: [] }
}

/** Converts one file below a root. */
export function convertIn({ service, wanted, review, settings, host, signal }: VerifyOrder, root: string, path: string, write: boolean): Promise<Converted> {
  return convertFiles({ root, paths: [path], service, wanted, review, write, settings, host, signal })
}

/** The content of a file; undefined when there is none. */
export function bytesOf(root: string, path: string): Uint8Array | undefined {
  try {
    return readFileSync(join(root, path))
  } catch {
    return undefined
  }
}

function textOf(root: string, path: string): string {
  const decoded = decode(bytesOf(root, path) ?? new Uint8Array())
  return 'text' in decoded ? decoded.text : ''
}
