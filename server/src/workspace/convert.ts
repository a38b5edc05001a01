import { convertAll } from '../core/convert-all.ts'
import { mayBeTestFile } from '../core/demock.ts'
import { createLinker } from '../core/linking/linker.ts'
import type { Linker } from '../core/linking/linker.ts'
import type { Conversion } from '../core/model/conversion.ts'
import type { ServiceId, Site } from '../core/model/finding.ts'
import type { Settings } from '../core/model/settings.ts'
import { convertOutcomes } from '../core/reports/conversion.ts'
import type { ConvertOutcome, ConvertResult } from '../core/reports/conversion.ts'
import { LARGEST_FILE } from './count-candidates.ts'
import type { SkippedFile } from './count-candidates.ts'
import { discover, reasonOf } from './discover.ts'
import type { Candidate } from './discover.ts'
import type { Host } from './host.ts'
import { linkedFiles } from './linked-files.ts'
import type { LinkedFiles } from './linked-files.ts'
import { createTexts } from './texts.ts'
import type { Texts } from './texts.ts'

export interface ConvertOrder {
  /** Absolute path of the folder that all paths are relative to. */
  readonly root: string
  /** Files and folders, absolute or relative to the root; the root itself when empty. */
  readonly paths: readonly string[]
  readonly service: ServiceId
  /** Only these of the service's sites, each as it was before anything changed; all of them without it. */
  readonly wanted?: ((path: string, site: Site) => boolean) | undefined
  /** Also apply replacements that leave a marked place to finish. */
  readonly review: boolean
  /** Without it nothing is written, and the result tells what would be. */
  readonly write: boolean
  readonly settings: Settings
  readonly host: Host
  readonly signal?: AbortSignal
}

export interface Converted extends ConvertResult {
  /** Texts before and after of all files that are changed, or would be; `before` is undefined for a new file. By path. */
  readonly changes: readonly { readonly path: string; readonly before: string | undefined; readonly after: string }[]
  /** Files that could not be read, by path. */
  readonly skipped: readonly SkippedFile[]
  /** Files that should have been written and were not: `changed` meanwhile, or writing `failed`. */
  readonly problems: readonly { readonly kind: 'changed' | 'failed'; readonly path: string; readonly reason: string }[]
  readonly cancelled: boolean
}

/** Converts the mocks of one service in files, one file after the other; each is written, with the files that it needs, before the next one is read. */
export async function convertFiles(order: ConvertOrder): Promise<Converted> {
  const { root, settings, host, signal } = order
  const texts = createTexts(root, host)
  const linked = linkedFiles(root, texts.read, host)
  const run: Run = { order, texts, linked, linker: createLinker(linked, settings), outcomes: [], skipped: [], problems: [], installs: new Set(), allowed: 0 }
  let files = 0
  for (const candidate of givingFirst([...discover(order)].flat())) {
    if (signal?.aborted) break
    if (candidate.reason === undefined) files++
    if (convertCandidate(run, candidate)) await host.pause()
  }
  const changes = texts.changes()
  return {
    files: files - run.skipped.filter(({ unread }) => unread).length,
    allowed: run.allowed,
    outcomes: run.outcomes.sort((a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column),
    installs: [...run.installs],
    filesWritten: order.write ? changes.map(({ path }) => path) : [],
    changes,
    skipped: run.skipped.map(({ path, reason }) => ({ path, reason })).sort((a, b) => compare(a.path, b.path)),
    problems: run.problems,
    cancelled: signal?.aborted ?? false,
  }
}

/** What gives fixtures to other files is converted before them, with its users there: what is left in those is told by what they are then. */
function givingFirst(candidates: readonly Candidate[]): Candidate[] {
  const gives = ({ path }: Candidate): boolean => path === 'conftest.py' || path.endsWith('/conftest.py')
  return [...candidates.filter(gives), ...candidates.filter((candidate) => !gives(candidate))]
}

interface Run {
  readonly order: ConvertOrder
  readonly texts: Texts
  readonly linked: LinkedFiles
  readonly linker: Linker
  readonly outcomes: ConvertOutcome[]
  readonly skipped: (SkippedFile & { readonly unread: boolean })[]
  readonly problems: { readonly kind: 'changed' | 'failed'; readonly path: string; readonly reason: string }[]
  readonly installs: Set<string>
  allowed: number
}

/** Gives whether it was worth a pause: the file was read. */
function convertCandidate(run: Run, { path, reason, named }: Candidate): boolean {
  const { settings } = run.order
  if (reason === undefined && !named && !mayBeTestFile(path, settings)) return false
  const skip = (why: string, unread: boolean): boolean => run.skipped.push({ path, reason: why, unread }) < 0
  if (reason !== undefined) return skip(reason, false)
  if (path.startsWith('../') || path.startsWith('/')) return skip('outside of this folder: run demock in a folder that holds it', true)
  try {
    const text = run.texts.open(path, LARGEST_FILE)
    if ('reason' in text) return skip(text.reason, true)
    convertText(run, path, text.original, text.text)
    return true
  } catch (error) {
    return skip(reasonOf(error), true)
  }
}

function convertText(run: Run, path: string, original: string, text: string): void {
  const { order, texts, linker } = run
  const { service, wanted = () => true, review, settings, host, write } = order
  const conversion = convertAll({
    source: { path, text }, original, settings, review, read: texts.read, list: (folder) => run.linked.entries(folder), surroundings: linker.surroundingsOf(path), today: host.today(),
    wanted: (site) => site.service === service && wanted(path, site),
  })
  run.allowed += conversion.allowed
  const problem = text === conversion.text && conversion.files.length === 0 ? undefined : commit(run, path, conversion)
  if (problem) run.problems.push(problem)
  else for (const command of conversion.installs) run.installs.add(command)
  const outcomes = convertOutcomes(path, original, conversion.outcomes)
  run.outcomes.push(...outcomes.map((outcome) => {
    if (!outcome.applied || (write && !problem)) return outcome
    return { ...outcome, applied: false, reason: problem ? `${problem.path}: ${problem.reason}` : outcome.reason }
  }))
}

/** Takes the new texts over, and writes them when that is the order: all of them or none. */
function commit(run: Run, path: string, { text, files }: Conversion): Run['problems'][number] | undefined {
  const { order: { write }, texts, linked, linker } = run
  const changes = [...files.filter((file) => file.expected !== file.text).map((file) => ({ path: file.path, text: file.text })), { path, text }]
  const created = changes.filter((change) => texts.read(change.path) === undefined)
  const problem = texts.change(changes, write)
  if (problem) return problem
  for (const { path: made } of created) {
    linked.forget(made)
    linker.moved(made)
  }
  for (const { path: changed } of changes) linker.changed(changed)
  return undefined
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
