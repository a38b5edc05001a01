/** Converts the mocks of a file one after the other, for the command line and for editors. */
import { followSites } from './analysis/follow-sites.ts'
import { analyse, replacementFor } from './demock.ts'
import type { Source } from './demock.ts'
import type { Conversion, SiteOutcome } from './model/conversion.ts'
import type { Site } from './model/finding.ts'
import type { FileChange, ListFolder, ReadFile, Replacement, Safety } from './model/replacement.ts'
import type { FileReport } from './model/report.ts'
import type { Settings } from './model/settings.ts'
import type { Surroundings } from './model/surroundings.ts'
import { applyEdits, mergeEdits } from './text/edits.ts'
import type { TextEdit } from './text/edits.ts'
import { editsBetween } from './text/line-diff.ts'
import type { Span } from './text/span.ts'

/** What is to be converted, and what is known around it. */
export interface ConvertRequest {
  readonly source: Source
  readonly settings: Settings
  readonly read: ReadFile
  /** Lists folders, so that what a conftest.py gives to other files can be converted with them. */
  readonly list?: ListFolder | undefined
  readonly surroundings?: Surroundings | undefined
  /** The day in UTC: `2027-01-31`. */
  readonly today?: string | undefined
  /** The analysis of the source, where it is known already. */
  readonly report?: FileReport
  /** Which sites of the source to convert; asked before anything is changed. */
  readonly wanted: (site: Site) => boolean
  /** Also apply replacements that leave a marked place to finish. */
  readonly review: boolean
  /** The text that outcomes refer to, when another file's conversion has changed it since. */
  readonly original?: string
}

const STILL_THERE = 'the mock would still be there after its replacement'
const UNREADABLE = 'the result could not be read'
const ENTANGLED = 'the support cannot be added to the file by the same edit'
const MEMBER_OF_ALLOWED = 'it belongs to a mock that a directive allows'
const LAST_USE = 'an import would be left without a use'
const STRAY = 'other mocks would go with them'
const TAKES_ALLOWED = 'a mock that a directive allows would go with it'

/**
 * Puts the real service in the place of every wanted mock that can be replaced, all-or-nothing for each one. After each replacement the text is analysed anew, and
 * what was refused before is tried once more. It ends: every step removes the mock it was made for, or is not made.
 */
export function convertAll(request: ConvertRequest): Conversion {
  const state = beginning(request)
  const roots = [...new Set(state.sites.flatMap((site, index) => (isOpen(state, index) ? [site.root] : [])))]
  for (let steps = -1; steps !== state.steps;) {
    steps = state.steps
    for (const root of roots) convertOne(state, root)
    makeWaiting(state)
  }
  return {
    text: state.text,
    outcomes: state.sites.flatMap((site, index): SiteOutcome[] => (request.wanted(site) && site.allowed === undefined ? [{ site, ...verdictOf(state, index) }] : [])),
    allowed: state.sites.filter((site) => request.wanted(site) && site.allowed !== undefined).length,
    files: [...state.files.values()],
    installs: [...state.installs],
  }
}

interface Verdict {
  readonly safety: Safety
  readonly applied: boolean
  readonly reasons: readonly string[]
}

/** A conversion in the making. Sites are meant by their index in the text before, wherever it is not said otherwise. */
interface State {
  readonly request: ConvertRequest
  /** Of the text before. */
  readonly sites: readonly Site[]
  readonly verdicts: Map<number, Verdict>
  /** How many steps were made when a site was tried last. */
  readonly tried: Map<number, number>
  readonly files: Map<string, FileChange>
  readonly installs: Set<string>
  text: string
  report: FileReport
  /** For each site of the text as it is now, the one that it was before, or -1. */
  origins: readonly number[]
  steps: number
  /** Steps that are found but not made yet, each of which changes a part of the text that no other one touches: one analysis serves them all. */
  waiting: Step[]
}

interface Step {
  readonly root: number
  readonly replacement: Replacement
  readonly reasons: readonly string[]
  /** From its first edit to its last. */
  readonly extent: Span
}

function beginning(request: ConvertRequest): State {
  const { source, original = source.text } = request
  const report = request.report ?? analysed(request, source.text)
  const before = original === source.text ? report : analysed(request, original)
  const origins = before === report ? report.sites.map((_, index) => index) : followSites(before.sites, editsBetween(original, source.text), report.sites, new Set())
  const state: State = { request, sites: before.sites, verdicts: new Map(), tried: new Map(), files: new Map(), installs: new Set(), text: source.text, report, origins, steps: 0, waiting: [] }
  const left = new Set(origins)
  before.sites.forEach((_, index) => {
    if (!left.has(index)) state.verdicts.set(index, { safety: 'safe', applied: true, reasons: [] })
  })
  return state
}

function analysed({ source, settings, surroundings, today }: ConvertRequest, text: string): FileReport {
  return analyse({ path: source.path, text }, settings, surroundings, today)
}

/** Whether a site is wanted and may be touched. */
function isOpen({ sites, request }: State, index: number): boolean {
  const site = sites[index]
  return site !== undefined && site.allowed === undefined && sites[site.root]?.allowed === undefined && request.wanted(site)
}

function verdictOf({ verdicts, sites }: State, index: number): Verdict {
  const root = sites[index]?.root ?? index
  return verdicts.get(index) ?? verdicts.get(root) ?? { safety: 'refused', applied: false, reasons: [sites[root]?.allowed === undefined ? STILL_THERE : MEMBER_OF_ALLOWED] }
}

function convertOne(state: State, root: number): void {
  if (state.verdicts.get(root)?.applied || state.tried.get(root) === state.steps) return
  const current = state.origins.indexOf(root)
  if (current < 0) return
  const { source, settings, review } = state.request
  const replacement = replacementFor({ path: source.path, text: state.text }, state.report, current, settings, (path) => readNow(state, path), state.request.list)
  const reasons = [...new Set(replacement.remarks.map(({ text }) => text))]
  if (replacement.safety === 'refused' || (replacement.safety === 'review' && !review)) {
    state.tried.set(root, state.steps)
    state.verdicts.set(root, { safety: replacement.safety, applied: false, reasons })
    return
  }
  const found = { root, replacement, reasons, extent: extentOf(replacement) }
  if (replacement.files.length === 0 && state.steps > 0 && state.waiting.every(({ extent }) => extent.end < found.extent.start || found.extent.end < extent.start)) {
    state.waiting.push(found)
    return
  }
  if (state.waiting.length === 0) return makeOne(state, found)
  makeWaiting(state)
  convertOne(state, root)
}

function extentOf({ edits }: Replacement): Span {
  return { start: Math.min(...edits.map(({ span }) => span.start)), end: Math.max(...edits.map(({ span }) => span.end)) }
}

/** Makes the steps that wait: all at once, or all but the last, which may take an import along; where neither comes out as it should, each half of them apart. */
function makeWaiting(state: State): void {
  const { waiting } = state
  state.waiting = []
  const last = waiting.at(-1)
  if (!last) return
  if (waiting.length === 1) return makeOne(state, last)
  if (makeTogether(state, waiting)) return
  const half = makeTogether(state, waiting.slice(0, -1)) ? waiting.length - 1 : Math.ceil(waiting.length / 2)
  for (const part of [waiting.slice(0, half), waiting.slice(half)]) {
    for (const { root } of part) convertOne(state, root)
    makeWaiting(state)
  }
}

function makeOne(state: State, { root, replacement, reasons }: Step): void {
  state.tried.set(root, state.steps)
  const problem = step(state, [root], replacement, () => ({ safety: replacement.safety, applied: true, reasons }))
  if (problem !== undefined && state.verdicts.get(root)?.applied !== true) state.verdicts.set(root, { safety: 'refused', applied: false, reasons: [problem] })
}

/** Whether the steps could be made at once. The last use of an import goes by a step of its own, which takes the import along. */
function makeTogether(state: State, waiting: readonly Step[]): boolean {
  const verdicts = new Map<number, Verdict>()
  for (const { replacement: { sites, safety }, reasons } of waiting) {
    for (const site of sites) verdicts.set(state.origins[site] ?? -1, { safety, applied: true, reasons })
  }
  const all = { edits: waiting.flatMap(({ replacement }) => replacement.edits), files: [], sites: waiting.flatMap(({ replacement }) => replacement.sites), keepsImports: true }
  return step(state, waiting.map(({ root }) => root), all, (gone) => verdicts.get(gone)) === undefined
}

function readNow({ request, text, files }: State, path: string): string | undefined {
  return path === request.source.path ? text : files.get(path)?.text ?? request.read(path)
}

type Change = Pick<Replacement, 'edits' | 'files' | 'sites' | 'install'> & { readonly keepsImports?: boolean }

/** Makes one step, by which the doubles of `roots` must go; the reason where it cannot be made. `verdictFor` tells the verdict on a site that is gone then. */
function step(state: State, roots: readonly number[], change: Change, verdictFor: (gone: number) => Verdict | undefined): string | undefined {
  const { edits: own, files, sites } = change
  if (sites.some((index) => state.report.sites[index]?.allowed !== undefined)) return TAKES_ALLOWED
  const edits = withOwnChange(state, own, files)
  if (!edits) return ENTANGLED
  const text = applyEdits(state.text, edits)
  const report = analysed(state.request, text)
  if (report.facts.problems.length > state.report.facts.problems.length) return UNREADABLE
  const followed = followSites(state.report.sites, edits, report.sites, new Set(sites))
  const origins = followed.map((before) => (before < 0 ? -1 : state.origins[before] ?? -1))
  const going = new Set(roots)
  if (origins.some((index) => going.has(index) || going.has(state.sites[index]?.root ?? -1))) return STILL_THERE
  if (change.keepsImports === true && losesImport(state.report, report)) return LAST_USE
  const left = new Set(origins)
  const lost: (readonly [number, Verdict])[] = []
  for (const gone of state.origins) {
    if (gone < 0 || left.has(gone)) continue
    const verdict = verdictFor(gone) ?? verdictFor(state.sites[gone]?.root ?? -1)
    if (!verdict) return STRAY
    lost.push([gone, verdict])
  }
  for (const [gone, verdict] of lost) state.verdicts.set(gone, verdict)
  for (const changed of files) {
    if (changed.path === state.request.source.path) continue
    const known = state.files.get(changed.path)
    state.files.set(changed.path, known ? { ...changed, expected: known.expected } : changed)
  }
  if (change.install !== undefined) state.installs.add(change.install)
  state.text = text
  state.report = report
  state.origins = origins
  state.steps++
  return undefined
}

/** Whether a name that an import gives, and that was used before, is used no more. */
function losesImport(before: FileReport, after: FileReport): boolean {
  const used = namesUsed(after)
  const wasUsed = namesUsed(before)
  return after.facts.bindings.some(({ kind, name }) => kind === 'import' && wasUsed.has(name) && !used.has(name))
}

function namesUsed({ facts }: FileReport): ReadonlySet<unknown> {
  return new Set(facts.chains.map(({ root }) => root))
}

/** The edits, with those of a change that names the file itself (support that goes into the very file that is converted); undefined when they overlap. */
function withOwnChange({ request, text }: State, edits: readonly TextEdit[], files: readonly FileChange[]): readonly TextEdit[] | undefined {
  const change = files.find(({ path }) => path === request.source.path)
  if (!change) return edits
  return change.expected === text ? mergeEdits([edits, editsBetween(text, change.text)]) : undefined
}
