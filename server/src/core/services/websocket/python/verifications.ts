/** What a double recorded becomes what really arrived. */
import type { Call, Chain, Value } from '../../../model/facts.ts'
import type { Span } from '../../../text/span.ts'
import { asJson, messageArgument, messageOf, unwrapCalls } from './messages.ts'
import { acceptedBefore } from './alike.ts'
import { isTest, mark, membersOf, needsAwait, refuse, replace, wrap, written, type Draft } from './draft.ts'
import { verified, type Ends } from './ends.ts'
import { sameAsCalled } from './members.ts'
import { compareWithCall, renameRecords } from './records.ts'
import type { Send } from './stacks/stack.ts'

/** Rewrites one verification `ws.<member>.<check>…`; refuses what cannot be read off the wire. */
export function verify(draft: Draft, ends: Ends, chain: Chain, member: string, check: string): void {
  if (!needsAwait(draft, chain.scope, chain.span)) return
  const name = sameAsCalled(check)
  if (draft.stack.sends[member] !== undefined) return verifySend(draft, ends, chain, member, name)
  if (member === draft.stack.accept) return verifyAccept(draft, ends, chain, name)
  if (member === draft.stack.close.member) return verifyClose(draft, ends, chain, name)
  const told = draft.stack.told?.[member]
  if (told) return verifyTold(draft, ends, chain, member, name, told)
  refuse(draft, chain.span, `how often the code asks for ${member}() is not visible at the far end of a connection`)
}

function verifySend(draft: Draft, ends: Ends, chain: Chain, member: string, check: string): void {
  const negative = check === 'assert_not_called'
  if (ends.failsAt >= 0 && ends.failsAt < chain.span.start && !negative) {
    return refuse(draft, chain.span, 'what a failing send was given never arrives, so that it cannot be verified at the far end')
  }
  if (isMixed(draft, ends) && !draft.stack.tellsSends) mark(draft, chain.statement, `${listed(Object.keys(draft.stack.sends))} arrive in one stream: check what is expected of all of it`)
  const arrived = `await ${ends.client}.${draft.stack.sends[member]?.read ?? ''}(${byOf(draft, ends, member)})`
  const call = callBehind(chain, 2)
  if (check.startsWith('assert_')) {
    if (!call || !isStatement(draft, chain) || chain.links.length !== 3) return refuse(draft, chain.span, `${check} is used in a way that is not understood`)
    return assertSend(draft, ends, chain, call, member, check, arrived)
  }
  const after = chain.links.slice(2)
  const head = { start: chain.span.start, end: endOf(chain, 2) }
  if (check === 'call_count') return replace(draft, head, `len(${arrived})`)
  if (check === 'called') return verifyCalled(draft, ends, chain, member, arrived)
  if (check === 'call_args') {
    const used = messageOf(after)
    if (used > 0) return replace(draft, { start: chain.span.start, end: endOf(chain, 2 + used) }, `(${arrived})[-1]`)
    return renameRecords(draft, chain, arrived, false)
  }
  const [index, ...rest] = after
  if (index?.kind === 'index' && index.items.length === 1) {
    const used = messageOf(rest)
    if (used > 0) return replace(draft, { start: chain.span.start, end: endOf(chain, 3 + used) }, `(${arrived})${written(draft, index)}`)
    if (rest.length === 0 && compareWithCall(draft, chain)) return replace(draft, { start: chain.span.start, end: endOf(chain, 3) }, `(${arrived})${written(draft, index)}`)
    return refuse(draft, chain.span, 'only the first positional argument of a send reaches the wire')
  }
  renameRecords(draft, chain, arrived, true)
}

/** Whether the test verifies several ways of sending, all of which arrive in one stream. */
function isMixed(draft: Draft, ends: Ends): boolean {
  return verified(draft.stack, ends).kinds.size > 1
}

/** The argument that asks for what one method sent, where the test tells them apart. */
function byOf(draft: Draft, ends: Ends, member: string): string {
  return draft.stack.tellsSends && isMixed(draft, ends) ? `by="${member}"` : ''
}

function assertSend(draft: Draft, ends: Ends, chain: Chain, call: Call, member: string, check: string, arrived: string): void {
  if (check === 'assert_not_called') return replace(draft, chain.span, `await ${ends.client}.expect_silence(${byOf(draft, ends, member)})`)
  if (check === 'assert_called') return replace(draft, chain.span, `assert ${arrived}`)
  if (check === 'assert_called_once') return replace(draft, chain.span, `assert len(${arrived}) == 1`)
  if (check === 'assert_has_calls') return assertSequence(draft, ends, chain, call, member)
  const value = messageArgument(draft.stack.sends[member], call)
  if (!value) return refuse(draft, call.span, `only one message can be compared: ${member}() is verified with other arguments`)
  const [open, close] = asJson(draft, member, value)
  if (check === 'assert_called_once_with') return wrap(draft, chain.span, value.span, `assert ${arrived} == [${open}`, `${close}]`)
  if (check === 'assert_called_with') return wrap(draft, chain.span, value.span, `assert (${arrived})[-1] == ${open}`, close)
  if (check === 'assert_any_call') return wrap(draft, chain.span, value.span, `assert ${open}`, `${close} in ${arrived}`)
  refuse(draft, chain.span, `${check} is not understood`)
}

function assertSequence(draft: Draft, ends: Ends, chain: Chain, call: Call, member: string): void {
  const send = draft.stack.sends[member]
  const list = call.arguments[0]?.value
  const [, order, ...more] = call.arguments
  const isAnyOrder = order?.name === 'any_order' && written(draft, order.value) === 'True'
  if (list?.kind !== 'list' || more.length > 0 || (order && order.name !== 'any_order') || (!isAnyOrder && !keepsText(send, list.items))) {
    return refuse(draft, call.span, 'assert_has_calls is understood with one list of calls, of messages that are no JSON text')
  }
  if (isAnyOrder) {
    const texts = list.items.map((item) => written(draft, item).replace(/\s+/g, ' '))
    if (new Set(texts).size < texts.length) return refuse(draft, call.span, 'assert_has_calls(any_order=True) expects the same message more than once')
    if (unwrapCalls(draft, list.items, member)) wrap(draft, chain.span, list.span, `assert all([message in await ${ends.client}.${send?.read ?? ''}(${byOf(draft, ends, member)}) for message in `, '])')
    return
  }
  const by = byOf(draft, ends, member)
  if (unwrapCalls(draft, list.items, member)) wrap(draft, chain.span, list.span, `await ${ends.client}.${send?.sequence ?? ''}(`, by === '' ? ')' : `, ${by})`)
}

/** Whether the messages arrive as they are written where all that arrived is looked at: text that is JSON is decoded there. */
function keepsText(send: Send | undefined, items: readonly Value[]): boolean {
  return send?.form === 'json' || send?.form === 'any' || send?.form === 'bytes' || (send?.form === 'text' && items.every((item) => {
    const last = item.kind === 'chain' ? item.links.at(-1) : undefined
    const value = last?.kind === 'call' ? messageArgument(send, last.call) : undefined
    return value?.kind === 'string' && value.parts.length === 0 && value.text !== undefined && /^[A-Za-z]/.test(value.text) && !/^(?:true|false|null|NaN|Infinity)$/.test(value.text)
  }))
}

function verifyCalled(draft: Draft, ends: Ends, chain: Chain, member: string, arrived: string): void {
  const statement = draft.facts.statements[chain.statement]
  const condition = statement?.kind === 'assert' ? statement.value : undefined
  if (condition && condition.span.start === chain.span.start && condition.span.end === chain.span.end) return replace(draft, chain.span, arrived)
  if (statement && condition && condition.span.end === chain.span.end && /^not\s+$/.test(draft.text.slice(condition.span.start, chain.span.start))
    && condition.span.end === statement.span.end) {
    return replace(draft, statement.span, `await ${ends.client}.expect_silence(${byOf(draft, ends, member)})`)
  }
  replace(draft, chain.span, `bool(${arrived})`)
}

function verifyAccept(draft: Draft, ends: Ends, chain: Chain, check: string): void {
  const call = callBehind(chain, 2)
  if (check === 'assert_not_called' && isStatement(draft, chain)) return replace(draft, chain.span, `await ${ends.client}.expect_not_accepted()`)
  if (call && isStatement(draft, chain) && ['assert_called', 'assert_called_once', 'assert_called_with', 'assert_called_once_with'].includes(check)) {
    const [argument, ...more] = call.arguments
    if (!argument) return replace(draft, chain.span, `await ${ends.client}.expect_accepted()`)
    if (more.length === 0 && (argument.name === 'subprotocol' || argument.name === undefined) && argument.value.kind === 'string') {
      ends.options.set('subprotocols', `[${written(draft, argument.value)}]`)
      return replace(draft, chain.span, `await ${ends.client}.expect_accepted(${written(draft, argument.value)})`)
    }
    return refuse(draft, call.span, 'accept() is verified with arguments that a client does not see')
  }
  const told = tells(draft, chain, check)
  if (told !== undefined) return replace(draft, told.span, `await ${ends.client}.${told.positive ? 'expect_accepted' : 'expect_not_accepted'}()`)
  refuse(draft, chain.span, `accept.${check} is used in a way that is not understood`)
}

/** A method of which the far end tells no more than that it was called. */
function verifyTold(draft: Draft, ends: Ends, chain: Chain, member: string, check: string, [called, notCalled]: readonly [string, string]): void {
  const call = callBehind(chain, 2)
  if (call && isStatement(draft, chain) && check.startsWith('assert_')) {
    if (check === 'assert_not_called') return replace(draft, chain.span, `await ${ends.client}.${notCalled}()`)
    const [argument, ...more] = call.arguments
    if (more.length > 0) return refuse(draft, call.span, `${member}() is verified with other arguments than the far end can tell`)
    if (['assert_called', 'assert_called_once', 'assert_called_with', 'assert_called_once_with', 'assert_any_call'].includes(check)) {
      return replace(draft, chain.span, `await ${ends.client}.${called}(${[...(argument ? [written(draft, argument.value)] : []), ...onceOf(draft, check)].join(', ')})`)
    }
  }
  const told = tells(draft, chain, check)
  if (told === undefined) return refuse(draft, chain.span, `${member}.${check} is used in a way that is not understood`)
  replace(draft, told.span, `await ${ends.client}.${told.positive ? called : notCalled}(${told.positive ? onceOf(draft, check).join('') : ''})`)
}

/** What a check says of the number of calls, where the far end can tell it although nothing of a second one arrives. */
function onceOf(draft: Draft, check: string): readonly string[] {
  return draft.stack.tellsSends && (check === 'call_count' || check.startsWith('assert_called_once')) ? ['once=True'] : []
}

const UNSURE = 'a close() before accept() reaches a client as HTTP 403, without code and reason: if so here, use expect_rejected(), '
  + 'or open the pair with accepted=True when other code accepts the socket'
const LATE = 'the far end hangs up behind its script: check that the code closes before it asks for more, since a later close() tells nobody its code'
const GONE = 'where the far end has hung up by then, a close() is not visible to it'
const HUNG_UP = 'the client has hung up by then: a real close() after that fails'

function verifyClose(draft: Draft, ends: Ends, chain: Chain, check: string): void {
  const call = callBehind(chain, 2)
  const told = isStatement(draft, chain) && call ? { span: chain.span, positive: check !== 'assert_not_called' } : tells(draft, chain, check)
  if (!told) return refuse(draft, chain.span, `close.${check} is used in a way that is not understood`)
  if (!told.positive) return replace(draft, told.span, `await ${ends.client}.expect_not_closed()`)
  const expected = call && isStatement(draft, chain) ? closeArguments(draft, call, check) : ''
  if (expected === undefined) return refuse(draft, chain.span, 'close() is verified with arguments that are not understood')
  const proof = verified(draft.stack, ends)
  const rejected = ends.uses.some((use) => membersOf(use)[0] === draft.stack.accept && /^assert_not_(?:called|awaited)/.test(membersOf(use)[1] ?? ''))
  if (rejected) {
    mark(draft, chain.statement, 'close() before accept() answers the handshake with HTTP 403: its code and reason never reach a client')
    return replace(draft, told.span, `await ${ends.client}.expect_rejected()`)
  }
  const mayBeGone = draft.stack.script ? expected !== '' : draft.stack.accept !== undefined || ends.scripts.some(({ ending }) => !ending.includes('hang_up=False'))
  if (ends.scripts.length > 0 && mayBeGone) mark(draft, chain.statement, draft.stack.script ? LATE : draft.stack.accept === undefined ? GONE : HUNG_UP)
  else if (draft.stack.accept !== undefined && !proof.accepted && !proof.sent && !ends.options.has('accepted')) {
    const before = isTest(draft.facts.functions[ends.function]) ? acceptedBefore(draft, chain.scope, ends.name, chain.span.start) : undefined
    if (before === 'elsewhere') ends.options.set('accepted', 'True')
    else if (before === undefined) mark(draft, chain.statement, UNSURE)
  }
  replace(draft, told.span, `await ${ends.client}.expect_close(${[...(expected === '' ? [] : [expected]), ...onceOf(draft, check)].join(', ')})`)
}

function closeArguments(draft: Draft, call: Call, check: string): string | undefined {
  if (check === 'assert_called' || check === 'assert_called_once') return ''
  if (check !== 'assert_called_with' && check !== 'assert_called_once_with') return undefined
  const { parameters, expected } = draft.stack.close
  const given = new Map<string, string>()
  for (const [index, argument] of call.arguments.entries()) {
    const name = argument.name ?? parameters[index]
    if (argument.spread || name === undefined || !parameters.includes(name)) return undefined
    given.set(name, written(draft, argument.value))
  }
  return expected(given)
}

/** `assert x.called`, `assert not x.called`, `assert x.call_count == 0|1` as a whole statement. */
function tells(draft: Draft, chain: Chain, check: string): { readonly span: Span, readonly positive: boolean } | undefined {
  const statement = draft.facts.statements[chain.statement]
  if (statement?.kind !== 'assert' || !statement.value || statement.value.span.end !== statement.span.end) return undefined
  const before = draft.text.slice(statement.value.span.start, chain.span.start)
  const behind = draft.text.slice(chain.span.end, statement.value.span.end).trim()
  if (check === 'called' && behind === '' && /^(?:not\s+)?$/.test(before)) return { span: statement.span, positive: before === '' }
  if (check === 'call_count' && before === '' && /^==\s*[01]$/.test(behind)) return { span: statement.span, positive: behind.endsWith('1') }
  return undefined
}

/** `a, b and c` */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

function callBehind(chain: Chain, position: number): Call | undefined {
  const link = chain.links[position]
  return link?.kind === 'call' ? link.call : undefined
}

function endOf(chain: Chain, count: number): number {
  const link = chain.links[count - 1]
  return link === undefined ? chain.rootSpan.end : link.kind === 'call' ? link.call.span.end : link.span.end
}

function isStatement(draft: Draft, chain: Chain): boolean {
  const statement = draft.facts.statements[chain.statement]
  return statement?.kind === 'expression' && statement.span.start === chain.span.start && statement.span.end === chain.span.end
}
