import { isAbsolute, relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import type { KnownEntry } from '../core/gate/entries.ts'
import { verdictOf } from '../core/gate/verdict.ts'
import type { Against } from '../core/gate/verdict.ts'
import { verdictText } from '../core/gate/formats/text.ts'
import { counted } from '../core/reports/text.ts'
import { BASELINE_FILE, openBaseline, saveBaseline } from '../workspace/baseline-file.ts'
import type { BaselineFile } from '../workspace/baseline-file.ts'
import { BASELINE_ACTIONS, entriesAfter, holdAgainst } from '../workspace/gate.ts'
import type { BaselineAction } from '../workspace/gate.ts'
import type { Host } from '../workspace/host.ts'
import { codeOfNothing, SCAN_OPTIONS, scanPaths, surroundingsOf } from './scanning.ts'
import { prepareShortRun } from './short-run.ts'
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** What the mocks of today are held against. */
export interface Known {
  readonly against: Against
  readonly entries: readonly KnownEntry[]
  /** New paths by old ones, where git knows them. */
  readonly renamed?: ReadonlyMap<string, string>
}

/** `demock baseline create|update|prune`: the exit code. Throws a UsageError for arguments that make no sense. */
export async function runBaseline(args: readonly string[], terminal: Terminal): Promise<number> {
  prepareShortRun()
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { baseline: { type: 'string' }, reason: { type: 'string' }, ...SCAN_OPTIONS } })
  const [named, ...rest] = positionals
  const action = BASELINE_ACTIONS.find((each) => each === named)
  if (!action) throw new UsageError(`say what to do with the baseline: ${BASELINE_ACTIONS.map((each) => `"demock baseline ${each}"`).join(', ')}`)
  if (rest.length > 0) throw new UsageError('a baseline is one for the whole folder: name no paths')
  const reason = values.reason?.trim()
  if (action !== 'update' && reason !== undefined) throw new UsageError(`--reason belongs to "demock baseline update", which lets new mocks in`)
  if (reason === '') throw new UsageError('--reason must say why the new mocks are let in')
  const file = values.baseline ?? BASELINE_FILE
  const surroundings = surroundingsOf(terminal, [], values.config)
  const { host } = surroundings
  const before = openBaseline(terminal.folder, file, host)
  if (action === 'create' && before.state !== 'missing') throw new UsageError(`${file} is there already: "demock baseline update --reason …" lets new mocks in, "demock baseline prune" takes out what is gone`)
  const known = action === 'create' ? { against: { kind: 'baseline', file } as const, entries: [] } : tell(terminal, file, before)
  if (!known) return EXIT_FAILURE
  const result = await scanPaths(terminal, [], values, surroundings)
  const code = codeOfNothing(result, terminal)
  if (code !== undefined) return code
  const held = holdAgainst(known.entries, result, terminal.folder, host)
  const { added, gone } = held
  if (action === 'update' && added.length > 0 && reason === undefined) {
    await terminal.out(verdictText(verdictOf(held, known.against), terminal.outColours))
    throw new UsageError(`${counted(added.length, 'new mock')}: say why ${added.length === 1 ? 'it is' : 'they are'} let in, as in: demock baseline update --reason "no sandbox of the payment provider yet"`)
  }
  const raise = action === 'update' && reason !== undefined ? { reason, date: host.today() } : undefined
  const entries = entriesAfter(action, held, raise)
  const problem = saveBaseline(terminal.folder, file, entries, before, host)
  if (problem) {
    terminal.error(`demock: ${file} is not written: ${problem.reason}\n`)
    return EXIT_FAILURE
  }
  return tellSaved(terminal, action, file, { entries: entries.length, added: action === 'prune' ? 0 : added.length, gone: gone.length, moved: held.moved.size, left: action === 'prune' ? added.length : 0 })
}

interface Saved {
  readonly entries: number
  readonly added: number
  readonly gone: number
  readonly moved: number
  /** New mocks that are not let in. */
  readonly left: number
}

async function tellSaved(terminal: Terminal, action: BaselineAction, file: string, { entries, added, gone, moved, left }: Saved): Promise<number> {
  const changes = action === 'create' ? '' : ` (${added} more, ${gone} fewer${moved > 0 ? `, ${counted(moved, 'file')} moved` : ''})`
  await terminal.out(`${file}: ${counted(entries, 'known mock')}${changes}\n`)
  if (action === 'create') await terminal.out(`Commit it, and let CI run "demock check". So that git joins the changes of branches: echo '${file} merge=union' >> .gitattributes\n`)
  if (left > 0) terminal.error(`${counted(left, 'new mock')} not let in: run "demock check"\n`)
  return left > 0 ? EXIT_FINDINGS : EXIT_CLEAN
}

/** The entries of a baseline; undefined when there is none that can be used, after saying why and what to do. */
export function readKnown(terminal: Terminal, file: string, host: Host): Known | undefined {
  return tell(terminal, file, openBaseline(terminal.folder, file, host))
}

function tell(terminal: Terminal, file: string, read: BaselineFile): Known | undefined {
  if (read.state === 'read') return { against: { kind: 'baseline', file }, entries: read.entries }
  if (read.state === 'missing') terminal.error(`demock: there is no baseline ${file} in ${terminal.folder}: write one with "demock baseline create", or compare with a commit by "demock check --since <ref>"\n`)
  else for (const { line, message } of read.problems) terminal.error(`${file}:${line}: ${message}\n`)
  return undefined
}

/** Whether a file of a baseline lies in one of the paths that are checked. */
export function within(root: string, paths: readonly string[], file: string): boolean {
  return paths.length === 0 || paths.some((path) => {
    const inside = relative(resolve(root, path), resolve(root, file))
    return inside === '' || !(inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
  })
}
