/** Converts mocks in a copy of the work tree, and proves there that the converted tests still pass and can still fail. */
import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isTestFile, languageOf } from '../../core/demock.ts'
import { codeUnderTest } from '../../core/mutation/code-under-test.ts'
import { mutantsOf } from '../../core/mutation/mutants.ts'
import type { Mutant } from '../../core/mutation/mutants.ts'
import type { ServiceId, Site } from '../../core/model/finding.ts'
import type { Settings } from '../../core/model/settings.ts'
import type { FileProof, MutantOutcome } from '../../core/mutation/proof.ts'
import { applyEdits } from '../../core/text/edits.ts'
import { convertFiles } from '../convert.ts'
import { decode, encode } from '../decode.ts'
import type { Host } from '../host.ts'
import { linkedFiles } from '../linked-files.ts'
import { textReader } from '../text-reader.ts'
import { writeFiles } from '../write-files.ts'
import type { FileWrite } from '../write-files.ts'
import { runCommand, shownCommand } from './run-command.ts'
import type { CommandResult } from './run-command.ts'
import { runnerFor } from './test-runners.ts'
import type { TestRunner } from './test-runners.ts'
import type { TestResults } from './test-results.ts'
import { copyWorkTree } from './work-copy.ts'

export interface VerifyOrder {
  /** Absolute path of the folder that all paths are relative to. */
  readonly root: string
  /** Test files to convert, relative to the root, with `/`; those that give fixtures to others first. */
  readonly files: readonly string[]
  readonly service: ServiceId
  /** Only these of the service's sites; all of them without it. */
  readonly wanted?: ((path: string, site: Site) => boolean) | undefined
  readonly review: boolean
  /** Without it nothing of the user's is written, and the result tells what would be. */
  readonly write: boolean
  /** Takes what holds instead of the disk (absolute paths): all of it, or none, and then gives why. Only asked with `write`. */
  readonly keep?: ((writes: readonly FileWrite[]) => string | undefined) | undefined
  readonly settings: Settings
  readonly host: Host
  readonly python?: string | undefined
  /** For one run of tests, in milliseconds. */
  readonly limit: number
  /** The most places of the code under test that are broken for one file. */
  readonly mostMutants: number
  readonly signal: AbortSignal
  /** Tells what is being done: one line, without line end. */
  readonly onStep: (line: string) => void
  /** A file is done. */
  readonly onFile: (proof: FileProof) => Promise<void>
}

/** Proves one file after the other; each that holds is written to the user's tree before the next one begins, so that an interruption loses only the file at hand. */
export async function verifyConversions(order: VerifyOrder): Promise<void> {
  if (order.files.length === 0 || order.signal.aborted) return
  order.onStep('copying the work tree')
  const copy = await copyWorkTree(order.root, order.signal)
  try {
    for (const path of order.files) {
      if (order.signal.aborted) return
      const proof = await proveFile(order, copy.root, path)
      if (order.signal.aborted) return
      await order.onFile(proof)
    }
  } finally {
    await copy.dispose()
  }
}

async function proveFile(order: VerifyOrder, root: string, path: string): Promise<FileProof> {
  const { host, settings, service, wanted, review, signal } = order
  const plan = await convertFiles({ root, paths: [path], service, wanted, review, write: false, settings, host, signal })
  const converted = plan.outcomes.filter((outcome) => outcome.path === path && (outcome.safety === 'safe' || (review && outcome.safety === 'review')))
  const left = plan.outcomes.length - converted.length
  const base = { path, sites: converted, left, mutants: [], filesWritten: [] }
  if (converted.length === 0) return { ...base, outcome: 'untouched', reason: 'nothing to convert' }
  const originals = new Map(plan.changes.map(({ path: changed }) => [changed, bytesOf(root, changed)]))
  const tests = plan.changes.filter(({ path: changed, before }) => before !== undefined && languageOf(changed) !== undefined && !changed.endsWith('conftest.py') && isTestFile({ path: changed, text: before }, settings)).map((change) => change.path)
  const [first] = tests
  if (first === undefined) return { ...base, outcome: 'rolled back', reason: 'no test file is changed by it, so nothing can be run' }
  const runner = await runnerFor({ root, path: first, text: textOf(root, first), python: order.python, signal })
  if ('problem' in runner) return { ...base, outcome: 'rolled back', reason: runner.problem }
  const run = runsOf(order, root, runner, tests)
  const before = await run('before', false)
  const wrongBefore = whatIsWrong(before)
  if (wrongBefore !== undefined) return { ...base, outcome: 'rolled back', reason: `before the conversion ${wrongBefore}`, output: before.output }
  const caught = await mutantsThatMocksCatch(order, root, tests, run)
  const written = await convertFiles({ root, paths: [path], service, wanted, review, write: true, settings, host, signal })
  const restore = (): Promise<void> => putBack(root, originals)
  const after = await run('after', false)
  const wrongAfter = whatIsWrong(after) ?? differenceOf(before.results, after.results)
  const mutants: MutantOutcome[] = []
  if (wrongAfter === undefined) for (const { mutant } of caught.caught) mutants.push({ ...shown(mutant), noticed: await noticed(root, mutant, run) })
  const missed = mutants.filter((mutant) => !mutant.noticed)
  const proof = { ...base, mutants, command: run.command }
  if (signal.aborted) return { ...proof, outcome: 'rolled back', reason: 'interrupted' }
  if (wrongAfter !== undefined || missed.length > 0) {
    await restore()
    const reason = wrongAfter === undefined ? `${missed.length} of ${mutants.length} breakages that the mock noticed went unnoticed: ${missed.map(({ path: at, line, what, operator }) => `${at}:${line} ${what} ${operator}`).join('; ')}` : `after the conversion ${wrongAfter}`
    return { ...proof, outcome: 'rolled back', reason, ...(wrongAfter !== undefined && { output: after.output }) }
  }
  const problem = order.write ? keep(order, root, written.filesWritten, originals) : undefined
  if (problem !== undefined) {
    await restore()
    return { ...proof, outcome: 'rolled back', reason: problem }
  }
  const outcome = mutants.length > 0 ? 'proven' : 'not proven'
  return { ...proof, outcome, filesWritten: order.write ? written.filesWritten : [], ...(mutants.length === 0 && { reason: caught.reason }) }
}

interface Ran {
  readonly results: TestResults
  readonly output: string
  readonly code: number | null
  readonly timedOut: boolean
  readonly told: boolean
}

interface Runs {
  (what: string, bail: boolean): Promise<Ran>
  /** As a person would type it. */
  readonly command: string
}

function runsOf(order: VerifyOrder, root: string, runner: TestRunner, tests: readonly string[]): Runs {
  const resultsFile = join(root, '..', 'results')
  const files = tests.map((path) => join(root, path))
  const command = shownCommand(runner.command(files, resultsFile, false)).replaceAll(root, order.root)
  const run = async (what: string, bail: boolean): Promise<Ran> => {
    await rm(resultsFile, { force: true })
    if (what === 'before') order.onStep(`${tests.join(', ')}: ${command}`)
    const result: CommandResult = await runCommand(runner.command(files, resultsFile, bail), order.limit, order.signal)
    const results = runner.results(resultsFile, result.output)
    return { results: results ?? new Map(), told: results !== undefined, output: result.output, code: result.code, timedOut: result.timedOut }
  }
  return Object.assign(run, { command })
}

/** Why a run is not green; undefined when it is. */
function whatIsWrong({ results, told, code, timedOut }: Ran): string | undefined {
  if (timedOut) return 'the tests did not end in time, and were killed'
  const failed = [...results].filter(([, outcome]) => outcome === 'failed').map(([id]) => id)
  if (failed.length > 0) return `${failed.length} of ${results.size} tests failed: ${failed.slice(0, 5).join(', ')}`
  if (!told || results.size === 0) return 'no test was collected'
  return code === 0 ? undefined : `the runner ended with ${code === null ? 'a signal' : `exit code ${code}`}`
}

/** How the tests of two green runs differ; undefined when they do not. */
function differenceOf(before: TestResults, after: TestResults): string | undefined {
  const lost = [...before].filter(([id, outcome]) => after.get(id) !== outcome).map(([id]) => id)
  const added = [...after.keys()].filter((id) => !before.has(id))
  if (lost.length > 0) return `${lost.length} tests are not run, or skipped: ${lost.slice(0, 5).join(', ')}`
  return added.length > 0 ? `there are other tests: ${added.slice(0, 5).join(', ')}` : undefined
}

interface Caught {
  readonly caught: readonly { readonly mutant: Mutant }[]
  /** Why there are none. */
  readonly reason: string
}

/** Breaks the code that the tests reach, one place at a time, nearest files first; what leaving out a place does not change is not tried in other ways. */
async function mutantsThatMocksCatch(order: VerifyOrder, root: string, tests: readonly string[], run: Runs): Promise<Caught> {
  const files = linkedFiles(root, textReader(root, order.host), order.host)
  const sources = codeUnderTest(tests, files, order.settings)
  const all = sources.flatMap((path) => mutantsOf(path, files.read(path) ?? ''))
  const caught: { mutant: Mutant }[] = []
  const unseen = new Set<string>()
  let tried = 0
  for (const mutant of all) {
    const place = `${mutant.path}:${mutant.line}`
    if (order.signal.aborted || tried >= order.mostMutants || unseen.has(place)) continue
    tried++
    order.onStep(`${mutant.path}:${mutant.line}: ${mutant.what} ${mutant.operator}`)
    if (await noticed(root, mutant, run)) caught.push({ mutant })
    else if (mutant.operator === 'left out') unseen.add(place)
  }
  const reason = all.length === 0
    ? 'no place was found in the code under test that could be broken where the test looks'
    : `the mock test noticed none of ${tried} breakages of the code under test`
  return { caught, reason }
}

async function noticed(root: string, { path, edit }: Mutant, run: Runs): Promise<boolean> {
  const bytes = readFileSync(join(root, path))
  const decoded = decode(bytes)
  if ('reason' in decoded) return false
  try {
    await writeFile(join(root, path), encode(applyEdits(decoded.text, [edit]), decoded.encoding))
    return whatIsWrong(await run('broken', true)) !== undefined
  } finally {
    await writeFile(join(root, path), bytes)
  }
}

function shown({ path, line, operator, what }: Mutant): Omit<MutantOutcome, 'noticed'> {
  return { path, line, operator, what }
}

/** Takes the files over into the user's tree, all of them or none; gives why not. */
function keep(order: VerifyOrder, root: string, paths: readonly string[], originals: ReadonlyMap<string, Uint8Array | undefined>): string | undefined {
  const writes = paths.map((path): FileWrite => ({ path: join(order.root, path), expected: originals.get(path), bytes: readFileSync(join(root, path)) }))
  if (order.keep) return order.keep(writes)
  const problem = writeFiles(writes, order.host)
  return problem && `${problem.path} is not written: ${problem.reason}`
}

async function putBack(root: string, originals: ReadonlyMap<string, Uint8Array | undefined>): Promise<void> {
  for (const [path, bytes] of originals) await (bytes ? writeFile(join(root, path), bytes) : rm(join(root, path), { force: true }))
}

function bytesOf(root: string, path: string): Uint8Array | undefined {
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

