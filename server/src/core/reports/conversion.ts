import type { SiteOutcome } from '../model/conversion.ts'
import type { Kind, ServiceId } from '../model/finding.ts'
import type { Safety } from '../model/replacement.ts'
import { linesOf } from '../text/lines.ts'
import { counted } from './text.ts'
import type { Palette } from './text.ts'

/** What became of one site: the form in which the command line tells it. Lines and columns are 1-based, columns in UTF-16 units, of the text before. */
export interface ConvertOutcome {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly kind: Kind
  readonly service: ServiceId
  readonly target: string | null
  readonly test: string | null
  readonly fingerprint: string
  readonly safety: Safety
  /** Whether it is written; never in a dry run. */
  readonly applied: boolean
  /** Why it is refused, or what is to be finished, or why it was not written; null for one that is safe and written, or would be. */
  readonly reason: string | null
}

export interface ConvertResult {
  /** Source files found, test code or not. */
  readonly files: number
  /** Sites that a directive allows; in no other number. */
  readonly allowed: number
  /** By path, then in source order. */
  readonly outcomes: readonly ConvertOutcome[]
  /** Paths of the files that were written, sorted. */
  readonly filesWritten: readonly string[]
  /** Commands to run once the files are written, since package.json names further packages then; each once. */
  readonly installs: readonly string[]
}

/** The outcomes of one file, from the text before. */
export function convertOutcomes(path: string, text: string, outcomes: readonly SiteOutcome[]): ConvertOutcome[] {
  const lines = linesOf(text)
  return outcomes.map(({ site, safety, applied, reasons }) => {
    const { line, column } = lines.positionAt(site.span.start)
    return {
      path, line: line + 1, column: column + 1, kind: site.kind, service: site.service, target: site.target ?? null, test: site.test ?? null,
      fingerprint: site.fingerprint, safety, applied, reason: reasons.length > 0 ? reasons.join('; ') : null,
    }
  })
}

const JSON_VERSION = 1

/** The stable JSON form of a conversion, with a line end. */
export function convertJson({ files, allowed, outcomes, filesWritten, installs }: ConvertResult): string {
  const summary = { safe: countOf(outcomes, 'safe'), review: countOf(outcomes, 'review'), refused: countOf(outcomes, 'refused'), allowed, files }
  return `${JSON.stringify({ version: JSON_VERSION, summary, outcomes, filesWritten, installs }, undefined, 2)}\n`
}

function countOf(outcomes: readonly ConvertOutcome[], safety: Safety): number {
  return outcomes.filter((outcome) => outcome.safety === safety).length
}

/** How a conversion was asked for. */
export interface ConvertManner {
  /** Title of the service: `WebSocket`. */
  readonly title: string
  readonly write: boolean
  readonly review: boolean
}

/** Whether a mock is left: it was not written, or would not be. */
export function isLeft({ safety, applied }: ConvertOutcome, { write, review }: ConvertManner): boolean {
  return write ? !applied : safety === 'refused' || (safety === 'review' && !review)
}

/** The summary by outcome: how many are converted, and why the others are left, the most frequent reason first with its first places. */
export function textOfConversion({ files, allowed, outcomes, filesWritten, installs }: ConvertResult, manner: ConvertManner, palette: Palette): string {
  const { title, write } = manner
  const besides = allowed === 0 ? '' : `${counted(allowed, 'other')} left alone: allowed by a directive\n`
  if (outcomes.length === 0) return `${palette.strong(`No ${title} mocks`)} to convert in ${counted(files, 'source file')}\n${besides}`
  const left = outcomes.filter((outcome) => isLeft(outcome, manner))
  const done = outcomes.filter((outcome) => !isLeft(outcome, manner))
  const verb = write ? 'Converted' : 'Would convert'
  const where = new Set(outcomes.map(({ path }) => path)).size
  const head = `${palette.strong(`${verb} ${done.length} of ${counted(outcomes.length, `${title} mock`)}`)} in ${counted(where, 'file')}\n`
  const finish = done.filter(({ safety }) => safety === 'review')
  return [
    head,
    finish.length > 0 ? section(`${counted(finish.length, 'place')} to finish by hand: look for "demock: finish"`, finish, palette) : '',
    left.length > 0 ? section(`${counted(left.length, 'mock')} left`, left, palette) : '',
    besides,
    write && filesWritten.length > 0 ? `${counted(filesWritten.length, 'file')} written\n` : '',
    hints(done, left, manner),
    installs.map((command) => `${write ? 'Packages were' : 'Packages would be'} added to the development dependencies: run "${command}"${write ? '' : ' then'}.\n`).join(''),
  ].join('')
}

function hints(done: readonly ConvertOutcome[], left: readonly ConvertOutcome[], { write, review }: ConvertManner): string {
  const lines: string[] = []
  if (!review && left.some(({ safety }) => safety === 'review')) lines.push('Those for review are converted with --review, each leaving a marked place.')
  if (!write && done.length > 0) lines.push('Nothing is written yet: --write does it.')
  return lines.map((line) => `${line}\n`).join('')
}

/** Places shown for each reason, and reasons shown. */
const MOST_PLACES = 3
const MOST_REASONS = 20

/** The mocks by their first reason, those whose reasons differ in a name only together; all reasons are in the JSON form and in the editor. */
function section(title: string, outcomes: readonly ConvertOutcome[], palette: Palette): string {
  const rows = outcomesByReason(outcomes)
  const width = String(rows[0]?.outcomes.length ?? 0).length
  const lines = rows.slice(0, MOST_REASONS).map(({ reason, outcomes: alike }) => {
    const places = alike.slice(0, MOST_PLACES).map(({ path, line, column }) => `${path}:${line}:${column}`)
    const more = alike.length > MOST_PLACES ? ` and ${alike.length - MOST_PLACES} more` : ''
    return `  ${String(alike.length).padStart(width)}  ${reason}\n${' '.repeat(width + 4)}${palette.dim(places.join(', ') + more)}\n`
  })
  const rest = rows.slice(MOST_REASONS).reduce((sum, row) => sum + row.outcomes.length, 0)
  const others = rest === 0 ? '' : `  ${String(rest).padStart(width)}  for ${counted(rows.length - MOST_REASONS, 'other reason')}: --format json tells them\n`
  return `${title}\n${lines.join('')}${others}`
}

/** Mocks by their safety and first reason (`refused: it patches app.sio`), those whose reasons differ in a name only together, the most frequent reason first. */
export function outcomesByReason(outcomes: readonly ConvertOutcome[]): { readonly reason: string; readonly outcomes: readonly ConvertOutcome[] }[] {
  const groups = new Map<string, ConvertOutcome[]>()
  for (const outcome of outcomes) {
    const shape = reasonOf(outcome).replace(NAMES, '…')
    const alike = groups.get(shape)
    if (alike) alike.push(outcome)
    else groups.set(shape, [outcome])
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length).map(([shape, alike]) => {
    const [first] = alike
    return { reason: first && alike.every((other) => reasonOf(other) === reasonOf(first)) ? reasonOf(first) : shape, outcomes: alike }
  })
}

/** What is quoted, and dotted paths. */
const NAMES = /`[^`]*`|\b\w+(?:\.\w+)+/g

function reasonOf({ safety, reason }: ConvertOutcome): string {
  return `${safety === 'safe' ? 'not written' : safety}: ${reason?.split('; ', 1)[0] ?? 'no reason is known'}`
}
