import type { Assignment, Chain, Value } from '../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { type Draft, edit, indentAt, isExported, lineEnd, refuse, removeStatement, unwrapped } from './draft.ts'
import { functionOf, makeWait, roleOf } from './functions.ts'
import { assignedName, type Made } from './literal.ts'
import { judgeImplementation, type Shape } from './shape.ts'
import { flatOf, keyOf, memberName } from './sockets.ts'
import type { Socket, World } from './world.ts'

/** How connections are opened in this file. */
export interface Style {
  /** Name of the variable that holds `useWebSocketPairs()`. */
  readonly pairs: string
  readonly semicolon: string
  readonly isTyped: boolean
}

export interface Opened {
  readonly stores: readonly string[]
  /** Whether types of the support are written. */
  readonly usesTypes: boolean
  /** Whether a `beforeEach` is written. */
  readonly usesHook: boolean
}

/** What the object says about its socket, for one place where it is made. */
export function shapeFor({ draft, report, root, stack }: World, made: Made): Shape {
  const shape = stack.shapeOf(draft, report, root, made.entries)
  // A double never answers a ping.
  return made.isWhole ? { ...shape, autoPong: false } : shape
}

/** Nothing was opened: the reason is in the draft. */
export const NOTHING: Opened = { stores: [], usesTypes: false, usesHook: false }

/** What stands in a replaced expression is not looked at any more. */
export function forget({ draft: { facts }, done }: World, span: Span): void {
  for (const chain of facts.chains) if (contains(span, chain.span)) done.add(keyOf(chain.span))
}

/** The call that opens a connection of a shape, without `await`. */
export function openCall(shape: Shape, { pairs }: Style): string {
  return shape.opener ?? `${pairs}.${shape.method ?? 'open'}(${shape.options ?? (shape.autoPong ? '' : "'/', { autoPong: false }")})`
}

/** A mock that has no name: `hub.add('a', { send: vi.fn() })`. */
export function inline(world: World, value: Value, at: Chain, shape: Shape, style: Style): Opened {
  const { draft } = world
  const statement = draft.facts.statements[at.statement]
  if (statement?.kind !== 'expression' || shape.state !== 'open' || shape.extras.length > 0 || shape.variables.length > 0) {
    refuse(draft, value.span, 'give the socket a variable of its own')
    return NOTHING
  }
  forget(world, value.span)
  makeWait(draft, at.scope, value.span)
  edit(draft, value.span.start, value.span.end, `(await ${openCall(shape, style)}).server`)
  return { ...NOTHING, stores: shape.stores }
}

export function assigned(world: World, assignment: Assignment, shape: Shape, style: Style): Opened {
  const { draft } = world
  const { facts, text } = draft
  const name = assignedName(assignment)
  const target = assignment.targets[0]
  const home = name === undefined ? undefined : bindingsOf(facts, name, assignment.scope)[0]?.scope
  if (name === undefined || !target || home === undefined || !assignment.value) {
    refuse(draft, assignment.span, 'give the socket a variable of its own')
    return NOTHING
  }
  const index = functionOf(facts, assignment.scope)
  const role = index < 0 ? 'suite' : roleOf(facts, index)
  const socket = socketNamed(world, name, home)
  takeVariables(world, shape, socket, assignment)
  forget(world, assignment.value.span)
  for (const each of usesOf(facts, name, assignment.scope)) if (contains(target.span, each.span)) world.done.add(keyOf(each.span))
  if (role === 'suite' && assignment.declaration) return { ...shared(world, assignment, socket, shape, style), stores: shape.stores }
  const hook = role === 'hook' ? hookName(world, index) : ''
  if (role === 'other') refuse(draft, assignment.span, 'it is made in a helper function, and other values with it')
  if (hook === 'beforeAll' || hook === 'before') refuse(draft, assignment.span, 'it is made once for all tests; a connection belongs to one test: use `beforeEach`')
  makeWait(draft, assignment.scope, assignment.span)
  const guard = assignment.declaration || style.semicolon || /[{;]\s*$/.test(text.slice(0, target.span.start)) ? '' : ';'
  edit(draft, target.span.start, Math.max(assignment.span.end, assignment.value.span.end), `${guard}[${socket.name}, ${socket.client}] = await ${openCall(shape, style)}`)
  const statement = facts.statements[assignment.statement]
  const more = after(shape, socket)
  if (more.length > 0 && statement) {
    const indent = indentAt(text, statement.span.start)
    edit(draft, statement.span.end, statement.span.end, more.map((line) => `${lineEnd(text)}${indent}${line}${style.semicolon}`).join(''))
  }
  const usesTypes = !assignment.declaration && declareFarEnd(world, socket, assignment, shape, style)
  return { stores: shape.stores, usesTypes, usesHook: false }
}

/** Variables that hold doubles of methods go; what they recorded is read from the far end. */
function takeVariables(world: World, shape: Shape, socket: Socket, around: Assignment): void {
  const { draft } = world
  const { facts } = draft
  for (const { key, variable } of shape.variables) {
    const name = typeof variable.root === 'string' ? variable.root : ''
    const [binding] = bindingsOf(facts, name, variable.scope)
    const value = facts.assignments.find(({ targets: [target], value: given }) => given && target?.kind === 'chain' && target.root === name && target.links.length === 0
      && bindingsOf(facts, name, target.scope)[0] === binding)
    const declared = facts.assignments.find(({ targets: [target] }) => target?.span.start === binding?.span.start)
    if (!binding || !value?.value || !declared || binding.scope !== socket.scope || functionOf(facts, value.scope) !== functionOf(facts, around.scope)) {
      refuse(draft, variable.span, `\`${name}\` does not belong to this socket alone: put its double into the object`)
      continue
    }
    if (world.methods.some((method) => method.name === name && method.scope === binding.scope)) refuse(draft, variable.span, `\`${name}\` is used for several methods`)
    judgeImplementation(draft, key, value.value)
    world.methods.push({ name, scope: binding.scope, socket, method: key })
    for (const each of new Set([value, declared])) {
      const statement = facts.statements[each.statement]
      if (!statement || facts.assignments.some((other) => other !== each && other.statement === each.statement)) refuse(draft, each.span, 'give it a declaration of its own')
      else {
        forget(world, statement.span)
        removeStatement(draft, statement.span)
      }
    }
  }
}

/** A mock within an object or list that a test makes gets a variable of its own, in front of it. */
export function hoisted(world: World, value: Value, { assignment, path }: Extract<Made['holder'], { kind: 'part' }>, shape: Shape, style: Style): Opened {
  const { draft } = world
  const { facts, text } = draft
  const owner = assignedName(assignment)
  const home = owner === undefined ? undefined : bindingsOf(facts, owner, assignment.scope)[0]?.scope
  const statement = facts.statements[assignment.statement]
  const index = functionOf(facts, assignment.scope)
  if (owner === undefined || home === undefined || !statement || assignment.declaration === undefined || index < 0 || roleOf(facts, index) !== 'test' || shape.variables.length > 0) {
    refuse(draft, value.span, 'it is part of a larger object: give the socket a variable of its own')
    return NOTHING
  }
  const last = path.at(-1) ?? ''
  const wanted = /^\d+$/.test(last) ? `${owner.replace(/s$/, '')}${Number(last) + 1}` : last
  const name = freshName(world, home, wanted === owner ? `${owner}Socket` : wanted)
  const socket: Socket = { name, client: freshName(world, home, /client$/i.test(name) ? `${name}End` : `${name}Client`), scope: home, isPair: true, within: { name: owner, path } }
  world.sockets.push(socket)
  forget(world, value.span)
  makeWait(draft, assignment.scope, assignment.span)
  const separator = `${style.semicolon}${lineEnd(text)}${indentAt(text, statement.span.start)}`
  const lines = [`const [${name}, ${socket.client}] = await ${openCall(shape, style)}`, ...after(shape, socket)]
  edit(draft, statement.span.start, statement.span.start, lines.map((line) => line + separator).join(''))
  edit(draft, value.span.start, value.span.end, name)
  // What holds it may hand it on under another name.
  for (const use of usesOf(facts, owner, assignment.scope)) if (!contains(assignment.span, use.span)) world.collected.push(use.span)
  world.collected.push(value.span)
  return { ...NOTHING, stores: shape.stores }
}

/** A mock that becomes a member of something, `gateway.server = { … }`, gets a variable of its own, in front of it or of the hook that makes it. */
export function asMember(world: World, assignment: Assignment, shape: Shape, style: Style): Opened {
  const { draft, stack } = world
  const { facts, text } = draft
  const target = assignment.targets[0]
  const flat = target?.kind === 'chain' ? flatOf(world, target) : undefined
  const path = flat?.links.flatMap((link) => memberName(link) ?? []) ?? []
  const owner = flat && bindingsOf(facts, flat.root, flat.scope)[0]
  const statement = facts.statements[assignment.statement]
  const index = functionOf(facts, assignment.scope)
  const role = index < 0 ? 'suite' : roleOf(facts, index)
  const around = role === 'hook' ? facts.statements[facts.functions[index]?.statement ?? -1] : statement
  const isEach = role === 'test' || (role === 'hook' && hookName(world, index) === 'beforeEach')
  if (!flat || !owner || !statement || !around || !assignment.value || path.length !== flat.links.length || !isEach || statement.kind !== 'assignment' || facts.functions[index]?.scope !== assignment.scope) {
    refuse(draft, assignment.span, 'it is part of a larger object: give the socket a variable of its own')
    return NOTHING
  }
  const scope = role === 'hook' ? facts.functions[index]?.parent ?? 0 : assignment.scope
  const name = freshName(world, scope, path.at(-1)?.replace(/^[_#]+/, '') || 'socket')
  const client = freshName(world, scope, /client$/i.test(name) ? `${name}End` : `${name}Client`)
  const socket: Socket = { name, client, scope, isPair: true, within: { name: flat.root, path }, origin: scope, reach: facts.scopes[scope]?.span ?? statement.span }
  const bare: Socket = { name, client, scope, isPair: true }
  world.sockets.push({ ...socket, scope: owner.scope })
  takeVariables(world, shape, { ...bare, scope: assignment.scope }, assignment)
  forget(world, assignment.value.span)
  world.done.add(keyOf(target?.span ?? assignment.span))
  for (const use of usesOf(facts, flat.root, flat.scope)) if (!contains(assignment.span, use.span)) world.collected.push(use.span)
  makeWait(draft, assignment.scope, assignment.span)
  const separator = `${style.semicolon}${lineEnd(text)}${indentAt(text, statement.span.start)}`
  const guard = role === 'hook' && !style.semicolon ? ';' : ''
  const lines = [`${role === 'hook' ? guard : 'const '}[${name}, ${client}] = await ${openCall(shape, style)}`, ...after(shape, bare)]
  // A semicolon in front of a bracket stays there.
  const start = /(?:^|\n)[ \t]*;$/.test(text.slice(Math.max(0, statement.span.start - 80), statement.span.start)) ? statement.span.start - 1 : statement.span.start
  edit(draft, start, start, lines.map((line) => line + separator).join(''))
  // Its casts stay; without one, only the mock may have been what that member is declared as.
  const plain = unwrapped(text, assignment.value)
  edit(draft, plain.span.start, plain.span.end, plain === assignment.value && style.isTyped && target?.kind === 'chain' && typeof target.root === 'string' ? `${name} as never` : name)
  if (role === 'hook') {
    const type = (end: string): string => (style.isTyped ? `: ${stack.support.pair}['${end}']` : '')
    const between = `${style.semicolon}${lineEnd(text)}${indentAt(text, around.span.start)}`
    edit(draft, around.span.start, around.span.start, `let ${name}${type('server')}${between}let ${client}${type('client')}${between}`)
  }
  return { ...NOTHING, stores: shape.stores, usesTypes: role === 'hook' && style.isTyped }
}

function hookName({ draft: { facts } }: World, index: number): string {
  const call = facts.calls.find(({ arguments: given }) => given.some(({ value }) => value.kind === 'function' && value.function === index))
  const root = facts.chains[call?.chain ?? -1]?.root
  return typeof root === 'string' ? root : ''
}

/** Statements that bring a fresh connection into the state that the double had. */
export function after(shape: Shape, { name, client }: Pick<Socket, 'name' | 'client'>): string[] {
  const lines: string[] = []
  if (shape.extras.length > 0) lines.push(`Object.assign(${name}, { ${shape.extras.join(', ')} })`)
  if (shape.state === 'closing') lines.push(`${name}.close()`)
  if (shape.state === 'closed') lines.push(`await ${client}.close()`)
  return lines
}

/** A mock that all tests of a suite share becomes a connection of each test. */
function shared(world: World, assignment: Assignment, socket: Socket, shape: Shape, style: Style): Omit<Opened, 'stores'> {
  const { draft } = world
  const { facts, text } = draft
  const statement = facts.statements[assignment.statement]
  if (!statement || facts.assignments.some((other) => other !== assignment && other.statement === assignment.statement) || isExported(text, statement.span)) {
    refuse(draft, assignment.span, 'give the socket a declaration of its own')
    return NOTHING
  }
  const indent = indentAt(text, statement.span.start)
  const newLine = `${lineEnd(text)}${indent}`
  const type = (end: string): string => (style.isTyped ? `: ${world.stack.support.pair}['${end}']` : '')
  const s = style.semicolon
  const lines = [
    `let ${socket.name}${type('server')}${s}`, `let ${socket.client}${type('client')}${s}`, '', 'beforeEach(async () => {',
    `  [${socket.name}, ${socket.client}] = await ${openCall(shape, style)}${s}`, ...after(shape, socket).map((line) => `  ${line}${s}`), `})${s}`,
  ]
  for (const use of usesOf(facts, socket.name, assignment.scope)) {
    if (contains(statement.span, use.span)) continue
    const index = functionOf(facts, use.scope)
    const role = index < 0 ? 'suite' : roleOf(facts, index)
    const isOnce = role === 'hook' && /^(?:before|after)(?:All)?$/.test(hookName(world, index))
    if (role === 'suite') refuse(draft, use.span, 'it is used while tests are collected, before any of them could wait for a connection')
    else if (isOnce || (role === 'hook' && use.span.start < statement.span.start)) refuse(draft, use.span, 'it is used before each test has its connection')
  }
  const tests = new Set(usesOf(facts, socket.name, assignment.scope).map((use) => functionOf(facts, use.scope)).filter((index) => roleOf(facts, index) === 'test'))
  if (tests.size > 1 && !isCleared(draft)) {
    const what = 'the tests shared one mock and its calls; now each has a connection of its own: see that none relies on what another one sent'
    lines.unshift(`// demock: finish – ${what}`)
    draft.remarks.push({ span: statement.span, text: what })
  }
  edit(draft, statement.span.start, statement.span.end, lines.join(newLine).replaceAll(`${indent}${lineEnd(text)}`, lineEnd(text)))
  return { usesTypes: style.isTyped, usesHook: true }
}

/** Whether mocks are cleared between tests. */
function isCleared({ facts }: Draft): boolean {
  return facts.chains.some((chain) => {
    const clears = chain.links.some((link) => link.kind === 'member' && /^(?:(?:mock|reset|restore|clear)(?:AllMocks|Clear|Reset|Restore)|reset|resetHistory|resetCalls)$/.test(link.name))
    return clears && roleOf(facts, functionOf(facts, chain.scope)) === 'hook'
  })
}

/** Declares the far end beside `let ws`; true if a type was written. */
function declareFarEnd(world: World, socket: Socket, assignment: Assignment, shape: Shape, style: Style): boolean {
  const { draft } = world
  const { facts, text } = draft
  const binding = bindingsOf(facts, socket.name, assignment.scope)[0]
  const statement = binding && facts.statements.findLast(({ span }) => contains(span, binding.span))
  if (!binding || !statement || !/^(?:let|var)\b/.test(text.slice(statement.span.start))) {
    refuse(draft, assignment.span, 'the declaration of its variable cannot be found')
    return false
  }
  if (draft.edits.some((made) => made.span.start === statement.span.end && made.text.includes(`let ${socket.client}`))) return style.isTyped
  const indent = indentAt(text, statement.span.start)
  const type = style.isTyped ? `: ${world.stack.support.pair}['client']` : ''
  edit(draft, statement.span.end, statement.span.end, `${lineEnd(text)}${indent}let ${socket.client}${type}${style.semicolon}`)
  const annotation = facts.assignments.find(({ targets }) => targets[0]?.span.start === binding.span.start)?.annotation?.span
  if (annotation && style.isTyped && shape.extras.length === 0) edit(draft, annotation.start, annotation.end, `${world.stack.support.pair}['server']`)
  return style.isTyped
}

function socketNamed(world: World, name: string, scope: number): Socket {
  const known = world.sockets.find((socket) => socket.name === name && socket.scope === scope)
  if (known) return known
  const socket = { name, client: freshName(world, scope, /client$/i.test(name) ? `${name}End` : `${name}Client`), scope, isPair: true }
  world.sockets.push(socket)
  return socket
}

/** A name that nothing has that is in sight; sockets of different tests may share it. */
function freshName({ draft: { facts } }: World, scope: number, wanted: string): string {
  const within = (inner: number, outer: number): boolean => {
    let at = inner
    while (at > outer) at = facts.scopes[at]?.parent ?? -1
    return at === outer
  }
  const taken = (name: string): boolean => facts.bindings.some((binding) => binding.name === name && (within(scope, binding.scope) || within(binding.scope, scope)))
  let name = wanted
  for (let i = 2; taken(name); i++) name = `${wanted}${i}`
  return name
}
