import { relative } from 'node:path'
import { isTestFile, languageOf } from '../../core/demock.ts'
import { convertFiles } from '../convert.ts'
import type { ConvertOrder, Converted } from '../convert.ts'
import { shownCommand } from './run-command.ts'
import { runnerFor } from './test-runners.ts'

/** How the tests of some files would be run. */
export interface PlannedCommand {
  /** The command without the files, and where it runs: what a person who agreed to it has agreed to. */
  readonly key: string
  /** The whole command for the first file, as a person would type it. */
  readonly shown: string
  /** Relative to the root; empty for the root. */
  readonly folder: string
}

/** What proving would do, before anything is run but the question which test runner is there. */
export interface Plan {
  /** Files with something to convert, relative to the root, with `/`; those that give fixtures to others first. */
  readonly files: readonly string[]
  /** Sites that would be converted. */
  readonly sites: number
  /** Why sites are not converted, each once. */
  readonly refused: readonly string[]
}

export type PlanOrder = Omit<ConvertOrder, 'write'>

/** Finds what can be converted. */
export async function planOf(order: PlanOrder): Promise<Plan> {
  const { outcomes } = await dryRun(order)
  const wanted = outcomes.filter(({ safety }) => safety === 'safe' || (order.review && safety === 'review'))
  const refused = outcomes.filter((outcome) => !wanted.includes(outcome)).flatMap(({ safety, reason }) => (safety === 'review' ? ['it needs to be finished by hand'] : reason === null ? [] : [reason]))
  return { files: givingFirst(wanted.map(({ path }) => path)), sites: wanted.length, refused: [...new Set(refused)] }
}

/** The different ways in which the tests of a plan are run. Files whose runner cannot be told have none: their proof says why. */
export async function commandsOf(order: PlanOrder, files: readonly string[]): Promise<PlannedCommand[]> {
  const { root, settings, signal } = order
  const { changes } = await dryRun({ ...order, paths: files })
  const commands = new Map<string, PlannedCommand>()
  for (const { path, before } of changes) {
    if (before === undefined || languageOf(path) === undefined || path.endsWith('conftest.py') || !isTestFile({ path, text: before }, settings)) continue
    const runner = await runnerFor({ root, path, text: before, settings, signal })
    if ('problem' in runner) continue
    const command = runner.command([`${root}/${path}`], 'results', false)
    const folder = relative(root, command.cwd)
    const key = `${folder}: ${shownCommand(runner.command([], 'results', false))}`
    if (!commands.has(key)) commands.set(key, { key, folder, shown: shownCommand(command) })
  }
  return [...commands.values()]
}

function dryRun(order: PlanOrder): Promise<Converted> {
  return convertFiles({ ...order, write: false })
}

/** Each path once; what gives fixtures to others first. */
export function givingFirst(paths: readonly string[]): string[] {
  const all = [...new Set(paths)]
  const gives = (path: string): boolean => path === 'conftest.py' || path.endsWith('/conftest.py')
  return [...all.filter(gives), ...all.filter((path) => !gives(path))]
}
