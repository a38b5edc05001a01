import type { Assignment, Chain } from '../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../model/bindings.ts'
import { contains } from '../../../text/span.ts'
import { edit, refuse, removeStatement, unwrapped, type Draft } from './draft.ts'
import { functionOf, helperName, helperOf } from './functions.ts'
import { capturedOf, letFarEndAct } from './listeners.ts'
import { assignedName } from './literal.ts'
import { type Access, accessOf, flatOf, keyOf, memberName } from './sockets.ts'
import type { Socket, World } from './world.ts'

/** Finds the variables and helpers that hold captured listeners, and takes them away: their calls become acts of the far end. */
export function takeListeners(world: World, stores: readonly string[]): void {
  const { facts, text } = world.draft
  for (const assignment of facts.assignments) {
    if (!assignment.value) continue
    const access = accessOf(world, assignment.value)
    const captured = access && isListening(access.links[0] && memberName(access.links[0])) ? capturedOf(text, access.links.slice(1), world.recorder) : undefined
    if (access && captured && !captured.isParameter && access.links.length === 1 + captured.length) takeVariable(world, assignment, access.socket, captured.event)
  }
  for (const store of stores) takeStore(world, store)
  takeFinders(world)
}

function isListening(name: string | undefined): boolean {
  return name === 'on' || name === 'once' || name === 'addListener' || name === 'addEventListener'
}

function takeVariable(world: World, assignment: Assignment, socket: Socket, event: string): void {
  const { draft } = world
  const name = assignedName(assignment)
  const statement = draft.facts.statements[assignment.statement]
  const binding = name === undefined ? undefined : bindingsOf(draft.facts, name, assignment.scope)[0]
  const declared = draft.facts.assignments.find(({ targets }) => binding && targets[0]?.span.start === binding.span.start)
  const declaration = draft.facts.statements[declared?.statement ?? -1]
  if (name === undefined || !statement || !binding || !declared || !declaration || (declared !== assignment && declared.value)) {
    refuse(draft, assignment.span, 'the captured listener is kept where Demock does not follow it')
    return
  }
  const known = world.listeners.find((listener) => listener.name === name && listener.scope === binding.scope)
  if (known && (known.socket !== socket || known.event !== event)) refuse(draft, assignment.span, `\`${name}\` holds different listeners`)
  if (!known) {
    world.listeners.push({ name, scope: binding.scope, socket, event })
    if (declared !== assignment) discard(world, declared, declaration.span)
  }
  discard(world, assignment, statement.span)
}

/** Removes a statement; nothing in it is looked at any more. */
function discard(world: World, assignment: Assignment, span: { readonly start: number; readonly end: number }): void {
  const { facts } = world.draft
  if (facts.assignments.some((other) => other !== assignment && other.statement === assignment.statement)) {
    refuse(world.draft, assignment.span, 'give it a declaration of its own')
    return
  }
  for (const chain of facts.chains) if (contains(span, chain.span)) world.done.add(keyOf(chain.span))
  removeStatement(world.draft, span)
}

/** `const handlers = {}`, into which the double's `on` puts the listeners. */
function takeStore(world: World, store: string): void {
  const { draft } = world
  const assignment = draft.facts.assignments.find((candidate) => assignedName(candidate) === store)
  const statement = draft.facts.statements[assignment?.statement ?? -1]
  const [socket, other] = world.sockets
  if (!assignment || !statement || !socket || other || assignment.declaration === undefined) {
    refuse(draft, assignment?.span ?? draft.facts.scopes[0]?.span ?? { start: 0, end: 0 }, `which socket the listeners in \`${store}\` belong to cannot be told`)
    return
  }
  world.listeners.push({ name: store, scope: assignment.scope, socket, event: undefined })
  discard(world, assignment, statement.span)
}

/** Helpers that look a listener up, `handlerOf(ws, 'message')`, or call it, `trigger(ws, 'message', data)`. */
function takeFinders(world: World): void {
  const { facts, text } = world.draft
  for (const chain of facts.chains) {
    const [first] = chain.links
    if (typeof chain.root !== 'string' || !isListening(memberName(first))) continue
    const captured = capturedOf(text, chain.links.slice(1), world.recorder)
    const index = functionOf(facts, chain.scope)
    const fact = facts.functions[index]
    const helper = helperName(facts, index)
    if (!captured?.isParameter || !fact || !helper || world.gone.has(index)) continue
    const eventAt = fact.parameters.findIndex(({ name }) => name === captured.event)
    const socketAt = fact.parameters.findIndex(({ name }) => name === chain.root)
    const around = socketAt < 0 ? accessOf(world, chain)?.socket : undefined
    const isSingle = facts.statements.filter(({ scope }) => functionOf(facts, scope) === index).length <= 1
    if (eventAt < 0 || !isSingle || (socketAt < 0 && !around)) continue
    const calls = chain.links.length > 1 + captured.length
    useFinder(world, index, { eventAt, socketAt, around, calls })
  }
}

interface Lookup {
  readonly eventAt: number
  readonly socketAt: number
  readonly around: Socket | undefined
  /** Whether the helper calls the listener itself. */
  readonly calls: boolean
}

function useFinder(world: World, index: number, { eventAt, socketAt, around, calls }: Lookup): void {
  const { draft } = world
  const { facts, text } = draft
  const helper = helperName(facts, index)
  const statement = facts.statements[facts.functions[index]?.statement ?? -1]
  if (!helper || !statement) return
  let needed = false
  for (const use of usesOf(facts, helper.name, helper.scope)) {
    if (contains(statement.span, use.span)) continue
    const [link, next] = use.links
    const given = link?.kind === 'call' ? link.call.arguments : []
    const socket = around ?? (given[socketAt] && accessOf(world, given[socketAt].value)?.socket)
    const event = given[eventAt]?.value
    if (!socket) {
      needed = true
      continue
    }
    world.done.add(keyOf(use.span))
    const passed = given[socketAt] && unwrapped(text, given[socketAt].value)
    if (passed) world.done.add(keyOf(passed.span))
    if (link?.kind !== 'call' || event?.kind !== 'string' || event.text === undefined) {
      refuse(draft, use.span, 'which listener is meant here cannot be told')
      continue
    }
    if (calls) {
      const rest = given.slice(Math.max(eventAt, socketAt) + 1)
      const before = rest[0] ? rest[0].span.start - 1 : link.call.span.end - 1
      letFarEndAct(world, socket.client, event.text, use, { ...link.call, arguments: rest, argumentsSpan: { start: before, end: link.call.span.end } })
    } else if (next?.kind === 'call') letFarEndAct(world, socket.client, event.text, use, next.call)
    else keepListener(world, use, socket, event.text)
  }
  if (needed) return
  world.gone.add(index)
  removeStatement(draft, statement.span)
}

/** `const onMessage = handlerOf(ws, 'message')`. */
function keepListener(world: World, use: Chain, socket: Socket, event: string): void {
  const { draft } = world
  const assignment = draft.facts.assignments.find(({ value }) => value !== undefined && unwrapped(draft.text, value) === use)
  if (assignment) takeVariable(world, assignment, socket, event)
  else refuse(draft, use.span, 'the captured listener is handed on here')
}

/** A socket that is used as a whole: handed to code under test it stays the server end, its casts go; a helper of the file may need the far end. */
export function followArguments(world: World, { socket, outer }: Access): void {
  const { draft } = world
  const { facts, text } = draft
  const held = argumentOf(draft, outer)
  if (!held) {
    const assignment = facts.assignments.find(({ value }) => value !== undefined && unwrapped(text, value) === outer)
    if (assignment && !takeAlias(world, socket, assignment)) refuse(draft, outer.span, 'it gets a second name here, or its parts get names')
    world.collected.push(outer.span)
    if (!socket.isPair) refuse(draft, outer.span, 'a helper needs both ends here')
    return
  }
  const { call, position, value } = held
  const callee = facts.chains[call.chain]
  if (position === 0 && callee && replacesMember(callee)) {
    refuse(draft, outer.span, 'one of its methods gets another implementation here')
    return
  }
  const index = callee && typeof callee.root === 'string' && callee.links[0]?.kind === 'call' ? helperOf(facts, callee.root, callee.scope) : -1
  const helper = facts.functions[index]
  const parameter = helper?.parameters[position]
  const needs = helper && parameter ? endNeeded(world, parameter.name, helper.scope) : 'server'
  if (needs === 'both') {
    refuse(draft, outer.span, `\`${String(callee?.root)}\` needs both ends of the connection`)
    return
  }
  if (needs === 'server' && !socket.isPair) {
    refuse(draft, outer.span, 'a helper needs both ends here')
    return
  }
  if (needs === 'client') takeFarEnd(world, index, position)
  // What stands at that place may have changed meanwhile.
  if (needs === 'server' && socket.origin !== undefined) return
  const name = needs === 'client' ? socket.client : socket.name
  if (text.slice(value.span.start, value.span.end) !== name) edit(draft, value.span.start, value.span.end, name)
}

/** `gateway.server = server`: from now on `gateway.server` is another name of it. False when it is none, or one of something else, too. */
function takeAlias(world: World, socket: Socket, { targets, value }: Assignment): boolean {
  const { draft } = world
  const { facts } = draft
  const [target, more] = targets
  const flat = target?.kind === 'chain' && !more ? flatOf(world, target) : undefined
  const path = flat?.links.map((link) => memberName(link))
  const owner = flat && bindingsOf(facts, flat.root, flat.scope)[0]
  if (!flat || !value || !owner || !path || path.length === 0 || path.some((step) => step === undefined) || socket.within) return false
  const steps = path.flatMap((step) => step ?? [])
  const known = world.sockets.find(({ within, scope }) => within?.name === flat.root && scope === owner.scope && within.path.join() === steps.join())
  if (known) {
    if (known.origin !== socket.scope || known.name !== socket.name) return false
  } else {
    world.sockets.push({ name: socket.name, client: socket.client, scope: owner.scope, isPair: socket.isPair, within: { name: flat.root, path: steps }, origin: socket.scope })
    // What holds it may hand it on under a third name.
    for (const use of usesOf(facts, flat.root, flat.scope)) world.collected.push(use.span)
  }
  return true
}

/** `vi.spyOn(ws, 'send').mockImplementation(…)`, `sinon.stub(ws, 'send')`, `mock.method(ws, 'send', …)`. */
function replacesMember({ root, links }: Chain): boolean {
  const names = [root, ...links.map((link) => memberName(link))]
  if (names.includes('spyOn')) return names.some((name) => typeof name === 'string' && /^mock(?:Implementation|Return|Resolved|Rejected)/.test(name))
  return names.includes('stub') || names.includes('replace') || (names.includes('mock') && names.includes('method'))
}

/** The call that a chain is a whole argument of, casts aside. */
function argumentOf({ facts, text }: Draft, chain: Chain) {
  for (const call of callsAround(facts.calls, chain)) {
    const position = call.arguments.findIndex(({ value, spread }) => spread === undefined && contains(value.span, chain.span) && unwrapped(text, value) === chain)
    const argument = call.arguments[position]
    if (argument) return { call, position, value: argument.value }
  }
  return undefined
}

function callsAround<T extends { readonly argumentsSpan: { readonly start: number; readonly end: number } }>(calls: readonly T[], chain: Chain): T[] {
  return calls.filter((call) => contains(call.argumentsSpan, chain.span)).reverse()
}

function endNeeded(world: World, name: string, scope: number): 'server' | 'client' | 'both' {
  const { facts } = world.draft
  let recorded = 0
  let other = 0
  for (const use of usesOf(facts, name, scope)) {
    const [, second] = use.links
    const expected = facts.chains.some(({ root, links: [given] }) => root === 'expect' && given?.kind === 'call' && given.call.arguments[0] !== undefined
      && unwrapped(world.draft.text, given.call.arguments[0].value) === use)
    if (memberName(second)?.startsWith('mock') || (expected && use.links.length === 1)) recorded++
    else other++
  }
  return recorded === 0 ? 'server' : other === 0 ? 'client' : 'both'
}

/** From now on a helper's parameter is the far end. */
function takeFarEnd(world: World, index: number, position: number): void {
  const { draft } = world
  const fact = draft.facts.functions[index]
  const parameter = fact?.parameters[position]
  if (!fact || !parameter) return
  const scope = bindingsOf(draft.facts, parameter.name, fact.scope)[0]?.scope ?? fact.scope
  if (world.sockets.some((socket) => socket.name === parameter.name && socket.scope === scope)) return
  const helper = helperName(draft.facts, index)
  const callers = helper ? usesOf(draft.facts, helper.name, helper.scope) : []
  for (const caller of callers) {
    const [call] = caller.links
    const given = call?.kind === 'call' ? call.call.arguments[position]?.value : undefined
    if (given && !accessOf(world, given)) refuse(draft, caller.span, 'the helper is used for other mocks, too')
  }
  world.sockets.push({ name: parameter.name, client: parameter.name, scope, isPair: false })
  if (parameter.annotation) edit(draft, parameter.annotation.span.start, parameter.annotation.span.end, `${world.stack.support.pair}['client']`)
}
