import type { Chain, Statement, Value } from '../../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../../model/bindings.ts'
import { contains, type Span } from '../../../../text/span.ts'
import { edit, indentAt, lineEnd, refuse } from '../draft.ts'
import { functionOf, helperName, roleOf } from '../functions.ts'
import { memberName } from '../sockets.ts'
import { type Act, type FakeWorld, linked } from './fake-world.ts'
import { isNotRead } from './firing.ts'
import { isGivenOn, makeAsync, waitFor } from './waiting.ts'

const NEVER_OPEN = 'the fake ended a connection that was never open; a real one that does not come about ends with an error and code 1006'
const EARLY = 'nothing says here that the connection is open; a real one opens before this, and tells the code that, too'
const ENDED_BEFORE = 'the connection is closed before, so that this no longer tells whether the code under test closes it, too'

/** The function around a chain that the runner calls, or the named helper; -1 outside of all. */
function outermost({ draft: { facts } }: FakeWorld, { scope }: Pick<Chain, 'scope'>): number {
  for (let index = functionOf(facts, scope); index >= 0; index = functionOf(facts, facts.functions[index]?.parent ?? 0)) {
    const role = roleOf(facts, index)
    if (role === 'test' || role === 'hook' || helperName(facts, index)) return index
  }
  return -1
}

/**
 * Looks at the order of what a test does, and writes its acts: a real socket sends, and gets messages, only when it is open, is closed with a code only then, and is
 * closed once. A double of a socket did all of that at any time.
 */
export function writeInOrder(world: FakeWorld, begins: ReadonlyMap<number, number>): void {
  const { draft } = world
  const { facts } = draft
  const acts = [...world.acts].sort((one, other) => one.chain.span.start - other.chain.span.start)
  const around = new Map(acts.map((act) => [act, outermost(world, act.chain)]))
  const opening = new Set(acts.flatMap((act) => (act.kind === 'open' || act.kind === 'message' ? [around.get(act) ?? -1] : [])))
  const helpers = [...opening].flatMap((index) => helperName(facts, index) ?? [])
  const hooks = [...opening].some((index) => roleOf(facts, index) === 'hook')
  const isHelped = (index: number): boolean => hooks || helpers.some(({ name, scope }) => usesOf(facts, name, scope).some((use) => outermost(world, use) === index))
  const isPrepared = [...begins.keys()].some((index) => roleOf(facts, index) === 'hook')
  const open = new Set<string>()
  const ended = new Set<string>()
  for (const [position, act] of acts.entries()) {
    const index = around.get(act) ?? -1
    const isTest = roleOf(facts, index) === 'test'
    const key = `${index} ${act.connection}`
    const isOpen = open.has(key) || !isTest || isHelped(index) || act.chain.span.start > (begins.get(index) ?? Infinity) || isPrepared
    if (act.kind === 'asserts-sent' && !isOpen && !opening.has(index)) refuse(draft, act.chain.span, 'nothing opens the connection in this test, and a real socket sends only when it is open')
    if (act.kind === 'asserts-code' && !isOpen && !opening.has(index)) refuse(draft, act.chain.span, 'nothing opens the connection in this test, and a real socket that is not open yet is closed without the code that it was given')
    if ((act.kind === 'asserts-closed' || act.kind === 'asserts-code') && ended.has(key)) finish(world, act.chain, ENDED_BEFORE)
    const next = acts[position + 1]
    const before = acts[position - 1]
    const statement = facts.statements[act.chain.statement]
    if (failsThenEnds(world, act, next) && statement) world.dropped.push(statement.span)
    else if (act.fired) write(world, act.fired, act.chain, isOpen, act.kind, before !== undefined && failsThenEnds(world, before, act))
    if (failsThenEnds(world, act, next)) continue
    if (act.kind === 'open' || act.kind === 'message') open.add(key)
    if (act.kind !== 'end') continue
    open.delete(key)
    ended.add(key)
  }
}

/** Writes the act that takes the place of a fired handler, as it is on a connection that is open, or is not. */
function write(world: FakeWorld, { use, act }: NonNullable<Act['fired']>, chain: Chain, isOpen: boolean, kind: Act['kind'], hasFailed: boolean): void {
  const { draft, reads } = world
  const isCut = /^close\(\)$|code: (?:1000|1006)\b/.test(act.call)
  const isLost = kind === 'end' && !isOpen && (isCut || act.call === 'fail()')
  const call = isLost ? 'close({ code: 1006 })' : hasFailed ? 'fail()' : act.call
  let review = act.review
  if (hasFailed) review = isCut ? undefined : act.review
  else if (isLost && act.call !== 'fail()') review = isNotRead(reads, 'error') && (act.call === 'close({ code: 1006 })' || isNotRead(reads, 'code')) ? undefined : NEVER_OPEN
  else if (kind !== 'open' && !isOpen && !isLost && !isNotRead(reads, 'open')) review = EARLY
  if (review !== undefined) finish(world, chain, review)
  const isGiven = isGivenOn(world, chain)
  edit(draft, chain.awaitAt >= 0 ? chain.awaitAt : chain.span.start, chain.span.end, `${isGiven && use.isVariable ? '' : 'await '}${linked(use)}.${call}`)
}

/** Whether an error and the loss of the same connection are fired one behind the other: a real connection that fails tells both. */
function failsThenEnds({ draft: { facts, text } }: FakeWorld, error: Act, next: Act | undefined): boolean {
  const [first, second] = [facts.statements[error.chain.statement], facts.statements[next?.chain.statement ?? -1]]
  return next?.fired !== undefined && error.fired?.act.call === 'fail()' && next.kind === 'end' && next.connection === error.connection && /^close\(\)$|code: 1006\b/.test(next.fired.act.call)
    && first !== undefined && second !== undefined && first !== second && first.parent === second.parent && first.scope === second.scope && /^[\s;]*$/.test(text.slice(first.span.end, second.span.start))
}

/** Leaves a place for the user to finish. */
function finish({ draft }: FakeWorld, chain: Chain, what: string): void {
  const { facts, text } = draft
  const statement = facts.statements[chain.statement]
  draft.remarks.push({ span: chain.span, text: what })
  if (statement) edit(draft, statement.span.start, statement.span.start, `// demock: finish – ${what}${lineEnd(text)}${indentAt(text, statement.span.start)}`)
}

/**
 * Waits before assertions until the code has been told of connections that it has closed: its double told it at once. Where an act of the connection, which waits
 * as well, or another assertion stands before, nothing is added.
 */
export function waitBeforeAsserting(world: FakeWorld): void {
  const { draft } = world
  const { facts, text } = draft
  const isAdvanced = ({ span, kind }: Statement): boolean => kind === 'expression' && /\b(?:advanceTimers\w+|run(?:All|OnlyPending)Timers(?:Async)?)\(/.test(text.slice(span.start, span.end))
  const isAssertion = ({ span, kind }: Statement): boolean => kind === 'expression' && /^(?:await )?expect\b/.test(text.slice(span.start, span.start + 13))
  facts.statements.forEach((statement) => {
    const index = functionOf(facts, statement.scope)
    if (!(isAssertion(statement) || isAdvanced(statement)) || roleOf(facts, index) !== 'test' || facts.scopes[statement.scope]?.kind === 'class') return
    const body = facts.functions[index]?.body
    const before = facts.statements.findLast(({ span, parent, scope }) => parent === statement.parent && scope === statement.scope && span.end <= statement.span.start && body !== undefined && contains(body, span))
    if (!before || world.waited.has(before.span.end) || world.waited.has(statement.span.start) || (isAssertion(before) && !isAdvanced(before)) || world.acts.some(({ kind, chain }) => !kind.startsWith('asserts') && contains(before.span, chain.span))) return
    const written = text.slice(before.span.start, before.span.end)
    if (/^(?:const|let|var) \w+ = (?:(?:vi|jest)\.|[^()]*$)/.test(written) || /^(?:await )?(?:waitFor|(?:act\()?(?:async )?\(\) => (?:vi|jest)\.)/.test(written)) return
    if (!waitFor(world, statement)) return
    makeAsync(world, statement.scope, statement)
    edit(draft, statement.span.start, statement.span.start, `await ${world.server}.atRest()${text[statement.span.end - 1] === ';' ? ';' : ''}${lineEnd(text)}${indentAt(text, statement.span.start)}`)
  })
}

/**
 * Promises that the test expects to fail only later, behind an act that it waits for: by then they have failed, which is an error unless somebody has looked at
 * them before.
 */
export function lookAtPromises(world: FakeWorld): void {
  const { draft, acts } = world
  const { facts, text } = draft
  const done = new Set<number>()
  const expected = facts.chains.flatMap(({ root, links, span }): readonly { readonly promise: Value | undefined; readonly span: Span }[] => {
    const [first, second] = links
    if (root === 'expect' && first?.kind === 'call' && memberName(second) === 'rejects') return [{ promise: first.call.arguments[0]?.value, span }]
    const list = root === 'Promise' && memberName(first) === 'allSettled' && second?.kind === 'call' ? second.call.arguments[0]?.value : undefined
    return list?.kind === 'list' ? list.items.map((promise) => ({ promise, span })) : []
  })
  for (const { promise, span } of expected) {
    if (promise?.kind !== 'chain' || promise.links.length > 0 || typeof promise.root !== 'string') continue
    const [binding] = bindingsOf(facts, promise.root, promise.scope)
    const declared = binding?.kind === 'assignment' ? facts.statements[facts.assignments[binding.index]?.statement ?? -1] : undefined
    if (!declared || done.has(declared.span.start) || !acts.some(({ fired, chain }) => fired && chain.span.start > declared.span.end && chain.span.start < span.start)) continue
    done.add(declared.span.start)
    const semicolon = text[declared.span.end - 1] === ';' ? ';' : ''
    edit(draft, declared.span.end, declared.span.end, `${lineEnd(text)}${indentAt(text, declared.span.start)}${promise.root}.catch(() => undefined)${semicolon}`)
  }
}
