import type { Argument, Chain, Link } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { type Asserting, chaiAsserting, jestAsserting, nodeAsserting, type Operand, sinonAsserting } from './asserting.ts'
import { importedAs, isSinon } from './doubles.ts'
import { type Question, questionOf } from './questions.ts'
import { type Access, accessOf, memberName } from './sockets.ts'
import type { World } from './world.ts'

/** An assertion about the calls of one method: `expect(ws.send).toHaveBeenCalledOnce()`, `assert.ok(ws.send.calledOnce)`, `sinon.assert.called(ws.send)`. */
export interface Claim extends Omit<Question, 'value' | 'end'> {
  readonly access: Access
  readonly method: string
  readonly asserting: Asserting
}

/** Reads an assertion; undefined when the chain is none that Demock knows, or is not about a socket. */
export function claimOf(world: World, chain: Chain): Claim | undefined {
  const { facts } = world.draft
  if (typeof chain.root !== 'string') return undefined
  if (chain.root === 'expect') return expected(world, chain)
  const [first, second] = chain.links
  if (memberName(first) === 'assert' && isSinon(facts, chain.root, chain.scope)) return bySinon(world, chain, chain.links.slice(1), `${chain.root}.assert`)
  if (importedAs(facts, chain.root, chain.scope, 'sinon') === 'assert') return bySinon(world, chain, chain.links, chain.root)
  if (isAssert(world, chain)) return asserted(world, chain, first?.kind === 'call' ? undefined : memberName(first), first?.kind === 'call' ? first : second)
  return undefined
}

/** Names of `node:assert`, and of chai's `assert`. */
function isAssert({ draft: { facts } }: World, { root, scope }: Chain): boolean {
  const [binding] = typeof root === 'string' ? bindingsOf(facts, root, scope) : []
  const found = binding?.kind === 'import' ? facts.imports[binding.index] : undefined
  if (found) return /^(?:node:)?assert(?:\/strict)?$/.test(found.module) ? found.form === 'module' || /^(?:default|strict|assert)$/.test(found.imported ?? '') : found.module === 'chai' && found.imported === 'assert'
  // `const { assert } = chai`, `chai.assert` under another name.
  return root === 'assert' && facts.assignments.some(({ value, targets }) => value?.kind === 'chain' && (value.root === 'chai' || memberName(value.links.at(-1)) === 'assert') && targets.length === 1)
}

function expected(world: World, chain: Chain): Claim | undefined {
  const [given, ...links] = chain.links
  const subjects = given?.kind === 'call' ? given.call.arguments : []
  const access = subjects[0] && accessOf(world, subjects[0].value)
  const [method, ...rest] = access?.links ?? []
  const name = memberName(method)
  if (!access || name === undefined) return undefined
  const isJest = links.some((link) => link.kind === 'member' && /^to[A-Z]|Called/.test(link.name)) && !links.some((link) => memberName(link) === 'to' || memberName(link) === 'have')
  if (rest.length === 0) return isJest ? byMatcher(world, access, name, links) : bySinonChai(world, access, name, links)
  const question = world.recorder === 'jest' || subjects.length > 1 ? undefined : questionOf(world.draft.text, world.recorder, rest)
  if (!question || question.end !== access.span.end) return undefined
  const answer = isJest ? jestAnswer(world, links) : chaiAnswer(world, links)
  return answer === undefined ? undefined : claimFrom(access, name, question, answer, isJest ? jestAsserting : chaiAsserting)
}

/** What a question is said to give: a truth or a number. */
type Answer = boolean | Operand

function claimFrom(access: Access, method: string, question: Question, answer: Answer, asserting: Asserting): Claim | undefined {
  const { value, end: _, ...asked } = question
  if (value === 'number') return typeof answer === 'boolean' ? undefined : { ...asked, access, method, asserting, matcher: 'toHaveBeenCalledTimes', times: answer }
  if (typeof answer !== 'boolean') return undefined
  return { ...asked, access, method, asserting, negated: asked.negated === answer }
}

function byMatcher({ draft: { text } }: World, access: Access, method: string, links: readonly Link[]): Claim | undefined {
  const matcher = links.findLast((link) => link.kind === 'member')
  const call = links.at(-1)
  if (matcher?.kind !== 'member' || call?.kind !== 'call' || !/Called|lastCalled|nthCalled/.test(matcher.name)) return undefined
  const given = call.call.arguments
  const isTimes = matcher.name.endsWith('CalledTimes')
  const isNth = /[nN]thCalledWith$/.test(matcher.name)
  const nth = isNth && given[0] ? Number(text.slice(given[0].span.start, given[0].span.end)) - 1 : undefined
  return {
    access, method, matcher: matcher.name, negated: links.some((link) => memberName(link) === 'not'), asserting: jestAsserting, isPrefix: false,
    times: isTimes ? operandOf(text, given[0]) : undefined,
    position: Number.isInteger(nth) ? nth : undefined, arguments: isTimes ? [] : isNth ? given.slice(1) : given,
  }
}

function operandOf(text: string, argument: Argument | undefined): Operand | undefined {
  return argument && { text: text.slice(argument.span.start, argument.span.end), span: argument.span }
}

const SINON_CHAI: Readonly<Record<string, Pick<Question, 'matcher'> & { readonly times?: Operand; readonly isPrefix?: boolean }>> = {
  called: { matcher: 'toHaveBeenCalled' }, calledOnce: { matcher: 'toHaveBeenCalledOnce' },
  calledTwice: { matcher: 'toHaveBeenCalledTimes', times: { text: '2' } }, calledThrice: { matcher: 'toHaveBeenCalledTimes', times: { text: '3' } },
  callCount: { matcher: 'toHaveBeenCalledTimes' },
  calledWith: { matcher: 'toHaveBeenCalledWith', isPrefix: true }, calledWithExactly: { matcher: 'toHaveBeenCalledWith' },
  calledOnceWith: { matcher: 'toHaveBeenCalledExactlyOnceWith', isPrefix: true }, calledOnceWithExactly: { matcher: 'toHaveBeenCalledExactlyOnceWith' },
}

/** `expect(ws.send).to.not.have.been.calledWith(x)`. */
function bySinonChai({ draft: { text } }: World, access: Access, method: string, links: readonly Link[]): Claim | undefined {
  const at = links.findIndex((link) => SINON_CHAI[memberName(link) ?? ''] !== undefined)
  const found = SINON_CHAI[memberName(links[at]) ?? '']
  const call = links[at + 1]
  const before = links.slice(0, at).map(memberName)
  if (!found || !before.every((word) => word !== undefined && CHAIN_WORDS.has(word)) || links.length > at + (call?.kind === 'call' ? 2 : 1)) return undefined
  const given = call?.kind === 'call' ? call.call.arguments : []
  const isCount = memberName(links[at]) === 'callCount'
  const times = isCount ? operandOf(text, given[0]) : found.times
  return {
    access, method, matcher: found.matcher, negated: before.includes('not'), asserting: chaiAsserting, isPrefix: found.isPrefix ?? false, times, position: undefined,
    arguments: isCount ? [] : given,
  }
}

/** Words of chai that change nothing (chaijs.com, Language Chains), and `not`. */
const CHAIN_WORDS: ReadonlySet<string> = new Set(['to', 'be', 'been', 'is', 'that', 'which', 'and', 'has', 'have', 'with', 'at', 'of', 'same', 'deep', 'not'])

function jestAnswer(world: World, links: readonly Link[]): Answer | undefined {
  const call = links.at(-1)
  const matcher = memberName(links.at(-2))
  if (call?.kind !== 'call' || links.length > 3 || (links.length === 3 && memberName(links[0]) !== 'not')) return undefined
  const not = links.length === 3
  if (matcher === 'toBeTruthy' || matcher === 'toBeFalsy') return (matcher === 'toBeTruthy') !== not
  return /^to(?:Be|Equal|StrictEqual)$/.test(matcher ?? '') ? compared(world, call.call.arguments[0], not) : undefined
}

function chaiAnswer(world: World, links: readonly Link[]): Answer | undefined {
  const last = links.at(-1)
  const words = (last?.kind === 'call' ? links.slice(0, -2) : links.slice(0, -1)).map(memberName)
  if (!words.every((word) => word !== undefined && CHAIN_WORDS.has(word))) return undefined
  const not = words.includes('not')
  const end = memberName(last?.kind === 'call' ? links.at(-2) : last)
  if (last?.kind !== 'call') return end === 'true' || end === 'ok' ? !not : end === 'false' ? not : undefined
  return /^(?:equal|equals|eq|eql|eqls)$/.test(end ?? '') && last.call.arguments.length === 1 ? compared(world, last.call.arguments[0], not) : undefined
}

function compared({ draft: { text } }: World, argument: Argument | undefined, not: boolean): Answer | undefined {
  const value = argument ? text.slice(argument.span.start, argument.span.end) : ''
  if (value === 'true' || value === 'false') return (value === 'true') !== not
  return argument && !not && argument.value.kind === 'literal' ? { text: value } : undefined
}

/** `assert(ws.send.calledOnce)`, `assert.strictEqual(ws.send.callCount, 1)`. */
function asserted(world: World, chain: Chain, how: string | undefined, call: Link | undefined): Claim | undefined {
  if (call?.kind !== 'call' || chain.links.at(-1) !== call || typeof chain.root !== 'string') return undefined
  const [given, wanted, message] = call.call.arguments
  const access = given && accessOf(world, given.value)
  const [method, ...rest] = access?.links ?? []
  const name = memberName(method)
  const question = access && name !== undefined ? questionOf(world.draft.text, world.recorder, rest) : undefined
  if (!access || name === undefined || !question || question.end !== access.span.end) return undefined
  const answer = answerOf(world, how, wanted, message)
  return answer === undefined ? undefined : claimFrom(access, name, question, answer, nodeAsserting(chain.root))
}

function answerOf(world: World, how: string | undefined, wanted: Argument | undefined, message: Argument | undefined): Answer | undefined {
  if (how === undefined || /^(?:ok|isTrue|isOk)$/.test(how)) return wanted ? undefined : true
  if (/^(?:isFalse|isNotOk|notOk)$/.test(how)) return wanted ? undefined : false
  return !message && /^(?:equal|strictEqual|deepEqual|deepStrictEqual)$/.test(how) ? compared(world, wanted, false) : undefined
}

const BY_SINON: Readonly<Record<string, string>> = { notCalled: 'called', neverCalledWith: 'calledWith' }

/** `sinon.assert.calledWith(ws.send, x)`; what takes its place speaks as the rest of the file does. */
function bySinon(world: World, chain: Chain, links: readonly Link[], assert: string): Claim | undefined {
  const [how, call] = links
  const name = memberName(how) ?? ''
  const found = SINON_CHAI[BY_SINON[name] ?? name]
  if (call?.kind !== 'call' || links.length !== 2 || !found) return undefined
  const [given, ...rest] = call.call.arguments
  const access = given && accessOf(world, given.value)
  const [method, more] = access?.links ?? []
  const called = memberName(method)
  if (!access || called === undefined || more) return undefined
  const isCount = name === 'callCount'
  return {
    access, method: called, matcher: found.matcher, negated: BY_SINON[name] !== undefined, isPrefix: found.isPrefix ?? false,
    times: isCount ? operandOf(world.draft.text, rest[0]) : found.times, position: undefined, arguments: isCount ? [] : rest,
    asserting: styleOf(world, chain) ?? sinonAsserting(assert),
  }
}

/** How the rest of the file asserts. */
function styleOf(world: World, { scope }: Chain): Asserting | undefined {
  const { facts } = world.draft
  const expects = facts.chains.find(({ root, links }) => root === 'expect' && links[0]?.kind === 'call')
  if (expects) return memberName(expects.links[1]) === 'to' || (memberName(expects.links[1]) === 'not' && memberName(expects.links[2]) === 'to') ? chaiAsserting : jestAsserting
  const assert = facts.chains.find((chain) => chain.root === 'assert' && isAssert(world, chain) && bindingsOf(facts, 'assert', scope).length > 0)
  return assert ? nodeAsserting('assert') : undefined
}
