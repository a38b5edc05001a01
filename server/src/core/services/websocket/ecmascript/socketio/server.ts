import type { Entry, Value } from '../../../../model/facts.ts'
import type { FileReport } from '../../../../model/report.ts'
import { contains } from '../../../../text/span.ts'
import { jestAsserting, type Outcome } from '../asserting.ts'
import { makesDouble } from '../doubles.ts'
import { type Draft, refuse, unwrapped } from '../draft.ts'
import { judgeImplementation, type Shape } from '../shape.ts'
import type { Stack } from '../world.ts'
import { normalMatcher, type Verification } from '../verification.ts'
import { socketIoStack } from './stack.ts'
import { emitted } from './verification.ts'

const ROOMS: ReadonlySet<string> = new Set(['to', 'in'])
const METHODS: ReadonlySet<string> = new Set(['emit', 'on', 'to', 'in'])

/** Servers of Socket.IO: what they emit, to whichever room, is heard by a client that is let into the rooms. */
export const socketIoServerStack: Stack = {
  ...socketIoStack,
  title: 'Replace by a real Socket.IO server',
  support: { ...socketIoStack.support, pair: 'SocketIoServerPair' },
  methods: METHODS,
  shapeOf,
  isExtra: () => false,
  counterpartOf,
  actionFor: () => undefined,
  noActionFor: () => 'a listener of a server is called by what its clients do: open a connection',
}

/** A server whose `to` gives itself, or something that only emits: what is emitted counts together, as it does on a double. */
function shapeOf(draft: Draft, report: FileReport, root: number, entries: readonly Entry[]): Shape {
  const { text } = draft
  const doubles = report.sites.filter((site) => site.root === root).map((site) => site.span)
  const keys = new Set(entries.map(({ key }) => key))
  for (const { key, span, value } of entries) {
    const double = doubles.find((site) => contains(value.span, site)) ?? (makesDouble(text.slice(value.span.start, value.span.end)) ? value.span : undefined)
    if (key === undefined) refuse(draft, span, 'the object is put together from others, so that what it replaces cannot be told')
    else if (ROOMS.has(key) && keys.has('emit') && isItself(draft, value)) continue
    else if (ROOMS.has(key)) refuse(draft, span, 'what it gives for a room is not the server itself: what goes to rooms and what goes to everybody could not be told apart')
    else if (key === 'emit' && double) judgeImplementation(draft, key, value)
    else if ((key === 'on' || key === 'close') && double) {
      if (!/^(?:vi|jest)\.fn\(\)$/.test(text.slice(value.span.start, value.span.end))) refuse(draft, span, `what \`${key}\` does here would have to be done by the real server`)
    } else refuse(draft, span, `\`${key}\` of a real server has more in it than the double says`)
  }
  return { state: 'open', autoPong: true, extras: [], stores: [], variables: [], method: 'openServer' }
}

/** `vi.fn().mockReturnThis()`, `jest.fn(() => server)` is not read. */
function isItself({ text }: Draft, value: Value): boolean {
  const { span } = unwrapped(text, value)
  return /^(?:(?:vi|jest)\.fn\(\)\.mockReturnThis\(\)|sinon\.(?:stub|fake)\(\)\.returnsThis\(\)|(?:vi|jest)\.fn\(function \(\) \{\s*return this;?\s*\}\))$/.test(text.slice(span.start, span.end))
}

function counterpartOf(verification: Verification): Outcome {
  const normal = { ...verification, matcher: normalMatcher(verification.matcher) }
  if (verification.method === 'emit') return emitted(normal)
  if (ROOMS.has(verification.method)) return reached(normal)
  return { finish: 'assert what the server does for a client that connects' }
}

/** `expect(server.to).toHaveBeenCalledWith(room)`: something went to the room. */
function reached({ client, matcher, negated, arguments: given, texts, times, asserting }: Verification): Outcome {
  const rooms = `await ${client}.rooms()`
  const [room] = texts
  const [argument] = given
  switch (matcher) {
    case 'toHaveBeenCalled': return asserting.length(rooms, { text: '0' }, !negated)
    case 'toHaveBeenCalledOnce': return asserting.length(rooms, { text: '1' }, negated)
    case 'toHaveBeenCalledTimes': return times ? asserting.length(rooms, times, negated) : UNKNOWN
    default:
  }
  // A list of rooms is several rooms.
  if (room === undefined || given.length !== 1 || !argument || argument.spread !== undefined || argument.value.kind === 'list' || asserting !== jestAsserting) return UNKNOWN
  const operand = { start: argument.span.start, end: argument.span.end }
  const not = negated ? '.not' : ''
  switch (matcher) {
    case 'toHaveBeenCalledWith': return { before: `expect(${rooms})${not}.toContainEqual(`, operand }
    case 'toHaveBeenCalledExactlyOnceWith': return negated ? UNKNOWN : { before: `expect(${rooms}).toEqual([`, operand, after: '])' }
    case 'toHaveBeenLastCalledWith': return { before: `expect((${rooms}).at(-1))${not}.toEqual(`, operand }
    default: return UNKNOWN
  }
}

const UNKNOWN: Outcome = { finish: 'assert which rooms were reached: `rooms()` of the far end' }
