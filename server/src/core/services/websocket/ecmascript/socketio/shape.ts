import type { Entry, Value } from '../../../../model/facts.ts'
import type { FileReport } from '../../../../model/report.ts'
import { contains } from '../../../../text/span.ts'
import { type Draft, refuse, unwrapped } from '../draft.ts'
import { entryText, judgeImplementation, type Shape } from '../shape.ts'

/** Methods of a server's socket of Socket.IO that a test may replace by a double and that can be asked about afterwards (socket.io documentation, Socket, server side). */
export const METHODS: ReadonlySet<string> = new Set([
  'emit', 'join', 'leave', 'disconnect', 'on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners',
])

const ROOMS = 'what goes to a room is seen by its other members only: open a second connection, let it join, and ask that one'

const TO_OTHERS: ReadonlySet<string> = new Set(['to', 'in', 'broadcast', 'volatile', 'except'])

/**
 * Whether nothing looks at what a double was told for others, and it does not record that together with what is for the socket itself: `to: vi.fn().mockReturnValue({ emit: vi.fn() })`,
 * `broadcast: { emit: vi.fn() }`. A real socket has these by itself.
 */
function isForgotten({ facts, text }: Draft, key: string, value: Value): boolean {
  const plain = unwrapped(text, value)
  const written = text.slice(plain.span.start, plain.span.end)
  const emitter = /^\{(?:\s*\w+: (?:vi|jest)\.fn\(\)(?:\.mockReturnThis\(\))?,?)*\s*\}$/
  const inner = /^(?:vi|jest)\.fn\((?:\(\) => \((\{[^]*\})\))?\)(?:\.mockReturnValue\((\{[^]*\})\))?$/.exec(written)
  const isOwn = key === 'broadcast' || key === 'volatile' ? emitter.test(written) : inner !== null && emitter.test(inner[1] ?? inner[2] ?? '{}')
  return isOwn && !facts.chains.some(({ root, links, span }) => !contains(value.span, span) && !(typeof root === 'string' && /(?:^expect|server|io|namespace)$/i.test(root)) && links.some((link) => link.kind === 'member' && link.name === key))
}

/** Judges the entries of an object that stands for a socket of Socket.IO; see `Stack`. */
export function shapeOf(draft: Draft, report: FileReport, root: number, entries: readonly Entry[]): Shape {
  const { text } = draft
  const doubles = report.sites.filter((site) => site.root === root).map((site) => site.span)
  const extras: string[] = []
  const stores: string[] = []
  const options: string[] = []
  let id: string | undefined
  for (const { key, span, value } of entries) {
    const plain = text.slice(value.span.start, value.span.end)
    const double = doubles.find((site) => contains(value.span, site))
    if (key === undefined) refuse(draft, span, 'the object is put together from others, so that what it replaces cannot be told')
    else if (TO_OTHERS.has(key)) {
      if (!isForgotten(draft, key, value)) refuse(draft, span, ROOMS)
    } else if (double || value.kind === 'function') {
      if (!METHODS.has(key)) refuse(draft, span, `\`${key}\` is no method of a socket of Socket.IO that can be asked afterwards`)
      if (key === 'emit' && /\.(?:yields|callsArg)/.test(plain)) refuse(draft, span, 'the acknowledgement of an event comes from the other end: answer it from there')
      const store = judgeImplementation(draft, key, value)
      if (store) stores.push(store)
    } else if (METHODS.has(key)) refuse(draft, span, `\`${key}\` is made elsewhere: put its double into the object`)
    else if (key === 'id') {
      id = idOf(draft, value)
      if (id !== undefined) options.unshift(id === 'id' ? 'id' : `id: ${id}`)
    } else if (key === 'connected' && plain === 'true') continue
    else if (key === 'disconnected' && plain === 'false') continue
    else if (key === 'rooms' && /^new Set(?:<\w+>)?\(\)$/.test(plain)) continue
    else if (key === 'data') {
      if (!/^\{\s*\}$/.test(text.slice(unwrapped(text, value).span.start, unwrapped(text, value).span.end))) extras.push(entryText(text, key, span, value))
    } else if (key === 'handshake') options.push(...handshakeOf(draft, value))
    else if (key === 'nsp' && namespaceOf(draft, value) !== undefined) options.push(`namespace: ${namespaceOf(draft, value)}`)
    else if (/^(?:connected|disconnected|rooms|nsp|server|client|conn|request|adapter|recovered)$/.test(key) || key.startsWith('_')) refuse(draft, span, `a fresh connection has another \`${key}\``)
    else extras.push(entryText(text, key, span, value))
  }
  return { state: 'open', autoPong: true, options: options.length > 0 ? `{ ${options.join(', ')} }` : '', extras, stores, variables: [], id }
}

/** The `id` that the connection must have because something relies on it: the test says it elsewhere, too, or it is not written out here. */
function idOf({ text }: Draft, value: Value): string | undefined {
  const plain = unwrapped(text, value)
  if (plain.kind === 'string' && plain.text !== undefined && text.split(plain.text).length - 1 <= 1) return undefined
  return text.slice(plain.span.start, plain.span.end)
}

/** The name in `{ name: '/chat' }`. */
function namespaceOf({ text }: Draft, value: Value): string | undefined {
  const plain = unwrapped(text, value)
  const [only, more] = plain.kind === 'object' ? plain.entries : []
  return only?.key === 'name' && !more && only.value.kind === 'string' && only.value.text?.startsWith('/') ? text.slice(only.value.span.start, only.value.span.end) : undefined
}

/** What `open` needs for `{ auth: { token }, query: {}, headers: {} }`. */
function handshakeOf(draft: Draft, value: Value): string[] {
  const { text } = draft
  const plain = unwrapped(text, value)
  const given: string[] = []
  for (const entry of plain.kind === 'object' ? plain.entries : []) {
    const inner = unwrapped(text, entry.value)
    const written = text.slice(inner.span.start, inner.span.end)
    if (entry.key === 'address' && /^['"](?:127\.0\.0\.1|::ffff:127\.0\.0\.1)['"]$/.test(written)) continue
    if ((entry.key === 'secure' || entry.key === 'xdomain') && written === 'false') continue
    if (entry.key !== 'auth' && entry.key !== 'query' && entry.key !== 'headers') refuse(draft, entry.span, 'its `handshake` is not made of `auth`, `query` and `headers` alone')
    else if (entry.key !== 'auth' && inner.kind === 'object' && !inner.entries.every((each) => travels(entry.key === 'headers', each))) {
      refuse(draft, entry.span, `its \`${entry.key}\` would arrive in another form: names of headers in small letters, values as strings`)
    } else if (!/^\{\s*\}$/.test(written)) given.push(entryText(text, entry.key, entry.span, entry.value))
  }
  if (plain.kind !== 'object') refuse(draft, value.span, 'its `handshake` is not made of `auth`, `query` and `headers` alone')
  return given
}

/** Whether a part of the handshake arrives as it is written. */
function travels(isHeader: boolean, { key, value }: Entry): boolean {
  return key !== undefined && (!isHeader || key === key.toLowerCase()) && value.kind !== 'literal' && value.kind !== 'object' && value.kind !== 'list'
}
