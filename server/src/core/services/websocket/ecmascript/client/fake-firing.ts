import type { Argument, Chain, Facts, FunctionFact, Statement, Value } from '../../../../model/facts.ts'
import { contains } from '../../../../text/span.ts'
import { memberName } from '../sockets.ts'

/** What a method of a fake client does to the code under test: it fires the handlers of one event. */
export interface Firing {
  readonly event: 'open' | 'message' | 'close' | 'error'
  readonly parameters: FunctionFact['parameters']
  /** What is handed to the handlers. */
  readonly given: Value | undefined
  /** Whether an error is told together with the end that it brings about. */
  readonly ends?: boolean
  /** The constants of the method; undefined for what a test fires itself. */
  readonly locals?: ReadonlyMap<string, Value>
}

const EVENT = /^(open|message|close|error)$/

/** Methods that hand an event to whatever listens to it: `emit(type, event) { this.listeners.get(type)?.forEach((each) => each(event)) }`. */
export function dispatchersOf(text: string, methods: readonly FunctionFact[]): ReadonlySet<string> {
  const found = methods.filter(({ name, parameters, body, form }) => {
    const [type, event] = parameters
    if (!type || !event || parameters.length !== 2 || form === 'constructor' || name === undefined || /^(?:add|remove)EventListener$|^o(?:n|ff|nce)$/.test(name)) return false
    const code = text.slice(body.start, body.end)
    const looksUp = new RegExp(`\\.get\\(\\s*${type.name}\\s*\\)|\\[\\s*${type.name}[^\\]]*\\]`).test(code)
    return looksUp && new RegExp(`(?:\\w|\\?\\.|this,)\\s*\\(?\\s*${event.name}(?: as [\\w ]+)?\\s*\\)`).test(code) && !/JSON\.|setTimeout|\bnew\b|\basync\b/.test(code)
  })
  return new Set(found.flatMap(({ name }) => name ?? []))
}

/** What a chain on `this`, or on an instance, fires: `onopen?.()`, `emit('open')`, `dispatchEvent(new Event('open'))`. */
export function firedBy(links: Chain['links'], dispatchers: ReadonlySet<string>): Pick<Firing, 'event' | 'given'> | undefined {
  const [first, call] = links
  const name = memberName(first) ?? ''
  if (call?.kind !== 'call' || links.length > 2) return undefined
  const given: readonly Argument[] = call.call.arguments
  const direct = /^on(open|message|close|error)$/.exec(name)?.[1]
  if (direct !== undefined) return { event: direct as Firing['event'], given: given[0]?.value }
  if (dispatchers.has(name)) return eventIn(given[0]?.value, given[1]?.value)
  if (name !== 'dispatchEvent' || !dispatchers.has('dispatchEvent')) return undefined
  const event = given[0]?.value
  const made = event?.kind === 'chain' && /^(?:Event|MessageEvent|CloseEvent)$/.test(String(event.root)) ? event.links[0] : undefined
  return made?.kind === 'call' ? eventIn(made.call.arguments[0]?.value, event) : undefined
}

function eventIn(type: Value | undefined, given: Value | undefined): Pick<Firing, 'event' | 'given'> | undefined {
  const event = type?.kind === 'string' ? EVENT.exec(type.text ?? '')?.[1] : undefined
  return event === undefined ? undefined : { event: event as Firing['event'], given }
}

/** The one event that a method fires, besides changes of `readyState`. */
export function firingOf(facts: Facts, text: string, method: FunctionFact, dispatchers: ReadonlySet<string>): Firing | undefined {
  const inside = facts.chains.filter(({ span }) => contains(method.body, span))
  const fired = inside.flatMap((chain) => {
    const found = chain.root === 'this' ? firedBy(chain.links, dispatchers) : listenerCalled(facts, text, method, chain)
    return found ? [{ ...found, chain }] : []
  })
  const [first] = fired
  const ends = fired.length === 2 && first?.event === 'error' && fired[1]?.event === 'close'
  if (!first || (!ends && fired.some(({ event }) => event !== first.event))) return undefined
  const others = statementsOf(facts, method).filter(({ span }) => {
    const line = text.slice(span.start, span.end)
    return !fired.some(({ chain }) => contains(span, chain.span)) && !line.startsWith('this.readyState = ') && !/^(?:const|let) \w+ = (?:this\.|\{|JSON\.stringify\(|typeof \w+ ===|new (?:Message|Close)?Event\()/.test(line) && !/^if \([^()]*\) return;?$/.test(line)
  })
  if (others.length > 0) return undefined
  return { event: first.event, parameters: method.parameters, given: madeBefore(facts, method, first.given), ends, locals: localsOf(facts, method) }
}

function localsOf(facts: Facts, { body }: FunctionFact): ReadonlyMap<string, Value> {
  return new Map(facts.assignments.flatMap(({ targets, value, span }) => {
    const [target] = targets
    return contains(body, span) && value && target?.kind === 'chain' && typeof target.root === 'string' && target.links.length === 0 ? [[target.root, value] as const] : []
  }))
}

/** `const event = new MessageEvent(…)` in the method: the event itself. */
function madeBefore(facts: Facts, method: FunctionFact, given: Value | undefined): Value | undefined {
  if (given?.kind !== 'chain' || given.links.length > 0 || typeof given.root !== 'string') return given
  const made = facts.assignments.find(({ targets, span, declaration }) => declaration === 'const' && contains(method.body, span) && targets[0]?.kind === 'chain' && targets[0].root === given.root)
  return made?.value ?? given
}

/** A listener that the class keeps is called: `for (const each of this.listeners.get('message')) each({ data })`, `this.handlers['open']?.()`. */
function listenerCalled(facts: Facts, text: string, method: FunctionFact, chain: Chain): Pick<Firing, 'event' | 'given'> | undefined {
  const [call, ...rest] = chain.links
  if (call?.kind !== 'call' || call.call.form !== 'call' || rest.length > 0 || typeof chain.root !== 'string' || call.call.arguments.length > 1) return undefined
  const isLocal = facts.bindings.some(({ name, kind, span }) => name === chain.root && (kind === 'loop' || kind === 'parameter' || kind === 'assignment') && span.start > method.body.start && contains(method.body, span))
  const events = [...new Set([...text.slice(method.body.start, method.body.end).matchAll(/(?:\.get\(|\[)\s*['"](open|message|close|error)['"]/g)].map((found) => found[1]))]
  return isLocal && events.length === 1 ? { event: events[0] as Firing['event'], given: call.call.arguments[0]?.value } : undefined
}

/** The statements of a function's body, those in its blocks left out. */
export function statementsOf(facts: Facts, { body, scope }: FunctionFact): Statement[] {
  return facts.statements.filter(({ span, parent, scope: at }) => at === scope && contains(body, span) && span.start > body.start && (parent < 0 || !within(facts, parent, body)))
}

function within(facts: Facts, index: number, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const span = facts.statements[index]?.span
  return span !== undefined && span.start > start && span.end < end
}
