/** Proves one file: converts it in the copy, runs its tests, and breaks what they look at. */
import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Mutant } from '../../core/mutation/mutants.ts'
import { textOfBreakage } from '../../core/mutation/proof.ts'
import type { Breakage, FileProof, MutantOutcome } from '../../core/mutation/proof.ts'
import { writeFiles } from '../write-files.ts'
import type { FileWrite } from '../write-files.ts'
import { bytesOf, convertIn } from './prepare-proof.ts'
import type { Prepared } from './prepare-proof.ts'
import { noticesAlone, surveyAlone } from './survey.ts'
import type { Survey } from './survey.ts'
import { differenceOf, runTests, shownRun, whatIsWrong } from './test-runs.ts'
import type { VerifyOrder } from './verify-order.ts'

/** What becomes of a file; what holds is written with `write`, else the copy is as it was. */
export async function proveFile(order: VerifyOrder, file: Prepared, known: Survey | undefined): Promise<FileProof> {
  const { base, tests, runs } = file
  const survey = known ?? await surveyAlone(order, file)
  if ('wrong' in survey) return { ...base, outcome: 'rolled back', reason: `before the conversion ${survey.wrong}`, command: shownRun(runs, tests), output: endOf(survey.output) }
  const filesWritten = await convertCopy(order, file)
  const told = { ...base, command: shownRun(runs, tests) }
  const after = await runTests(runs, tests, false)
  const wrong = whatIsWrong(after) ?? differenceOf(survey.before, after.results)
  if (order.signal.aborted) return { ...told, outcome: 'rolled back', reason: 'interrupted' }
  if (wrong !== undefined) {
    await putBack(runs.root, file.originals)
    // With other files it may have been green only thanks to them.
    const alone = survey.together ? await runTests(runs, tests, false) : undefined
    const wrongBefore = alone && whatIsWrong(alone)
    if (alone && wrongBefore !== undefined) return { ...told, outcome: 'rolled back', reason: `before the conversion ${wrongBefore}`, output: endOf(alone.output) }
    return { ...told, outcome: 'rolled back', reason: whatIsNotInstalled(file, after.output) ?? `after the conversion ${wrong}`, output: endOf(after.output) }
  }
  const mutants: MutantOutcome[] = []
  for (const [index, mutant] of survey.caught.entries()) {
    if (order.signal.aborted) return { ...told, outcome: 'rolled back', reason: 'interrupted' }
    order.onProgress?.(index, survey.caught.length, `breakages tried on ${file.path}`)
    mutants.push({ ...shown(mutant), noticed: await noticesAlone(file, mutant, after.results) })
  }
  const missed = survey.caught.filter((_mutant, index) => !mutants[index]?.noticed)
  const unnoticed = survey.unnoticed.map(shown)
  if (missed.length > 0) {
    const spurious = await unnoticedByMocks(file, survey, missed)
    const kept = mutants.filter((_mutant, index) => !spurious.includes(survey.caught[index]))
    const lost = kept.filter((mutant) => !mutant.noticed)
    if (order.signal.aborted) return { ...told, outcome: 'rolled back', reason: 'interrupted' }
    if (lost.length > 0) {
      await putBack(runs.root, file.originals)
      return { ...told, mutants: kept, unnoticed, outcome: 'rolled back', reason: `${lost.length} of ${kept.length} breakages that the mock noticed went unnoticed: ${lost.map(textOfBreakage).join('; ')}` }
    }
    return keep(order, file, filesWritten, { ...told, mutants: kept, unnoticed: [...unnoticed, ...spurious.flatMap((mutant) => (mutant ? [shown(mutant)] : []))] })
  }
  return keep(order, file, filesWritten, { ...told, mutants, unnoticed })
}

/** Those of the missed breakages that the mock test does not notice when it runs by itself. The copy is as it was before, and converted behind. */
async function unnoticedByMocks(file: Prepared, { together, before }: Survey, missed: readonly Mutant[]): Promise<(Mutant | undefined)[]> {
  if (!together) return []
  const { root } = file.runs
  const converted = new Map([...file.originals.keys()].map((path) => [path, bytesOf(root, path)]))
  await putBack(root, file.originals)
  const spurious: Mutant[] = []
  for (const mutant of missed) if (!await noticesAlone(file, mutant, before)) spurious.push(mutant)
  await putBack(root, converted)
  return spurious
}

/** What was proven before and has not changed since is converted again, and no test is run. */
export async function keepRecalled(order: VerifyOrder, file: Prepared, proof: FileProof): Promise<FileProof> {
  const recalled = { ...proof, resumed: true, filesWritten: [] }
  if (!order.write) return recalled
  const filesWritten = await convertCopy(order, file)
  return keep(order, file, filesWritten, recalled)
}

/** Converts a file of the copy and gives what is written. Throws when it is not written as it was planned: tests would run on mocks, and prove nothing. */
async function convertCopy(order: VerifyOrder, { path, plan, runs: { root } }: Prepared): Promise<readonly string[]> {
  const { filesWritten, problems: [problem] } = await convertIn(order, root, path, true)
  if (problem) throw new Error(`${problem.path} cannot be written in the copy: ${problem.reason}`)
  const missing = plan.changes.find((change) => !filesWritten.includes(change.path))
  if (missing) throw new Error(`${missing.path} is not converted in the copy as it was planned`)
  return filesWritten
}

/** Takes the files over into the user's tree, all of them or none. */
async function keep(order: VerifyOrder, { runs: { root }, originals }: Prepared, paths: readonly string[], proof: Omit<FileProof, 'outcome' | 'reason'>): Promise<FileProof> {
  const writes = paths.map((path): FileWrite => ({ path: join(order.root, path), expected: originals.get(path), bytes: readFileSync(join(root, path)) }))
  const problem = order.write ? problemOf(order, writes) : undefined
  if (problem !== undefined) {
    await putBack(root, originals)
    return { ...proof, outcome: 'rolled back', reason: problem }
  }
  const filesWritten = order.write ? paths : []
  if (proof.mutants.length > 0) return { ...proof, outcome: 'proven', filesWritten }
  return { ...proof, outcome: 'not proven', reason: whatIsMissing(proof.unnoticed ?? []), filesWritten }
}

function problemOf(order: VerifyOrder, writes: readonly FileWrite[]): string | undefined {
  if (order.keep) return order.keep(writes)
  const problem = writeFiles(writes, order.host)
  return problem && `${relative(order.root, problem.path)} is not written: ${problem.reason}`
}

/** A package that the conversion adds to package.json, and that the tests did not find. */
function whatIsNotInstalled({ plan: { changes, installs } }: Prepared, output: string): string | undefined {
  const [, name] = /Cannot find (?:package|module) '((?:@[\w.-]+\/)?[\w.-]+)'/.exec(output) ?? []
  const manifest = name === undefined ? undefined : changes.find(({ path, before, after }) => /(?:^|\/)package\.json$/.test(path) && after.includes(`"${name}"`) && !before?.includes(`"${name}"`))
  return manifest && `${name} is not installed, which a real connection needs: add it to the devDependencies of ${manifest.path}, run "${installs.join('", "')}", and verify again`
}

function whatIsMissing(unnoticed: readonly Breakage[]): string {
  if (unnoticed.length === 0) return 'no place was found in the code under test that could be broken where the test looks'
  const more = unnoticed.length > 5 ? ` and ${unnoticed.length - 5} more` : ''
  return `the mock test noticed none of ${unnoticed.length} breakages of the code under test: ${unnoticed.slice(0, 5).map(textOfBreakage).join('; ')}${more}`
}

async function putBack(root: string, contents: ReadonlyMap<string, Uint8Array | undefined>): Promise<void> {
  for (const [path, bytes] of contents) await (bytes ? writeFile(join(root, path), bytes) : rm(join(root, path), { force: true }))
}

function shown({ path, line, operator, what }: Mutant): Breakage {
  return { path, line, operator, what }
}

/** The end of an output, which tells what failed. */
function endOf(output: string): string {
  const MOST = 16 * 1024
  return output.length > MOST ? `…${output.slice(-MOST)}` : output
}
