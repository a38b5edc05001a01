/** Functions that await now: tests become coroutines with the mark their runner needs, methods that tests call become coroutines too. */
import type { Call, FunctionFact } from '../../../model/facts.ts'
import { functionsAround, indentAt, isTest, mark, needsAwait, refuse, replace, type Draft } from './draft.ts'
import { isAutoMode, isStrictMode, marksOf, runnerOf } from './runners.ts'

/** Makes every function async that awaits now, with its mark, and turns `asyncio.run(x)` of a test into `await x`. */
export function makeAsync(draft: Draft): void {
  makeMethodsAsync(draft)
  for (const index of [...draft.awaiting].sort((a, b) => a - b)) {
    const fact = draft.facts.functions[index]
    if (!fact) continue
    const outer = functionsAround(draft.facts, fact.parent).at(-1)
    if (outer !== undefined && !fact.async) {
      refuse(draft, fact.nameSpan ?? fact.span, `it is used in the inner function ${fact.name ?? ''}, which is not async`)
      continue
    }
    if (outer !== undefined) draft.awaiting.add(outer)
  }
  for (const index of [...draft.awaiting].sort((a, b) => a - b)) {
    const fact = draft.facts.functions[index]
    if (!fact || !isTest(fact)) continue
    if (!fact.async) makeTestAsync(draft, index, fact)
    else if (isStrictMode(draft) && !isRun(draft, fact)) mark(draft, fact.statement, 'pytest-asyncio in strict mode runs no test without @pytest.mark.asyncio: add it, or set asyncio_mode = auto')
  }
}

/** Methods of a test class that are neither tests nor async: they become coroutines when every use of them is a call that can be awaited. */
function makeMethodsAsync(draft: Draft): void {
  const done = new Set<number>()
  for (;;) {
    const index = [...draft.awaiting].find((each) => !done.has(each) && !draft.helpers.has(each))
    if (index === undefined) return
    done.add(index)
    const fact = draft.facts.functions[index]
    if (!fact || fact.async || isTest(fact) || fact.class < 0 || fact.decorators.length > 0 || fact.name === undefined || draft.started.has(index)) continue
    const uses = draft.facts.chains.filter((chain) => chain.root === 'self' && chain.links[0]?.kind === 'member' && chain.links[0].name === fact.name)
    const calls = uses.map((chain) => (chain.links[1]?.kind === 'call' ? chain.links[1].call : undefined))
    const owners = new Set(draft.facts.functions.filter(({ name }) => name === fact.name).map((each) => each.class))
    if (calls.includes(undefined) || owners.size > 1 || calls.length === 0 || /\byield\b/.test(draft.text.slice(fact.body.start, fact.body.end))) {
      refuse(draft, fact.nameSpan ?? fact.span, `${fact.name}() is not async, but would have to wait`)
      continue
    }
    replace(draft, { start: fact.span.start, end: fact.span.start }, 'async ')
    for (const call of calls) if (call) awaitCall(draft, call)
  }
}

/** Awaits a call, which then needs parentheses where something hangs on it. */
export function awaitCall(draft: Draft, call: Call): void {
  const chain = draft.facts.chains[call.chain]
  if (!chain || chain.awaitAt >= 0 || !needsAwait(draft, call.scope, call.span)) return
  const more = chain.links.length > call.link + 1
  replace(draft, { start: call.span.start, end: call.span.start }, more ? '(await ' : 'await ')
  if (more) replace(draft, { start: call.span.end, end: call.span.end }, ')')
}

function makeTestAsync(draft: Draft, index: number, fact: FunctionFact): void {
  awaitRuns(draft, index, fact)
  const marked = isRun(draft, fact)
  const indent = indentAt(draft.text, fact.span.start)
  if (!marked) draft.modules.add('pytest')
  replace(draft, { start: fact.span.start, end: fact.span.start }, `${marked ? '' : `@pytest.mark.asyncio${draft.eol}${indent}`}async `)
}

/** Whether the runner runs the test when it is a coroutine. */
function isRun(draft: Draft, fact: FunctionFact): boolean {
  return runnerOf(draft, fact) === 'unittest' || marksOf(draft, fact).some((text) => /\bmark\.(?:asyncio|anyio)\b/.test(text)) || isAutoMode(draft)
    || draft.conftests().some((text) => /pytest_collection_modifyitems/.test(text) && /asyncio|anyio/.test(text))
}

/** A test that runs the event loop itself awaits instead. */
function awaitRuns(draft: Draft, index: number, fact: FunctionFact): void {
  for (const call of draft.facts.calls) {
    if (call.span.start < fact.body.start || call.span.end > fact.body.end || functionsAround(draft.facts, call.scope)[0] !== index) continue
    const callee = draft.text.slice(call.callee.start, call.callee.end)
    const argument = call.arguments[0]
    const chain = draft.facts.chains[call.chain]
    if (isRunOfLoop(draft, callee) && argument && call.arguments.length === 1 && chain) {
      const more = chain.links.length > call.link + 1
      replace(draft, { start: call.span.start, end: argument.span.start }, more ? '(await ' : 'await ')
      replace(draft, { start: argument.span.end, end: call.span.end }, more ? ')' : '')
    } else if (/(?:^|\.)run_until_complete$|^asyncio\.(?:run|new_event_loop|Runner)$/.test(callee)) {
      refuse(draft, call.span, 'the test runs an event loop of its own')
    }
  }
}

/** Whether a callee runs a coroutine to its end: asyncio itself, or a function of this file that does nothing else. */
export function isRunOfLoop(draft: Draft, callee: string): boolean {
  if (/^(?:asyncio\.run|asyncio\.get_event_loop\(\)\.run_until_complete)$/.test(callee)) return true
  const fact = /^\w+$/.test(callee) ? draft.facts.functions.find(({ name, class: owner }) => name === callee && owner < 0) : undefined
  const [parameter, ...more] = fact?.parameters ?? []
  if (!fact || !parameter || more.length > 0) return false
  const body = draft.text.slice(fact.body.start, fact.body.end).replace(/^[rR]?("""|''')[\s\S]*?\1\s*/, '')
  return [`asyncio.run(${parameter.name})`, `asyncio.get_event_loop().run_until_complete(${parameter.name})`].some((run) => body.trim() === run || body.trim() === `return ${run}`)
}
