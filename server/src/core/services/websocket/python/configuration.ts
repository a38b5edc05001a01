/** How a double was set up: what a real connection does anyway goes, the rest becomes something a real client does. */
import type { Assignment, Chain, Value } from '../../../model/facts.ts'
import { treatsAlike } from './alike.ts'
import { calledName, deleteStatement, functionOf, lastCall, mark, membersOf, needsAwait, refuse, replace, written, type Draft } from './draft.ts'
import { assignmentsOf, type Ends } from './ends.ts'
import { contains } from '../../../text/span.ts'
import { configureServer } from './server-configuration.ts'
import { readScript } from './script.ts'
import { writeScript } from './scripted.ts'
import { isDouble, type Setting } from './setting.ts'
import type { Failing } from './fake.ts'
import { isAction, isProperty, type Property } from './stacks/stack.ts'

/** Rewrites `ws.<member>… = value`; `chain` is the target. */
export function configure(draft: Draft, ends: Ends, chain: Chain, assignment: Assignment): void {
  const members = membersOf(chain)
  const { value, statement } = assignment
  const member = members[0]
  if (member === undefined || members.length !== chain.links.length || !value || assignment.operator !== '=') {
    return refuse(draft, chain.span, 'it is set up in a way that is not understood')
  }
  configureMember(draft, ends, { member, rest: members.slice(1), value, statement, target: chain })
}

/** Rewrites `type(ws).client_state = PropertyMock(return_value=…)`, which says the same as `ws.client_state = …`; false where a use of the name is another thing. */
export function configureByType(draft: Draft, ends: Ends, use: Chain): boolean {
  const assignment = assignmentsOf(draft.facts, use.statement).find(({ targets }) => targets.length === 1 && targets[0] !== undefined && contains(targets[0].span, use.span))
  const member = assignment?.targets[0] && /^type\(\s*[\w.]+\s*\)\.(\w+)$/.exec(written(draft, assignment.targets[0]))?.[1]
  const [given, ...more] = calledName(assignment?.value) === 'PropertyMock' ? lastCall(assignment?.value)?.arguments ?? [] : []
  if (!assignment || member === undefined || draft.stack.states[member] === undefined || given?.name !== 'return_value' || more.length > 0 || assignment.operator !== '=') return false
  if (ends.failsAt >= 0) return false
  configureState(draft, ends, { member, rest: [], value: given.value, statement: assignment.statement, target: use })
  return true
}

/** Rewrites the arguments of the constructor, which set members as assignments do. */
export function configureByArguments(draft: Draft, ends: Ends, creation: Chain): void {
  if (draft.fake) return failFromStart(draft, ends, creation)
  for (const argument of lastCall(creation)?.arguments ?? []) {
    if (argument.name === undefined || argument.name === 'spec' || argument.name === 'spec_set' || argument.name === 'name' || argument.name === 'instance') {
      if (argument.spread === undefined) continue
      refuse(draft, argument.span, 'the arguments of its constructor are not written out')
    } else if (argument.name === 'side_effect' || argument.name === 'return_value' || argument.name === 'wraps') {
      refuse(draft, argument.span, `a socket is not called, but the double has ${argument.name}`)
    } else {
      configureMember(draft, ends, { member: argument.name, rest: [], value: argument.value, statement: -1, target: creation })
    }
  }
}

/** `FakeWebSocket(fail=True)`: the client is gone, or the connection closed, as soon as it is open. */
function failFromStart(draft: Draft, ends: Ends, creation: Chain): void {
  const fails = draft.fake?.fails
  const given = lastCall(creation)?.arguments.some(({ value }) => written(draft, value) === 'True')
  if (!fails || !given) return
  const act = failureAt(draft, ends, fails.exception, creation, creation.statement, fails.raised)
  if (act === undefined) return
  ends.opened.push(act)
  ends.failsAt = creation.span.start
}

/** `ws.fail = True`: from here on. */
function failFromHere(draft: Draft, ends: Ends, { value, statement, target }: Setting, fails: Failing): void {
  const text = written(draft, value)
  const span = draft.facts.statements[statement]?.span
  if (text === 'False' && ends.failsAt < 0) return deleteStatement(draft, statement)
  if (text !== 'True' || !span || ends.failsAt >= 0) return refuse(draft, target.span, 'a connection that is lost stays so')
  const act = failureAt(draft, ends, fails.exception, target, statement, fails.raised)
  if (act === undefined || !needsAwait(draft, target.scope, target.span)) return
  replace(draft, span, act)
  ends.failsAt = span.start
}

/** The statement that makes sends fail as the exception says; undefined, with a refusal, where no connection fails so. */
function failureAt(draft: Draft, ends: Ends, exception: string, target: Chain, statement: number, raised: string): string | undefined {
  const isExpected = expectsRaise(draft, target.scope)
  const found = draft.stack.failure(exception, isExpected)
  if (!found) {
    refuse(draft, target.span, `a real connection does not raise ${exception}`)
    return undefined
  }
  if (found.needsOpen && draft.stack.accept !== undefined) ends.options.set('accepted', 'True')
  if (found.doubt !== undefined && (isExpected || !treatsAlike(draft, target.scope, Object.keys(draft.stack.sends), raised))) mark(draft, statement, found.doubt)
  return found.act(ends)
}

function configureMember(draft: Draft, ends: Ends, setting: Setting): void {
  const { member, value, target } = setting
  const { stack } = draft
  if (draft.fake?.fails?.attribute === member && setting.rest.length === 0) return failFromHere(draft, ends, setting, draft.fake.fails)
  if (stack.logs) return configureServer(draft, ends, setting)
  if (stack.sends[member] !== undefined || isAction(stack, member)) return configureAction(draft, ends, setting)
  if (stack.receives[member] !== undefined || stack.iterators[member] !== undefined) return configureReceive(draft, ends, setting)
  if (stack.states[member] !== undefined) return configureState(draft, ends, setting)
  if (isProperty(stack, member) || stack.bags.has(member)) return configureProperty(draft, ends, setting)
  if (stack.proof.foreign.has(member)) return refuse(draft, target.span, `it has ${member}, which ${stack.title} has not: sockets of other libraries are not converted yet`)
  if (member === 'receive' || member === 'send') return refuse(draft, target.span, `it scripts the ASGI messages of ${member}()`)
  if (member === 'scope') return refuse(draft, target.span, 'it replaces the ASGI scope of the connection')
  if (setting.rest.length > 0 || setting.statement < 0 || isDouble(value) || member.startsWith('__')) {
    return refuse(draft, target.span, `it sets up ${[member, ...setting.rest].join('.')}, which the real WebSocket has not`)
  }
  if (ends.server !== ends.name) replace(draft, target.rootSpan, ends.server)
}

/** Sends, accept and close: doubles of them go, failures become a lost client or a closed connection. */
function configureAction(draft: Draft, ends: Ends, setting: Setting): void {
  const { member, rest, value, target } = setting
  if (rest.length === 0 && isDouble(value)) {
    for (const argument of lastCall(value)?.arguments ?? []) {
      if (argument.name === 'side_effect' && !isNone(draft, argument.value)) return configureFailure(draft, ends, setting, argument.value)
      if (argument.name !== 'name' && argument.name !== 'spec' && !isNone(draft, argument.value) && !isManaged(draft, ends, member, argument.value)) {
        return refuse(draft, argument.span, `${member}() of a real connection gives nothing back`)
      }
    }
    return remove(draft, setting)
  }
  if (rest.length === 1 && rest[0] === 'return_value') {
    if (isNone(draft, value) || calledName(value) === 'Future' || isManaged(draft, ends, member, value)) return remove(draft, setting)
    return refuse(draft, target.span, `${member}() of a real connection gives nothing back`)
  }
  if (rest.length === 1 && rest[0] === 'side_effect') {
    return isNone(draft, value) && ends.failsAt < 0 ? remove(draft, setting) : configureFailure(draft, ends, setting, value)
  }
  refuse(draft, target.span, `${[member, ...rest].join('.')} is replaced by code of the test`)
}

/** `async with ws_connect(…) as ws` gets the socket itself, and lets exceptions pass. */
function isManaged(draft: Draft, ends: Ends, member: string, value: Value): boolean {
  return (member === '__aenter__' && written(draft, value) === ends.name) || (member === '__aexit__' && written(draft, value) === 'False')
}

function configureFailure(draft: Draft, ends: Ends, setting: Setting, failure: Value): void {
  const { member, statement, target } = setting
  const name = nameOf(failure)
  if (statement < 0 && draft.stack.opened && name !== undefined && draft.stack.failure(name, expectsRaise(draft, target.scope))?.doubt === undefined && draft.stack.failure(name, false)) {
    ends.options.set(draft.stack.opened.lost, 'True')
    ends.failsAt = target.span.start
    return
  }
  if (draft.stack.sends[member] === undefined || name === undefined || statement < 0) {
    return refuse(draft, target.span, failure.kind === 'list'
      ? `${member}() fails at a certain call only: no client can make a real connection do that`
      : `${member}.side_effect is not one exception that a real connection can raise`)
  }
  if (!needsAwait(draft, target.scope, target.span)) return
  const span = draft.facts.statements[statement]?.span ?? target.span
  const act = failureAt(draft, ends, name, target, statement, written(draft, failure))
  if (act === undefined) return
  replace(draft, span, act)
  ends.failsAt = span.start
}

function configureReceive(draft: Draft, ends: Ends, setting: Setting): void {
  const { member, rest, value, statement, target } = setting
  const path = rest.join('.')
  let given: Value | undefined
  let once = false
  const below = draft.stack.iterators[member]
  if (below !== undefined) {
    if (path !== below) return refuse(draft, target.span, `${member} is replaced by code of the test`)
    given = value
  } else if (path === '' && isDouble(value)) {
    const [argument, ...more] = lastCall(value)?.arguments ?? []
    if (!argument) return remove(draft, setting)
    if (more.length > 0 || (argument.name !== 'side_effect' && argument.name !== 'return_value')) return refuse(draft, value.span, `${member} is set up in a way that is not understood`)
    given = argument.value
    once = argument.name === 'return_value'
  } else if (path === 'side_effect' || path === 'return_value') {
    given = value
    once = path === 'return_value'
  }
  if (!given || statement < 0) return refuse(draft, target.span, `${member} is replaced by code of the test`)
  if (draft.stack.script) return writeScript(draft, ends, draft.stack.script, statement, member, given, once)
  if (ends.scripts.length > 0) return refuse(draft, target.span, 'what it receives is scripted in more than one place')
  const script = readScript(draft, statement, member, given, once)
  if (script) ends.scripts.push(script)
}

function configureState(draft: Draft, ends: Ends, setting: Setting): void {
  const { member, rest, value, statement, target } = setting
  const state = draft.stack.states[member]?.(written(draft, value))
  if (!state || (rest.length > 0 && !(rest.length === 1 && rest[0] === 'name'))) {
    return refuse(draft, target.span, `${member} is scripted: a real connection has the state that its messages give it`)
  }
  if (state === 'open' && draft.stack.accept !== undefined) ends.options.set('accepted', 'True')
  if (state === 'open' || state === 'waiting') return remove(draft, setting)
  if (statement < 0 && draft.stack.opened) return void ends.options.set(draft.stack.opened.closed, 'True')
  if (statement < 0) return refuse(draft, target.span, 'a connection cannot be opened as disconnected')
  ends.hungUp.push({ statement, byNear: state === 'closed by the near end' })
}

/** A connection that is said to be over ends where the test says so, or by the script that hangs up. */
export function hangUp(draft: Draft, ends: Ends): void {
  for (const { statement, byNear } of ends.hungUp) {
    const span = draft.facts.statements[statement]?.span
    if (!span) continue
    if (byNear && ends.failsAt >= 0) refuse(draft, span, 'it is closed by the code under test and lost at once: a real connection is one of them')
    if (ends.scripts.length > 0 && !draft.stack.script) {
      deleteStatement(draft, statement)
    } else if (needsAwait(draft, draft.facts.statements[statement]?.scope ?? 0, span)) {
      if (byNear && draft.stack.accept !== undefined) ends.options.set('accepted', 'True')
      replace(draft, span, byNear ? `await ${ends.server}.close()` : `await ${ends.client}.disconnect()`)
    }
  }
}

function configureProperty(draft: Draft, ends: Ends, setting: Setting): void {
  const { member, rest, value, statement, target } = setting
  const { bags, properties } = draft.stack
  if (bags.has(member) && rest.length === 1 && !isDouble(value)) {
    if (ends.server !== ends.name) replace(draft, target.rootSpan, ends.server)
    return
  }
  const path = [member, ...rest].join('.')
  const property = properties[path]
  if (!property && isProperty(draft.stack, path)) return configureParts(draft, ends, setting, path)
  const doubt = (property ?? properties[member])?.doubt
  if (doubt !== undefined && statement >= 0) {
    mark(draft, statement, doubt)
    return deleteStatement(draft, statement)
  }
  const option = property?.option ?? properties[member]?.option
  if (option === undefined) return refuse(draft, target.span, `${member} of a real connection is given by its handshake and cannot be set`)
  if (!property) return refuse(draft, target.span, `${path} is scripted: a real handshake carries ${member}, give it as a dict`)
  if (!isFixed(draft, value, property.value) || boundLater(draft, value, target.scope)) {
    return refuse(draft, value.span, `${path} can be given to a real handshake as ${property.value === 'dict' ? 'a dict with plain keys' : `a ${property.value} value`} only`)
  }
  ends.options.set(option, written(draft, value))
  remove(draft, setting)
}

/** `ws.request = MagicMock(path="/chat")`: a double of the object around properties that are set one by one. */
function configureParts(draft: Draft, ends: Ends, setting: Setting, path: string): void {
  const { value, target } = setting
  const given = isDouble(value) || calledName(value) === 'SimpleNamespace' ? lastCall(value)?.arguments ?? [] : undefined
  if (!given) return refuse(draft, target.span, `${path} of a real connection is given by its handshake and cannot be set`)
  for (const argument of given) {
    if (argument.name === 'spec') continue
    if (argument.name === undefined) refuse(draft, argument.span, `${path} is set up in a way that is not understood`)
    else configureProperty(draft, ends, { ...setting, rest: [...setting.rest, argument.name], value: argument.value, statement: -1 })
  }
  remove(draft, setting)
}

function isFixed(draft: Draft, value: Value, kind: Property['value']): boolean {
  if (kind === 'dict') return value.kind === 'object' && value.entries.every(({ key, keySpan }) => key !== undefined && /['"]/.test(draft.text[keySpan.start] ?? ''))
  return kind === 'text' ? value.kind === 'string' : !isDouble(value)
}

/** Whether the value uses a name that its function binds: the connection is opened before that. */
function boundLater(draft: Draft, value: Value, scope: number): boolean {
  const own = draft.facts.functions[functionOf(draft.facts, scope)]?.scope
  const local = new Set(draft.facts.bindings.filter((binding) => binding.scope === own && binding.kind !== 'parameter').map(({ name }) => name))
  return draft.facts.chains.some((chain) => chain.span.start >= value.span.start && chain.span.end <= value.span.end && typeof chain.root === 'string' && local.has(chain.root))
}

function remove(draft: Draft, setting: Setting): void {
  if (setting.statement >= 0) deleteStatement(draft, setting.statement)
}

function isNone(draft: Draft, value: Value): boolean {
  return written(draft, value) === 'None'
}

/** The class of an exception value: `X`, `X(...)`, `module.X(...)`. */
function nameOf(value: Value): string | undefined {
  if (value.kind !== 'chain' || typeof value.root !== 'string') return undefined
  const called = calledName(value)
  if (called !== undefined) return /^[A-Z]/.test(called) ? called : undefined
  const name = membersOf(value).at(-1) ?? value.root
  return membersOf(value).length === value.links.length && /^[A-Z]/.test(name) ? name : undefined
}

/** Whether anything in the function expects an exception, whose type and text a real connection may not give. */
function expectsRaise(draft: Draft, scope: number): boolean {
  const fact = draft.facts.functions[functionOf(draft.facts, scope)]
  return fact !== undefined && /\b(?:pytest\.raises|assertRaises\w*)\s*\(/.test(draft.text.slice(fact.body.start, fact.body.end))
}
