/** Runs tests of one runner, and says what is wrong with what they told. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand, shownCommand } from './run-command.ts'
import type { TestRunner } from './runner.ts'
import { resultsByFile, resultsOf } from './test-results.ts'
import type { TestCase, TestResults } from './test-results.ts'

/** What a run of tests told. */
export interface Ran {
  readonly results: TestResults
  /** Results for each test file (relative to the root); undefined when they cannot be told apart. */
  readonly byFile: ReadonlyMap<string, TestResults> | undefined
  readonly output: string
  readonly code: number | null
  readonly timedOut: boolean
  /** Whether there were results at all. */
  readonly told: boolean
}

export interface RunsOrder {
  /** Absolute root of the copy. */
  readonly root: string
  /** Absolute root of the user's tree: what is shown names it. */
  readonly original: string
  readonly runner: TestRunner
  /** For one run, in milliseconds. */
  readonly limit: number
  readonly signal: AbortSignal
}

/** The disk has no room for what is written: what tests do then proves nothing. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull'
}

const NO_ROOM = /\bENOSPC\b|\bEDQUOT\b|\bEFBIG\b|No space left on device|Disk quota exceeded|File too large/

/** Runs test files (relative to the root); with `bail` it may stop at the first failure. Throws DiskFull when that is why they fail. */
export async function runTests({ root, runner, limit, signal }: RunsOrder, tests: readonly string[], bail: boolean): Promise<Ran> {
  const resultsFile = join(root, '..', 'results')
  await rm(resultsFile, { force: true })
  const files = tests.map((path) => join(root, path))
  const { code, output, timedOut } = await runCommand(runner.command(files, resultsFile, bail), limit, signal)
  const cases: readonly TestCase[] | undefined = runner.results(resultsFile, output)
  if (code !== 0 && NO_ROOM.test(output)) throw new DiskFull(`the tests could not write: the disk of the temporary folder is full (${NO_ROOM.exec(output)?.[0] ?? ''})`)
  const byFile = cases && resultsByFile(cases, files)
  return { results: resultsOf(cases ?? []), byFile: byFile && new Map(tests.map((path, index) => [path, byFile.get(files[index] ?? '') ?? new Map()])), output, code, timedOut, told: cases !== undefined }
}

/** The command as a person would type it in the user's own tree. */
export function shownRun({ root, original, runner }: RunsOrder, tests: readonly string[]): string {
  return shownCommand(runner.command(tests.map((path) => join(root, path)), join(root, '..', 'results'), false)).replaceAll(root, original)
}

/** Why a run is not green; undefined when it is. */
export function whatIsWrong({ results, told, code, timedOut }: Ran): string | undefined {
  if (timedOut) return 'the tests did not end in time, and were killed'
  const failed = [...results].filter(([, outcome]) => outcome === 'failed').map(([id]) => id)
  if (failed.length > 0) return `${failed.length} of ${results.size} tests failed: ${failed.slice(0, 5).join(', ')}`
  if (!told || results.size === 0) return 'no test was collected'
  return code === 0 ? undefined : `the runner ended with ${code === null ? 'a signal' : `exit code ${code}`}`
}

/** How the tests of two green runs differ; undefined when they do not. */
export function differenceOf(before: TestResults, after: TestResults): string | undefined {
  const lost = [...before].filter(([id, outcome]) => after.get(id) !== outcome).map(([id]) => id)
  const added = [...after.keys()].filter((id) => !before.has(id))
  if (lost.length > 0) return `${lost.length} tests are not run, or skipped: ${lost.slice(0, 5).join(', ')}`
  return added.length > 0 ? `there are other tests: ${added.slice(0, 5).join(', ')}` : undefined
}

/** Whether tests that were green noticed that something is broken; that none of them was even found proves nothing. */
export function noticedIn(ran: Ran, before: TestResults): boolean {
  return ran.timedOut || (whatIsWrong(ran) !== undefined && [...ran.results.keys()].some((id) => before.has(id)))
}
