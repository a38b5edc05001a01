/**
 * The text of a baseline: one JSON object a line, the first one naming the format, the others one mock each, sorted. Two branches that change different mocks touch
 * different lines; with `merge=union` in .gitattributes git joins them without asking.
 */
import { byEntry, isKind, isService, placeOf, type KnownEntry } from './entries.ts'

const HEADER = '{"demock":"baseline","version":1}'

export interface BaselineProblem {
  /** 1-based. */
  readonly line: number
  /** With the remedy. */
  readonly message: string
}

export interface Baseline {
  /** Sorted, each once. */
  readonly entries: readonly KnownEntry[]
  /** With any of these the entries are not to be trusted. */
  readonly problems: readonly BaselineProblem[]
}

/** Reads the text of a baseline; line ends, blank lines and the order of lines count for nothing, and a line that stands there twice counts once. */
export function readBaseline(text: string): Baseline {
  const problems: BaselineProblem[] = []
  const entries = new Map<string, KnownEntry>()
  let isOurs = false
  text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).forEach((content, index) => {
    if (content.trim() === '') return
    const read = readLine(content)
    if (typeof read === 'string') problems.push({ line: index + 1, message: read })
    else if (read === HEADER_READ) isOurs = true
    else if (!entries.has(keyOf(read))) entries.set(keyOf(read), read)
  })
  if (!isOurs && problems.length === 0) problems.push({ line: 1, message: `this is no baseline: its first line must be ${HEADER}. Write a new one with "demock baseline create"` })
  return { entries: [...entries.values()].sort(byEntry), problems }
}

/** The text of a baseline of these entries, in whatever order they come. */
export function baselineText(entries: readonly KnownEntry[]): string {
  const lines = [...entries].sort(byEntry).map(({ file, scope, kind, target, nth, service, reason, date }) =>
    JSON.stringify({ file, scope, kind, target, ...(nth > 1 && { nth }), service, ...(reason !== undefined && { reason }), ...(date !== undefined && { date }) }))
  return `${[HEADER, ...lines].join('\n')}\n`
}

const HEADER_READ = Symbol('header')

function readLine(content: string): KnownEntry | typeof HEADER_READ | string {
  if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(content)) return 'a merge left its marker: keep the lines of both sides, delete the markers, then run "demock baseline prune"'
  let read: unknown
  try {
    read = JSON.parse(content)
  } catch {
    return 'this is no JSON object: restore the line from version control, or delete it and run "demock baseline update --reason …"'
  }
  if (typeof read !== 'object' || read === null) return 'this is no JSON object: delete the line and run "demock baseline update --reason …"'
  const field = (name: string): unknown => (read as Readonly<Record<string, unknown>>)[name]
  if (field('demock') === 'baseline') {
    return field('version') === 1 ? HEADER_READ : `version ${JSON.stringify(field('version'))} is not known to this Demock: use the one that wrote it, or a newer one`
  }
  const [file, scope, kind, target, nth, service, reason, date] = ['file', 'scope', 'kind', 'target', 'nth', 'service', 'reason', 'date'].map(field)
  if (typeof file !== 'string' || typeof scope !== 'string' || typeof target !== 'string') return '"file", "scope" and "target" must be texts'
  if (!isKind(kind)) return `"kind": ${JSON.stringify(kind)} is no kind of mock`
  if (nth !== undefined && !(Number.isInteger(nth) && Number(nth) > 1)) return '"nth" must be a whole number above 1, or be left out'
  if (!isService(service)) return `"service": ${JSON.stringify(service)} is no service`
  if ((reason !== undefined && typeof reason !== 'string') || (date !== undefined && typeof date !== 'string')) return '"reason" and "date" must be texts'
  return { file, scope, kind, target, nth: Number(nth ?? 1), service, ...(reason !== undefined && { reason }), ...(date !== undefined && { date }) }
}

function keyOf(entry: KnownEntry): string {
  return `${entry.file}\n${placeOf(entry)}`
}
