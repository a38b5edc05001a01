import type { Chain, ClassFact, Facts, FunctionFact, Statement, Value } from '../../../../model/facts.ts'
import { contains } from '../../../../text/span.ts'
import { type Draft, unwrapped } from '../draft.ts'
import { memberName } from '../sockets.ts'

/** What a method of a fake client does to the code under test: it fires one handler. */
export interface Firing {
  readonly event: 'open' | 'message' | 'close' | 'error'
  readonly parameters: FunctionFact['parameters']
  /** What is handed to the handler. */
  readonly given: Value | undefined
}

/** A hand-written class that tests put in the place of the browser's `WebSocket`. */
export interface FakeClient {
  readonly name: string
  readonly fact: ClassFact
  /** Where all that were made are listed: `MockWebSocket.instances`, or a variable of the file. */
  readonly list: string
  /** What holds the one that was made last, and static methods that give it. */
  readonly last: ReadonlySet<string>
  /** Its list of what was sent; undefined where `send` is a double. */
  readonly sent: string | undefined
  readonly firings: ReadonlyMap<string, Firing>
  /** Static methods that forget what was made. */
  readonly resets: ReadonlySet<string>
  /** Whether `close` tells the code under test at once. */
  readonly tellsClose: boolean
}

const GLOBALS: ReadonlySet<string> = new Set(['global', 'globalThis', 'window', 'self'])

/** Where a class is put in the place of the global `WebSocket`: `vi.stubGlobal('WebSocket', C)`, `global.WebSocket = C`. */
export function stubsOf({ facts, text }: Draft, name: string): readonly Chain[] {
  const isClass = (value: Value | undefined): boolean => {
    const plain = value && unwrapped(text, value)
    return plain?.kind === 'chain' && plain.root === name && plain.links.length === 0
  }
  const stubbed = facts.chains.filter(({ root, links }) => {
    const [method, call] = links
    return (root === 'vi' || root === 'jest') && memberName(method) === 'stubGlobal' && call?.kind === 'call' && call.call.arguments[0]?.value.kind === 'string'
      && call.call.arguments[0].value.text === 'WebSocket' && isClass(call.call.arguments[1]?.value)
  })
  const assigned = facts.assignments.flatMap(({ targets, value }) => {
    const [target] = targets
    return target?.kind === 'chain' && isGlobal({ facts, text }, target) && isClass(value) ? [target] : []
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
  const fields = facts.assignments.filter(({ declaration, span }) => declaration === 'field' && contains(fact.body, span))
  const methods = facts.functions.filter((each) => each.class === index)
  if (fact.bases.some(({ name }) => name !== 'implements')) return `what \`${fact.name}\` inherits is not to be seen`
  const made = listOf(facts, text, fact, methods)
  if (!made.list) return made.reason
  const initial = fields.find(({ targets }) => nameOf(targets[0]) === 'readyState')?.value
  if (initial && !/^(?:0|[\w.]*\bCONNECTING)$/.test(unwrappedText(text, initial))) return 'its sockets are open from the beginning: a real one has to connect first, so let the test say when it is open'
  const send = methods.find(({ name }) => name === 'send')
  const kept = send && statementsOf(facts, send).map(({ span }) => text.slice(span.start, span.end)).filter((line) => !/^if \(.*\)\s*\{?\s*(?:throw|return\b)/.test(line))
  const sent = kept?.length === 1 ? new RegExp(`^this\\.(\\w+)\\.push\\(${send?.parameters[0]?.name ?? ''}\\);?$`).exec(kept[0] ?? '') : undefined
  if (send && kept && kept.length > 0 && !sent) return 'what its `send` does would have to be done by a real socket'
  const firings = new Map<string, Firing>()
  const resets = new Set<string>()
  let tellsClose = false
  for (const method of methods) {
    if (!method.name || method.name === 'send' || method.form === 'constructor') continue
    const firing = firingOf(facts, text, method)
    const body = text.slice(method.body.start, method.body.end)
    if (method.name === 'close') tellsClose = /\bonclose\b|dispatchEvent|\bemit\b/.test(body)
    else if (!/^static\b/.test(text.slice(method.span.start, method.span.end))) {
      if (firing) firings.set(method.name, firing)
    } else if (isReset(facts, text, method, fact.name, made.list)) resets.add(method.name)
    else if (/^\{\s*return [^;]*(?:\.length - 1\]|\.at\(-1\))!?(?: as \w+)?;?\s*\}$/.test(body) && body.includes(made.list)) made.last.add(`${fact.name}.${method.name}`)
  }
  return { name: fact.name, fact, list: made.list, last: made.last, sent: sent?.[1], firings, resets, tellsClose }
}

/** Where instances are listed, when the constructor does nothing else than to fill such lists and to keep the address. */
function listOf(facts: Facts, text: string, fact: ClassFact, methods: readonly FunctionFact[]): { readonly list: string; readonly last: Set<string>; readonly reason: string } {
  const made = methods.find(({ form }) => form === 'constructor')
  const last = new Set<string>()
  let list = ''
  for (const { span } of made ? statementsOf(facts, made) : []) {
    const line = text.slice(span.start, span.end).replace(/;$/, '')
    const pushed = /^([\w.]+)\.push\(this(?: as [\w ]+)?\)$/.exec(line)
    const kept = /^([\w.]+) = this(?: as [\w ]+)?$/.exec(line)
    if (pushed?.[1] !== undefined) list = pushed[1]
    else if (kept?.[1] !== undefined) last.add(kept[1])
    else if (!/^this\.\w+ = [\w.]+(?:\(\w*\))?$/.test(line)) {
      const isTimer = /setTimeout|queueMicrotask|setImmediate|nextTick|\.then\(/.test(line)
      return { list: '', last, reason: isTimer ? 'its sockets open by a timer of their own: let the test say when they are open' : `its constructor does more than a real socket: \`${line.split('\n', 1)[0] ?? ''}\`` }
    }
  }
  return { list: list || (last.size > 0 ? '-' : ''), last, reason: `\`${fact.name ?? ''}\` keeps no list of those that were made, by which a test could reach them` }
}

function statementsOf(facts: Facts, { body, scope }: FunctionFact): Statement[] {
  return facts.statements.filter(({ span, parent, scope: at }) => at === scope && contains(body, span) && span.start > body.start && (parent < 0 || !within(facts, parent, body)))
}

function within(facts: Facts, index: number, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const span = facts.statements[index]?.span
  return span !== undefined && span.start > start && span.end < end
}

/** The one handler that a method fires, besides changes of `readyState`. */
function firingOf(facts: Facts, text: string, method: FunctionFact): Firing | undefined {
  const fired = facts.chains.filter(({ root, links, span }) => root === 'this' && contains(method.body, span) && /^on(?:open|message|close|error)$/.test(memberName(links[0]) ?? '') && links[1]?.kind === 'call')
  const [chain] = fired
  const call = chain?.links[1]
  const event = /^on(open|message|close|error)$/.exec(memberName(chain?.links[0]) ?? '')?.[1] as Firing['event'] | undefined
  if (!chain || fired.length !== 1 || call?.kind !== 'call' || !event) return undefined
  const others = statementsOf(facts, method).filter(({ span }) => !contains(span, chain.span) && !text.slice(span.start, span.end).startsWith('this.readyState = '))
  return others.length > 0 ? undefined : { event, parameters: method.parameters, given: call.call.arguments[0]?.value }
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
