import type { Assignment, Chain, Facts, Value } from '../../../../model/facts.ts'
import type { Span } from '../../../../text/span.ts'
import { type Draft, unwrapped } from '../draft.ts'
import { functionOf, roleOf } from '../functions.ts'
import { memberName } from '../sockets.ts'
import { isDouble, sendingOf } from './fake-sending.ts'
import { type FakeClient, stubbed } from './fake.ts'

/** An object that a double of the constructor gives: `global.WebSocket = vi.fn(() => mockSocket)`. */
export interface FakeObject {
  /** The variable that holds it. */
  readonly name: string
  readonly stubs: readonly Chain[]
  /** A variable that holds the double of the constructor, and where it is declared. */
  readonly maker: { readonly name: string; readonly span: Span } | undefined
}

/** The objects that the file puts in the place of the global `WebSocket`, by a double of its constructor. */
export function fakeObjectsOf(draft: Draft): readonly FakeObject[] {
  const found = new Map<string, { stubs: Chain[]; maker: FakeObject['maker'] }>()
  for (const { chain, value } of stubbed(draft)) {
    const maker = makerOf(draft, value) ?? spyOf(draft, chain, value)
    const name = givenBy(draft, maker?.value ?? value)
    if (name === undefined) continue
    const known = found.get(name) ?? { stubs: [], maker: undefined }
    known.stubs.push(chain)
    if (maker) known.maker = { name: maker.name, span: maker.span }
    found.set(name, known)
  }
  return [...found].map(([name, { stubs, maker }]) => ({ name, stubs, maker }))
}

/** The variable behind `WebSocketMock`, when it is declared once with a double. */
function makerOf({ facts, text }: Draft, value: Value): { readonly name: string; readonly value: Value; readonly span: Span } | undefined {
  const plain = unwrapped(text, value)
  if (plain.kind !== 'chain' || plain.links.length > 0 || typeof plain.root !== 'string') return undefined
  const [declared, ...others] = facts.assignments.filter(({ targets }) => targets[0]?.kind === 'chain' && targets[0].root === plain.root && targets[0].links.length === 0)
  const statement = facts.statements[declared?.statement ?? -1]
  return declared?.value && statement && others.length === 0 ? { name: plain.root, value: declared.value, span: statement.span } : undefined
}

/** The variable that holds `vi.spyOn(global, 'WebSocket').mockImplementation(…)`. */
function spyOf({ facts }: Draft, chain: Chain, value: Value): ReturnType<typeof makerOf> {
  const declared = facts.assignments.find(({ value: each, declaration }) => each === chain && declaration === 'const')
  const [target] = declared?.targets ?? []
  return target?.kind === 'chain' && typeof target.root === 'string' ? { name: target.root, value, span: facts.statements[declared?.statement ?? -1]?.span ?? chain.span } : undefined
}

/** The variable whose value a double of a constructor gives: `vi.fn(() => X)`, `jest.fn().mockImplementation(function () { return X })`, `vi.fn().mockReturnValue(X)`. */
function givenBy({ text }: Draft, value: Value): string | undefined {
  const plain = unwrapped(text, value)
  const whole = plain.kind === 'function' ? `vi.fn(${text.slice(plain.span.start, plain.span.end)})` : text.slice(plain.span.start, plain.span.end)
  const written = /^Object\.assign\(\s*([^]*?),\s*\{[^{}]*\},?\s*\)$/.exec(whole)?.[1] ?? whole
  const given = /^(?:vi|jest)\.fn(?:<[^()]*(?:\([^()]*\)[^()]*)?>)?\((?:\)\.(?:mockImplementation|mockReturnValue)\()?\s*(?:\(\w*(?:: [\w |]+)?\) =>\s*|function\s*\w*\s*\([^()]*\)\s*)?(?:\{\s*return (\w+)(?: as [\w ]+)?;?\s*\}|\(?(\w+)(?: as [\w ]+)?\)?)\s*,?\s*\)$/.exec(written)
  const name = given?.[1] ?? given?.[2]
  return name !== undefined && (/=>|return/.test(written) || written.includes('mockReturnValue(')) ? name : undefined
}

const QUIET: ReadonlySet<string> = new Set(['url', 'protocol', 'extensions', 'bufferedAmount', 'binaryType', 'CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'])
const HANDLERS: ReadonlySet<string> = new Set(['onopen', 'onmessage', 'onclose', 'onerror'])
const LISTENING: ReadonlySet<string> = new Set(['addEventListener', 'removeEventListener', 'dispatchEvent'])

/** What such an object does, when it does nothing but what a script of a real server can do; otherwise the reason. */
export function fakeFromObject({ facts, text }: Draft, { name, stubs, maker }: FakeObject): FakeClient | string {
  const made = facts.assignments.filter(({ targets }) => targets[0]?.kind === 'chain' && targets[0].root === name && targets[0].links.length === 0)
  const spans = maker ? [maker.span] : []
  let opens: FakeClient['opens'] = 'told'
  for (const assignment of made) {
    const statement = facts.statements[assignment.statement]
    if (!statement) return `where \`${name}\` is made cannot be seen`
    spans.push(statement.span)
    if (!assignment.value || /^(?:null|undefined)$/.test(text.slice(assignment.value.span.start, assignment.value.span.end))) continue
    if (functionOf(facts, assignment.scope) < 0 || roleOf(facts, functionOf(facts, assignment.scope)) === 'suite') {
      if (!/\b(?:clearAllMocks|resetAllMocks|restoreAllMocks|mockClear|mockReset)\(/.test(text)) return `\`${name}\` is made once for all tests, and its calls are never cleared: what one test records the next one sees; make it in a \`beforeEach\``
    }
    const shape = shapeOf(facts, text, name, assignment)
    if (typeof shape === 'string') return shape
    if (shape.isOpen) opens = 'before'
  }
  const first = made[0]?.span
  if (!first) return `where \`${name}\` is made cannot be seen`
  return {
    name, where: first, spans, stubs, maker: maker?.name, isShared: true, list: '-', last: new Set([name]), sent: undefined, isParsed: false, recordsSend: true, firings: new Map(), dispatchers: new Set(),
    readers: new Map(), closeFlags: new Set(), counts: new Set(), resets: new Set(), tellsClose: false, hasClose: false, opens,
  }
}

function shapeOf(facts: Facts, text: string, name: string, { value }: Assignment): { readonly isOpen: boolean } | string {
  const object = value && unwrapped(text, value)
  if (object?.kind !== 'object') return `\`${name}\` is made elsewhere: make it where it is used`
  let isOpen = false
  for (const { key, value: each, span } of object.entries) {
    const written = text.slice(each.span.start, each.span.end)
    if (key === undefined) return `what \`${text.slice(span.start, span.end)}\` brings with it is not to be seen`
    if (key === 'readyState') {
      if (/^(?:1|[\w.]*\bOPEN)(?: as \w+)?$/.test(written)) isOpen = true
      else if (!/^(?:0|[\w.]*\bCONNECTING)(?: as \w+)?$/.test(written)) return 'a real connection is connecting first'
    } else if (key === 'send') {
      const sending = sendingOf(facts, text, each, [])
      if (typeof sending === 'string' || sending.sent !== undefined || !sending.recordsSend) return typeof sending === 'string' ? sending : 'let its `send` be a plain double'
    } else if (HANDLERS.has(key)) {
      if (!/^(?:null|undefined)\b|^\(?null as\b|^(?:vi|jest)\.fn\(\)/.test(written)) return `what \`${key}\` does is replaced by the code under test`
    } else if (key === 'close' || LISTENING.has(key)) {
      if (!isDouble(text, each)) return `what its \`${key}\` does would have to be done by a real socket`
    } else if (!QUIET.has(key)) return `a real socket has no \`${key}\``
  }
  return { isOpen }
}

/** The event of a captured listener that is called: `ws.addEventListener.mock.calls.find(([type]) => type === 'message')[1]({ data })`; the offset is that behind the call. */
export function capturedBy(text: string, links: Chain['links']): { readonly event: 'open' | 'message' | 'close' | 'error'; readonly given: Value | undefined } | undefined {
  const [listen, mock, calls, find, search, index, call, ...rest] = links
  if (memberName(listen) !== 'addEventListener' || memberName(mock) !== 'mock' || memberName(calls) !== 'calls' || memberName(find) !== 'find' || search?.kind !== 'call' || rest.length > 0) return undefined
  if (index?.kind !== 'index' || text.slice(index.span.start, index.span.end) !== '[1]' || call?.kind !== 'call') return undefined
  const wanted = text.slice(search.call.argumentsSpan.start, search.call.argumentsSpan.end)
  const event = /=>\s*\(?\w+(?:\[0\])?\s*===\s*['"](open|message|close|error)['"]\)?\s*\)$/.exec(wanted)?.[1]
  return event === undefined ? undefined : { event: event as 'open', given: call.call.arguments[0]?.value }
}
