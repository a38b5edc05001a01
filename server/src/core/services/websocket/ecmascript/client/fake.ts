import type { Assignment, Chain, Facts, FunctionFact, Link, Value } from '../../../../model/facts.ts'
import { contains, type Span } from '../../../../text/span.ts'
import { type Draft, unwrapped } from '../draft.ts'
import { memberName } from '../sockets.ts'
import { dispatchersOf, type Firing, firingOf, statementsOf } from './fake-firing.ts'
import { isDouble, type Sending, sendingOf } from './fake-sending.ts'

/** A hand-written class that tests put in the place of the browser's `WebSocket`. */
export interface FakeClient extends Sending {
  readonly name: string
  /** The class, or the object. */
  readonly where: Span
  /** The statements that make it. */
  readonly spans: readonly Span[]
  /** Where it is put in the place of the global. */
  readonly stubs: readonly Chain[]
  /** A variable that holds a double of the constructor. */
  readonly maker: string | undefined
  /** Whether one and the same object stands for all connections. */
  readonly isShared: boolean
  /** Whether its `close` is a method, which records nothing. */
  readonly hasClose: boolean
  /** When its sockets are open: when the test says so, from the beginning, or by themselves, as soon as time passes. */
  readonly opens: 'told' | 'before' | 'itself'
  /** Where all that were made are listed: `MockWebSocket.instances`, or a variable of the file. */
  readonly list: string
  /** What holds the one that was made last, and static methods that give it. */
  readonly last: ReadonlySet<string>
  readonly firings: ReadonlyMap<string, Firing>
  /** Methods that fire the event whose name they get, `dispatchEvent` among them where it is an `EventTarget`. */
  readonly dispatchers: ReadonlySet<string>
  /** Methods that give something read from the list of what was sent: the span of that expression, and whether it is a getter. */
  readonly readers: ReadonlyMap<string, { readonly span: Span; readonly isGetter: boolean }>
  /** Fields by which its `close` tells that, or how often, it was called. */
  readonly closeFlags: ReadonlySet<string>
  /** Static methods that tell how many were made. */
  readonly counts: ReadonlySet<string>
  /** Static methods that forget what was made. */
  readonly resets: ReadonlySet<string>
  /** Whether `close` tells the code under test at once. */
  readonly tellsClose: boolean
}

const GLOBALS: ReadonlySet<string> = new Set(['global', 'globalThis', 'window', 'self'])

/** What is put in the place of the global `WebSocket`: `vi.stubGlobal('WebSocket', X)`, `global.WebSocket = X`, `Object.defineProperty(global, 'WebSocket', { value: X })`, `vi.spyOn(global, 'WebSocket').mockImplementation(X)`. */
export function stubbed(draft: Draft): readonly { readonly chain: Chain; readonly value: Value }[] {
  const { facts, text } = draft
  const isName = (value: Value | undefined): boolean => value?.kind === 'string' && value.text === 'WebSocket'
  const isGlobalName = (value: Value | undefined): boolean => {
    const target = value && unwrapped(text, value)
    return target?.kind === 'chain' && target.links.length === 0 && GLOBALS.has(String(target.root))
  }
  const called = facts.chains.flatMap((chain) => {
    const { root, links } = chain
    const [method, call] = links
    if (call?.kind !== 'call') return []
    const [first, second, third] = call.call.arguments
    let value: Value | undefined
    if ((root === 'vi' || root === 'jest') && memberName(method) === 'stubGlobal' && isName(first?.value)) value = second?.value
    else if ((root === 'vi' || root === 'jest') && memberName(method) === 'spyOn' && isGlobalName(first?.value) && isName(second?.value)) value = implemented(links[2], links[3])
    else if ((root === 'Object' || root === 'Reflect') && memberName(method) === 'defineProperty' && isGlobalName(first?.value) && isName(second?.value) && third?.value.kind === 'object') value = third.value.entries.find(({ key }) => key === 'value')?.value
    return value ? [{ chain, value }] : []
  })
  const assigned = facts.assignments.flatMap(({ targets, value }) => {
    const [target] = targets
    return value && target?.kind === 'chain' && isGlobal(draft, target) ? [{ chain: target, value }] : []
  })
  return [...called, ...assigned]
}

/** What a spy does in the place of what it spies on. */
function implemented(method: Link | undefined, call: Link | undefined): Value | undefined {
  return memberName(method) === 'mockImplementation' && call?.kind === 'call' ? call.call.arguments[0]?.value : undefined
}

/** Where a class is put in the place of the global `WebSocket`. */
export function stubsOf(draft: Draft, name: string): readonly Chain[] {
  const made = new RegExp(`^(?:vi|jest)\\.fn\\((?:\\)\\.mockImplementation\\()?\\s*\\([^()]*\\) => new ${name}\\([\\w, ]*\\)(?: as [\\w ]+)?,?\\s*\\)$`)
  return stubbed(draft).flatMap(({ chain, value }) => {
    const plain = unwrapped(draft.text, value)
    const isClass = plain.kind === 'chain' && plain.root === name && plain.links.length === 0
    return isClass || made.test(draft.text.slice(plain.span.start, plain.span.end)) ? [chain] : []
  })
}

function isGlobal({ text }: Pick<Draft, 'facts' | 'text'>, { root, links }: Chain): boolean {
  const plain = typeof root === 'string' ? root : unwrapped(text, root)
  const name = typeof plain === 'string' ? plain : plain.kind === 'chain' && plain.links.length === 0 ? plain.root : undefined
  return typeof name === 'string' && GLOBALS.has(name) && links.length === 1 && memberName(links[0]) === 'WebSocket'
}

/** What a class does, when it does nothing but what a script of a real server can do; otherwise the reason. */
export function fakeOf(draft: Draft, index: number): FakeClient | string {
  const { facts, text } = draft
  const fact = facts.classes[index]
  if (!fact?.name) return 'give the class a name'
  const { name } = fact
  const fields = facts.assignments.filter(({ declaration, span }) => declaration === 'field' && contains(fact.body, span))
  const methods = facts.functions.filter((each) => each.class === index)
  const bases = fact.bases.filter((base) => base.name !== 'implements').map(({ span }) => text.slice(span.start, span.end))
  if (bases.some((base) => base !== 'EventTarget')) return `what \`${name}\` inherits is not to be seen`
  const made = listOf(facts, text, methods)
  if (made.reason) return made.reason
  const isOpen = made.initial.some((state) => /^(?:1|[\w.]*\bOPEN)$/.test(state)) || fields.some((field) => nameOf(field.targets[0]) === 'readyState' && field.value && /^(?:1|[\w.]*\bOPEN)$/.test(unwrappedText(text, field.value)))
  const sending = sendingOf(facts, text, fields.find(({ targets }) => nameOf(targets[0]) === 'send')?.value, methods)
  if (typeof sending === 'string') return sending
  const dispatchers = new Set([...dispatchersOf(text, methods), ...(bases.length > 0 ? ['dispatchEvent'] : [])])
  const firings = new Map<string, Firing>()
  const resets = new Set<string>()
  const counts = new Set<string>()
  const readers = new Map<string, { readonly span: Span; readonly isGetter: boolean }>()
  const { closeFlags, tellsClose } = closingOf(text, fields, methods)
  for (const method of methods) {
    if (!method.name || method.name === 'send' || method.form === 'constructor' || dispatchers.has(method.name)) continue
    const body = text.slice(method.body.start, method.body.end)
    if (/^static\b/.test(text.slice(method.span.start, method.span.end))) {
      if (isReset(facts, text, method, name, made.list)) resets.add(method.name)
      else if (/^\{\s*return [^;]*(?:\.length - 1\]|\.at\(-1\))!?(?: as \w+)?(?: \?\? null)?;?\s*\}$/.test(body) && body.includes(made.list.replace(`${name}.`, ''))) made.last.add(`${name}.${method.name}`)
      else if (new RegExp(`^\\{\\s*return (?:this|${name})\\.${made.list.slice(name.length + 1) || '-'}\\.length;?\\s*\\}$`).test(body)) counts.add(method.name)
      continue
    }
    const firing = firingOf(facts, text, method, dispatchers)
    const reader = sending.sent === undefined ? undefined : readerOf(facts, text, method, sending.sent)
    if (firing) firings.set(method.name, firing)
    else if (reader) readers.set(method.name, { span: reader, isGetter: method.form === 'getter' })
  }
  const closing = fields.find(({ targets }) => nameOf(targets[0]) === 'close')?.value
  const closes = closing && facts.functions.find(({ form, span }) => form === 'arrow' && contains(closing.span, span))
  const ended = closes && firingOf(facts, text, closes, dispatchers)
  if (ended) firings.set('close', ended)
  const where = facts.statements[fact.statement]?.span ?? fact.span
  return {
    name, where: fact.span, spans: [where, ...(made.spy === undefined ? [] : declarationOf(facts, made.spy))], stubs: stubsOf(draft, name), maker: made.spy, isShared: false, hasClose: methods.some((each) => each.name === 'close'), opens: made.opensItself ? 'itself' : isOpen ? 'before' : 'told',
    list: made.list, last: made.last, ...sending, firings, dispatchers, readers, closeFlags, counts, resets, tellsClose,
  }
}

/** Whether `close` tells the code under test at once, and the fields by which it tells the test that it was called. */
function closingOf(text: string, fields: readonly Assignment[], methods: readonly FunctionFact[]): Pick<FakeClient, 'closeFlags' | 'tellsClose'> {
  const method = methods.find(({ name }) => name === 'close')
  const field = fields.find(({ targets }) => nameOf(targets[0]) === 'close')?.value
  const span = method?.body ?? field?.span
  const code = span ? text.slice(span.start, span.end) : ''
  const flags = [...code.matchAll(/\bthis\.(\w+)(?: = true\b|\+\+| \+= 1\b)/g)].flatMap((found) => found[1] ?? [])
  return { closeFlags: new Set(flags), tellsClose: /\bonclose\b|dispatch|\b[eE]mit|\bfire|listeners|handlers|\['close'\]|simulateClose/.test(code) }
}

/** The expression that a method gives, where it is made of what was sent and of nothing else. */
function readerOf(facts: Facts, text: string, method: FunctionFact, sent: string): Span | undefined {
  const [given, ...others] = statementsOf(facts, method)
  if (given?.kind !== 'return' || !given.value || others.length > 0 || method.parameters.length > 0) return undefined
  const { span } = given.value
  const written = text.slice(span.start, span.end)
  const reads = [...written.matchAll(/\bthis\b(?:\.(\w+))?/g)]
  return reads.length > 0 && reads.every((found) => found[1] === sent) && !/=>[^]*\bthis\b/.test(written) ? span : undefined
}

interface Made {
  readonly list: string
  /** A double that the constructor tells what it was called with. */
  readonly spy: string | undefined
  /** Whether they open by a timer. */
  readonly opensItself: boolean
  readonly last: Set<string>
  /** What the constructor sets `readyState` to. */
  readonly initial: readonly string[]
  readonly reason: string | undefined
}

/** Where instances are listed, when the constructor does nothing else than to fill such lists and fields: `-` when they are not listed. */
function listOf(facts: Facts, text: string, methods: readonly FunctionFact[]): Made {
  const made = methods.find(({ form }) => form === 'constructor')
  const last = new Set<string>()
  const initial: string[] = []
  let list = '-'
  let spy: string | undefined
  let opensItself = false
  for (const { span } of made ? statementsOf(facts, made) : []) {
    const line = text.slice(span.start, span.end).replace(/;$/, '')
    const pushed = /^([\w.]+)\.push\(this(?: as [\w ]+)?\)$/.exec(line)
    const kept = /^([\w.]+) = this(?: as [\w ]+)?$/.exec(line)
    const state = /^this\.readyState = ([\w.]+)$/.exec(line)
    if (state?.[1] !== undefined) initial.push(state[1])
    if (pushed?.[1] !== undefined) list = pushed[1]
    else if (kept?.[1] !== undefined) last.add(kept[1])
    else if (spiedOn(facts, text, line)) spy = spiedOn(facts, text, line)
    else if (isOpening(line)) opensItself = true
    else if (!/^super\(\)$/.test(line) && !/^this\.\w+ = (?:[\w.]+(?:\(\w*\))?|\[\]|\{\}|new (?:Map|Set)(?:<[^()]*>)?\(\)|'[^']*'|"[^"]*"|typeof url === ['"]string['"] \? url : url\.(?:toString\(\)|href))$/.test(line)) {
      const isTimer = /setTimeout|queueMicrotask|setImmediate|nextTick|\.then\(/.test(line)
      return { list, spy, opensItself, last, initial, reason: isTimer ? 'a timer of its constructor does more than to open it: let the test say when what happens' : `its constructor does more than a real socket: \`${line.split('\n', 1)[0] ?? ''}\`` }
    }
  }
  return { list, spy, opensItself, last, initial, reason: undefined }
}

/** Whether a line of a constructor opens the socket later, and does nothing else: `setTimeout(() => { this.readyState = 1; this.onopen?.() }, 0)`. */
function isOpening(line: string): boolean {
  const body = /^(?:setTimeout|setImmediate|queueMicrotask|process\.nextTick|Promise\.resolve\(\)\.then)\(\s*\(\) =>([^]*?)(?:,\s*\d+)?\s*\)$/.exec(line)?.[1]
  if (body === undefined || !/\bonopen\b|['"]open['"]/.test(body)) return false
  const given = '\\((?:[^()]|\\([^()]*\\))*\\)'
  const left = body.replace(/\/\/.*/g, '').replace(/this\.readyState = (?:\w+\.OPEN|1)\b;?/g, '').replace(new RegExp(`if \\(this\\.onopen\\) (?:\\{\\s*)?this\\.onopen${given};?(?:\\s*\\})?`, 'g'), '')
    .replace(new RegExp(`this\\.onopen(?:\\?\\.|!)?${given};?`, 'g'), '').replace(new RegExp(`this\\.\\w*(?:emit|dispatch|fire|trigger)\\w*\\((?:new Event\\()?['"]open['"](?:[^()]|\\([^()]*\\))*\\)?\\);?`, 'gi'), '')
  return /^[\s{}]*$/.test(left)
}

/** The double that a line of a constructor calls with the address, and with nothing but what the constructor got. */
function spiedOn(facts: Facts, text: string, line: string): string | undefined {
  const name = /^(\w+)\(\w+(?:, \w+)?\)$/.exec(line)?.[1]
  const declared = name === undefined ? [] : facts.assignments.filter(({ targets }) => targets[0]?.kind === 'chain' && targets[0].root === name && targets[0].links.length === 0)
  return declared.length === 1 && declared[0]?.value && isDouble(text, declared[0].value) ? name : undefined
}

function isReset(facts: Facts, text: string, method: FunctionFact, name: string, list: string): boolean {
  return statementsOf(facts, method).every(({ span }) => new RegExp(`^(?:${list.replace('.', '\\.')}|this\\.${list.slice(name.length + 1) || '-'}|${name}\\.\\w+)(?: = (?:\\[\\]|null|undefined)|\\.length = 0);?$`).test(text.slice(span.start, span.end)))
}

function declarationOf(facts: Facts, name: string): Span[] {
  const declared = facts.assignments.find(({ targets }) => targets[0]?.kind === 'chain' && targets[0].root === name && targets[0].links.length === 0)
  const span = facts.statements[declared?.statement ?? -1]?.span
  return span ? [span] : []
}

function nameOf(target: Value | undefined): string | undefined {
  return target?.kind === 'chain' && typeof target.root === 'string' ? (memberName(target.links.at(-1)) ?? target.root) : undefined
}

function unwrappedText(text: string, value: Value): string {
  const { span } = unwrapped(text, value)
  return text.slice(span.start, span.end)
}
