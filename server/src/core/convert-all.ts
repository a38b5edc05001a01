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
  }
  return {
    text: state.text,
    outcomes: state.sites.flatMap((site, index): SiteOutcome[] => (request.wanted(site) && site.allowed === undefined ? [{ site, ...verdictOf(state, index) }] : [])),
    allowed: state.sites.filter((site) => request.wanted(site) && site.allowed !== undefined).length,
    files: [...state.files.values()],
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
  text: string
  report: FileReport
  /** For each site of the text as it is now, the one that it was before, or -1. */
  origins: readonly number[]
  steps: number
}

function beginning(request: ConvertRequest): State {
  const { source, original = source.text } = request
  const report = request.report ?? analysed(request, source.text)
  const before = original === source.text ? report : analysed(request, original)
  const origins = before === report ? report.sites.map((_, index) => index) : followSites(before.sites, editsBetween(original, source.text), report.sites, new Set())
  const state: State = { request, sites: before.sites, verdicts: new Map(), tried: new Map(), files: new Map(), text: source.text, report, origins, steps: 0 }
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
  state.tried.set(root, state.steps)
  const { source, settings, review } = state.request
  const current = state.origins.indexOf(root)
  if (current < 0) return
  const replacement = replacementFor({ path: source.path, text: state.text }, state.report, current, settings, (path) => readNow(state, path), state.request.list)
  const reasons = [...new Set(replacement.remarks.map(({ text }) => text))]
  const problem = replacement.safety === 'refused' || (replacement.safety === 'review' && !review) ? undefined : step(state, root, replacement, reasons)
  if (state.verdicts.get(root)?.applied) return
  state.verdicts.set(root, problem === undefined ? { safety: replacement.safety, applied: false, reasons } : { safety: 'refused', applied: false, reasons: [problem] })
}

function readNow({ request, text, files }: State, path: string): string | undefined {
  return path === request.source.path ? text : files.get(path)?.text ?? request.read(path)
}

/** Makes one step; the reason where it cannot be made. */
function step(state: State, root: number, { edits: own, files, sites, safety }: Replacement, reasons: readonly string[]): string | undefined {
  if (sites.some((index) => state.report.sites[index]?.allowed !== undefined)) return TAKES_ALLOWED
  const edits = withOwnChange(state, own, files)
  if (!edits) return ENTANGLED
  const text = applyEdits(state.text, edits)
  const report = analysed(state.request, text)
  if (report.facts.problems.length > state.report.facts.problems.length) return UNREADABLE
  const followed = followSites(state.report.sites, edits, report.sites, new Set(sites))
  const origins = followed.map((before) => (before < 0 ? -1 : state.origins[before] ?? -1))
  if (origins.some((index) => index === root || state.sites[index]?.root === root)) return STILL_THERE
  const left = new Set(origins)
  for (const gone of state.origins) if (gone >= 0 && !left.has(gone)) state.verdicts.set(gone, { safety, applied: true, reasons })
  for (const change of files) {
    if (change.path === state.request.source.path) continue
    const known = state.files.get(change.path)
    state.files.set(change.path, known ? { ...change, expected: known.expected } : change)
  }
  state.text = text
  state.report = report
  state.origins = origins
  state.steps++
  return undefined
}

/** The edits, with those of a change that names the file itself (support that goes into the very file that is converted); undefined when they overlap. */
function withOwnChange({ request, text }: State, edits: readonly TextEdit[], files: readonly FileChange[]): readonly TextEdit[] | undefined {
  const change = files.find(({ path }) => path === request.source.path)
  if (!change) return edits
  return change.expected === text ? mergeEdits([edits, editsBetween(text, change.text)]) : undefined
}
