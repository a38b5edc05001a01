import type { Call, Chain } from '../../../../model/facts.ts'
import { edit, refuse } from '../draft.ts'
import { functionOf, helperName, makeWait, roleOf } from '../functions.ts'
import { memberName } from '../sockets.ts'
import type { ClientWorld } from './world.ts'

const DONE = /^(?:done|cb|callback|finish|next|end)$/
/** Callbacks that run later, when nobody waits for them. */
const LATER: ReadonlySet<string> = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'nextTick', 'on', 'once', 'addEventListener', 'Promise', 'requestAnimationFrame'])

/**
 * Makes the code around a chain wait for it; gives whether it does. Where nobody can wait – a script of the server, a timer, a test that calls
 * `done` – it is left as it is, and refused if something is asserted behind it.
 */
export function waitFor(world: ClientWorld, { scope, span }: Pick<Chain, 'scope' | 'span'>): boolean {
  const { draft } = world
  const { facts, text } = draft
  const index = functionOf(facts, scope)
  const fact = facts.functions[index]
  if (!fact) {
    refuse(draft, span, 'it is used while the file is loaded, before any test could wait for a connection')
    return false
  }
  if (fact.async) return true
  const role = roleOf(facts, index)
  const call = callWith(world, index)
  const isTable = role === 'test' && call !== undefined && (facts.chains[call.chain]?.links ?? []).some((link) => memberName(link) === 'each')
  const canWait = role === 'other' ? waitsInside(world, index, call) : isTable || !fact.parameters.some(({ name }) => DONE.test(name))
  if (canWait) return true
  if (/\b(?:expect|assert)\b/.test(text.slice(span.end, fact.body.end))) {
    refuse(draft, span, 'nobody could wait for the connection here, and something is asserted behind it: make the test async, without `done`')
  }
  return false
}

/** Makes a function wait that is neither a test nor a hook; false where it is called later, by something that does not wait. */
function waitsInside(world: ClientWorld, index: number, call: Call | undefined): boolean {
  const { draft } = world
  const { facts } = draft
  const fact = facts.functions[index]
  const chain = call && facts.chains[call.chain]
  if (!fact) return false
  if (!call || !chain) return helperName(facts, index) !== undefined
  const before = chain.links[call.link - 1]
  const callee = memberName(before) ?? (typeof chain.root === 'string' ? chain.root : '')
  if (callee === 'then' || callee === 'finally') return true
  if (callee === 'act' && call.form === 'call') return waitFor(world, chain)
  if (throwing(chain)) return waitFor(world, chain)
  if (!LATER.has(callee)) refuse(draft, fact.span, 'nobody waits for what this function does')
  return false
}

/** Inserts what makes the chain's function wait. Call only where `waitFor` gave true. */
export function makeAsync(world: ClientWorld, scope: number, chain: Pick<Chain, 'span'>): void {
  const { draft } = world
  const { facts } = draft
  const index = functionOf(facts, scope)
  const fact = facts.functions[index]
  const call = callWith(world, index)
  if (!fact || draft.waiting.has(index)) return
  if (roleOf(facts, index) !== 'other' || !call) {
    makeWait(draft, scope, chain.span)
    return
  }
  draft.waiting.add(index)
  const outer = facts.chains[call.chain]
  const asserted = outer && throwing(outer)
  if (outer && asserted && !fact.async) {
    edit(draft, fact.span.start, fact.span.start, '(async ')
    edit(draft, fact.span.end, fact.span.end, ')()')
    edit(draft, call.span.end, call.span.end, asserted)
    makeAsync(world, outer.scope, outer)
    if (outer.awaitAt < 0) edit(draft, outer.span.start, outer.span.start, 'await ')
    return
  }
  if (!fact.async) edit(draft, fact.span.start, fact.span.start, 'async ')
  if (outer?.root !== 'act' || outer.awaitAt >= 0 || isGivenOn(world, outer)) return
  makeAsync(world, outer.scope, outer)
  edit(draft, outer.span.start, outer.span.start, 'await ')
}

/** Whether a chain asserts that a function throws, or that it does not: what such an assertion has to wait for. */
function throwing({ root, links }: Chain): string | undefined {
  const [given, first, second] = links
  if (root !== 'expect' || given?.kind !== 'call') return undefined
  const isNegated = memberName(first) === 'not'
  if (!/^toThrow(?:Error)?$/.test(memberName(isNegated ? second : first) ?? '')) return undefined
  return isNegated ? '.resolves' : '.rejects'
}

/** Whether a chain is what a function gives: whoever calls it waits. */
export function isGivenOn({ draft: { facts } }: ClientWorld, { span, scope, statement }: Pick<Chain, 'span' | 'scope' | 'statement'>): boolean {
  const value = facts.functions[functionOf(facts, scope)]?.value
  if (value?.span.start === span.start && value.span.end === span.end) return true
  const found = facts.statements[statement]
  return found?.kind === 'return' && found.value?.span.start === span.start
}

function callWith({ draft: { facts } }: ClientWorld, index: number): Call | undefined {
  return facts.calls.find(({ arguments: given }) => given.some(({ value }) => value.kind === 'function' && value.function === index))
}
