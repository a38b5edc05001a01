import type { Call, Facts } from '../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { type Draft, edit, refuse } from './draft.ts'

const TESTS: ReadonlySet<string> = new Set(['it', 'test', 'specify', 'fit', 'xit', 'xtest'])
const HOOKS: ReadonlySet<string> = new Set(['beforeEach', 'beforeAll', 'before', 'afterEach', 'afterAll', 'after'])
const SUITES: ReadonlySet<string> = new Set(['describe', 'suite', 'context', 'fdescribe', 'xdescribe'])
const WAITERS: ReadonlySet<string> = new Set(['waitFor', 'waitUntil', 'poll'])
const DONE = /^(?:done|cb|callback|finish|next|end)$/

/** What a function is to the test runner. */
export type Role = 'test' | 'hook' | 'suite' | 'waiter' | 'other'

interface Functions {
  readonly ofScope: ReadonlyMap<number, number>
  /** The call that a function is handed to. */
  readonly handedTo: ReadonlyMap<number, Call>
}

const known = new WeakMap<Facts, Functions>()

function functionsOf(facts: Facts): Functions {
  const found = known.get(facts)
  if (found) return found
  const handedTo = new Map<number, Call>()
  for (const call of facts.calls) for (const { value } of call.arguments) if (value.kind === 'function') handedTo.set(value.function, call)
  const functions = { ofScope: new Map(facts.functions.map((fact, index) => [fact.scope, index])), handedTo }
  known.set(facts, functions)
  return functions
}

/** Index of the innermost function around a scope, -1 outside of all. */
export function functionOf(facts: Facts, scope: number): number {
  const { ofScope } = functionsOf(facts)
  for (let at = scope; at >= 0; at = facts.scopes[at]?.parent ?? -1) {
    const found = ofScope.get(at)
    if (found !== undefined) return found
  }
  return -1
}

/** What a function is, by the call it is handed to: `it.each(rows)('…', fn)` is a test. */
export function roleOf(facts: Facts, index: number): Role {
  const call = functionsOf(facts).handedTo.get(index)
  const chain = call && facts.chains[call.chain]
  if (!call || typeof chain?.root !== 'string') return 'other'
  const before = chain.links[call.link - 1]
  if (before?.kind === 'member' && WAITERS.has(before.name)) return 'waiter'
  if (WAITERS.has(chain.root)) return awaits(facts, chain.root, chain.scope) ? 'waiter' : 'other'
  if (TESTS.has(chain.root)) return 'test'
  if (HOOKS.has(chain.root)) return 'hook'
  return SUITES.has(chain.root) ? 'suite' : 'other'
}

/** Whether what is called like a waiter waits for a promise that its function gives: one of a package does, one of the file where its text says so. */
function awaits(facts: Facts, name: string, scope: number): boolean {
  const [binding] = bindingsOf(facts, name, scope)
  if (!binding) return true
  // Modules of a project with such names hand on what Testing Library has.
  if (binding.kind === 'import') return !/^\.\.?\/(?!.*(?:test|testing|render)-?utils)/i.test(facts.imports[binding.index]?.module ?? './')
  const helper = facts.functions[helperOf(facts, name, scope)]
  return helper !== undefined && facts.chains.some(({ root, links, span, awaitAt }) => root === helper.parameters[0]?.name && links[0]?.kind === 'call' && awaitAt >= 0 && contains(helper.body, span))
}

/** Whether a test gets the rows of a table as parameters. */
function isTable(facts: Facts, index: number): boolean {
  const call = functionsOf(facts).handedTo.get(index)
  return call !== undefined && (facts.chains[call.chain]?.links ?? []).some((link) => link.kind === 'member' && (link.name === 'each' || link.name === 'for'))
}

/**
 * Makes the function around a scope wait: a test, hook or waiter becomes async; so does a named helper, and whoever calls it waits for it. Refuses
 * where nobody would wait.
 */
export function makeWait(draft: Draft, scope: number, at: Span): void {
  const { facts } = draft
  const index = functionOf(facts, scope)
  const fact = facts.functions[index]
  if (!fact) {
    refuse(draft, at, 'it is used while the file is loaded, before any test could wait for a connection')
    return
  }
  if (draft.waiting.has(index)) return
  draft.waiting.add(index)
  const role = roleOf(facts, index)
  if (role === 'suite') refuse(draft, at, 'it is used while tests are collected, before any of them could wait for a connection')
  else if (role === 'other') makeHelperWait(draft, index, at)
  else if (fact.parameters.some((parameter) => DONE.test(parameter.name)) && !isTable(facts, index)) {
    refuse(draft, fact.parametersSpan, `a function cannot both wait and call \`${fact.parameters[0]?.name ?? 'done'}\`: make the test async first`)
  }
  if (!fact.async) edit(draft, fact.span.start, fact.span.start, 'async ')
}

/** Whether a function is handed to `t.test(…)` of node:test. */
function isSubtest(facts: Facts, index: number): boolean {
  const call = functionsOf(facts).handedTo.get(index)
  const chain = call && facts.chains[call.chain]
  const [method] = chain?.links ?? []
  return typeof chain?.root === 'string' && method?.kind === 'member' && method.name === 'test' && bindingsOf(facts, chain.root, chain.scope)[0]?.kind === 'parameter'
}

/** Name of a helper: of a declared function, or of the variable that holds an arrow function. */
export function helperName(facts: Facts, index: number): { readonly name: string; readonly scope: number } | undefined {
  const fact = facts.functions[index]
  if (!fact) return undefined
  if (fact.form === 'function' && fact.name !== undefined) return { name: fact.name, scope: fact.parent }
  const assignment = facts.assignments.find(({ value }) => value?.kind === 'function' && value.function === index)
  const [target] = assignment?.targets ?? []
  if (assignment?.declaration !== 'const' || target?.kind !== 'chain' || typeof target.root !== 'string' || target.links.length > 0) return undefined
  return { name: target.root, scope: assignment.scope }
}

/** The function of this file that a name denotes in a scope, -1 when there is none. */
export function helperOf(facts: Facts, name: string, scope: number): number {
  const bindings = bindingsOf(facts, name, scope)
  const [binding] = bindings
  if (!binding || bindings.length !== 1) return -1
  if (binding.kind === 'function') return binding.index
  if (binding.kind !== 'assignment') return -1
  const value = facts.assignments[binding.index]?.value
  return value?.kind === 'function' ? value.function : -1
}

function makeHelperWait(draft: Draft, index: number, at: Span): void {
  const { facts } = draft
  const fact = facts.functions[index]
  const helper = helperName(facts, index)
  if (!fact || !helper) {
    refuse(draft, at, isSubtest(facts, index) ? 'it is used in a subtest, behind which the hooks close the connections: make it a test of its own' : 'it is used in a function for which nobody waits')
    return
  }
  if (fact.returns && !fact.async) {
    const { start, end } = fact.returns.span
    edit(draft, start, start, 'Promise<')
    edit(draft, end, end, '>')
  }
  for (const use of usesOf(facts, helper.name, helper.scope)) {
    const [first] = use.links
    if (use.span.start === (fact.nameSpan?.start ?? -1) || isDeclared(facts, use.span, index)) continue
    if (first?.kind !== 'call') {
      refuse(draft, use.span, `\`${helper.name}\` would have to wait, and is handed on here`)
      continue
    }
    makeWait(draft, use.scope, use.span)
    if (use.awaitAt >= 0) continue
    edit(draft, use.span.start, use.span.start, use.links.length > 1 ? '(await ' : 'await ')
    if (use.links.length > 1) edit(draft, first.call.span.end, first.call.span.end, ')')
  }
}

function isDeclared(facts: Facts, span: Span, index: number): boolean {
  return facts.assignments.some(({ targets, value }) => value?.kind === 'function' && value.function === index && targets[0]?.span.start === span.start)
}
