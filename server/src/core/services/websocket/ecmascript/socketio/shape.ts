import type { Entry, Value } from '../../../../model/facts.ts'
import type { FileReport } from '../../../../model/report.ts'
import { contains } from '../../../../text/span.ts'
import { type Draft, refuse, unwrapped } from '../draft.ts'
import { judgeImplementation, type Shape } from '../shape.ts'

/** Methods of a server's socket of Socket.IO that a test may replace by a double and that can be asked about afterwards (socket.io documentation, Socket, server side). */
export const METHODS: ReadonlySet<string> = new Set([
  'emit', 'join', 'leave', 'disconnect', 'on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners',
])

const ROOMS = 'what goes to a room is seen by its other members only: open a second connection, let it join, and ask that one'

/** Judges the entries of an object that stands for a socket of Socket.IO; see `Stack`. */
export function shapeOf(draft: Draft, report: FileReport, root: number, entries: readonly Entry[], parameters: ReadonlyMap<string, Value | undefined>): Shape {
  const { text } = draft
  const doubles = report.sites.filter((site) => site.root === root).map((site) => site.span)
  const extras: string[] = []
  const stores: string[] = []
  let options = ''
  for (const { key, span, value } of entries) {
    const plain = text.slice(value.span.start, value.span.end)
    const double = doubles.find((site) => contains(value.span, site))
    if (key === undefined) refuse(draft, span, 'the object is put together from others, so that what it replaces cannot be told')
    else if (key === 'to' || key === 'in' || key === 'broadcast' || key === 'volatile' || key === 'except') refuse(draft, span, ROOMS)
    else if (double || value.kind === 'function') {
      if (!METHODS.has(key)) refuse(draft, span, `\`${key}\` is no method of a socket of Socket.IO that can be asked afterwards`)
      if (key === 'emit' && /\.(?:yields|callsArg)/.test(plain)) refuse(draft, span, 'the acknowledgement of an event comes from the other end: answer it from there')
      const store = judgeImplementation(draft, key, value)
      if (store) stores.push(store)
    } else if (METHODS.has(key)) refuse(draft, span, `\`${key}\` is made elsewhere: put its double into the object`)
    else if (key === 'id') refuseKnownId(draft, value, parameters)
    else if (key === 'connected' && plain === 'true') continue
    else if (key === 'rooms' && /^new Set(?:<\w+>)?\(\)$/.test(plain)) continue
    else if (key === 'data') extras.push(text.slice(span.start, span.end))
    else if (key === 'handshake') options = handshakeOf(draft, value)
    else if (/^(?:connected|disconnected|rooms|nsp|server|client|conn|request|adapter|recovered)$/.test(key) || key.startsWith('_')) refuse(draft, span, `a fresh connection has another \`${key}\``)
    else extras.push(text.slice(span.start, span.end))
  }
  return { state: 'open', autoPong: true, options, extras, stores, variables: [] }
}

/** A real socket has an id that Socket.IO gives it: nothing may rely on another one. */
function refuseKnownId(draft: Draft, value: Value, parameters: ReadonlyMap<string, Value | undefined>): void {
  const plain = unwrapped(draft.text, value)
  const given = plain.kind === 'chain' && typeof plain.root === 'string' && parameters.has(plain.root) ? parameters.get(plain.root) : plain
  if (given?.kind !== 'string' || given.text === undefined) {
    refuse(draft, value.span, 'its `id` is made elsewhere; a real socket gets its own')
    return
  }
  const known = draft.text.split(given.text).length - 1
  if (known > 1) refuse(draft, value.span, `the test relies on its \`id\`; a real socket gets its own: write \`socket.id\` where it says '${given.text}'`)
}

/** What `open` needs for `{ auth: { token }, query: {}, headers: {} }`. */
function handshakeOf(draft: Draft, value: Value): string {
  const plain = unwrapped(draft.text, value)
  const entries = plain.kind === 'object' ? plain.entries : undefined
  if (!entries?.every(({ key, value: { kind } }) => (key === 'auth' || key === 'query' || key === 'headers') && kind === 'object')) {
    refuse(draft, value.span, 'its `handshake` is not made of `auth`, `query` and `headers` alone')
    return ''
  }
  const given = entries.filter(({ value: { span } }) => !/^\{\s*\}$/.test(draft.text.slice(span.start, span.end)))
  return given.length > 0 ? `{ ${given.map(({ span }) => draft.text.slice(span.start, span.end)).join(', ')} }` : ''
}
