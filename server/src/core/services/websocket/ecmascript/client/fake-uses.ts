import type { Chain, Link, Value } from '../../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../../model/bindings.ts'
import { contains, type Span } from '../../../../text/span.ts'
import { edit, refuse, removeStatement, unwrapped } from '../draft.ts'
import { functionOf, helperName, helperOf, roleOf } from '../functions.ts'
import { endOf, memberName } from '../sockets.ts'
import { constructed, constructorUsed } from './fake-constructed.ts'
import { firedBy } from './fake-firing.ts'
import { capturedBy } from './fake-object.ts'
import { asserted, calls, read, readWith } from './fake-recorded.ts'
import { type FakeWorld, giveLater, linked, type Use, useOf, waits } from './fake-world.ts'
import { actOf } from './firing.ts'
import { isOneOf } from './world.ts'

/** Rewrites every use of the class and of its instances. */
export function rewriteFakeUses(world: FakeWorld): void {
  const { draft, fake, removed } = world
  const { facts } = draft
  const isLeft = (span: Span): boolean => !contains(fake.where, span) && ![...removed, ...world.dropped].some((gone) => contains(gone, span))
  for (const index of world.givers) giveLater(world, index)
  for (const chain of facts.chains) if (chain.root === 'expect' && isLeft(chain.span) && !constructed(world, chain)) asserted(world, chain)
  for (const chain of facts.chains) {
    if (!isLeft(chain.span) || world.done.has(chain.span.start)) continue
    const use = useOf(world, chain)
    if (use) used(world, use)
    else if (!fake.isShared && (chain.root === fake.name || chain.root === fake.list || fake.last.has(String(chain.root)))) named(world, chain)
    else constructorUsed(world, chain)
  }
}

/** Takes the statements away, and hooks that hold nothing else with them. */
export function drop({ draft, dropped }: FakeWorld): void {
  const { facts } = draft
  const isDropped = (span: Span): boolean => dropped.some((gone) => contains(gone, span))
  const hooks = facts.functions.flatMap((fact, index) => {
    const call = roleOf(facts, index) === 'hook' ? facts.calls.find(({ arguments: given }) => given.some(({ value }) => value.kind === 'function' && value.function === index)) : undefined
    const whole = facts.statements[facts.chains[call?.chain ?? -1]?.statement ?? -1]
    const inner = facts.statements.filter(({ span }) => span.start > fact.body.start && contains(fact.body, span))
    return whole && inner.length > 0 && inner.every(({ span }) => isDropped(span)) ? [whole.span] : []
  })
  for (const span of hooks) removeStatement(draft, span)
  for (const span of dropped) if (!hooks.some((hook) => contains(hook, span))) removeStatement(draft, span)
}

function used(world: FakeWorld, use: Use): void {
  const { draft, fake } = world
  const { facts, text } = draft
  const { chain, links } = use
  const end = use.end + (/^!(?!=)/.test(text.slice(use.end, use.end + 2)) ? 1 : 0)
  for (const inner of facts.chains) if (inner !== chain && inner.span.start >= chain.span.start && inner.span.end <= end) world.done.add(inner.span.start)
  const [first, second, ...rest] = links
  const name = memberName(first)
  if (typeof chain.root !== 'string') for (const inner of facts.chains) if (inner !== chain && contains(chain.rootSpan, inner.span)) world.done.add(inner.span.start)
  const target = facts.assignments.find(({ targets }) => targets[0]?.span.start === chain.span.start)
  if (!first) {
    const statement = facts.statements[chain.statement]
    if (target && statement && !use.isVariable) world.dropped.push(statement.span)
    if (/^\)\s*\.(?:toBeNull|toBeUndefined|toBeFalsy)\b/.test(text.slice(end, end + 40))) refuse(draft, chain.span, 'that there is no connection is asserted of the list of connections')
    if (use.isVariable && !target) handedOn(world, chain)
    if (target || use.isVariable || !waits(world, chain)) return
    edit(draft, chain.span.start, end, chain.awaitAt >= 0 ? use.connection.replace(/^await /, '') : use.connection)
    return
  }
  if (target) {
    assigned(world, use, name, target.value)
    return
  }
  const captured = capturedBy(text, links)
  const fired = captured ?? firedBy(links, fake.dispatchers)
  const firing = fired ? { ...fired, given: declaredAs(world, fired.given, chain), parameters: [] } : fake.firings.get(name ?? '')
  if (firing && (captured || (second?.kind === 'call' && rest.length === 0))) {
    const act = actOf(text, firing, second?.kind === 'call' ? second.call.arguments : [], world.reads)
    if (typeof act === 'string') refuse(draft, chain.span, act)
    else if (waits(world, chain)) world.acts.push({ kind: firing.event === 'close' || firing.event === 'error' ? 'end' : firing.event, connection: use.connection, chain, fired: { use, act } })
  } else if (name === 'url') {
    if (!use.isVariable && waits(world, chain)) edit(draft, chain.span.start, end, linked(use))
  } else if (name === 'readyState') {
    if (waits(world, chain)) edit(draft, chain.span.start, endOf(first), links.length > 1 ? `(await ${linked(use)}.state())` : `await ${linked(use)}.state()`)
  } else if (name !== undefined && name === fake.sent) read(world, use, endOf(first))
  else if (name !== undefined && fake.readers.has(name)) readWith(world, use, name)
  else if (name === 'send' && fake.recordsSend && memberName(second) === 'mock') calls(world, use, links.slice(2))
  else if ((name === 'send' || name === 'close') && /^mock(?:Clear|Reset)$/.test(memberName(second) ?? '') && waits(world, chain)) {
    const statement = facts.statements[chain.statement]
    if (name === 'close' && statement) world.dropped.push(statement.span)
    else edit(draft, chain.span.start, chain.span.end, `await ${fake.isShared ? world.server : linked(use)}.clear()`)
  } else refuse(draft, chain.span, `what \`${name ?? 'it'}\` is on a real connection is not to be seen`)
}

/** `const message = { data: x }` in front of `ws.onmessage(message)`: the message itself. */
function declaredAs({ draft: { facts, text } }: FakeWorld, given: Value | undefined, { scope }: Chain): Value | undefined {
  const plain = given && unwrapped(text, given)
  if (plain?.kind !== 'chain' || plain.links.length > 0 || typeof plain.root !== 'string') return given
  const [binding, ...others] = bindingsOf(facts, plain.root, scope)
  const declared = binding?.kind === 'assignment' && others.length === 0 ? facts.assignments[binding.index] : undefined
  return declared?.declaration === 'const' && declared.value ? declared.value : given
}

/** `helper(ws)`: the helper must be known to take a connection. */
function handedOn(world: FakeWorld, chain: Chain): void {
  const { draft } = world
  const { facts } = draft
  const call = facts.calls.find((each) => each.arguments.some(({ value }) => contains(value.span, chain.span) && value.span.end - value.span.start <= chain.span.end - chain.span.start + 1))
  const callee = facts.chains[call?.chain ?? -1]
  if (!call || !callee || callee.root === 'expect') return
  const fact = typeof callee.root === 'string' && callee.links.length === 1 ? facts.functions[helperOf(facts, callee.root, callee.scope)] : undefined
  const parameter = fact?.parameters[call.arguments.findIndex(({ span }) => contains(span, chain.span))]
  if (!fact || !parameter || !isOneOf(world, world.connections, parameter.name, fact.scope)) refuse(draft, chain.span, 'it is handed on here, to where Demock does not follow it')
}

/** `ws.readyState = 1`, `ws.sent = []`. */
function assigned(world: FakeWorld, use: Use, name: string | undefined, value: Value | undefined): void {
  const { draft, fake } = world
  const { chain } = use
  const written = value ? draft.text.slice(value.span.start, value.span.end) : ''
  const statement = draft.facts.statements[chain.statement]
  if (!statement || statement.kind !== 'assignment') refuse(draft, chain.span, 'it is changed here')
  else if (name === 'readyState' && /^(?:1|[\w.]*\bOPEN)$/.test(written)) {
    if (!waits(world, chain)) return
    world.acts.push({ kind: 'open', connection: use.connection, chain })
    edit(draft, chain.span.start, value?.span.end ?? chain.span.end, `await ${linked(use)}.open()`)
  } else if (name === fake.sent && written === '[]') {
    if (waits(world, chain)) edit(draft, chain.span.start, value?.span.end ?? chain.span.end, `await ${linked(use)}.clear()`)
  } else refuse(draft, chain.span, 'it is changed here, and a real connection would have to be brought into that state')
}

/** `C.instances = []`, `C.instances.length`, `C.OPEN`, types. */
function named(world: FakeWorld, chain: Chain): void {
  const { draft, fake, server } = world
  const { facts } = draft
  const [first] = chain.links
  const name = memberName(first)
  const path = first && chain.root === fake.name ? `${fake.name}.${name ?? ''}` : String(chain.root)
  const isList = path === fake.list
  const [listed, second] = isList && chain.root === fake.list ? [undefined, first] : [first, chain.links[1]]
  const statement = facts.statements[chain.statement]
  const isTarget = facts.assignments.some(({ targets }) => targets[0]?.span.start === chain.span.start)
  const annotations = [...facts.assignments.map(({ annotation }) => annotation), ...facts.functions.flatMap(({ parameters, returns }) => [returns, ...parameters.map(({ annotation }) => annotation)])]
  if (!first && !isList) {
    if (!annotations.some((annotation) => annotation && contains(annotation.span, chain.span))) refuse(draft, chain.span, `\`${fake.name}\` is handed on here`)
    else {
      world.types.add('Connection')
      edit(draft, chain.span.start, chain.span.end, 'Connection')
    }
  } else if (statement && ((isTarget && (isList || fake.last.has(path))) || (name !== undefined && fake.resets.has(name) && second?.kind === 'call'))) {
    if (isAmidst(world, chain)) refuse(draft, chain.span, 'the list of connections is emptied in the middle of a test: a real server keeps all of them')
    world.dropped.push(statement.span)
  } else if (chain.root === fake.name && /^(?:CONNECTING|OPEN|CLOSING|CLOSED)$/.test(name ?? '')) edit(draft, chain.rootSpan.start, chain.rootSpan.end, 'WebSocket')
  else if (name !== undefined && fake.counts.has(name) && waits(world, chain)) edit(draft, chain.span.start, chain.span.end, `(await ${server}.connections()).length`)
  else if (isList && (second ? memberName(second) === 'length' || readsAddresses(world, chain.links.slice(listed ? 1 : 0)) : isAsserted(world, chain)) && waits(world, chain)) edit(draft, chain.span.start, listed ? endOf(listed) : chain.rootSpan.end, second ? `(await ${server}.connections())` : `await ${server}.connections()`)
  else refuse(draft, chain.span, `\`${fake.name}.${name ?? '…'}\` has no counterpart on a real server that Demock knows`)
}

/** `instances.map((each) => each.url)`: connections tell the same. */
function readsAddresses({ draft: { text } }: FakeWorld, [method, call]: readonly Link[]): boolean {
  const [callback] = call?.kind === 'call' ? call.call.arguments : []
  const written = callback ? text.slice(callback.span.start, callback.span.end) : ''
  return /^(?:map|some|every|filter|find)$/.test(memberName(method) ?? '') && /^\(?(\w+)\)? => \1\.url\b(?![^]*\b\1\.(?!url\b))/.test(written)
}

/** Whether the list itself is what an assertion is about, or is taken apart into connections. */
function isAsserted({ draft: { facts } }: FakeWorld, { span }: Chain): boolean {
  return facts.calls.some(({ arguments: given, chain }) => facts.chains[chain]?.root === 'expect' && given[0]?.value.span.start === span.start && given[0].value.span.end === span.end)
    || facts.assignments.some(({ targets, value }) => targets[0]?.kind === 'list' && value !== undefined && contains(value.span, span))
}

/** Whether a statement stands behind others of a test, or in a helper that tests call. */
function isAmidst({ draft: { facts } }: FakeWorld, { scope, span }: Chain): boolean {
  const index = functionOf(facts, scope)
  const fact = facts.functions[index]
  if (!fact) return false
  if (roleOf(facts, index) === 'test') return facts.statements.some((before) => before.span.start > fact.body.start && before.span.end <= span.start && contains(fact.body, before.span))
  const helper = helperName(facts, index)
  return helper !== undefined && usesOf(facts, helper.name, helper.scope).some((use) => use.links[0]?.kind === 'call' && roleOf(facts, functionOf(facts, use.scope)) !== 'hook')
}
