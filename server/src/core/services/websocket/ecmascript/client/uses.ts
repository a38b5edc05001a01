import type { Chain, Link } from '../../../../model/facts.ts'
import { usesOf } from '../../../../model/bindings.ts'
import { contains } from '../../../../text/span.ts'
import { edit, leaveToFinish, refuse, removeStatement } from '../draft.ts'
import { functionOf, roleOf } from '../functions.ts'
import { endOf, memberName } from '../sockets.ts'
import { asserted } from './asserting.ts'
import { isGivenOn, makeAsync, waitFor } from './waiting.ts'
import { type ClientWorld, chainOf, isOneOf } from './world.ts'

/** What stays as it is: the support has the same vocabulary, and gives promises for the same things. */
const SAME: ReadonlySet<string> = new Set(['connected', 'closed', 'nextMessage', 'url'])

/** Rewrites every use of the servers and of their ends of connections. */
export function rewriteUses(world: ClientWorld): void {
  const { facts } = world.draft
  for (const chain of facts.chains) if (chain.root === 'expect') asserted(world, chain)
  for (const variable of world.servers) for (const chain of usesOf(facts, variable.name, variable.scope)) if (!world.done.has(chain.span.start)) serverUsed(world, chain)
  for (const variable of world.connections) for (const chain of usesOf(facts, variable.name, variable.scope)) if (!world.done.has(chain.span.start)) connectionUsed(world, chain)
}

function serverUsed(world: ClientWorld, chain: Chain): void {
  const { draft } = world
  const [first] = chain.links
  // The server of mock-socket inside a server of jest-websocket-mock: one and the same here.
  const inner = memberName(first) === 'server' ? first : undefined
  const links = inner ? chain.links.slice(1) : chain.links
  const name = memberName(links[0])
  if (inner) edit(draft, chain.rootSpan.end, endOf(inner), '')
  if (links.length === 0) bare(world, chain)
  else if (name === 'messages' || name === 'clients') looked(world, chain, links, name)
  else if (name === 'send' || name === 'close' || name === 'stop' || name === 'error') act(world, chain, links, name)
  else if (name === 'emit' || name === 'simulate') emitted(world, chain, links)
  else if (name === 'on' || name === 'off') listened(world, chain, links)
  else if (name === undefined || !SAME.has(name)) unknown(world, chain, `\`${name ?? 'the server'}\` has no counterpart on a real server`)
}

/** `server` alone: where it is put into a variable, given by a helper, or compared, nothing changes. */
function bare(world: ClientWorld, chain: Chain): void {
  const { facts, text } = world.draft
  const { span } = chain
  const isAssigned = facts.assignments.some(({ targets, value }) => targets.some((target) => contains(target.span, span)) || chainOf(world, value) === chain)
  const statement = facts.statements[chain.statement]
  const isTested = /^\s*(?:&&|\|\||===?|!==?|\))/.test(text.slice(span.end, span.end + 8)) && statement?.kind === 'block'
  const isGiven = statement?.kind === 'return' && functionOf(facts, statement.scope) === functionOf(facts, chain.scope)
  const isHandedToOwn = facts.calls.some((call) => call.arguments.some(({ value }) => value === chain) && ownParameter(world, call.chain, chain))
  if (!isAssigned && !isTested && !isGiven && !isHandedToOwn && !isGivenOn(world, chain)) refuse(world.draft, span, `\`${text.slice(span.start, span.end)}\` is handed on here, to where Demock does not follow it`)
}

/** Whether the call is one of a helper of this file whose parameter is known to be a server. */
function ownParameter(world: ClientWorld, index: number, argument: Chain): boolean {
  const { facts } = world.draft
  const chain = facts.chains[index]
  if (!chain || typeof chain.root !== 'string' || chain.links.length !== 1) return false
  const link = chain.links[0]
  const at = link?.kind === 'call' ? link.call.arguments.findIndex(({ value }) => value === argument) : -1
  const fact = facts.functions.find((each) => each.name === chain.root || facts.assignments.some(({ targets, value }) => value?.kind === 'function' && facts.functions[value.function] === each && targets[0]?.kind === 'chain' && targets[0].root === chain.root))
  const parameter = fact?.parameters[at]
  return fact !== undefined && parameter !== undefined && isOneOf(world, [...world.servers, ...world.connections], parameter.name, fact.scope)
}

/** `server.messages`, `server.clients()`: complete only when all that was sent has arrived. */
function looked(world: ClientWorld, chain: Chain, links: readonly Link[], name: string): void {
  const { draft } = world
  const { facts } = draft
  if (isTarget(world, chain)) {
    refuse(draft, chain.span, `what arrived is kept in \`${name}\`: it cannot be set`)
    return
  }
  const rest = links.slice(2)
  if (name === 'clients' && memberName(rest[0]) === 'forEach') {
    refuse(draft, chain.span, 'send to all clients by `server.send`')
    return
  }
  if (roleOf(facts, functionOf(facts, chain.scope)) === 'waiter' || !waitFor(world, chain)) return
  makeAsync(world, chain.scope, chain)
  edit(draft, chain.span.start, chain.rootSpan.end, `(await ${chain.root as string}.settled())`)
}

function act(world: ClientWorld, chain: Chain, links: readonly Link[], name: string): void {
  const { draft } = world
  const { text } = draft
  const call = links[1]
  if (call?.kind !== 'call') {
    refuse(draft, chain.span, `\`${name}\` is handed on here`)
    return
  }
  if (name === 'close' && !mayClose(text.slice(call.call.argumentsSpan.start, call.call.argumentsSpan.end))) {
    unknown(world, chain, 'a connection closes without a handshake only with code 1006, and with code 1006 only without one')
    return
  }
  if (name === 'error' && call.call.arguments.length > 0) unknown(world, chain, 'a connection that fails has code 1006, and no reason')
  else if (links.length > 2) unknown(world, chain, `\`${name}\` gives a promise on a real server`)
  else waitForCall(world, chain)
}

/** Close options whose code and cleanness agree. */
function mayClose(given: string): boolean {
  const isAbnormal = /\bcode:\s*1006\b/.test(given)
  const isUnclean = /\bwasClean:\s*false\b/.test(given)
  const isClean = /\bwasClean:\s*true\b/.test(given)
  return !(isAbnormal && isClean) && !(isUnclean && !isAbnormal && /\bcode:/.test(given)) && !/\bcode:\s*10(?:04|15)\b/.test(given)
}

/** `emit('message', data)` of a server of mock-socket. */
function emitted(world: ClientWorld, chain: Chain, links: readonly Link[]): void {
  const { draft } = world
  const { text } = draft
  const [member, call] = links
  const [event, data, more] = call?.kind === 'call' ? call.call.arguments : []
  const what = event?.value.kind === 'string' ? event.value.text : undefined
  if (!member || call?.kind !== 'call' || links.length > 2) return refuse(draft, chain.span, 'it is used in a way that Demock does not know')
  if (memberName(member) === 'emit' && what === 'message' && data && !more) {
    edit(draft, chain.rootSpan.end, data.span.start, '.send(')
    waitForCall(world, chain)
  } else if ((what === 'error' || what === 'close') && !more) {
    edit(draft, chain.rootSpan.end, endOf(call), `.${what}()`)
    waitForCall(world, chain)
  } else unknown(world, chain, `\`${text.slice(member.kind === 'member' ? member.span.start : chain.span.start, chain.span.end)}\` is no event of a WebSocket`)
}

function listened(world: ClientWorld, chain: Chain, links: readonly Link[]): void {
  const [, call, ...rest] = links
  const event = call?.kind === 'call' ? call.call.arguments[0]?.value : undefined
  const name = event?.kind === 'string' ? event.text : undefined
  if ((name !== 'connection' && name !== 'close') || rest.length > 0) refuse(world.draft, chain.span, `a real server has no event \`${name ?? '…'}\`: listen to the connection, in \`on('connection', …)\``)
}

function connectionUsed(world: ClientWorld, chain: Chain): void {
  const { draft } = world
  const [first, second, ...rest] = chain.links
  const name = memberName(first)
  if (!first) bare(world, chain)
  else if ((name === 'send' || name === 'close') && second?.kind === 'call' && rest.length === 0) {
    if (name === 'close' && !mayClose(draft.text.slice(second.call.argumentsSpan.start, second.call.argumentsSpan.end))) unknown(world, chain, 'a connection closes without a handshake only with code 1006')
    else if (name === 'close' && second.call.arguments[0]?.value.kind === 'literal') unknown(world, chain, 'the close code is given as an object: `close({ code: … })`')
    else waitForCall(world, chain)
  } else if ((name === 'on' || name === 'off') && second?.kind === 'call') {
    const event = second.call.arguments[0]?.value
    if (event?.kind !== 'string' || (event.text !== 'message' && event.text !== 'close')) refuse(draft, chain.span, 'a connection has the events `message` and `close`')
  } else if (name !== 'url' && name !== 'protocol') unknown(world, chain, `\`${name ?? 'it'}\` has no counterpart on the server's end of a real connection`)
}

/** Waits for a call where somebody can. */
function waitForCall(world: ClientWorld, chain: Chain): void {
  if (isGivenOn(world, chain) || !waitFor(world, chain)) return
  makeAsync(world, chain.scope, chain)
  if (chain.awaitAt < 0) edit(world.draft, chain.span.start, chain.span.start, 'await ')
}

/** A statement of its own is left to the user, in a comment; anything else stops the conversion. */
export function unknown(world: ClientWorld, chain: Chain, why: string): void {
  const statement = world.draft.facts.statements[chain.statement]
  const value = chainOf(world, statement?.value)
  if (statement?.kind === 'expression' && value?.span.start === chain.span.start) {
    world.done.add(chain.span.start)
    leaveToFinish(world.draft, statement.span, why)
  } else refuse(world.draft, chain.span, why)
}

function isTarget({ draft: { facts } }: ClientWorld, { span }: Chain): boolean {
  return facts.assignments.some(({ targets }) => targets.some((target) => target.span.start === span.start))
}

/** `WS.clean()`: the hooks of the support do that after each test. */
export function cleaned(world: ClientWorld, chain: Chain): void {
  const { facts } = world.draft
  const statement = facts.statements[chain.statement]
  const index = functionOf(facts, chain.scope)
  const isAlone = statement?.kind === 'expression' && chainOf(world, statement.value)?.span.start === chain.span.start
  const fact = facts.functions[index]
  const hook = facts.chains[facts.calls.find(({ arguments: given }) => given.some((each) => each.value.kind === 'function' && each.value.function === index))?.chain ?? -1]
  const whole = facts.statements[hook?.statement ?? -1]
  if (fact && whole && typeof hook?.root === 'string' && /^after(?:Each|All)?$/.test(hook.root) && (isAlone || fact.value)) {
    const isEmpty = fact.value ? fact.value.span.start === chain.span.start : facts.statements.filter(({ span }) => span.start > fact.body.start && contains(fact.body, span)).length === 1
    if (isEmpty) removeStatement(world.draft, whole.span)
    else if (isAlone) removeStatement(world.draft, statement.span)
  }
  else {
    edit(world.draft, chain.span.start, chain.rootSpan.end, world.holder)
    waitForCall(world, chain)
  }
}
