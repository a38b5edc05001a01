import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SERVICES } from '../core/model/finding.ts'
import type { ServiceId } from '../core/model/finding.ts'
import type { Phase } from '../core/model/settings.ts'
import type { CompletionReport } from '../core/report/completion.ts'
import type { History } from '../core/report/history.ts'
import { reportHtml } from '../core/report/html.ts'
import { linksBelow, type LinkOf } from '../core/report/links.ts'
import { reportMarkdown } from '../core/report/markdown.ts'
import { phaseNamed, titleOf } from '../core/report/phases.ts'
import type { ProofFile } from '../core/report/verified.ts'
import { BASELINE_FILE } from '../workspace/baseline-file.ts'
import { cacheOf } from '../workspace/cache-folder.ts'
import { reportOn } from '../workspace/completion.ts'
import { holdAgainst } from '../workspace/gate.ts'
import { historyOf } from '../workspace/history/history.ts'
import { readProofs } from '../workspace/proofs-file.ts'
import { readKnown } from './baseline.ts'
import type { Known } from './baseline.ts'
import { progressBar } from './progress-bar.ts'
import { codeOfNothing, SCAN_OPTIONS, scanPaths, surroundingsOf } from './scanning.ts'
import type { ScanOptions, Surroundings } from './scanning.ts'
import { prepareShortRun } from './short-run.ts'
import { mocksAt } from './since.ts'
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_INTERRUPTED } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const FORMATS: Readonly<Record<string, (report: CompletionReport, link: LinkOf) => string>> = {
  markdown: reportMarkdown,
  html: reportHtml,
  json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
}

const OPTIONS = {
  format: { type: 'string' }, against: { type: 'string' }, service: { type: 'string', multiple: true }, phase: { type: 'string' }, links: { type: 'string' }, proofs: { type: 'string', multiple: true },
  history: { type: 'boolean' }, points: { type: 'string' }, 'by-author': { type: 'boolean' }, commits: { type: 'string' }, ...SCAN_OPTIONS,
} as const

/** Enough for a line, few enough for minutes. */
const POINTS = 100
/** Commits that are asked who adds mocks. */
const COMMITS = 5000

/** `demock report`: the exit code. Throws a UsageError for arguments that make no sense, a GitError where git cannot tell what changed. */
export async function runReport(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
  if (positionals.length > 0) throw new UsageError('a report is of the whole folder: name no paths')
  const write = FORMATS[values.format ?? 'markdown']
  if (!write) throw new UsageError(`--format ${values.format}: must be one of ${Object.keys(FORMATS).join(', ')}`)
  const wantsHistory = values.history === true
  const belonging = (['points', 'by-author', 'commits'] as const).find((name) => values[name] !== undefined)
  if (belonging !== undefined && !wantsHistory) throw new UsageError(`--${belonging} belongs to --history`)
  if (values.commits !== undefined && !values['by-author']) throw new UsageError('--commits belongs to --by-author')
  const points = numberOf('points', values.points, POINTS, 2)
  const commits = values['by-author'] ? numberOf('commits', values.commits, COMMITS, 1) : 0
  const named = (values.service ?? []).map(serviceNamed)
  if (named.length > 0 && values.phase !== undefined) throw new UsageError('a phase names its services: give --phase or --service')
  // Reading a history takes long enough for code to be worth optimising.
  if (!wantsHistory) prepareShortRun()
  const surroundings = surroundingsOf(terminal, [], values.config)
  const { host, settings } = surroundings
  const phase = values.phase === undefined ? undefined : phaseOf(values.phase, settings.phases)
  const root = terminal.folder
  const proofs = values.proofs && proofsIn(values.proofs, terminal, surroundings)
  const known: Known | undefined = values.against === undefined ? undefined
    : values.against === 'baseline' ? readKnown(terminal, BASELINE_FILE, host) : await mocksAt(values.against, terminal, [], values, surroundings)
  if (values.against !== undefined && !known) return EXIT_FAILURE
  const result = await scanPaths(terminal, [], values, surroundings)
  const code = codeOfNothing(result, terminal)
  if (code !== undefined) return code
  const history = wantsHistory ? await historyIn(terminal, values, surroundings, points, commits) : undefined
  if (wantsHistory && !history) return EXIT_INTERRUPTED
  const before = known && { against: known.against, comparison: holdAgainst(known.entries, result, root, host, known.renamed) }
  const report = await reportOn(result, { root, settings, host, services: phase?.services ?? named, phase: phase?.title, before, proofs, history, signal: terminal.signal })
  await terminal.out(write(report, linksBelow(values.links)))
  return EXIT_CLEAN
}

async function historyIn(terminal: Terminal, options: ScanOptions, { host, settings }: Surroundings, points: number, authors: number): Promise<History | undefined> {
  const bar = progressBar(terminal, !options['no-progress'])
  const cache = options['no-cache'] ? undefined : cacheOf(join(__dirname, 'cli.cjs'))
  const history = await historyOf({
    root: terminal.folder, settings, host, points, authors, cache, signal: terminal.signal,
    onProgress: ({ step, done, of }) => bar.show(done, of, step === 'points' ? 'commits counted' : 'commits asked who adds mocks'),
  })
  bar.clear()
  if (!history) terminal.error('demock: interrupted; what is counted is kept for the next run\n')
  return history
}

function proofsIn(files: readonly string[], terminal: Terminal, { host }: Surroundings): ProofFile[] {
  return files.flatMap((file) => {
    const read = readProofs(terminal.folder, file, host)
    if ('problem' in read) throw new UsageError(`--proofs ${file}: ${read.problem}`)
    return read.proofs
  })
}

function serviceNamed(name: string): ServiceId {
  const known = SERVICES.find((id) => id === name)
  if (known === undefined) throw new UsageError(`--service ${name}: must be one of ${SERVICES.join(', ')}`)
  return known
}

function phaseOf(name: string, phases: readonly Phase[]): { readonly title: string; readonly services: readonly ServiceId[] } {
  const phase = phaseNamed(name, phases)
  if (phase) return phase
  const known = phases.map((each, index) => `"${titleOf(each, index)}" (${each.services.join(', ')})`)
  throw new UsageError(`--phase ${name}: must be the number, the name or a service of a phase: ${known.join(', ') || '"phases" of demock.json is empty'}`)
}

function numberOf(option: string, value: string | undefined, otherwise: number, least: number): number {
  if (value === undefined) return otherwise
  if (!/^\d+$/.test(value) || Number(value) < least) throw new UsageError(`--${option} ${value}: must be a whole number, ${least} or more`)
  return Number(value)
}
