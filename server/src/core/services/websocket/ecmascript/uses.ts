import type { Chain, Link } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { edit, indentAt, leaveToFinish, lineEnd, refuse, removeStatement, type Draft } from './draft.ts'
import { functionOf, makeWait, roleOf } from './functions.ts'
import { followArguments } from './helpers.ts'
import { type Claim, claimOf } from './claims.ts'
import { clearsAll } from './doubles.ts'
import { capturedOf, letFarEndAct } from './listeners.ts'
import { failureOf, judgeFunction, readyState } from './shape.ts'
import type { Verification } from './verification.ts'
import { type Access, accessOf, isInSight, keyOf, memberName, named, stepOf } from './sockets.ts'
import { changesOnItsWay } from './wire.ts'
import type { Socket, World } from './world.ts'

const LISTENING: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'addEventListener'])

/** Rewrites every use of the sockets; what cannot be kept honest is refused or left to finish. */
export function rewriteUses(world: World): void {
  let known = -1
  // A helper's parameter turns out to be a far end only at its calls, which may stand below it.
  while (known < world.sockets.length) {
    known = world.sockets.length
    rewriteOnce(world)
  }
  if (world.collected.length > 0) refuseOtherNames(world)
}

/** Refuses verifications of names under which a socket may come back from a list or an object. */
function refuseOtherNames(world: World): void {
  const { facts } = world.draft
  for (const chain of facts.chains) {
    if (typeof chain.root !== 'string' || world.done.has(keyOf(chain.span)) || !world.stack.methods.has(memberName(chain.links.findLast((link) => world.stack.methods.has(memberName(link) ?? ''))) ?? '')) continue
    const binding = bindingsOf(facts, chain.root, chain.scope)[0]
    const value = binding?.kind === 'assignment' ? facts.assignments[binding.index]?.value : undefined
    const mayBe = binding?.kind === 'loop' || binding?.kind === 'parameter' || (value && world.collected.some((span) => contains(value.span, span)))
    const isVerified = chain.links.some((link) => memberName(link) === 'mock') || (world.recorder === 'sinon' && chain.links.length > 1)
      || facts.chains.some(({ root, links: [given] }) => root === 'expect' && given?.kind === 'call' && given.call.arguments[0] !== undefined && contains(given.call.arguments[0].span, chain.span))
    if (mayBe && isVerified && !isOtherPart(world, chain) && !world.gone.has(functionOf(facts, chain.scope))) refuse(world.draft, chain.span, 'it is looked at under another name here')
  }
}

/** Whether a chain surely leads to another part of the object or list that holds a socket: `clients[1]`, where `clients[0]` is the socket. */
function isOtherPart(world: World, { root, links }: Chain): boolean {
  const parts = world.sockets.filter(({ within }) => within !== undefined && within.name === root)
  return parts.length > 0 && parts.every(({ within }) => within?.path.some((wanted, index) => {
    const step = stepOf(world, links[index])
    return step !== undefined && step !== wanted && within.path.slice(0, index).every((before, i) => stepOf(world, links[i]) === before)
  }))
}

function rewriteOnce(world: World): void {
  const { facts } = world.draft
  const gone = [...world.gone].flatMap((index) => facts.statements[facts.functions[index]?.statement ?? -1]?.span ?? [])
  for (const chain of facts.chains) {
    if (world.done.has(keyOf(chain.span)) || gone.some((span) => contains(span, chain.span))) continue
    if (clearsAll(facts, chain)) clearedAll(world, chain)
    else if (heard(world, chain)) continue
    refuseSnapshot(world, chain)
    const claim = claimOf(world, chain)
    if (claim) {
      verified(world, chain, claim)
      continue
    }
    const access = accessOf(world, chain)
    if (!access) continue
    accessOf(world, chain, true)
    if (isInSight(world, access, chain)) used(world, access)
  }
}

function verified(world: World, chain: Chain, claim: Claim): void {
  const { draft } = world
  const { access, method } = claim
  if (!world.stack.methods.has(method)) return
  accessOf(world, access.outer, true)
  noteInner(world, chain, access)
  world.done.add(keyOf(chain.span))
  if (!isInSight(world, access, chain)) return
  if (!access.socket.isPair && method !== 'send') {
    refuse(draft, chain.span, 'a helper that gets the far end alone cannot tell this')
    return
  }
  const outcome = world.stack.counterpartOf({
    ...claim, socket: access.socket.name, client: access.socket.client,
    texts: claim.arguments.map(({ span }) => draft.text.slice(span.start, span.end)),
    ends: endOfTest(world, chain, access), changes: claim.arguments.some(({ value }) => changesOnItsWay(draft, value)),
  })
  makeWait(draft, chain.scope, chain.span)
  const from = chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start
  if ('finish' in outcome) leaveToFinish(draft, draft.facts.statements[chain.statement]?.span ?? chain.span, outcome.finish)
  else if ('whole' in outcome) edit(draft, from, chain.span.end, outcome.whole)
  else {
    edit(draft, from, outcome.operand.start, outcome.before)
    if (outcome.after !== undefined) edit(draft, outcome.operand.end, chain.span.end, outcome.after)
  }
}

function refuseSnapshot(world: World, chain: Chain): void {
  const [given, ...links] = chain.links
  const matcher = links.findLast((link) => link.kind === 'member')
  if (chain.root !== 'expect' || matcher?.kind !== 'member' || !matcher.name.endsWith('Snapshot')) return
  const access = given?.kind === 'call' && given.call.arguments[0] ? accessOf(world, given.call.arguments[0].value) : undefined
  if (access && memberName(access.links[1]) === 'mock') refuse(world.draft, chain.span, 'a snapshot of recorded calls has no counterpart; assert what arrives')
}

/** The chains that an assertion's subject passes through are dealt with: `(ws.send as SinonStub).calledOnce`. */
function noteInner(world: World, chain: Chain, access: Access): void {
  for (const inner of world.draft.facts.chains) if (contains(access.span, inner.span) && contains(chain.span, inner.span)) world.done.add(keyOf(inner.span))
}

/** How the test of an expectation says that the connection ended. */
function endOfTest(world: World, chain: Chain, access: Access): Verification['ends'] {
  const { facts } = world.draft
  const test = functionOf(facts, chain.scope)
  for (const other of facts.chains) {
    if (functionOf(facts, other.scope) !== test) continue
    const claim = claimOf(world, other)
    if (claim?.access.socket === access.socket && isEnd(claim.method) && !claim.negated) return claim.method
  }
  return undefined
}

function isEnd(method: string): method is NonNullable<Verification['ends']> {
  return method === 'terminate' || method === 'close' || method === 'leave' || method === 'disconnect'
}

/** `vi.clearAllMocks()`: in a test the sockets are cleared, in a hook there is nothing to clear, for each test has fresh connections. */
function clearedAll(world: World, chain: Chain): void {
  const { draft } = world
  const statement = draft.facts.statements[chain.statement]
  const index = functionOf(draft.facts, chain.scope)
  if (!statement || index < 0) return
  world.done.add(keyOf(chain.span))
  if (roleOf(draft.facts, index) === 'hook') {
    const fact = draft.facts.functions[index]
    const isAll = draft.facts.statements.filter(({ scope }) => functionOf(draft.facts, scope) === index).length === 1
    const hook = isAll ? draft.facts.statements[fact?.statement ?? -1] : undefined
    if (!world.otherDoubles) removeStatement(draft, (hook ?? statement).span)
    return
  }
  const used = world.sockets.filter((socket) => named(world, [socket], socket.name, chain.scope))
  if (used.length === 0) return
  makeWait(draft, chain.scope, chain.span)
  const semicolon = draft.text[statement.span.end - 1] === ';' ? ';' : ''
  const separator = `${semicolon}${lineEnd(draft.text)}${indentAt(draft.text, statement.span.start)}`
  const clears = used.map(({ client }) => `await ${client}.clear()`).join(separator)
  if (world.otherDoubles) edit(draft, chain.span.start, chain.span.start, `${clears}${separator}`)
  else edit(draft, chain.span.start, chain.span.end, clears)
}

/** Calls of captured listeners: `onMessage(data)`, `handlerOf(ws, 'message')(data)`, `handlers.message(data)`. */
function heard(world: World, chain: Chain): boolean {
  const { draft } = world
  if (typeof chain.root !== 'string') return false
  const listener = named(world, world.listeners, chain.root, chain.scope)
  if (!listener) return false
  world.done.add(keyOf(chain.span))
  const [first, second] = chain.links
  const event = listener.event ?? memberName(first)
  const call = listener.event === undefined ? second : first
  if (event === undefined || call?.kind !== 'call') refuse(draft, chain.span, `\`${listener.name}\` is handed on, or looked at, here`)
  else letFarEndAct(world, listener.socket.client, event, chain, call.call)
  return true
}

function used(world: World, access: Access): void {
  const { draft } = world
  const { facts, text } = draft
  const { socket, links, span, outer } = access
  const [first, second] = links
  const name = memberName(first)
  if (!first || name === undefined) {
    followArguments(world, access)
    return
  }
  const isTarget = facts.assignments.some(({ targets }) => targets.some((target) => target.span.start === span.start && target.span.end === span.end))
  const operation = memberName(second)
  if (isTarget) assignedTo(world, access, name)
  else if (operation === 'mock' && /^(?:mock[A-Z]|resetCalls$|restore$)/.test(memberName(links[2]) ?? '')) configured(world, access, name, memberName(links[2]) ?? '', links.slice(2))
  else if (operation !== undefined && world.stack.methods.has(name) && isConfiguration(world, operation) && !(operation === 'withArgs' && links.length > 3)) configured(world, access, name, operation, links.slice(1))
  else if (operation === 'mock' || (operation !== undefined && world.stack.methods.has(name) && world.recorder === 'sinon' && second?.kind === 'member')) read(world, access, name)
  else if (/^on(?:message|close|error|open)$/.test(name) && second?.kind === 'call') {
    const [given] = second.call.arguments
    const data = given?.value.kind === 'object' && given.value.entries.length === 1 && given.value.entries[0]?.key === 'data' ? given.value.entries[0].value : undefined
    if (name === 'onmessage' && data && socket.isPair) {
      makeWait(draft, outer.scope, span)
      edit(draft, outer.awaitAt >= 0 ? outer.awaitAt : span.start, data.span.start, `await ${socket.client}.deliver(`)
      edit(draft, data.span.end, second.call.argumentsSpan.end, ')')
    } else if (name === 'onclose' && !given) letFarEndAct(world, socket.client, 'close', outer, second.call)
    else refuse(draft, span, `what \`${name}\` gets here cannot be told`)
  } else if (name === 'emit' && second?.kind === 'call' && !world.stack.methods.has('emit')) {
    const [event, ...rest] = second.call.arguments
    const emitted = event?.value.kind === 'string' ? event.value.text : undefined
    if (emitted === undefined) refuse(draft, span, 'which event is emitted cannot be told')
    else letFarEndAct(world, socket.client, emitted, outer, { ...second.call, arguments: rest, argumentsSpan: { start: (rest[0]?.span.start ?? second.call.span.end) - 1, end: second.call.span.end } })
  } else if (world.stack.methods.has(name) && (second?.kind !== 'call' || span.start === startOf(first))) refuse(draft, span, `\`${name}\` is handed on, or verified in a way that Demock does not know`)
  else if (!socket.isPair) refuse(draft, span, 'a helper needs both ends here')
  else if (name === 'readyState' && text.slice(span.end, span.end + 2) === '++') refuse(draft, span, 'its state is changed here')
}

function assignedTo(world: World, { socket, links, span, outer }: Access, name: string): void {
  const { draft } = world
  const assignment = draft.facts.assignments.find(({ targets }) => targets[0]?.span.start === span.start)
  const statement = draft.facts.statements[assignment?.statement ?? -1]
  if (!assignment?.value || !statement || draft.edits.some((made) => contains(made.span, statement.span))) return
  if (name === 'readyState' && links.length === 1 && !world.stack.methods.has('emit')) {
    const state = readyState(draft.text, assignment.value)
    if (state === 'open' && !draft.edits.some((made) => made.text.includes(`${socket.name}.close()`) || made.text.includes(`await ${socket.client}.close(`))) removeStatement(draft, statement.span)
    else if (state !== 'closing' && state !== 'closed') refuse(draft, span, 'a connection cannot be put into this state')
    // Closing: the code under test must not send any more, and has not been told yet.
    else edit(draft, span.start, assignment.value.span.end, `${socket.name}.close()`)
  } else if (world.stack.methods.has(name)) refuse(draft, span, `\`${name}\` gets another implementation here`)
  else if (!socket.isPair) refuse(draft, outer.span, 'a helper needs both ends here')
}

function read(world: World, { socket, links, span, outer }: Access, name: string): void {
  const { draft } = world
  const rest = links.slice(1)
  if (LISTENING.has(name)) {
    const captured = capturedOf(draft.text, rest, world.recorder)
    const call: Link | undefined = captured && links[1 + captured.length]
    if (captured && !captured.isParameter && call?.kind === 'call') letFarEndAct(world, socket.client, captured.event, outer, call.call)
    else refuse(draft, span, 'which listener this is cannot be told')
    return
  }
  const reading = world.stack.readingOf(world, name, { socket: socket.name, client: socket.client }, rest)
  if (!reading) {
    refuse(draft, span, `what \`${name}\` recorded is read in a way that has no counterpart on a real connection`)
    return
  }
  const replaced = { start: span.start, end: reading.end }
  for (const inner of draft.facts.chains) if (inner !== outer && contains(replaced, inner.span)) world.done.add(keyOf(inner.span))
  makeWait(draft, outer.scope, span)
  edit(draft, span.start, reading.end, reading.text)
  const alone = draft.facts.assignments.some(({ value }) => value?.kind === 'chain' && value.span.start === span.start && value.span.end === span.end)
  if (alone && memberName(links.at(-1)) === 'calls') refuse(draft, span, 'the list of calls grows while the test runs; read it where it is needed')
}

const SINON_CONFIGURATION = /^(?:reset|resetHistory|resetBehavior|restore|returns|returnsThis|resolves|callsFake|yields|yieldsAsync|callsArg|throws|rejects|onCall|onFirstCall|onSecondCall|withArgs|named)$/

function isConfiguration({ recorder }: World, operation: string): boolean {
  return recorder === 'sinon' ? SINON_CONFIGURATION.test(operation) : recorder === 'jest' && /^mock[A-Z]/.test(operation)
}

/** `ws.send.mockClear()`, `ws.send.mockImplementation(…)`, `ws.send.resetHistory()`, `ws.send.mock.resetCalls()`; `links` begin with the operation. */
function configured(world: World, { socket, span, outer }: Access, name: string, operation: string, links: readonly Link[]): void {
  const { draft } = world
  const statement = draft.facts.statements[outer.statement]
  const call = links[1]
  if (!statement || call?.kind !== 'call' || links.length !== 2) {
    refuse(draft, span, `\`${operation}\` is used in a way that Demock does not know`)
    return
  }
  const given = call.call.arguments[0]?.value
  if (/^(?:mock(?:Clear|Reset|Restore)|reset|resetHistory|resetCalls|restore)$/.test(operation)) {
    const inHook = roleOf(draft.facts, functionOf(draft.facts, outer.scope)) === 'hook'
    if (name !== 'send' || inHook) removeStatement(draft, statement.span)
    else {
      makeWait(draft, outer.scope, span)
      clear(world, socket, statement.span, span)
    }
  } else if (given?.kind === 'function' && /^(?:mockImplementation(?:Once)?|callsFake)$/.test(operation)) {
    judgeFunction(draft, name, given.span, given.function)
    removeStatement(draft, statement.span)
  } else if (/^(?:mockReturnThis|returnsThis|resetBehavior|named)$/.test(operation) || (isHarmless(operation, call.call.arguments.length) && isNothing(draft, given?.span))) removeStatement(draft, statement.span)
  else refuse(draft, span, /^(?:throws|rejects)$/.test(operation) ? failureOf(name, true) : `the \`${name}\` of a real socket cannot be told what to give`)
}

/** To clear is to wait, which would let the end of a connection that was put into closing come too early: what closes it right before changes places with it. */
function clear({ draft }: World, socket: Socket, statement: Span, span: Span): void {
  const closing = draft.edits.findIndex((made) => made.text === `${socket.name}.close()` && made.span.end <= span.start)
  const made = draft.edits[closing]
  const isBefore = made !== undefined && /^[\s;]*$/.test(draft.text.slice(made.span.end, statement.start))
  if (made && isBefore) draft.edits[closing] = { span: made.span, text: `await ${socket.client}.clear()` }
  else if (made && draft.facts.functions.some(({ body }) => contains(body, made.span) && contains(body, span) && roleOfBody(draft, body) === 'test')) {
    refuse(draft, span, 'its calls are cleared after its state was changed: clear them before')
  }
  edit(draft, span.start, span.end, made && isBefore ? `${socket.name}.close()` : `await ${socket.client}.clear()`)
}

function roleOfBody({ facts }: Draft, body: Span): string {
  return roleOf(facts, facts.functions.findIndex((fact) => fact.body === body))
}

/** Where a method's name begins; a variable that holds the method begins with it. */
function startOf(link: Link): number {
  return link.kind === 'call' ? link.call.span.start : link.span.start
}

/** Whether a double is told to give nothing of interest, or to call back as a real socket does. */
function isHarmless(operation: string, given: number): boolean {
  return /^(?:mock(?:Return|Resolved)Value(?:Once)?|returns|resolves)$/.test(operation) || (given === 0 && /^yields(?:Async)?$/.test(operation))
}

function isNothing(draft: Draft, span: { readonly start: number; readonly end: number } | undefined): boolean {
  return span === undefined || /^(?:undefined|null|true|false)$/.test(draft.text.slice(span.start, span.end))
}
