import type { Call, Chain, Link } from '../../../model/facts.ts'
import type { Recorder } from './doubles.ts'
import { type Draft, edit, refuse } from './draft.ts'
import { functionOf, makeWait } from './functions.ts'
import { memberName } from './sockets.ts'
import type { Action, World } from './world.ts'

/** Which listener of a mock is meant. */
export interface Captured {
  /** The event's name, or the name of a parameter that holds it. */
  readonly event: string
  readonly isParameter: boolean
  /** Number of links, after the method, up to the listener itself. */
  readonly length: number
}

/**
 * Reads `.mock.calls.find((call) => call[0] === 'message')[1]`, and the same of sinon (`.getCalls().find(…).args[1]`, `.args.find(…)[1]`,
 * `.withArgs('message').firstCall.args[1]`) and node:test (`.arguments[1]`): `links` are those after the method.
 */
export function capturedOf(text: string, links: readonly Link[], recorder: Recorder): Captured | undefined {
  const byArguments = recorder === 'sinon' ? withArguments(links) : undefined
  if (byArguments) return byArguments
  const searchAt = recorder !== 'sinon' ? (memberName(links[0]) === 'mock' && memberName(links[1]) === 'calls' ? 2 : -1)
    : memberName(links[0]) === 'args' ? 1 : memberName(links[0]) === 'getCalls' && links[1]?.kind === 'call' ? 2 : -1
  const [search, call, ...rest] = searchAt < 0 ? [] : links.slice(searchAt)
  if (call?.kind !== 'call') return undefined
  const how = memberName(search)
  const member = recorder === 'node' ? 'arguments' : searchAt === 2 && recorder === 'sinon' ? 'args' : undefined
  // `filter(…)[0]` is what `find(…)` gives.
  const first = how === 'filter' ? 1 : how === 'find' ? 0 : -1
  if (first < 0 || (first === 1 && !isIndex(text, rest[0], '0'))) return undefined
  const found = member === undefined ? 0 : 1
  if ((member !== undefined && memberName(rest[first]) !== member) || !isIndex(text, rest[first + found], '1')) return undefined
  const compared = comparedEvent(text.slice(call.call.argumentsSpan.start + 1, call.call.argumentsSpan.end - 1))
  return compared && { ...compared, length: searchAt + 2 + first + found + 1 }
}

function isIndex(text: string, link: Link | undefined, wanted: string): boolean {
  return link?.kind === 'index' && text.slice(link.span.start + 1, link.span.end - 1).trim() === wanted
}

/** `.withArgs('message').firstCall.args[1]`. */
function withArguments(links: readonly Link[]): Captured | undefined {
  const [method, call, which, args, index] = links
  const event = method && memberName(method) === 'withArgs' && call?.kind === 'call' ? call.call.arguments[0]?.value : undefined
  if (event?.kind !== 'string' || event.text === undefined || memberName(which) !== 'firstCall' || memberName(args) !== 'args' || index?.kind !== 'index') return undefined
  return { event: event.text, isParameter: false, length: 5 }
}

function comparedEvent(callback: string): Pick<Captured, 'event' | 'isParameter'> | undefined {
  if (callback.length > 300) return undefined
  const sides = callback.slice(callback.indexOf('=>') + 2).split(/===?/)
  const [left, right] = sides
  if (sides.length !== 2 || left === undefined || right === undefined || /&&|\|\|/.test(callback)) return undefined
  const event = right.replace(/[\s;})\],]+$/, '').trim()
  if (!/(?:\[0\]|\w)\s*$/.test(left)) return undefined
  const quoted = /^(['"`])([\w-]+)\1$/.exec(event)
  if (quoted?.[2]) return { event: quoted[2], isParameter: false }
  return /^\w+$/.test(event) ? { event, isParameter: true } : undefined
}

/**
 * Puts what the far end does in place of the call of a captured listener. `call` is that call, `chain` the expression it ends, from its `await` on.
 * Refuses events that no peer can cause.
 */
export function letFarEndAct(world: World, client: string, event: string, chain: Chain, call: Call): void {
  const { draft } = world
  const action = world.stack.actionFor(draft, event, client, call.arguments)
  if (!action) {
    refuse(draft, chain.span, world.stack.noActionFor(event))
    return
  }
  const argumentsFrom = action.keep ? call.argumentsSpan.start + 1 : call.argumentsSpan.end
  if (chain.span.end !== call.span.end) {
    refuse(draft, chain.span, 'the result of a listener cannot be seen from the far end')
    return
  }
  const thrown = thrownBy(world, chain)
  if (thrown) {
    expectThrow(draft, thrown, action, call)
    return
  }
  if (!isStatement(draft, chain)) {
    refuse(draft, chain.span, 'the listener is called within an expression')
    return
  }
  makeWait(draft, chain.scope, chain.span)
  edit(draft, chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start, argumentsFrom, `await ${action.text}`)
}

function isStatement({ facts }: Draft, chain: Chain): boolean {
  const statement = facts.statements[chain.statement]
  if (statement?.kind !== 'expression') return false
  const from = chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start
  return statement.span.start === from && chain.span.end >= statement.span.end - 1
}

/** The expectation around `expect(() => listener('bad')).toThrow()`. */
function thrownBy({ draft: { facts } }: World, chain: Chain): Chain | undefined {
  const fact = facts.functions[functionOf(facts, chain.scope)]
  if (!fact || fact.form !== 'arrow' || fact.parameters.length > 0) return undefined
  return facts.chains.find((outer) => {
    const [call] = outer.links
    return outer.root === 'expect' && call?.kind === 'call' && call.call.arguments[0]?.value.span.start === fact.span.start
  })
}

function expectThrow(draft: Draft, expectation: Chain, action: Action, call: Call): void {
  const matcher = expectation.links.findLast((link) => link.kind === 'member')
  const negated = memberName(expectation.links[1]) === 'not'
  if (matcher?.kind !== 'member' || matcher.name !== 'toThrow') {
    refuse(draft, expectation.span, 'the result of a listener cannot be seen from the far end')
    return
  }
  makeWait(draft, expectation.scope, expectation.span)
  const act = action.keep ? draft.text.slice(call.argumentsSpan.start + 1, call.argumentsSpan.end) : ''
  const text = action.text + act
  const whole = negated ? `await ${text}` : `await expect(${text}).rejects.${draft.text.slice(matcher.span.start, expectation.span.end)}`
  edit(draft, expectation.awaitAt >= 0 ? expectation.awaitAt : expectation.span.start, expectation.span.end, whole)
}
