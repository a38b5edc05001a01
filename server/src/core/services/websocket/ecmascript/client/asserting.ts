import type { Argument, Chain } from '../../../../model/facts.ts'
import { edit, indentAt, lineEnd, refuse } from '../draft.ts'
import { functionOf, roleOf } from '../functions.ts'
import { memberName } from '../sockets.ts'
import { isGivenOn, makeAsync, waitFor } from './waiting.ts'
import { whatIs } from './variables.ts'
import type { ClientWorld } from './world.ts'

const NOT_AWAITED = 'the mock test did not wait for this assertion, so that it could not fail; now it can'

/** The matchers of jest-websocket-mock, said in those of the runner: `expect(server).toReceiveMessage(x)`. */
export function asserted(world: ClientWorld, chain: Chain): void {
  const { draft } = world
  const [subject, ...rest] = chain.links
  const [given] = subject?.kind === 'call' ? subject.call.arguments : []
  if (!given || given.value.kind !== 'chain' || whatIs(world, given.value) !== 'server' || given.value.links.length > 0) return
  const isNegated = memberName(rest[0]) === 'not'
  const [matcher, call, ...more] = isNegated ? rest.slice(1) : rest
  const name = memberName(matcher)
  if (/^toBe(?:Defined|Null|Undefined|Truthy|Falsy|InstanceOf)$/.test(name ?? '')) {
    if (name === 'toBeInstanceOf') refuse(draft, chain.span, 'a real server is of another class')
    world.done.add(given.value.span.start)
    return
  }
  if (call?.kind !== 'call' || more.length > 0 || (name !== 'toReceiveMessage' && name !== 'toHaveReceivedMessages')) {
    refuse(draft, chain.span, `\`${draft.text.slice(chain.span.start, chain.span.end).split('\n', 1)[0]}\` has no counterpart on a real server that Demock knows`)
    return
  }
  world.done.add(given.value.span.start)
  const server = draft.text.slice(given.span.start, given.span.end)
  const [expected, options] = call.call.arguments
  if (!expected) refuse(draft, chain.span, 'it says nothing of the message')
  else if (name === 'toReceiveMessage') received(world, chain, server, expected, options, isNegated)
  else receivedAll(world, chain, server, expected, isNegated)
}

function received(world: ClientWorld, chain: Chain, server: string, expected: Argument, options: Argument | undefined, isNegated: boolean): void {
  const { draft } = world
  const { text, facts } = draft
  if (!waitFor(world, chain)) {
    refuse(draft, chain.span, 'nobody waits for the message here: make the test async, without `done`')
    return
  }
  const statement = facts.statements[chain.statement]
  if (chain.awaitAt < 0 && !isGivenOn(world, chain)) {
    if (statement?.kind !== 'expression') {
      refuse(draft, chain.span, 'wait for the assertion where it is made')
      return
    }
    draft.remarks.push({ span: chain.span, text: NOT_AWAITED })
    edit(draft, statement.span.start, statement.span.start, `// demock: finish – ${NOT_AWAITED}${lineEnd(text)}${indentAt(text, statement.span.start)}`)
  }
  makeAsync(world, chain.scope, chain)
  const message = options ? `${server}.next(${text.slice(options.span.start, options.span.end)})` : `${server}.nextMessage`
  edit(draft, chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start, expected.span.start, `expect(await ${message})${isNegated ? '.not' : ''}.toEqual(`)
  edit(draft, expected.span.end, chain.span.end, ')')
}

function receivedAll(world: ClientWorld, chain: Chain, server: string, expected: Argument, isNegated: boolean): void {
  const { draft } = world
  const { facts } = draft
  const isPolled = roleOf(facts, functionOf(facts, chain.scope)) === 'waiter'
  if (!isPolled && !waitFor(world, chain)) {
    refuse(draft, chain.span, 'nobody could wait here for what is still on its way: make the test async, without `done`')
    return
  }
  if (!isPolled) makeAsync(world, chain.scope, chain)
  const messages = isPolled ? `${server}.messages` : `await ${server}.received()`
  const start = chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start
  if (!isNegated) {
    edit(draft, start, expected.span.start, `expect(${messages}).toEqual(expect.arrayContaining(`)
    edit(draft, expected.span.end, chain.span.end, '))')
    return
  }
  const [item, ...others] = expected.value.kind === 'list' ? expected.value.items : []
  if (!item || others.length > 0) {
    refuse(draft, chain.span, 'say of each message on its own that it has not arrived')
    return
  }
  edit(draft, start, item.span.start, `expect(${messages}).not.toContainEqual(`)
  edit(draft, item.span.end, chain.span.end, ')')
}
