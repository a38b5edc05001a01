/** Finds out, before anything is converted, which breakages of the code under test the mock tests notice. */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mutant } from '../../core/mutation/mutants.ts'
import { applyEdits } from '../../core/text/edits.ts'
import { decode, encode } from '../decode.ts'
import type { Prepared } from './prepare-proof.ts'
import { noticedIn, runTests, shownRun, whatIsWrong } from './test-runs.ts'
import type { Ran } from './test-runs.ts'
import type { TestResults } from './test-results.ts'
import type { VerifyOrder } from './verify-order.ts'

/** What the mock tests of a file do. */
export interface Survey {
  readonly before: TestResults
  /** Whether it was run with other files: what it noticed then may be their doing. */
  readonly together: boolean
  readonly caught: readonly Mutant[]
  readonly unnoticed: readonly Mutant[]
}

/** More files in one run make it long, and its failure costly. */
const MOST_TOGETHER = 12

/** Surveys a file by itself; gives the run that was not green instead. */
export async function surveyAlone(order: VerifyOrder, file: Prepared): Promise<Survey | { readonly wrong: string, readonly output: string }> {
  order.onStep(`${file.tests.join(', ')}: ${shownRun(file.runs, file.tests)}`)
  const ran = await runTests(file.runs, file.tests, false)
  const wrong = whatIsWrong(ran)
  if (wrong !== undefined) return { wrong, output: ran.output }
  const { caught, unnoticed } = await breakAll(order, [file], new Map([[file, ran.results]]))
  return { before: ran.results, together: false, caught: caught.get(file) ?? [], unnoticed: unnoticed.get(file) ?? [] }
}

/**
 * Surveys files that are run by the same command together, so that a breakage costs one run for all that reach it. A file that is not green in such a run, or whose tests cannot be told from those
 * of others, is left out: it has to be surveyed alone.
 */
export async function surveyTogether(order: VerifyOrder, files: readonly Prepared[]): Promise<ReadonlyMap<string, Survey>> {
  const surveys = new Map<string, Survey>()
  const groups = new Map<string, Prepared[]>()
  for (const file of files.filter(({ tests }) => tests.length === 1)) {
    const key = `${file.runs.runner.command([], 'results', false).cwd}\n${shownRun(file.runs, [])}`
    groups.set(key, [...groups.get(key) ?? [], file])
  }
  for (const group of groups.values()) {
    for (let at = 0; at < group.length; at += MOST_TOGETHER) {
      const some = group.slice(at, at + MOST_TOGETHER)
      if (some.length < 2 || order.signal.aborted) continue
      for (const [path, survey] of await surveyGroup(order, some)) surveys.set(path, survey)
    }
  }
  return surveys
}

async function surveyGroup(order: VerifyOrder, files: readonly Prepared[]): Promise<ReadonlyMap<string, Survey>> {
  const first = await runOf(order, files)
  const green = files.filter((file) => isGreen(shareOf(first, file)))
  const whole = whatIsWrong(first) === undefined && green.length === files.length
  const rest = whole ? files : green
  if (rest.length < 2 || order.signal.aborted) return new Map()
  const ran = whole ? first : await runOf(order, rest)
  const before = new Map(rest.flatMap((file): [Prepared, TestResults][] => {
    const share = shareOf(ran, file)
    return share && isGreen(share) ? [[file, share]] : []
  }))
  if (whatIsWrong(ran) !== undefined || before.size < rest.length) return new Map()
  const { caught, unnoticed } = await breakAll(order, rest, before)
  return new Map(rest.map((file) => [file.path, { before: before.get(file) ?? new Map(), together: true, caught: caught.get(file) ?? [], unnoticed: unnoticed.get(file) ?? [] }]))
}

function runOf(order: VerifyOrder, files: readonly Prepared[]): Promise<Ran> {
  const [first] = files
  if (!first) throw new Error('no file to run')
  const tests = files.flatMap((file) => file.tests)
  order.onStep(`${files.length} files together: ${shownRun(first.runs, tests)}`)
  return runTests(first.runs, tests, false)
}

function shareOf({ byFile }: Ran, { tests }: Prepared): TestResults | undefined {
  return byFile?.get(tests[0] ?? '')
}

function isGreen(results: TestResults | undefined): boolean {
  return results !== undefined && results.size > 0 && ![...results.values()].includes('failed')
}

interface Broken {
  readonly caught: ReadonlyMap<Prepared, readonly Mutant[]>
  readonly unnoticed: ReadonlyMap<Prepared, readonly Mutant[]>
}

/** Breaks the code that the tests reach, one place at a time, nearest files first; what leaving out a place does not change is not tried in other ways. */
async function breakAll(order: VerifyOrder, files: readonly Prepared[], before: ReadonlyMap<Prepared, TestResults>): Promise<Broken> {
  const caught = new Map(files.map((file): [Prepared, Mutant[]] => [file, []]))
  const unnoticed = new Map(files.map((file): [Prepared, Mutant[]] => [file, []]))
  const unseen = new Map(files.map((file) => [file, new Set<string>()]))
  const tried = new Map<Prepared, number>()
  const keys = new Map(files.map((file) => [file, new Set(file.mutants.map(keyOf))]))
  const all = [...new Map(files.flatMap((file) => file.mutants).map((mutant) => [keyOf(mutant), mutant])).values()]
  for (const [index, mutant] of all.entries()) {
    if (order.signal.aborted) break
    const place = `${mutant.path}:${mutant.line}`
    const asked = files.filter((file) => keys.get(file)?.has(keyOf(mutant)) && (tried.get(file) ?? 0) < order.mostMutants && !unseen.get(file)?.has(place))
    if (asked.length === 0) continue
    order.onStep(`${place}: ${mutant.what} ${mutant.operator}`)
    order.onProgress?.(index, all.length, 'breakages tried on the mock tests')
    const noticed = await noticedBy(asked, mutant, before)
    for (const file of asked) {
      tried.set(file, (tried.get(file) ?? 0) + 1)
      if (noticed.has(file)) caught.get(file)?.push(mutant)
      else {
        unnoticed.get(file)?.push(mutant)
        if (mutant.operator === 'left out') unseen.get(file)?.add(place)
      }
    }
  }
  return { caught, unnoticed }
}

function keyOf({ path, line, operator, edit }: Mutant): string {
  return `${path}:${line}:${operator}:${edit.span.start}`
}

/** The files whose tests notice a breakage: in one run where that tells it for each, else one by one. */
async function noticedBy(files: readonly Prepared[], mutant: Mutant, before: ReadonlyMap<Prepared, TestResults>): Promise<ReadonlySet<Prepared>> {
  const [first] = files
  const noticed = new Set<Prepared>()
  if (!first) return noticed
  await whileBroken(first.runs.root, mutant, async () => {
    const ran = files.length > 1 ? await runTests(first.runs, files.flatMap((file) => file.tests), false) : undefined
    const isTold = ran !== undefined && !ran.timedOut && (whatIsWrong(ran) === undefined || [...ran.results.values()].includes('failed'))
    for (const file of files) {
      const share = isTold ? shareOf(ran, file) : undefined
      const isSame = share !== undefined && isGreen(share) && share.size === before.get(file)?.size
      if (share && [...share].some(([id, outcome]) => outcome === 'failed' && before.get(file)?.has(id))) noticed.add(file)
      else if (!isSame && noticedIn(await runTests(file.runs, file.tests, true), before.get(file) ?? new Map())) noticed.add(file)
    }
  })
  return noticed
}

/** Whether the tests of a file, run by themselves, notice a breakage. */
export async function noticesAlone({ runs, tests }: Prepared, mutant: Mutant, before: TestResults): Promise<boolean> {
  let noticed = false
  await whileBroken(runs.root, mutant, async () => {
    noticed = noticedIn(await runTests(runs, tests, true), before)
  })
  return noticed
}

async function whileBroken(root: string, { path, edit }: Mutant, work: () => Promise<void>): Promise<void> {
  const bytes = readFileSync(join(root, path))
  const decoded = decode(bytes)
  if ('reason' in decoded) return
  try {
    await writeFile(join(root, path), encode(applyEdits(decoded.text, [edit]), decoded.encoding))
    await work()
  } finally {
    await writeFile(join(root, path), bytes)
  }
}
