/** Every use of the double's name, understood or refused. */
import type { Chain } from '../../../model/facts.ts'
import { isRunOfLoop } from './awaiting.ts'
import { functionsAround, isTest, membersOf, needsAwait, refuse, replace, type Draft } from './draft.ts'
import { assignmentTo, verified, type Ends } from './ends.ts'
import { configure, configureByType, hangUp } from './configuration.ts'
import { contains, type Span } from '../../../text/span.ts'
import { verifyFake } from './fake-uses.ts'
import { readsFake, type Fake } from './fake.ts'
import { DOUBLE_ONLY, VERIFICATIONS } from './members.ts'
import { useServer, verifyServer } from './server-uses.ts'
import { isReal } from './stacks/stack.ts'
import { verify } from './verifications.ts'

/** Rewrites the uses in one function; `skip` are the statements that make the double and give it back. */
export function convertUses(draft: Draft, ends: Ends, skip: ReadonlySet<number>): void {
  const plain = new Set(ends.uses.filter((use) => assignmentTo(draft.facts, use)).map((use) => membersOf(use)[0] ?? ''))
  const checks: Chain[] = []
  const { logs } = draft.stack
  refuseSyncCode(draft, ends)
  for (const use of ends.uses) {
    if (use.links.length === 0 && configureByType(draft, ends, use)) continue
    if (draft.handled.has(use) || (skip.has(use.statement) && use.links.length === 0)) continue
    const assignment = assignmentTo(draft.facts, use)
    if (assignment && use.links.length > 0 && !draft.fake?.attributes.has(membersOf(use)[0] ?? '')) configure(draft, ends, use, assignment)
    else if (VERIFICATIONS.has(membersOf(use)[1] ?? '')) checks.push(use)
    else if (logs) useServer(draft, ends, use)
    else convertUse(draft, ends, use, plain)
  }
  for (const use of checks) {
    const [member, check] = membersOf(use)
    if (member !== undefined && check !== undefined) (logs ? verifyServer : verify)(draft, ends, use, member, check)
  }
  hangUp(draft, ends)
}

/** A test that never awaits drives code that calls the socket without awaiting: a real send then never happens. */
function refuseSyncCode(draft: Draft, ends: Ends): void {
  const { functions } = draft.facts
  const test = [ends.function, ...functionsAround(draft.facts, functions[ends.function]?.parent ?? -1)].map((index) => functions[index]).find((fact) => fact && isTest(fact))
  const proof = verified(draft.stack, ends)
  if (draft.stack.isBlocking || !test || test.async || (!proof.sent && !proof.accepted)) return
  const runs = draft.facts.calls.some((call) => within(call.span.start, test.body) && isRunning(draft, draft.text.slice(call.callee.start, call.callee.end)))
  if (!runs) refuse(draft, test.nameSpan ?? test.span, 'the test awaits nothing, so that the code under test calls the socket without awaiting it: a real socket sends nothing then')
}

function isRunning(draft: Draft, callee: string): boolean {
  return callee.endsWith('run_until_complete') || isRunOfLoop(draft, callee)
}

function convertUse(draft: Draft, ends: Ends, use: Chain, plain: ReadonlySet<string>): void {
  const members = membersOf(use)
  const [member, next] = members
  if (draft.fake?.attributes.has(member ?? '')) return verifyFake(draft, ends, use, draft.fake)
  if (member === 'reset_mock' || next === 'reset_mock') return reset(draft, ends, use, member, next)
  const before = draft.text.slice(Math.max(0, use.span.start - 40), use.span.start)
  if (member === undefined && /(?:\btype|\bsetattr|\bpatch\.object|\.attach_mock|\bspyOn|\bvars)\(\s*$/.test(before)) {
    return refuse(draft, use.span, 'what the socket shows is scripted or patched, which no client can make a real connection do')
  }
  const odd = members.find((name) => DOUBLE_ONLY.has(name))
  if (odd !== undefined) return refuse(draft, use.span, `${odd} of the whole double is used: no single message or call tells the same`)
  if (member !== undefined && draft.stack.proof.foreign.has(member) && !plain.has(member)) {
    return refuse(draft, use.span, `it has ${member}, which ${draft.stack.title} has not: sockets of other libraries are not converted yet`)
  }
  if (member !== undefined && !isReal(draft.stack, member) && !plain.has(member)) return refuse(draft, use.span, `the real WebSocket has no ${member}`)
  if (member !== undefined && draft.stack.sends[member] !== undefined && use.links.length === 1) return refuse(draft, use.span, `${member} itself is used as a value`)
  if (ends.server !== ends.name) replace(draft, use.rootSpan, ends.server)
}

function reset(draft: Draft, ends: Ends, use: Chain, member: string | undefined, next: string | undefined): void {
  const statement = draft.facts.statements[use.statement]
  const whole = statement?.kind === 'expression' && statement.span.start === use.span.start && statement.span.end === use.span.end
  if (!whole || (next !== undefined && member !== undefined && draft.stack.sends[member] === undefined)) {
    return refuse(draft, use.span, 'only what was sent so far can be forgotten')
  }
  if (member === 'reset_mock' && ends.uses.some((later) => later.span.start > use.span.start && [draft.stack.accept, draft.stack.close.member].includes(membersOf(later)[0]) && VERIFICATIONS.has(membersOf(later)[1] ?? ''))) {
    return refuse(draft, use.span, 'accept() and close() are verified after a reset: a connection is accepted and closed only once')
  }
  if (needsAwait(draft, use.scope, use.span)) replace(draft, use.span, `await ${ends.client}.clear()`)
}

/** Refuses when the socket's calls are read through another name than its own: a container, or a helper that is given it. */
export function refuseForeignReads(draft: Draft, functions: ReadonlySet<number>, own: readonly Ends[]): void {
  if (draft.fake) {
    for (const use of own.flatMap(({ uses }) => uses)) draft.owned.add(keyOf(use))
    for (const index of [...functions, ...helpersGiven(draft, own)]) draft.owners.add(index)
    return
  }
  const owned = new Set([...own.flatMap(({ uses }) => uses), ...draft.handled].map(keyOf))
  const escapes = own.some(({ uses }) => uses.some(({ links }) => links.length === 0))
  if (!escapes) return
  const { known, places } = readersOf(draft)
  const bodiesOf = (indexes: Iterable<number>): readonly (readonly [number, Span])[] => [...indexes].map((index) => [index, draft.facts.functions[index]?.body ?? { start: 0, end: 0 }] as const)
  const helpers = bodiesOf(helpersGiven(draft, own))
  const insides = bodiesOf(functions)
  for (const chain of draft.facts.chains) {
    const { start } = chain.span
    const helper = helpers.find(([, body]) => within(start, body))
    if ((helper === undefined && !insides.some(([, body]) => within(start, body))) || !readsCalls(draft, chain) || owned.has(keyOf(chain))) continue
    const root = typeof chain.root === 'string' ? (chain.root === 'self' ? `self.${membersOf(chain)[0]}` : chain.root) : ''
    if (helper !== undefined) refuse(draft, chain.span, `its calls are read in the helper ${draft.facts.functions[helper[0]]?.name ?? ''}(), which is given other sockets too`)
    else if (!known.has(root) && !places.some((place) => draft.text.startsWith(place, start))) refuse(draft, chain.span, `calls of a socket are read through another name: ${draft.text.slice(start, chain.span.end)}`)
  }
}

interface Readers {
  /** Names of the file's doubles, and of the functions that make them. */
  readonly known: ReadonlySet<string>
  /** Places in other objects where doubles lie, as the text of a chain begins. */
  readonly places: readonly string[]
}

const readersByReport = new WeakMap<Draft['report'], Map<Draft['stack'], Readers>>()

function readersOf(draft: Draft): Readers {
  const byStack = readersByReport.get(draft.report) ?? new Map<Draft['stack'], Readers>()
  readersByReport.set(draft.report, byStack)
  const found = byStack.get(draft.stack)
  if (found) return found
  const { sites, facts } = draft.report
  const known = new Set(sites.filter((site, index) => site.root !== index || !isKeptElsewhere(draft, site.target)).map(({ target }) => /^(?:self\.)?\w+/.exec(target ?? '')?.[0]).filter((name) => name !== undefined))
  for (const site of sites) {
    const home = facts.functions.find((fact) => within(site.span.start, fact.body))
    if (home?.name !== undefined) known.add(home.name)
  }
  const places = sites.filter(({ target }) => isKeptElsewhere(draft, target)).map((site) => placeOf(draft, site.span.start)).filter((place) => place !== undefined)
  const readers = { known, places }
  byStack.set(draft.stack, readers)
  return readers
}

/** Whether a double lies in an object that is none: `manager.ws`, `hub.sockets["ada"]`. Such an object may hold other sockets, too. */
function isKeptElsewhere({ stack }: Draft, target: string | undefined): boolean {
  const member = /^(?!self\.)\w+\.(\w+)/.exec(target ?? '')?.[1]
  return member !== undefined && stack.sends[member] === undefined && !isReal(stack, member) && !VERIFICATIONS.has(member)
}

/** The text of the one place that the value at an offset is assigned to, with the dot behind it. */
function placeOf({ facts, text }: Draft, offset: number): string | undefined {
  const target = facts.assignments.find(({ value, targets }) => value?.span.start === offset && targets.length === 1)?.targets[0]
  return target && `${text.slice(target.span.start, target.span.end)}.`
}

/** Uses of an attribute are chains of their own: only their places are the same. */
function keyOf({ span }: Chain): string {
  return `${span.start}:${span.end}`
}

/** The same for the instances of a hand-written class, all of which are converted at once. */
export function refuseStrayReads(draft: Draft, fake: Fake, owner: Span): void {
  const bodies = [...draft.owners].map((index) => draft.facts.functions[index]?.body).filter((body) => body !== undefined)
  for (const chain of draft.facts.chains) {
    if (contains(owner, chain.span) || draft.owned.has(keyOf(chain)) || draft.handled.has(chain) || !readsFake(fake, chain) || !bodies.some((body) => contains(body, chain.span))) continue
    refuse(draft, chain.span, `what a socket recorded is read through another name: ${draft.text.slice(chain.span.start, chain.span.end)}`)
  }
}

function readsCalls({ stack }: Draft, chain: Chain): boolean {
  return chain.links.some((link, index) => {
    const before = chain.links[index - 1]
    return link.kind === 'member' && VERIFICATIONS.has(link.name) && before?.kind === 'member' && (stack.sends[before.name] !== undefined || stack.logs?.[before.name] !== undefined || before.name === stack.accept || before.name === stack.close.member)
  })
}

/** Functions of this file that are called with the socket. */
function helpersGiven(draft: Draft, own: readonly Ends[]): ReadonlySet<number> {
  const given = new Set<number>()
  const bare = new Set(own.flatMap(({ uses }) => uses.filter(({ links }) => links.length === 0).map(({ span }) => span.start)))
  for (const call of draft.facts.calls) {
    if (!call.arguments.some(({ value }) => bare.has(value.span.start))) continue
    const callee = draft.text.slice(call.callee.start, call.callee.end).replace(/^self\./, '')
    draft.facts.functions.forEach((fact, index) => {
      if (fact.name === callee && fact.form !== 'lambda') given.add(index)
    })
  }
  return given
}

function within(offset: number, span: { readonly start: number, readonly end: number }): boolean {
  return span.start <= offset && offset < span.end
}

