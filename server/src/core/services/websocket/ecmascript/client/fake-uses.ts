import type { Chain, Link, Value } from '../../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../../model/bindings.ts'
import { contains, type Span } from '../../../../text/span.ts'
import { edit, indentAt, lineEnd, refuse, removeStatement, unwrapped } from '../draft.ts'
import { functionOf, helperName, helperOf, roleOf } from '../functions.ts'
import { endOf, memberName } from '../sockets.ts'
import { closed, sent } from './fake-asserting.ts'
import type { FakeClient } from './fake.ts'
import { actOf } from './firing.ts'
import { isGivenOn, makeAsync, waitFor } from './waiting.ts'
import type { ClientWorld, Variable } from './world.ts'

/** The conversion of a fake client. */
export interface FakeWorld extends ClientWorld {
  readonly fake: FakeClient
  /** Variable that holds the server. */
  readonly server: string
  /** Helpers that give an instance. */
  readonly givers: Set<number>
  readonly removed: Span[]
  /** Statements that go. */
  readonly dropped: Span[]
}

/** A use of an instance: the expression that gives it, its text on a real connection, and what is done with it. */
interface Use {
  readonly chain: Chain
  /** Awaits when it stands for itself; a name when it is a variable. */
  readonly connection: string
  readonly isVariable: boolean
  readonly links: readonly Link[]
  /** Offset of the end of the expression that gives the instance. */
  readonly end: number
}

/** Finds variables and helpers that hold or give instances. */
export function findInstances(world: FakeWorld): void {
  const { facts } = world.draft
  for (let before = -1; before !== world.connections.length + world.givers.size;) {
    before = world.connections.length + world.givers.size
    for (const { targets, value, span } of facts.assignments) {
      const [target] = targets
      const use = value && instanceIn(world, value)
      if (!use || use.links.length > 0 || target?.kind !== 'chain' || contains(world.fake.fact.span, span)) continue
      if (typeof target.root !== 'string' || target.links.length > 0) refuse(world.draft, target.span, 'give the socket a variable of its own')
      else add(world.connections, { name: target.root, scope: bindingsOf(facts, target.root, target.scope)[0]?.scope ?? -1 })
    }
    facts.functions.forEach((fact, index) => {
      const results = fact.value ? [fact.value] : facts.statements.filter(({ kind, scope }) => kind === 'return' && functionOf(facts, scope) === index).map(({ value }) => value)
      if (results.some((value) => value && instanceIn(world, value)?.links.length === 0) && helperName(facts, index)) world.givers.add(index)
    })
  }
}

function add(variables: Variable[], variable: Variable): void {
  if (!variables.some(({ name, scope }) => name === variable.name && scope === variable.scope)) variables.push(variable)
}

/** The instance that a value begins with. */
function instanceIn(world: FakeWorld, value: Value): Use | undefined {
  const plain = unwrapped(world.draft.text, value)
  return plain.kind === 'chain' ? useOf(world, plain) : undefined
}

function useOf(world: FakeWorld, chain: Chain): Use | undefined {
  const { draft: { facts, text }, fake, server, connections, givers } = world
  const { root, links } = chain
  if (typeof root !== 'string') {
    const inner = instanceIn(world, root)
    return inner && inner.links.length === 0 ? { ...inner, chain, links, end: chain.rootSpan.end } : undefined
  }
  const [first] = links
  const path = [root, ...(memberName(first) === undefined ? [] : [`${root}.${memberName(first) ?? ''}`])].find((each) => each === fake.list || fake.last.has(each))
  if (path !== undefined && fake.last.has(path)) {
    const given = path === root ? 0 : 1
    const isCall = links[given]?.kind === 'call'
    const taken = links[given + (isCall ? 1 : 0) - 1]
    return { chain, connection: `await ${server}.connection(-1)`, isVariable: false, links: links.slice(given + (isCall ? 1 : 0)), end: taken ? endOf(taken) : chain.rootSpan.end }
  }
  if (path === fake.list) {
    const [second, third, ...rest] = path === root ? links : links.slice(1)
    if (!second) return undefined
    const item = second.kind === 'index' ? second.items[0] : undefined
    const written = item && text.slice(item.span.start, item.span.end)
    if (written !== undefined) {
      const position = written === `${fake.list}.length - 1` ? '-1' : written
      return { chain, connection: `await ${server}.connection(${position})`, isVariable: false, links: third ? [third, ...rest] : [], end: endOf(second) }
    }
    if (memberName(second) === 'at' && third?.kind === 'call') {
      const [position] = third.call.arguments
      return { chain, connection: `await ${server}.connection(${position ? text.slice(position.span.start, position.span.end) : '0'})`, isVariable: false, links: rest, end: endOf(third) }
    }
    return undefined
  }
  const home = bindingsOf(facts, root, chain.scope)[0]?.scope
  if (connections.some(({ name, scope }) => name === root && scope === home)) return { chain, connection: root, isVariable: true, links, end: chain.rootSpan.end }
  const helper = first?.kind === 'call' ? helperOf(facts, root, chain.scope) : -1
  return first?.kind === 'call' && givers.has(helper) ? { chain, connection: `await ${root}()`, isVariable: false, links: links.slice(1), end: endOf(first) } : undefined
}

/** Rewrites every use of the class and of its instances. */
export function rewriteFakeUses(world: FakeWorld): void {
  const { draft, fake, removed } = world
  const { facts } = draft
  const isLeft = (span: Span): boolean => !contains(fake.fact.span, span) && ![...removed, ...world.dropped].some((gone) => contains(gone, span))
  for (const index of world.givers) giveLater(world, index)
  for (const chain of facts.chains) if (chain.root === 'expect' && isLeft(chain.span)) asserted(world, chain)
  for (const chain of facts.chains) {
    if (!isLeft(chain.span) || world.done.has(chain.span.start)) continue
    const use = useOf(world, chain)
    if (use) used(world, use)
    else if (chain.root === fake.name || chain.root === fake.list || fake.last.has(String(chain.root))) named(world, chain)
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

/** Makes the code around wait; refuses where nobody could. */
function waits(world: FakeWorld, chain: Chain): boolean {
  if (!waitFor(world, chain)) {
    refuse(world.draft, chain.span, 'nobody could wait for the connection here: make the test async, without `done`')
    return false
  }
  const index = functionOf(world.draft.facts, chain.scope)
  if (world.givers.has(index)) giveLater(world, index)
  else makeAsync(world, chain.scope, chain)
  return true
}

/** Makes a helper that gives an instance wait for it; whoever calls it waits as well, see `used`. */
function giveLater(world: FakeWorld, index: number): void {
  const { draft } = world
  const { facts } = draft
  const fact = facts.functions[index]
  if (!fact || draft.waiting.has(index)) return
  draft.waiting.add(index)
  const helper = helperName(facts, index)
  for (const use of helper ? usesOf(facts, helper.name, helper.scope) : []) {
    const isDeclared = facts.assignments.some(({ targets }) => targets[0]?.span.start === use.span.start)
    if (use.links[0]?.kind !== 'call' && !isDeclared) refuse(draft, use.span, `\`${helper?.name ?? ''}\` would have to wait, and is handed on here`)
  }
  if (!fact.async) edit(draft, fact.span.start, fact.span.start, 'async ')
  if (!fact.returns) return
  for (const { span } of facts.chains) if (contains(fact.returns.span, span)) world.done.add(span.start)
  world.types.add('Connection')
  edit(draft, fact.returns.span.start, fact.returns.span.end, 'Promise<Connection>')
}

/** The connection, as an expression that can be linked on. */
function linked({ connection, isVariable }: Use): string {
  return isVariable ? connection : `(${connection})`
}

function used(world: FakeWorld, use: Use): void {
  const { draft, fake } = world
  const { facts, text } = draft
  const { chain, links } = use
  const end = use.end + (/^!(?!=)/.test(text.slice(use.end, use.end + 2)) ? 1 : 0)
  for (const inner of facts.chains) if (inner !== chain && inner.span.start >= chain.span.start && inner.span.end <= end) world.done.add(inner.span.start)
  const [first, second, ...rest] = links
  const name = memberName(first)
  const target = facts.assignments.find(({ targets }) => targets[0]?.span.start === chain.span.start)
  if (!first) {
    const statement = facts.statements[chain.statement]
    if (target && statement && !use.isVariable) world.dropped.push(statement.span)
    if (/^\)\s*\.(?:toBeNull|toBeUndefined|toBeFalsy)\b/.test(text.slice(end, end + 40))) refuse(draft, chain.span, 'that there is no connection is asserted of the list of connections')
    if (target || use.isVariable || !waits(world, chain)) return
    edit(draft, chain.span.start, end, chain.awaitAt >= 0 ? use.connection.replace(/^await /, '') : use.connection)
    return
  }
  if (target) {
    assigned(world, use, name, target.value)
    return
  }
  const event = /^on(open|message|close|error)$/.exec(name ?? '')?.[1] as 'open' | undefined
  const firing = event ? { event, parameters: [], given: second?.kind === 'call' ? second.call.arguments[0]?.value : undefined } : fake.firings.get(name ?? '')
  if (firing && second?.kind === 'call' && rest.length === 0) {
    const act = actOf(text, firing, second.call.arguments)
    if (typeof act === 'string') refuse(draft, chain.span, act)
    else if (waits(world, chain)) {
      const statement = facts.statements[chain.statement]
      if (act.review !== undefined) {
        draft.remarks.push({ span: chain.span, text: act.review })
        if (statement) edit(draft, statement.span.start, statement.span.start, `// demock: finish – ${act.review}${lineEnd(text)}${indentAt(text, statement.span.start)}`)
      }
      edit(draft, chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start, chain.span.end, `${isGivenOn(world, chain) && !use.isVariable ? 'await ' : isGivenOn(world, chain) ? '' : 'await '}${linked(use)}.${act.call}`)
    }
  } else if (name === 'url') {
    if (!use.isVariable && waits(world, chain)) edit(draft, chain.span.start, end, linked(use))
  } else if (name !== undefined && name === fake.sent) read(world, use, endOf(first))
  else if (name === 'send' && fake.sent === undefined && memberName(second) === 'mock') calls(world, use, links.slice(2))
  else if ((name === 'send' || name === 'close') && /^mock(?:Clear|Reset)$/.test(memberName(second) ?? '') && waits(world, chain)) {
    const statement = facts.statements[chain.statement]
    if (name === 'close' && statement) world.dropped.push(statement.span)
    else edit(draft, chain.span.start, chain.span.end, `await ${linked(use)}.clear()`)
  } else refuse(draft, chain.span, `what \`${name ?? 'it'}\` is on a real connection is not to be seen`)
}

/** `ws.readyState = 1`, `ws.sent = []`. */
function assigned(world: FakeWorld, use: Use, name: string | undefined, value: Value | undefined): void {
  const { draft, fake } = world
  const { chain } = use
  const written = value ? draft.text.slice(value.span.start, value.span.end) : ''
  const statement = draft.facts.statements[chain.statement]
  if (!statement || statement.kind !== 'assignment') refuse(draft, chain.span, 'it is changed here')
  else if (name === 'readyState' && /^(?:1|[\w.]*\bOPEN)$/.test(written)) {
    if (waits(world, chain)) edit(draft, chain.span.start, value?.span.end ?? chain.span.end, `await ${linked(use)}.open()`)
  } else if (name === fake.sent && written === '[]') {
    if (waits(world, chain)) edit(draft, chain.span.start, value?.span.end ?? chain.span.end, `await ${linked(use)}.clear()`)
  } else refuse(draft, chain.span, 'it is changed here, and a real connection would have to be brought into that state')
}

/** `ws.sent[0]`: what arrived. */
function read(world: FakeWorld, use: Use, end: number): void {
  const { chain } = use
  if (waits(world, chain)) edit(world.draft, chain.span.start, end, use.links.length > 1 ? `(await ${linked(use)}.receivedText())` : `await ${linked(use)}.receivedText()`)
}

/** `ws.send.mock.calls[0][0]`. */
function calls(world: FakeWorld, use: Use, links: readonly Link[]): void {
  const { draft } = world
  const { chain } = use
  const [list, first, second] = links
  const text = `(await ${linked(use)}.receivedText())`
  if (memberName(list) === 'calls' && first && memberName(first) === 'length') return replace(world, chain, endOf(first), `${text}.length`)
  const zero = (link: Link | undefined): boolean => link?.kind === 'index' && draft.text.slice(link.span.start, link.span.end) === '[0]'
  if (memberName(list) === 'calls' && first?.kind === 'index' && second && zero(second) && /^\[\d+\]$/.test(draft.text.slice(first.span.start, first.span.end))) {
    return replace(world, chain, endOf(second), `${text}${draft.text.slice(first.span.start, first.span.end)}`)
  }
  if (memberName(list) === 'lastCall' && first && zero(first)) return replace(world, chain, endOf(first), `${text}.at(-1)`)
  refuse(draft, chain.span, 'what was recorded is read in a way that has no counterpart on a real connection')
}

function replace(world: FakeWorld, chain: Chain, end: number, text: string): void {
  if (waits(world, chain)) edit(world.draft, chain.span.start, end, text)
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
  } else if (statement && ((isTarget && (isList || fake.last.has(path))) || (name !== undefined && fake.resets.has(name) && second?.kind === 'call'))) world.dropped.push(statement.span)
  else if (chain.root === fake.name && /^(?:CONNECTING|OPEN|CLOSING|CLOSED)$/.test(name ?? '')) edit(draft, chain.rootSpan.start, chain.rootSpan.end, 'WebSocket')
  else if (isList && (!second || memberName(second) === 'length') && waits(world, chain)) edit(draft, chain.span.start, listed ? endOf(listed) : chain.rootSpan.end, second ? `(await ${server}.connections())` : `await ${server}.connections()`)
  else refuse(draft, chain.span, `\`${fake.name}.${name ?? '…'}\` has no counterpart on a real server that Demock knows`)
}

/** `expect(ws.send).toHaveBeenCalledWith(x)`, `expect(ws.close).toHaveBeenCalled()`. */
function asserted(world: FakeWorld, chain: Chain): void {
  const { draft, fake } = world
  const { text } = draft
  const [subject, ...rest] = chain.links
  const [given] = subject?.kind === 'call' ? subject.call.arguments : []
  const use = given && instanceIn(world, given.value)
  const method = memberName(use?.links[0])
  if (!use || use.links.length !== 1 || !(method === 'close' || (method === 'send' && fake.sent === undefined)) || (method === 'close' && hasMethod(world, 'close'))) return
  const isNegated = memberName(rest[0]) === 'not'
  const [matcher, call] = isNegated ? rest.slice(1) : rest
  if (call?.kind !== 'call') return refuse(draft, chain.span, 'it is asserted in a way that Demock does not know')
  const args = call.call.arguments
  const counterpart = (method === 'send' ? sent : closed)(linked(use), memberName(matcher) ?? '', isNegated, args.map(({ span }) => text.slice(span.start, span.end)), args)
  if (counterpart === undefined) return refuse(draft, chain.span, `\`${isNegated ? 'not.' : ''}${memberName(matcher) ?? ''}\` has no counterpart on a real connection that Demock knows`)
  if (!waits(world, chain)) return
  for (const inner of draft.facts.chains) if (contains(given.span, inner.span)) world.done.add(inner.span.start)
  edit(draft, chain.span.start, chain.span.end, counterpart)
}

function hasMethod({ draft: { facts }, fake }: FakeWorld, name: string): boolean {
  return facts.functions.some((each) => each.name === name && each.class >= 0 && facts.classes[each.class] === fake.fact)
}
