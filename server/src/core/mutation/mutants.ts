/**
 * Breaks code under test where a test of WebSockets looks: a send, a close or an accept is left out, done twice, given another message, or changes places with
 * the next one. A test that stays green whatever is broken proves nothing.
 */
import { languageAt } from '../languages/languages.ts'
import type { Chain, Facts, LanguageId, Value } from '../model/facts.ts'
import type { Span } from '../text/span.ts'
import type { TextEdit } from '../text/edits.ts'
import { linesOf } from '../text/lines.ts'

export const OPERATORS = ['left out', 'altered', 'doubled', 'swapped'] as const
export type Operator = (typeof OPERATORS)[number]

/** One way to break one place. */
export interface Mutant {
  readonly path: string
  /** 1-based line of the place. */
  readonly line: number
  readonly operator: Operator
  /** The place as the text has it: `ws.send_json`. */
  readonly what: string
  readonly edit: TextEdit
}

/** Members whose calls another end sees. */
const SEEN: Readonly<Record<LanguageId, ReadonlySet<string>>> = {
  python: new Set(['send', 'send_json', 'send_text', 'send_bytes', 'send_str', 'send_binary', 'emit', 'publish', 'broadcast', 'close', 'accept', 'send_message']),
  ecmascript: new Set(['send', 'emit', 'close', 'terminate', 'publish', 'broadcast']),
}

/** Members that end or begin a connection: what they are given is no message. */
const NO_MESSAGE: ReadonlySet<string> = new Set(['accept', 'terminate'])

/** The mutants of a source text, in the order of the text; none for a language that Demock does not read. */
export function mutantsOf(path: string, text: string): Mutant[] {
  const language = languageAt(path)
  if (!language) return []
  const facts = language.read(text, path)
  const lines = linesOf(text)
  const places = placesOf(facts)
  return places.flatMap((place, index) => {
    const next = places[index + 1]
    const made: (readonly [Operator, TextEdit | undefined])[] = [
      ['left out', { span: place.span, text: language.id === 'python' ? 'pass' : ';' }],
      ['altered', alteredMessage(place, text, language.id)],
      ['doubled', { span: { start: place.span.end, end: place.span.end }, text: `${text[place.span.end - 1] === ';' ? '' : ';'} ${text.slice(place.span.start, place.span.end)}` }],
      ['swapped', next && follows(facts, place, next) ? swapped(place.span, next.span, text) : undefined],
    ]
    const line = lines.positionAt(place.span.start).line + 1
    return made.flatMap(([operator, edit]): Mutant[] => (edit && differs(edit, text) ? [{ path, line, operator, what: place.what, edit }] : []))
  })
}

interface Place {
  /** The statement. */
  readonly span: Span
  readonly statement: number
  readonly member: string
  readonly what: string
  readonly message: Value | undefined
}

/** Statements that are nothing but such a call, awaited or not. */
function placesOf(facts: Facts): Place[] {
  return facts.statements.flatMap(({ kind, span, value }, statement): Place[] => {
    if (kind !== 'expression' || value?.kind !== 'chain') return []
    const seen = seenCall(value, SEEN[facts.language])
    return seen ? [{ span, statement, ...seen }] : []
  })
}

function seenCall(chain: Chain, members: ReadonlySet<string>): Pick<Place, 'member' | 'what' | 'message'> | undefined {
  const [member, call] = chain.links.slice(-2)
  if (member?.kind !== 'member' || call?.kind !== 'call' || !members.has(member.name)) return undefined
  const given = call.call.arguments
  const what = [typeof chain.root === 'string' ? chain.root : '…', ...chain.links.flatMap((link) => (link.kind === 'member' ? [link.name] : []))].join('.')
  // An event is named first; what goes with it is the message.
  const message = NO_MESSAGE.has(member.name) ? undefined : (given.find(({ spread }) => spread === undefined)?.value)
  return { member: member.name, what, message }
}

/** The first string of the message with one more character; else the whole message as something else. */
function alteredMessage({ message, member }: Place, text: string, language: LanguageId): TextEdit | undefined {
  if (!message) return undefined
  const literal = stringIn(message)
  if (literal) {
    const end = /^(?:"""|''')$/.test(text.slice(literal.end - 3, literal.end)) && literal.end - literal.start >= 6 ? literal.end - 3 : literal.end - 1
    return { span: { start: end, end }, text: '~' }
  }
  const given = text.slice(message.span.start, message.span.end)
  if (member === 'close') return /^\d+$/.test(given) ? { span: message.span, text: String(Number(given) === 4999 ? 4998 : 4999) } : undefined
  if (language === 'ecmascript') return { span: message.span, text: `String(${given}) + '~'` }
  if (member === 'send_json') return { span: message.span, text: `{"~": ${given}}` }
  if (member === 'send_bytes' || member === 'send_binary') return { span: message.span, text: `${given} + b"~"` }
  return member === 'send_text' || member === 'send_str' ? { span: message.span, text: `str(${given}) + "~"` } : undefined
}

/** The first string that is a message or part of one; keys of objects are left, as they may be checked by what handles it. */
function stringIn(value: Value): Span | undefined {
  if (value.kind === 'string') return value.span.end - value.span.start >= 2 ? value.span : undefined
  if (value.kind === 'object') return first(value.entries.map((entry) => entry.value))
  if (value.kind === 'list') return first(value.items)
  if (value.kind === 'compound') return first(value.operands)
  if (value.kind !== 'chain') return undefined
  const last = value.links.at(-1)
  return last?.kind === 'call' ? first(last.call.arguments.map((argument) => argument.value)) : undefined
}

function first(values: readonly Value[]): Span | undefined {
  for (const value of values) {
    const found = stringIn(value)
    if (found) return found
  }
  return undefined
}

/** Whether one stands right behind the other in the same block. */
function follows(facts: Facts, a: Place, b: Place): boolean {
  const [before, behind] = [facts.statements[a.statement], facts.statements[b.statement]]
  return before?.parent === behind?.parent && before?.scope === behind?.scope && !facts.statements.some(({ span, parent }, index) =>
    index !== a.statement && index !== b.statement && parent === before?.parent && span.start >= a.span.end && span.end <= b.span.start)
}

function swapped(a: Span, b: Span, text: string): TextEdit {
  return { span: { start: a.start, end: b.end }, text: text.slice(b.start, b.end) + text.slice(a.end, b.start) + text.slice(a.start, a.end) }
}

function differs({ span, text: replacement }: TextEdit, text: string): boolean {
  return text.slice(span.start, span.end) !== replacement
}
