/** Uses of a double of a server: what it was called with becomes what happened to its clients. */
import type { Call, Chain } from '../../../model/facts.ts'
import { membersOf, needsAwait, refuse, replace, written, type Draft } from './draft.ts'
import type { Ends } from './ends.ts'
import { DOUBLE_ONLY, sameAsCalled } from './members.ts'
import { compareWith, isVisible } from './server-calls.ts'
import { followRecords } from './server-records.ts'
import { isReal, type ServerCall } from './stacks/stack.ts'

/** A use that is neither a setting nor a verification. */
export function useServer(draft: Draft, ends: Ends, use: Chain): void {
  const members = membersOf(use)
  const [member] = members
  if (members.includes('reset_mock')) return reset(draft, ends, use, members)
  const odd = members.find((name) => DOUBLE_ONLY.has(name))
  if (odd !== undefined) return refuse(draft, use.span, `${odd} of the whole double is used: verify each method of the server`)
  if (member !== undefined && !isReal(draft.stack, member)) return refuse(draft, use.span, `${draft.stack.title} has no ${member}`)
  if (member !== undefined && draft.stack.logs?.[member] !== undefined && use.links.length === 1) return refuse(draft, use.span, `${member} itself is used as a value`)
  if (ends.server !== ends.name) replace(draft, use.rootSpan, ends.server)
}

function reset(draft: Draft, ends: Ends, use: Chain, members: readonly string[]): void {
  const log = draft.stack.logs?.[members[0] ?? '']?.log
  if (!isStatement(draft, use) || members.length > 2 || (members.length === 2 && log === undefined)) return refuse(draft, use.span, 'only what happened so far can be forgotten')
  if (needsAwait(draft, use.scope, use.span)) replace(draft, use.span, `await ${ends.client}${log === undefined ? '' : `.${log}`}.clear()`)
}

const EXPECTATIONS: Readonly<Record<string, string>> = { assert_called_once_with: 'expect_only', assert_called_with: 'expect_last', assert_any_call: 'expect_any' }

/** Rewrites one verification `sio.<method>.<check>…`; refuses what no client can tell. */
export function verifyServer(draft: Draft, ends: Ends, chain: Chain, member: string, check: string): void {
  if (draft.handled.has(chain) || !needsAwait(draft, chain.scope, chain.span)) return
  const known = draft.stack.logs?.[member]
  if (!known) return refuse(draft, chain.span, `how often the code calls ${member}() is not visible to any client`)
  const log = `${ends.client}.${known.log}`
  const name = sameAsCalled(check)
  if (name.startsWith('assert_')) return assertServer(draft, chain, known, log, name)
  const head = { start: chain.span.start, end: chain.links[1]?.kind === 'member' ? chain.links[1].span.end : chain.span.end }
  if (name === 'call_count') return replace(draft, head, `len(await ${log}())`)
  if (name === 'called') return verifyCalled(draft, chain, log)
  if (name === 'call_args' || name === 'call_args_list') return followRecords(draft, chain, known, log, name === 'call_args')
  refuse(draft, chain.span, `${check} of a method is used: verify what it was called with`)
}

function assertServer(draft: Draft, chain: Chain, known: ServerCall, log: string, check: string): void {
  const last = chain.links[2]
  if (last?.kind !== 'call' || chain.links.length !== 3 || !isStatement(draft, chain)) return refuse(draft, chain.span, `${check} is used in a way that is not understood`)
  const { call } = last
  if (check === 'assert_not_called') return replace(draft, chain.span, `await ${log}.expect_none()`)
  if (check === 'assert_called') return replace(draft, chain.span, `assert await ${log}()`)
  if (check === 'assert_called_once') return replace(draft, chain.span, `assert len(await ${log}()) == 1`)
  if (check === 'assert_has_calls') return assertSequence(draft, chain, known, log, call)
  const expectation = EXPECTATIONS[check]
  if (expectation === undefined) return refuse(draft, chain.span, `${check} is not understood`)
  if (isVisible(draft, known, call)) replace(draft, { start: chain.span.start, end: call.argumentsSpan.start }, `await ${log}.${expectation}`)
}

function assertSequence(draft: Draft, chain: Chain, known: ServerCall, log: string, call: Call): void {
  const [list, order, ...more] = call.arguments
  const isAnyOrder = order?.name === 'any_order' && written(draft, order.value) === 'True'
  if (list?.value.kind !== 'list' || more.length > 0 || (order && !isAnyOrder)) return refuse(draft, call.span, 'assert_has_calls is understood with one list of calls')
  const { items } = list.value
  for (const item of items) if (!compareWith(draft, item, known, log)) return refuse(draft, item.span, 'only call(…) can be compared with what happened')
  if (!isAnyOrder) return replace(draft, { start: chain.span.start, end: call.argumentsSpan.start }, `await ${log}.expect_sequence`)
  const texts = items.map((item) => written(draft, item).replace(/\s+/g, ' '))
  if (new Set(texts).size < texts.length) return refuse(draft, call.span, 'assert_has_calls(any_order=True) expects the same call more than once')
  replace(draft, { start: chain.span.start, end: list.value.span.start }, `assert all([each in await ${log}() for each in `)
  replace(draft, { start: list.value.span.end, end: chain.span.end }, '])')
}

function verifyCalled(draft: Draft, chain: Chain, log: string): void {
  const statement = draft.facts.statements[chain.statement]
  const condition = statement?.kind === 'assert' ? statement.value : undefined
  const before = condition?.span.end === chain.span.end && statement?.span.end === chain.span.end ? draft.text.slice(condition.span.start, chain.span.start) : undefined
  if (statement && before !== undefined && /^not\s+$/.test(before)) return replace(draft, statement.span, `await ${log}.expect_none()`)
  replace(draft, chain.span, before === '' ? `await ${log}()` : `bool(await ${log}())`)
}

function isStatement(draft: Draft, chain: Chain): boolean {
  const statement = draft.facts.statements[chain.statement]
  return statement?.kind === 'expression' && statement.span.start === chain.span.start && statement.span.end === chain.span.end
}
