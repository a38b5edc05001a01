import { KINDS, SERVICES } from '../model/finding.ts'
import type { Span } from '../text/span.ts'

/** What one `demock:` directive of a comment says. */
export interface DirectiveText {
  /** From `demock:` to the end of the reason. */
  readonly span: Span
  readonly scope: 'place' | 'file'
  /** Services and kinds that it names; empty when it allows all of them. */
  readonly names: readonly Named[]
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly until: Named | undefined
  /** Empty when none is given. */
  readonly reason: string
  /** What is wrong with its form; it allows nothing with `fatal` ones. */
  readonly mistakes: readonly Mistake[]
}

/** A word of a directive and where it stands. */
export interface Named {
  readonly text: string
  readonly span: Span
}

/** What is wrong, with the remedy. */
export interface Mistake {
  readonly span: Span
  readonly message: string
  readonly fatal: boolean
}

/** The word that every directive begins with. */
export const MARK = 'demock:'

const EXAMPLE = '`demock: allow(websocket) – the reason`'
const NAMES: ReadonlySet<string> = new Set([...SERVICES, ...KINDS])
/** What a template or somebody in a hurry leaves in the place of a reason. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['', 'reason', 'the reason', 'why', 'todo', 'fixme', 'tbd', 'xxx', 'because', 'later'])
const NEXT_COMMENT = /\s(?:#|\/\/)(?:\s|$)/
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * Reads the directive at an offset of `demock:` in a comment: it stands behind nothing but comment signs and ends with its line. Undefined for other text and
 * for a `demock: finish`, which a conversion leaves.
 */
export function readDirective(text: string, comment: Span, at: number): DirectiveText | undefined {
  return beginsComment(text, comment.start, at) ? directiveAt(text, at, endOfDirective(text, at, comment.end)) : undefined
}

/** Whether only signs stand before an offset: `# `, ` * `, or another comment that `#` or `//` has ended. */
function beginsComment(text: string, start: number, at: number): boolean {
  let from = at
  while (from > start && isBlank(text.charCodeAt(from - 1))) from--
  const sign = text.charCodeAt(from - 1)
  if (from === start) return false
  if (sign === HASH) return true
  if (sign === SLASH) return text.charCodeAt(from - 2) === SLASH
  if (sign === LINE_FEED || sign === CARRIAGE_RETURN) return true
  if (sign !== STAR) return false
  while (from > start && text.charCodeAt(from - 1) === STAR) from--
  while (from > start && isBlank(text.charCodeAt(from - 1))) from--
  const before = text.charCodeAt(from - 1)
  return before === LINE_FEED || before === CARRIAGE_RETURN || (before === SLASH && from - 1 === start)
}

const [HASH, SLASH, STAR, LINE_FEED, CARRIAGE_RETURN, SPACE, TAB] = [35, 47, 42, 10, 13, 32, 9]

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

/** The end of the directive's line, of its comment, or where another comment begins behind it. */
function endOfDirective(text: string, at: number, commentEnd: number): number {
  let line = text.slice(at, commentEnd)
  const lineEnd = line.search(/[\r\n]/)
  if (lineEnd >= 0) line = line.slice(0, lineEnd)
  else if (line.endsWith('*/')) line = line.slice(0, -2)
  const next = line.search(NEXT_COMMENT)
  return at + (next < 0 ? line : line.slice(0, next)).trimEnd().length
}

function directiveAt(text: string, at: number, end: number): DirectiveText | undefined {
  const span = { start: at, end }
  const mistakes: Mistake[] = []
  const wrong = (place: Span, message: string, fatal = true): void => void mistakes.push({ span: place, message, fatal })
  let from = at + MARK.length
  const skip = (): void => {
    while (from < end && isBlank(text.charCodeAt(from))) from++
  }
  const give = (scope: DirectiveText['scope'], names: readonly Named[], until: Named | undefined, reason: string): DirectiveText =>
    ({ span, scope, names, until, reason, mistakes })

  skip()
  const verb = /^[A-Za-z][\w-]*/.exec(text.slice(from, end))?.[0] ?? ''
  if (verb === 'finish') return undefined
  if (verb !== 'allow' && verb !== 'allow-file') {
    wrong(verb === '' ? span : { start: from, end: from + verb.length }, `${verb === '' ? 'This' : `\`${verb}\``} is no directive of Demock. Write ${EXAMPLE}.`)
    return give('place', [], undefined, '')
  }
  const scope = verb === 'allow' ? 'place' : 'file'
  from += verb.length
  skip()
  let names: Named[] = []
  let until: Named | undefined
  if (text.charAt(from) === '(') {
    const close = text.indexOf(')', from)
    if (close < 0 || close >= end) {
      wrong({ start: from, end }, `The parenthesis is not closed. Write ${EXAMPLE}.`)
      return give(scope, [], undefined, '')
    }
    const words = wordsBetween(text, from + 1, close)
    if (words.length === 0) wrong({ start: from, end: close + 1 }, 'The parentheses name nothing. Name services or kinds, or write `*` for all of them.')
    until = words.find((word) => isUntil(word.text))
    names = words.filter((word) => word !== until)
    from = close + 1
    skip()
  }
  const behind = /^until\s+\S+/.exec(text.slice(from, end))
  if (behind) {
    until ??= { text: behind[0], span: { start: from, end: from + behind[0].length } }
    from += behind[0].length
    skip()
  }
  let reason = text.slice(from, end)
  const sign = /^(?:[-–—]+|:)\s*/.exec(reason)
  if (!sign && reason !== '') wrong({ start: from, end }, `Put a dash before the reason, and services in parentheses: ${EXAMPLE}.`)
  reason = reason.slice(sign?.[0].length ?? 0)
  const trailing = /\s+until\s+(\d{4}-\d{2}-\d{2})\.?$/.exec(reason)
  if (trailing && !until) {
    const start = end - trailing[0].trimStart().length
    until = { text: text.slice(start, end).replace(/\.$/, ''), span: { start, end } }
    reason = reason.slice(0, trailing.index)
  }
  reason = reason.replace(/^reason\s*:\s*/i, '').trim()
  if (mistakes.length === 0 && isPlaceholder(reason)) wrong(span, `Without a reason nothing is allowed. Say why this mock has to stay: ${EXAMPLE}.`)
  return give(scope, known(names, wrong), dated(until, wrong), reason)
}

/** The words of a list, commas between them. */
function wordsBetween(text: string, start: number, end: number): Named[] {
  const words: Named[] = []
  for (const match of text.slice(start, end).matchAll(/[^,]+/g)) {
    const word = match[0].trim()
    if (word === '') continue
    const from = start + match.index + (match[0].length - match[0].trimStart().length)
    words.push({ text: word, span: { start: from, end: from + word.length } })
  }
  return words
}

function isUntil(word: string): boolean {
  return /^until(?:\s|$)/.test(word)
}

type Wrong = (place: Span, message: string, fatal?: boolean) => void

/** The names that there are; none at all where `*` is among them. When every name is wrong, so is the directive. */
function known(names: readonly Named[], wrong: Wrong): Named[] {
  if (names.some(({ text }) => text === '*')) return []
  const right = names.filter(({ text }) => NAMES.has(text))
  for (const { text, span } of names) {
    if (NAMES.has(text)) continue
    const near = nearest(text)
    const remedy = near === undefined ? `Services are ${SERVICES.join(', ')}; kinds are ${KINDS.join(', ')}.` : `Did you mean \`${near}\`?`
    wrong(span, `\`${text}\` is no service and no kind of mock. ${remedy}`, right.length === 0)
  }
  return right
}

function dated(until: Named | undefined, wrong: Wrong): Named | undefined {
  if (!until) return undefined
  const date = until.text.replace(/^until\s*/, '')
  if (!isDate(date)) {
    wrong(until.span, `\`${until.text}\` names no day. Write the last day on which this holds, as in \`until 2027-01-31\`.`)
    return undefined
  }
  return { text: date, span: until.span }
}

/** Whether a text is a day of the calendar in the form `YYYY-MM-DD` (ISO 8601). */
export function isDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days
}

function isPlaceholder(reason: string): boolean {
  const words = reason.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return PLACEHOLDERS.has(words)
}

/** The name that somebody meant: the code of a diagnostic without its end, a plural, or one with at most two letters wrong. */
function nearest(text: string): string | undefined {
  const plain = text.toLowerCase().replace(/-mock$/, '')
  if (NAMES.has(plain)) return plain
  if (plain.length > 24) return undefined
  let best: string | undefined
  let least = Math.min(3, 1 + Math.ceil(plain.length / 2))
  for (const name of NAMES) {
    const distance = distanceOf(plain, name)
    if (distance >= least) continue
    least = distance
    best = name
  }
  return best
}

/** Levenshtein distance of two short words. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length] ?? 0
}
