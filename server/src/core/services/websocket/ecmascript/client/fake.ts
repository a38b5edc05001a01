import type { Assignment, Chain, ClassFact, Facts, FunctionFact, Value } from '../../../../model/facts.ts'
import { contains, type Span } from '../../../../text/span.ts'
import { type Draft, unwrapped } from '../draft.ts'
import { memberName } from '../sockets.ts'
import { dispatchersOf, type Firing, firingOf, statementsOf } from './fake-firing.ts'

/** A hand-written class that tests put in the place of the browser's `WebSocket`. */
export interface FakeClient {
  readonly name: string
  readonly fact: ClassFact
  /** Where all that were made are listed: `MockWebSocket.instances`, or a variable of the file. */
  readonly list: string
  /** What holds the one that was made last, and static methods that give it. */
  readonly last: ReadonlySet<string>
  /** Its list of what was sent. */
  readonly sent: string | undefined
  /** Whether that list holds what was sent as values, read as JSON. */
  readonly isParsed: boolean
  /** Whether its `send` is a double, which records its calls. */
  readonly recordsSend: boolean
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

/** Where a class is put in the place of the global `WebSocket`: `vi.stubGlobal('WebSocket', C)`, `global.WebSocket = C`, `Object.defineProperty(global, 'WebSocket', { value: C })`. */
export function stubsOf(draft: Draft, name: string): readonly Chain[] {
  const { facts, text } = draft
  const isClass = (value: Value | undefined): boolean => {
    const plain = value && unwrapped(text, value)
    return plain?.kind === 'chain' && plain.root === name && plain.links.length === 0
  }
  const isName = (value: Value | undefined): boolean => value?.kind === 'string' && value.text === 'WebSocket'
  const stubbed = facts.chains.filter(({ root, links }) => {
    const [method, call] = links
    if (call?.kind !== 'call') return false
    const [first, second, third] = call.call.arguments
    if ((root === 'vi' || root === 'jest') && memberName(method) === 'stubGlobal') return isName(first?.value) && isClass(second?.value)
    if ((root !== 'Object' && root !== 'Reflect') || memberName(method) !== 'defineProperty' || !isName(second?.value) || third?.value.kind !== 'object') return false
    const target = first && unwrapped(text, first.value)
    return target?.kind === 'chain' && target.links.length === 0 && GLOBALS.has(String(target.root)) && isClass(third.value.entries.find(({ key }) => key === 'value')?.value)
  })
  const assigned = facts.assignments.flatMap(({ targets, value }) => {
    const [target] = targets
    return target?.kind === 'chain' && isGlobal(draft, target) && isClass(value) ? [target] : []
  })
  return [...stubbed, ...assigned]
}

function isGlobal({ text }: Pick<Draft, 'facts' | 'text'>, { root, links }: Chain): boolean {
  const plain = typeof root === 'string' ? root : unwrapped(text, root)
  const name = typeof plain === 'string' ? plain : plain.kind === 'chain' && plain.links.length === 0 ? plain.root : undefined
  return typeof name === 'string' && GLOBALS.has(name) && links.length === 1 && memberName(links[0]) === 'WebSocket'
}

/** What a class does, when it does nothing but what a script of a real server can do; otherwise the reason. */
export function fakeOf({ facts, text }: Draft, index: number): FakeClient | string {
  const fact = facts.classes[index]
  if (!fact?.name) return 'give the class a name'
  const { name } = fact
  const fields = facts.assignments.filter(({ declaration, span }) => declaration === 'field' && contains(fact.body, span))
  const methods = facts.functions.filter((each) => each.class === index)
  const bases = fact.bases.filter((base) => base.name !== 'implements').map(({ span }) => text.slice(span.start, span.end))
  if (bases.some((base) => base !== 'EventTarget')) return `what \`${name}\` inherits is not to be seen`
  const made = listOf(facts, text, methods)
  if (made.reason) return made.reason
  if (made.initial.some((state) => /^(?:1|[\w.]*\bOPEN)$/.test(state)) || fields.some((field) => nameOf(field.targets[0]) === 'readyState' && field.value && !/^(?:0|[\w.]*\bCONNECTING)$/.test(unwrappedText(text, field.value)))) {
    return 'its sockets are open from the beginning: a real one has to connect first, so let the test say when it is open'
  }
  const sending = sendingOf(facts, text, fields, methods)
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
  return { name, fact, list: made.list, last: made.last, ...sending, firings, dispatchers, readers, closeFlags, counts, resets, tellsClose }
}

/** What becomes of what is sent: it is recorded, or nothing; otherwise the reason. */
function sendingOf(facts: Facts, text: string, fields: readonly Assignment[], methods: readonly FunctionFact[]): Pick<FakeClient, 'sent' | 'isParsed' | 'recordsSend'> | string {
  const answers = 'what its `send` does would have to be done by a real socket'
  const field = fields.find(({ targets }) => nameOf(targets[0]) === 'send')
  const double = field?.value && unwrapped(text, field.value)
  if (double) {
    const written = text.slice(double.span.start, double.span.end)
    const kept = /^(?:vi|jest)\.fn(?:<[^()]*>)?\(\s*\(?(\w+)[^()=]*\)?(?:: void)? => \{?\s*this\.(\w+)\.push\(\1(?: as [\w.]+)?\);?\s*\}?,?\s*\)$/.exec(written)
    if (kept) return { sent: kept[2], isParsed: false, recordsSend: true }
    return /^(?:vi|jest)\.fn(?:<[^()]*(?:\([^()]*\)[^()]*)?>)?\((?:\(\w*(?:: \w+)?\) => (?:\{\s*\}|undefined))?\)$/.test(written) ? { sent: undefined, isParsed: false, recordsSend: true } : answers
  }
  const send = methods.find(({ name }) => name === 'send')
  const kept = send ? statementsOf(facts, send).map(({ span }) => text.slice(span.start, span.end)).filter((line) => !/^if \(.*\)\s*\{?\s*(?:throw|return\b)/.test(line)) : []
  if (kept.length === 0) return { sent: undefined, isParsed: false, recordsSend: false }
  const given = send?.parameters[0]?.name ?? ''
  const found = new RegExp(`^this\\.(\\w+)\\.push\\((JSON\\.parse\\()?(?:String\\()?${given}(?: as \\w+)?\\)*(?: as [\\w<>, ]+\\))?;?$`).exec(kept[0] ?? '')
  return kept.length === 1 && found ? { sent: found[1], isParsed: found[2] !== undefined, recordsSend: false } : answers
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
  for (const { span } of made ? statementsOf(facts, made) : []) {
    const line = text.slice(span.start, span.end).replace(/;$/, '')
    const pushed = /^([\w.]+)\.push\(this(?: as [\w ]+)?\)$/.exec(line)
    const kept = /^([\w.]+) = this(?: as [\w ]+)?$/.exec(line)
    const state = /^this\.readyState = ([\w.]+)$/.exec(line)
    if (state?.[1] !== undefined) initial.push(state[1])
    if (pushed?.[1] !== undefined) list = pushed[1]
    else if (kept?.[1] !== undefined) last.add(kept[1])
    else if (!/^super\(\)$/.test(line) && !/^this\.\w+ = (?:[\w.]+(?:\(\w*\))?|\[\]|\{\}|new (?:Map|Set)(?:<[^()]*>)?\(\)|'[^']*'|"[^"]*"|typeof url === ['"]string['"] \? url : url\.(?:toString\(\)|href))$/.test(line)) {
      const isTimer = /setTimeout|queueMicrotask|setImmediate|nextTick|\.then\(/.test(line)
      return { list, last, initial, reason: isTimer ? 'its sockets open by a timer of their own: let the test say when they are open' : `its constructor does more than a real socket: \`${line.split('\n', 1)[0] ?? ''}\`` }
    }
  }
  return { list, last, initial, reason: undefined }
}

function isReset(facts: Facts, text: string, method: FunctionFact, name: string, list: string): boolean {
  return statementsOf(facts, method).every(({ span }) => new RegExp(`^(?:${list.replace('.', '\\.')}|this\\.${list.slice(name.length + 1) || '-'}|${name}\\.\\w+)(?: = (?:\\[\\]|null|undefined)|\\.length = 0);?$`).test(text.slice(span.start, span.end)))
}

function nameOf(target: Value | undefined): string | undefined {
  return target?.kind === 'chain' && typeof target.root === 'string' ? (memberName(target.links.at(-1)) ?? target.root) : undefined
}

function unwrappedText(text: string, value: Value): string {
  const { span } = unwrapped(text, value)
  return text.slice(span.start, span.end)
}
