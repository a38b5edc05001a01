/**
 * A patched `websockets.connect`, with the connection that it gives: a real server on loopback takes the place of both, and the code under test is given its address.
 */
import type { Assignment, Call, Chain, FunctionFact, Value } from '../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { configureByArguments } from './configuration.ts'
import { deleteStatement, functionOf, indentAt, isTest, lastCall, mark, membersOf, refuse, replace, written, type Draft } from './draft.ts'
import { giveAddress, type Given } from './addresses.ts'
import { assignmentsOf, assignmentTo, clientName, endsOf, type Ends } from './ends.ts'
import { sameAsCalled, VERIFICATIONS } from './members.ts'
import { isDouble } from './setting.ts'
import { namesOf, within } from './opening.ts'
import { openerIn } from './runners.ts'
import { dropPatch, outdentOf, type Patch } from './patches.ts'
import type { Support } from './support.ts'
import { convertUses } from './uses.ts'

const CONNECT = /(?:^|\.)websockets(?:\.\w+)*\.connect$/

/** The patch of `websockets.connect` that a site is, or that gives the double of a site to the code under test. */
export function patchedConnect(draft: Draft, site: number): Patch | undefined {
  const found = draft.report.sites[site]
  if (!found) return undefined
  if (found.kind === 'patch') return CONNECT.test(found.target ?? '') ? patchAt(draft, site) : undefined
  const name = found.target
  if (found.kind !== 'double' || name === undefined || found.test === undefined) return undefined
  for (const [index, each] of draft.report.sites.entries()) {
    if (each.kind !== 'patch' || each.test !== found.test || !CONNECT.test(each.target ?? '')) continue
    const patch = patchAt(draft, index)
    if (patch && connectionOf(draft, patch)?.name === name) return patch
  }
  return undefined
}

/** How a patch stands in the test: as a decorator with its parameter, as a `with` block, as a call of mocker. */
function patchAt(draft: Draft, site: number): Patch | undefined {
  const found = draft.report.sites[site]
  const call = draft.facts.calls.find(({ span }) => found !== undefined && span.end === found.span.end && contains(found.span, span))
  if (!found || !call) return undefined
  const base = { site, call, target: found.target ?? '', span: found.span }
  for (const [index, fact] of draft.facts.functions.entries()) {
    const at = fact.decorators.findIndex((each) => draft.facts.decorators[each]?.span.start === found.span.start)
    if (at < 0) continue
    const below = fact.decorators.slice(at + 1).filter((each) => /^@(?:mock\.)?patch\b(?!\.dict)/.test(written(draft, draft.facts.decorators[each] ?? found)))
    const parameter = given(call, 1) ? undefined : fact.parameters[below.length + (fact.class >= 0 ? 1 : 0)]
    return isTest(fact) ? { ...base, kind: 'decorator', test: index, name: parameter?.name, statement: fact.statement } : undefined
  }
  const test = functionOf(draft.facts, call.scope)
  const block = draft.facts.statements.findLastIndex((statement) => statement.kind === 'block' && contains(statement.span, found.span) && /^(?:async\s+)?with\b/.test(written(draft, statement)))
  const statement = draft.facts.statements[call.statement]
  if (!isTest(draft.facts.functions[test]) || !statement) return undefined
  if (block >= 0 && call.statement === block) {
    return { ...base, kind: 'with', test, name: /^\s+as\s+(\w+)/.exec(draft.text.slice(found.span.end, found.span.end + 80))?.[1], statement: block }
  }
  const target = assignmentsOf(draft.facts, call.statement)[0]?.targets[0]
  return statement.span.end === found.span.end ? { ...base, kind: 'call', test, name: target?.kind === 'chain' && target.links.length === 0 && typeof target.root === 'string' ? target.root : undefined, statement: call.statement } : undefined
}

function given(call: Call, position: number): boolean {
  return call.arguments.some(({ name }, index) => name === 'new' || (name === undefined && index === position))
}

interface Connection {
  /** The name of the double, undefined where it is only reached through the patch. */
  readonly name: string | undefined
  /** Statements that only tie it to the patch. */
  readonly wiring: ReadonlySet<number>
  /** Uses of it through the patch: `mock_connect.return_value.__aenter__.return_value.send…`. */
  readonly through: readonly Chain[]
  /** Uses of the patched function that verify it. */
  readonly checks: readonly Chain[]
  /** Uses that are not understood. */
  readonly strange: readonly Chain[]
  /** Arguments of the patch that are not. */
  readonly odd: readonly Span[]
}

const ENTERED = /^return_value(?:\.__aenter__\.return_value)?$/

/** The connection that the patched function gives. */
function connectionOf(draft: Draft, patch: Patch): Connection | undefined {
  const fact = draft.facts.functions[patch.test]
  if (!fact) return undefined
  const names = new Set<string>()
  const wiring = new Set<number>()
  const through: Chain[] = []
  const checks: Chain[] = []
  const strange: Chain[] = []
  const odd: Span[] = []
  const double = givenDouble(draft, fact, patch)
  if (double) wiring.add(double.statement)
  for (const [index, argument] of patch.call.arguments.entries()) {
    const role = argument.name ?? ['target', 'new'][index]
    if (role === 'target' || role === 'new_callable' || role === 'autospec' || (role === 'new' && double)) continue
    const replacement = role === 'new' ? assigned(draft, fact, argument.value) : undefined
    const value = replacement ? replacement.value : argument.value
    const made = role === 'return_value' ? value : role === 'new' && isDouble(value) && lastCall(value)?.arguments.length === 1 ? lastCall(value)?.arguments.find(({ name }) => name === 'return_value')?.value : undefined
    if (made?.kind === 'chain' && made.links.length === 0 && typeof made.root === 'string' && argument.spread === undefined) names.add(made.root)
    else odd.push(argument.span)
    if (replacement) wiring.add(replacement.statement)
  }
  const patched = double?.name ?? patch.name
  for (const use of patched === undefined ? [] : usesOf(draft.facts, patched, fact.scope)) {
    if (use.links.length === 0 && (use.statement === patch.statement || use.statement === patch.call.statement || use.statement === double?.statement)) continue
    const members = membersOf(use)
    const assignment = assignmentTo(draft.facts, use)
    const path = members.join('.')
    const value = assignment?.value
    if (assignment && use.links.length === members.length && (ENTERED.test(path) || path === 'return_value.__aenter__')) {
      const double = path.endsWith('__aenter__') && isDouble(value) ? lastCall(value)?.arguments.find(({ name }) => name === 'return_value')?.value : value
      if (double?.kind === 'chain' && double.links.length === 0 && typeof double.root === 'string') names.add(double.root)
      else strange.push(use)
      wiring.add(use.statement)
    } else if (assignment && /^return_value\.__aexit__(?:\.return_value)?$/.test(path)) wiring.add(use.statement)
    else if (VERIFICATIONS.has(members[0] ?? '')) checks.push(use)
    else if (/^return_value\b/.test(path)) {
      const named = namedBy(assignmentsOf(draft.facts, use.statement), use)
      if (named !== undefined && ENTERED.test(path)) {
        names.add(named)
        wiring.add(use.statement)
      } else through.push(use)
    } else strange.push(use)
  }
  const [name, ...more] = names
  // `ws.__aenter__.return_value = ws` says of the connection that it is entered as itself, which the real one is.
  for (const use of name === undefined ? [] : usesOf(draft.facts, name, fact.scope)) if (/^__a(?:enter|exit)__$/.test(membersOf(use)[0] ?? '') && assignmentTo(draft.facts, use)) wiring.add(use.statement)
  return more.length > 0 ? undefined : { name, wiring, through, checks, strange, odd }
}

/** A double of the function that the test makes by itself, `connect = MagicMock()`, and gives to the patch. */
function givenDouble(draft: Draft, fact: FunctionFact, patch: Patch): { readonly name: string, readonly statement: number } | undefined {
  const value = patch.call.arguments.find(({ name }, index) => name === 'new' || (name === undefined && index === 1))?.value
  if (value?.kind !== 'chain' || value.links.length > 0 || typeof value.root !== 'string') return undefined
  const [binding, ...more] = bindingsOf(draft.facts, value.root, fact.scope)
  const made = binding?.kind === 'assignment' && more.length === 0 ? draft.facts.assignments[binding.index] : undefined
  return made && isDouble(made.value) && lastCall(made.value)?.arguments.length === 0 && within(made.span, fact.body) ? { name: value.root, statement: made.statement } : undefined
}

/** The one assignment in the test of the name that a value is: `mock_connect = AsyncMock(return_value=ws)`. Its other uses make the patch one that is not understood. */
function assigned(draft: Draft, fact: FunctionFact, value: Value): Assignment | undefined {
  if (value.kind !== 'chain' || value.links.length > 0 || typeof value.root !== 'string') return undefined
  const [binding, ...more] = bindingsOf(draft.facts, value.root, fact.scope)
  const made = binding?.kind === 'assignment' && more.length === 0 ? draft.facts.assignments[binding.index] : undefined
  const uses = usesOf(draft.facts, value.root, fact.scope).filter((use) => use.span.start !== value.span.start && use.statement !== made?.statement)
  return made && uses.length === 0 && within(made.span, fact.body) ? made : undefined
}

/** `ws = mock_connect.return_value.__aenter__.return_value` */
function namedBy(assignments: readonly Assignment[], use: Chain): string | undefined {
  const target = assignments.find(({ value, targets }) => targets.length === 1 && value?.span.start === use.span.start && value.span.end === use.span.end)?.targets[0]
  return target?.kind === 'chain' && target.links.length === 0 && typeof target.root === 'string' ? target.root : undefined
}

/** Replaces the patch and its connection by a server of which the test reads what arrived. */
export function convertConnect(draft: Draft, patch: Patch, support: Support): void {
  const fact = draft.facts.functions[patch.test]
  const connection = connectionOf(draft, patch)
  if (!fact) return
  if (!connection) return refuse(draft, patch.span, 'it gives more than one connection')
  for (const use of connection.strange) refuse(draft, use.span, `${written(draft, use)} is used in a way that is not understood`)
  for (const span of connection.odd) refuse(draft, span, `the patched function is given ${draft.text.slice(span.start, span.end)}, which is no connection that the test scripts`)
  const opener = openerIn(draft, patch.test, support)
  if (opener === undefined) return
  const ends = endsOfConnection(draft, patch, fact, connection)
  const created = makingOf(draft, fact, connection, ends)
  if (draft.refusals.length > 0) return
  const skip = new Set([...connection.wiring, ...created >= 0 ? [created] : []])
  for (const use of ends.uses) if (use.links.length === 0 && !skip.has(use.statement) && !contains(patch.span, use.span)) refuse(draft, use.span, 'the connection itself is looked at: the real one belongs to the code under test')
  convertUses(draft, { ...ends, uses: ends.uses.filter((use) => use.links.length > 0 && !connection.wiring.has(use.statement)) }, skip)
  if (ends.options.size > 0 || ends.hungUp.length > 0) refuse(draft, patch.span, 'the state or the handshake of the connection is scripted: the server that takes its place only sends, receives and hangs up')
  for (const statement of skip) deleteStatement(draft, statement)
  const script = ends.scripts[0]
  const messages = script?.messages === '[]' || !script ? [] : [script.messages]
  const ending = !script || script.ending.includes('hang_up=False') ? [] : [`hang_up=True${script.ending}`]
  const opening = `${ends.server} = await ${opener}(${[...messages, ...ending].join(', ')})`
  const first = giveAddress(draft, patch, fact, ends.server, connection.checks)
  openAt(draft, fact, patch, opening, script?.statement ?? created, first)
  if (script?.doubt !== undefined) mark(draft, script.statement, script.doubt)
  for (const check of connection.checks) verifyConnect(draft, check, ends.server)
  dropPatch(draft, patch)
}

function endsOfConnection(draft: Draft, patch: Patch, fact: FunctionFact, { name, through }: Connection): Ends {
  const server = clientName(draft.stack, name ?? 'ws', namesOf(draft, patch.test))
  const ends = endsOf(draft.facts, patch.test, name ?? '', fact.scope, server, server)
  const prefixed = through.map((use) => {
    const count = membersOf(use).slice(0, 3).join('.') === 'return_value.__aenter__.return_value' ? 3 : 1
    const last = use.links[count - 1]
    const rootSpan = { start: use.span.start, end: last?.kind === 'member' ? last.span.end : use.rootSpan.end }
    return { ...use, root: written(draft, { span: rootSpan }), rootSpan, links: use.links.slice(count) }
  })
  return { ...ends, uses: [...(name === undefined ? [] : ends.uses), ...prefixed].sort((a, b) => a.span.start - b.span.start) }
}

/** The statement that makes the double; -1 where the patch makes it. */
function makingOf(draft: Draft, fact: FunctionFact, { name, wiring }: Connection, ends: Ends): number {
  if (name === undefined) return -1
  const [binding, ...more] = bindingsOf(draft.facts, name, fact.scope)
  const made = binding?.kind === 'assignment' && more.length === 0 ? draft.facts.assignments[binding.index] : undefined
  if (made && wiring.has(made.statement)) return -1
  if (!made || made.value?.kind !== 'chain' || !isDouble(made.value) || !within(made.value.span, fact.body)) {
    refuse(draft, fact.nameSpan ?? fact.span, `${name}, which the patched function gives, is not made in this test`)
    return -1
  }
  configureByArguments(draft, ends, made.value)
  return made.statement
}

/** Writes the opening in the place of `statement`, or before the first one that needs the address. */
function openAt(draft: Draft, fact: FunctionFact, patch: Patch, opening: string, statement: number, given: Given): void {
  const { statements } = draft.facts
  const place = statements[statement]?.span
  const needed = statements[given.statement]?.span
  const textAt = (at: number): string => (given.line === undefined ? opening : `${opening}${draft.eol}${indentAt(draft.text, at).slice(outdentOf(draft, patch, at))}${given.line}`)
  if (place && (!needed || place.start <= needed.start)) {
    draft.deleted.delete(statement)
    return replace(draft, place, textAt(place.start))
  }
  if (place) deleteStatement(draft, statement)
  const own = new Set(draft.facts.bindings.filter(({ scope, kind }) => scope === fact.scope && kind !== 'parameter').map(({ name }) => name))
  if (place && draft.facts.chains.some((chain) => contains(place, chain.span) && typeof chain.root === 'string' && own.has(chain.root) && chain.statement === statement && chain.span.start > place.start)) {
    refuse(draft, place, 'what the connection gives is only known after the code under test was given its address')
  }
  const at = needed?.start ?? fact.body.start
  const indent = indentAt(draft.text, at).slice(outdentOf(draft, patch, at))
  draft.edits.unshift({ span: { start: at, end: at }, text: `${textAt(at)}${draft.eol}${indent}` })
}

/** `mock_connect.assert_called_once_with(url)`: how often, and with which path the code has connected. */
function verifyConnect(draft: Draft, check: Chain, server: string): void {
  const name = sameAsCalled(membersOf(check)[0] ?? '')
  const statement = draft.facts.statements[check.statement]
  const call = check.links[1]?.kind === 'call' ? check.links[1].call : undefined
  const whole = statement?.kind === 'expression' && statement.span.start === check.span.start && statement.span.end === check.span.end
  const times = /_once/.test(name) ? '1' : name === 'assert_not_called' ? '0' : ''
  if (!call || !whole || !/^assert_(?:called|called_once|called_with|called_once_with|not_called)$/.test(name)) {
    const compared = statement?.kind === 'assert' ? /^\s*==\s*(\d+)\s*$/.exec(draft.text.slice(check.span.end, statement.span.end)) : null
    if (name !== 'call_count' || !compared || !statement || statement.value?.span.start !== check.span.start) return refuse(draft, check.span, `${written(draft, check)} is used in a way that is not understood`)
    return replace(draft, statement.span, `await ${server}.expect_connected(${compared[1] ?? ''})`)
  }
  const [address, ...more] = call.arguments
  if (more.length > 0) mark(draft, check.statement, 'a server sees the path and the headers of a connection, and none of the other arguments of connect()')
  const path = address?.value.kind === 'string' ? /^wss?:\/\/[^/?]*(.*)$/.exec(address.value.text ?? '')?.[1] : undefined
  if (address && path === undefined) mark(draft, check.statement, 'check the path by expect_connected(path=…)')
  const named = path === undefined ? '' : `path="${path.startsWith('/') ? path : `/${path}`}"`
  replace(draft, check.span, `await ${server}.expect_connected(${[times, named].filter((each) => each !== '').join(', ')})`)
}
