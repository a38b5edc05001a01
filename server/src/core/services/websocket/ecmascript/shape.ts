import type { Chain, Entry, Facts, Value } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import type { FileReport } from '../../../model/report.ts'
import { contains, type Span } from '../../../text/span.ts'
import { type Draft, refuse, unwrapped } from './draft.ts'

/** Methods of a `ws` socket that a test may replace by a double (ws documentation, class WebSocket, and node:events). */
export const METHODS: ReadonlySet<string> = new Set([
  'send', 'close', 'terminate', 'ping', 'pong', 'pause', 'resume', 'on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners',
  'addEventListener', 'removeEventListener',
])
/** Properties that the real socket has by itself, with what a fresh connection says; what else a double says there the code under test might act on. */
const OWN_PROPERTIES: Readonly<Record<string, RegExp>> = {
  CONNECTING: /^(?:0|\w+\.CONNECTING)$/, OPEN: /^(?:1|\w+\.OPEN)$/, CLOSING: /^(?:2|\w+\.CLOSING)$/, CLOSED: /^(?:3|\w+\.CLOSED)$/, bufferedAmount: /^0$/,
  protocol: /^(?:''|""|undefined)$/, extensions: /^(?:''|""|undefined)$/, binaryType: /^['"]nodebuffer['"]$/, url: /^(?:''|""|undefined)$/, isPaused: /^false$/,
  onopen: /^null$/, onmessage: /^null$/, onclose: /^null$/, onerror: /^null$/,
}

/** Whether a real socket has a property of this name by itself. */
export function isOwnProperty(key: string): boolean {
  return key === 'readyState' || OWN_PROPERTIES[key] !== undefined
}

/** What the object literal says about the socket it stands for. */
export interface Shape {
  /** State of the connection when the test begins. */
  readonly state: 'open' | 'closing' | 'closed'
  /** Whether the far end answers pings by itself; a double never does. */
  readonly autoPong: boolean
  /** What the connection is opened with, where `autoPong` does not tell. */
  readonly options?: string
  /** A call that opens it, where a helper of the file does. */
  readonly opener?: string
  /** What opens it, where that is not `open`. */
  readonly method?: string
  /** Text of the `id` it must have. */
  readonly id?: string | undefined
  /** Entries the real socket lacks, as text: `isAlive: true`. */
  readonly extras: readonly string[]
  /** Variables in which the double's `on` puts the listeners, by event. */
  readonly stores: readonly string[]
  /** Entries that are variables with doubles: `{ send }`, `{ send: sendSpy }`. */
  readonly variables: readonly { readonly key: string; readonly variable: Chain }[]
}

/** Judges each entry; what the real socket cannot stand in for is refused. */
export function shapeOf(draft: Draft, report: FileReport, root: number, entries: readonly Entry[]): Shape {
  const { text } = draft
  const doubles = report.sites.filter((site) => site.root === root || site.root === report.sites[root]?.root).map((site) => site.span)
  const extras: string[] = []
  const stores: string[] = []
  const variables: { key: string; variable: Chain }[] = []
  let state: Shape['state'] = 'open'
  let autoPong = true
  for (const { key, span, value } of entries) {
    const double = doubles.find((site) => contains(value.span, site))
    if (key === undefined) refuse(draft, span, 'the object is put together from others, so that what it replaces cannot be told')
    else if (METHODS.has(key) && value.kind === 'chain' && value.links.length === 0 && holdsDouble(draft, report, value)) {
      variables.push({ key, variable: value })
      if (key === 'ping') autoPong = false
    } else if (double || value.kind === 'function') {
      if (!METHODS.has(key)) refuse(draft, span, `\`${key}\` is no method of a \`ws\` socket`)
      const store = judgeImplementation(draft, key, value)
      if (store) stores.push(store)
      if (key === 'ping') autoPong = false
    } else if (key === 'readyState') {
      const read = readyState(text, value)
      if (read === 'open' || read === 'closing' || read === 'closed') state = read
      else refuse(draft, span, read === 'connecting' ? 'the server end of a connection is never connecting' : 'its `readyState` cannot be read')
    } else if (METHODS.has(key) || key === 'emit') refuse(draft, span, `\`${key}\` is made elsewhere: put its double into the object`)
    else if (key === '_socket' && /^\{\s*remoteAddress: *['"](?:127\.0\.0\.1|::ffff:127\.0\.0\.1)['"],?\s*\}$/.test(text.slice(value.span.start, value.span.end))) continue
    else if (key.startsWith('_')) refuse(draft, span, `\`${key}\` is a private part of the real socket`)
    else if (!OWN_PROPERTIES[key]) extras.push(entryText(text, key, span, value))
    else if (!OWN_PROPERTIES[key].test(text.slice(value.span.start, value.span.end))) refuse(draft, span, `a fresh connection has another \`${key}\``)
  }
  return { state, autoPong, extras, stores, variables }
}

/** An entry as it stands, or, where an argument has taken the place of a parameter, with its name. */
export function entryText(text: string, key: string, span: Span, value: Value): string {
  return span === value.span ? `${key}: ${text.slice(span.start, span.end)}` : text.slice(span.start, span.end)
}

/** Whether a name is a variable that holds nothing but one double. */
function holdsDouble({ facts, text }: Draft, report: FileReport, { root, scope }: Chain): boolean {
  if (typeof root !== 'string') return false
  const home = bindingsOf(facts, root, scope)
  const values = facts.assignments.filter(({ targets: [target], value }) => value && target?.kind === 'chain' && target.root === root && target.links.length === 0
    && bindingsOf(facts, root, target.scope)[0] === home[0])
  return home.length > 0 && values.length === 1 && values.every(({ value }) => value && report.sites.some(({ span, kind }) => kind === 'double' && span.start === unwrapped(text, value).span.start))
}

/** The state a value names: `1`, `WebSocket.OPEN`, `ws.OPEN`. */
export function readyState(text: string, value: Value): 'connecting' | 'open' | 'closing' | 'closed' | undefined {
  const plain = unwrapped(text, value)
  const name = text.slice(plain.span.start, plain.span.end)
  const states = ['connecting', 'open', 'closing', 'closed'] as const
  return states[Number.parseInt(name, 10)] ?? states.find((state) => name === state.toUpperCase() || name.endsWith(`.${state.toUpperCase()}`))
}

/** What tells a double of jest, vitest or sinon what to give. */
const GIVES = /^(?:mock(?:Return|Resolved|Rejected)Value|returns(?!This$)|resolves|rejects|throws|yields|callsArg)/
/** Nothing of interest, or the callback called without an error, as a real socket does. */
const NOTHING_GIVEN = /(?:Value(?:Once)?|\.returns|\.resolves)\((?:undefined|null|true|false)?\)|\.yields(?:Async)?\(\)/

/** Refuses an implementation with a meaning; gives the name of the variable in which it stores listeners, if it does just that. */
export function judgeImplementation(draft: Draft, key: string, value: Value): string | undefined {
  const { facts, text } = draft
  const plain = unwrapped(text, value)
  if (plain.kind === 'function') return judgeFunction(draft, key, plain.span, plain.function)
  if (plain.kind !== 'chain') {
    refuse(draft, plain.span, `what \`${key}\` does cannot be read`)
    return undefined
  }
  let store: string | undefined
  const names = plain.links.flatMap((link) => (link.kind === 'member' ? [link.name] : []))
  for (const link of plain.links) {
    if (link.kind !== 'call') continue
    for (const { value: given } of link.call.arguments) {
      const implementation = unwrapped(text, given)
      if (implementation.kind === 'function') store ??= judgeFunction(draft, key, implementation.span, implementation.function)
    }
  }
  const returned = names.find((name) => GIVES.test(name))
  if (returned && !NOTHING_GIVEN.test(text.slice(plain.span.start, plain.span.end))) {
    refuse(draft, facts.chains.includes(plain) ? plain.span : value.span, failureOf(key, /^(?:mockRejected|throws|rejects)/.test(returned)))
  }
  return store
}

/** Judges one implementation of a double; see `judgeImplementation`. */
export function judgeFunction(draft: Draft, key: string, span: Span, index: number): string | undefined {
  const { facts, text } = draft
  const fact = facts.functions[index]
  if (!fact) return undefined
  const body = text.slice(fact.body.start, fact.body.end).replace(/^\{\s*|\s*;?\s*\}$/g, '').trim()
  const parameters = fact.parameters.map((parameter) => parameter.name)
  const last = parameters.at(-1)
  if (/^(?:|undefined|null|true|false|this|return(?: this)?|void 0|\(\))$/.test(body)) return undefined
  const calls = [`${last}()`, `${last}?.()`, `${last} && ${last}()`, `if (${last}) ${last}()`, `if (${last}) { ${last}(); }`, `if (${last}) { ${last}() }`]
  if (last && key !== 'on' && key !== 'emit' && calls.includes(body)) return undefined
  const [event, listener] = parameters
  const stored = /^(\w+)\[(\w+)\] = (\w+)$/.exec(body)
  if (stored?.[1] && stored[2] === event && stored[3] === listener && (key === 'on' || key === 'once' || key === 'addEventListener')) return stored[1]
  refuse(draft, span, /\bthrow\b|\.reject\(/.test(body) ? failureOf(key, true) : `what \`${key}\` does here would have to be done by the real socket`)
  return undefined
}

export function failureOf(key: string, throws: boolean): string {
  if (throws && key === 'send') return 'the `send` of a real socket does not throw when the connection is gone; drop the client instead and look at what the code does then'
  return throws ? `the \`${key}\` of a real socket does not throw` : `the \`${key}\` of a real socket gives no such result`
}

/** The entries an object gets by assignments to its members, `ws.send = vi.fn()`, in source order. */
export function assignedEntries(facts: Facts, name: string, scope: number): { readonly entries: readonly Entry[]; readonly statements: readonly number[] } {
  const entries: Entry[] = []
  const statements: number[] = []
  for (const assignment of facts.assignments) {
    const [target] = assignment.targets
    if (assignment.scope !== scope || !assignment.value || target?.kind !== 'chain' || target.root !== name || target.links.length !== 1) continue
    const [member] = target.links
    if (member?.kind !== 'member') continue
    entries.push({ span: assignment.span, key: member.name, keySpan: member.span, value: assignment.value })
    statements.push(assignment.statement)
  }
  return { entries, statements }
}
