import type { Chain, Link, Value } from '../../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../../model/bindings.ts'
import { contains, type Span } from '../../../../text/span.ts'
import { edit, refuse, unwrapped } from '../draft.ts'
import { functionOf, helperName, helperOf } from '../functions.ts'
import { endOf, memberName } from '../sockets.ts'
import type { Reads } from './code-reads.ts'
import type { FakeClient } from './fake.ts'
import type { Act as Fired } from './firing.ts'
import { makeAsync, waitFor } from './waiting.ts'
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
  /** What is done to connections, and asserted of them. */
  readonly acts: Act[]
  /** Offsets at which the test waits for connections already. */
  readonly waited: Set<number>
  /** What the code under test reads of a close. */
  readonly reads: () => Reads
}

/** What a test does to a connection, or asserts of it. */
export interface Act {
  readonly kind: 'open' | 'message' | 'end' | 'asserts-sent' | 'asserts-closed' | 'asserts-code'
  /** Text of the connection. */
  readonly connection: string
  readonly chain: Chain
  /** What a handler that is fired becomes. */
  readonly fired?: { readonly use: Use; readonly act: Fired }
}

/** A use of an instance: the expression that gives it, its text on a real connection, and what is done with it. */
export interface Use {
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
      if (target?.kind === 'list' && value && isList(world, value)) {
        for (const item of target.items) if (item.kind === 'chain' && typeof item.root === 'string') add(world.connections, { name: item.root, scope: bindingsOf(facts, item.root, item.scope)[0]?.scope ?? -1 })
      }
      if (!use || use.links.length > 0 || target?.kind !== 'chain' || contains(world.fake.where, span)) continue
      if (typeof target.root !== 'string' || target.links.length > 0) refuse(world.draft, target.span, 'give the socket a variable of its own')
      else add(world.connections, { name: target.root, scope: bindingsOf(facts, target.root, target.scope)[0]?.scope ?? -1 })
    }
    facts.functions.forEach((fact, index) => {
      if (contains(world.fake.where, fact.span)) return
      for (const { name, annotation } of fact.parameters) if (annotation?.kind === 'chain' && annotation.root === world.fake.name && annotation.links.length === 0) add(world.connections, { name, scope: fact.scope })
      const results = fact.value ? [fact.value] : facts.statements.filter(({ kind, scope }) => kind === 'return' && functionOf(facts, scope) === index).map(({ value }) => value)
      if (results.some((value) => value && instanceIn(world, value)?.links.length === 0) && helperName(facts, index)) world.givers.add(index)
    })
  }
}

function add(variables: Variable[], variable: Variable): void {
  if (!variables.some(({ name, scope }) => name === variable.name && scope === variable.scope)) variables.push(variable)
}

/** Whether a value is the list of all instances. */
function isList({ draft: { text }, fake }: FakeWorld, value: Value): boolean {
  const plain = unwrapped(text, value)
  return text.slice(plain.span.start, plain.span.end) === fake.list
}

/** The instance that a value begins with. */
export function instanceIn(world: FakeWorld, value: Value): Use | undefined {
  const plain = unwrapped(world.draft.text, value)
  return plain.kind === 'chain' ? useOf(world, plain) : undefined
}

export function useOf(world: FakeWorld, chain: Chain): Use | undefined {
  const { draft: { facts, text }, fake, server, connections, givers } = world
  const { root, links } = chain
  if (typeof root !== 'string') {
    const inner = instanceIn(world, root)
    if (inner && inner.links.length > 0 && !world.fake.isShared) return { ...inner, chain, links: [...inner.links, ...links] }
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
  return first?.kind === 'call' && givers.has(helper) ? { chain, connection: `await ${root}${text.slice(first.call.argumentsSpan.start, first.call.argumentsSpan.end)}`, isVariable: false, links: links.slice(1), end: endOf(first) } : undefined
}

/** Makes the code around wait; refuses where nobody could. */
export function waits(world: FakeWorld, chain: Chain): boolean {
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
export function giveLater(world: FakeWorld, index: number): void {
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
export function linked({ connection, isVariable }: Use): string {
  return isVariable ? connection : `(${connection})`
}
