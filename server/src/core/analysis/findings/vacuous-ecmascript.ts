import { bindingsOf } from '../../model/bindings.ts'
import type { Chain, Facts, Statement, Value } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import { chainOf, finding, lastMember, type Judged } from './judged.ts'

/** Words of chai that only lead on, and modifiers of Jest and Vitest. Source: chaijs.com/api/bdd (language chains, flags), jestjs.io/docs/expect. */
const LEADING: ReadonlySet<string> = new Set([
  'to', 'be', 'been', 'is', 'that', 'which', 'and', 'has', 'have', 'with', 'at', 'of', 'same', 'but', 'does', 'still', 'also', 'not', 'deep', 'nested', 'own',
  'resolves', 'rejects',
])
/** Assertions of chai and sinon-chai that check only when they are called. Source: chaijs.com/api/bdd, sinon-chai 4. */
const CALLED: ReadonlySet<string> = new Set([
  'equal', 'equals', 'eq', 'eql', 'eqls', 'above', 'below', 'least', 'most', 'within', 'match', 'matches', 'throw', 'throws', 'string', 'keys', 'property', 'members',
  'callCount', 'calledWith', 'calledWithExactly', 'calledWithMatch', 'calledOnceWith', 'calledOnceWithExactly', 'calledBefore', 'calledAfter', 'calledOn', 'calledImmediatelyBefore',
  'calledImmediatelyAfter', 'returned', 'thrown',
])
const MATCHER = /^(?:to[A-Z]\w*|(?:last|nth)(?:Called|Returned)With)$/
/** What a spy of sinon tells; nothing of it throws. Source: sinonjs.org, Spies. */
const SINON_ANSWERS: ReadonlySet<string> = new Set([
  'called', 'notCalled', 'calledOnce', 'calledTwice', 'calledThrice', 'callCount', 'calledWith', 'calledOnceWith', 'calledWithExactly', 'calledOnceWithExactly',
  'calledWithMatch', 'calledOnceWithMatch', 'calledOn', 'calledBefore', 'calledAfter', 'calledWithNew', 'neverCalledWith', 'neverCalledWithMatch', 'alwaysCalledWith',
  'alwaysCalledWithExactly', 'alwaysCalledWithMatch', 'threw', 'alwaysThrew', 'returned', 'alwaysReturned',
])

/** Verifications in JavaScript that pass whatever happened: matchers that are not there, not called or not awaited, and answers that nothing checks. */
export function vacuousInEcmascript(judged: Judged): Finding[] {
  const { facts } = judged
  const findings: Finding[] = []
  const jestWaitsForNothing = runsUnderJest(judged)
  const look = (chain: Chain, statement: Statement | undefined): void => {
    const stated = (): Finding | undefined => (statement ? answerOnly(chain, judged) ?? sinonAssertion(chain, judged) : undefined)
    const found = expectation(chain, statement, judged, jestWaitsForNothing) ?? stated()
    if (found) findings.push(found)
  }
  for (const statement of facts.statements) {
    if (statement.kind !== 'expression' && statement.kind !== 'return') continue
    const chain = chainOf(statement)
    if (chain) look(chain, statement.kind === 'expression' ? statement : undefined)
    else if (statement.kind === 'expression' && statement.value) comparedOnly(statement.value, judged, findings)
  }
  for (const { value } of facts.functions) if (value?.kind === 'chain') look(value, undefined)
  return findings
}

/** `statement` is missing for what a function gives back: a promise may be awaited by who takes it. */
function expectation(chain: Chain, statement: Statement | undefined, judged: Judged, jestWaitsForNothing: boolean): Finding | undefined {
  const [first, ...rest] = chain.links
  if (chain.root !== 'expect' || first?.kind !== 'call' || !isAssertionLibrary(chain, judged.facts)) return undefined
  const site = siteIn(first.call.arguments[0]?.value, judged)
  const tell = (message: string, span = chain.span): Finding => finding('vacuous-verification', span, site, message)
  if (rest.length === 0) {
    const [argument] = first.call.arguments
    if (!statement || !argument || argument.spread !== undefined || isCount(argument.value, judged) || mayVerify(argument.value, judged)) return undefined
    return tell('Nothing is verified here, for no matcher follows: write what is expected, such as .toHaveBeenCalled().')
  }
  const last = lastMember(chain)
  if (last && !last.called) {
    if (MATCHER.test(last.name)) return tell(`${last.name} is not called, so nothing is verified: write ${last.name}(…).`, last.span)
    const isChai = rest.some((link) => link.kind === 'member' && link.name === 'to')
    if (isChai && CALLED.has(last.name)) return tell(`${last.name} is not called, so nothing is verified: write ${last.name}(…).`, last.span)
    const onlyLeads = statement !== undefined && rest.every((link) => link.kind === 'member' && LEADING.has(link.name))
    return onlyLeads ? tell('Nothing is verified here, for no matcher follows: write what is expected.') : undefined
  }
  const [modifier] = rest
  const settles = modifier?.kind === 'member' && (modifier.name === 'resolves' || modifier.name === 'rejects')
  if (!settles || !statement || !jestWaitsForNothing || chain.awaitAt >= 0 || !last || !MATCHER.test(last.name) || statement.value !== chain) return undefined
  return tell(`Nobody awaits this, so the test may be over before ${last.name} is checked: put await before it, or return it.`)
}

/** `spy.calledWith(1)` of sinon as a statement: it only gives true or false. */
function answerOnly(chain: Chain, judged: Judged): Finding | undefined {
  const last = lastMember(chain)
  if (!last || !SINON_ANSWERS.has(last.name) || !isOfSinon(chain, judged)) return undefined
  const message = `${last.name} only gives true or false, and nothing checks it: put it into an assertion.`
  return finding('vacuous-verification', last.span, siteIn(chain, judged), message)
}

/** `spy.callCount === 1` as a statement. */
function comparedOnly(value: Value, judged: Judged, findings: Finding[]): void {
  if (value.kind !== 'compound' || value.operands.length !== 2) return
  const [first, second] = value.operands
  if (first?.kind !== 'chain' || !second || !/^\s*[=!]==?\s*$/.test(judged.text.slice(first.span.end, second.span.start))) return
  const last = lastMember(first)
  if (!last || !SINON_ANSWERS.has(last.name) || !isOfSinon(first, judged)) return
  const message = `Nothing checks this comparison of ${last.name}: put it into an assertion.`
  findings.push(finding('vacuous-verification', value.span, siteIn(first, judged), message))
}

/** `sinon.assert.calledOnce` without its parentheses. */
function sinonAssertion(chain: Chain, { facts }: Judged): Finding | undefined {
  const [assert, method] = chain.links
  if (typeof chain.root !== 'string' || chain.links.length !== 2 || assert?.kind !== 'member' || method?.kind !== 'member' || assert.name !== 'assert') return undefined
  const isSinon = bindingsOf(facts, chain.root, chain.scope).some(({ kind, index }) => kind === 'import' && facts.imports[index]?.module === 'sinon')
  return isSinon ? finding('vacuous-verification', method.span, -1, `${method.name} is not called, so nothing is verified: write ${method.name}(…).`) : undefined
}

function isOfSinon(chain: Chain, { uses, ownership: { found } }: Judged): boolean {
  const use = uses.chains.get(chain)
  if (!use || use.rest < 0 || found[use.site]?.library.id !== 'sinon') return false
  return chain.links.slice(use.rest).filter((link) => link.kind === 'member').length === 1
}

/** `expect` of a runner or of an assertion library, not a function of the file's own. */
function isAssertionLibrary(chain: Chain, facts: Facts): boolean {
  return bindingsOf(facts, 'expect', chain.scope).every(({ kind }) => kind === 'import')
}

/** Vitest awaits what `resolves` and `rejects` give at the end of a test (vitest.dev, expect); Jest does not (jestjs.io, expect: "you must await"). */
function runsUnderJest({ facts, ownership: { found } }: Judged): boolean {
  if (facts.imports.some(({ module }) => module === 'vitest' || module === 'chai' || module === '@playwright/test' || module === 'bun:test')) return false
  return facts.imports.some(({ module }) => module === '@jest/globals') || found.some(({ library }) => library.id === 'jest')
}

/** `expect(3)` of QUnit says how many assertions follow. */
function isCount(value: Value, judged: Judged): boolean {
  return value.kind === 'literal' && /^\d/.test(textOf(value, judged))
}

/** What `expect` is given may throw by itself when it runs code: `screen.getByRole(…)`. */
function mayVerify(value: Value, judged: Judged): boolean {
  if (value.kind === 'compound') return value.operands.some((operand) => mayVerify(operand, judged))
  if (value.kind === 'chain') return value.links.some((link) => link.kind === 'call') && !judged.uses.chains.has(value)
  return value.kind === 'function'
}

function siteIn(value: Value | undefined, { uses }: Judged): number {
  return (value && uses.chains.get(value)?.site) ?? -1
}

function textOf({ span }: Value, { text }: Judged): string {
  return text.slice(span.start, span.end)
}
