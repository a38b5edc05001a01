/** What a test's header needs when a real connection is opened in it. */
import type { Decorator, FunctionFact } from '../../../model/facts.ts'
import type { ReadFile } from '../../../model/replacement.ts'
import { functionsAround, indentAt, isTest, refuse, replace, written, type Draft } from './draft.ts'
import { configurations } from './pytest-settings.ts'

/** Adds a fixture to the parameters: behind the last one without a default. */
export function addParameter(draft: Draft, index: number, name: string, first = false): void {
  const fact = draft.facts.functions[index]
  const key = `${index} ${name}`
  if (!fact || draft.parameters.has(key) || fact.parameters.some((parameter) => parameter.name === name)) return
  draft.parameters.add(key)
  const { parameters, parametersSpan } = fact
  const receiver = fact.class >= 0 && !fact.decorators.some((at) => written(draft, draft.facts.decorators[at] ?? { span: parametersSpan }) === '@staticmethod') ? 1 : 0
  const before = parameters[first ? receiver : parameters.findIndex((parameter, at) => at >= receiver && (parameter.default !== undefined || parameter.spread !== undefined))]
  const last = parameters.at(-1)
  if (before) return replace(draft, { start: before.span.start, end: before.span.start }, `${name}, `)
  const at = last?.span.end ?? parametersSpan.start + 1
  replace(draft, { start: at, end: at }, last ? `, ${name}` : name)
}

/** Renames a fixture parameter, or takes it out when the test has the new one already. */
export function renameParameter(draft: Draft, index: number, from: string, to: string): void {
  const fact = draft.facts.functions[index]
  const at = fact?.parameters.findIndex((parameter) => parameter.name === from) ?? -1
  const parameter = fact?.parameters[at]
  if (!fact || !parameter) return
  if (!fact.parameters.some(({ name }) => name === to)) return replace(draft, parameter.span, to)
  const next = fact.parameters[at + 1]
  const previous = fact.parameters[at - 1]
  const span = next ? { start: parameter.span.start, end: next.span.start } : { start: previous?.span.end ?? parameter.span.start, end: parameter.span.end }
  replace(draft, span, '')
}

/** Makes every function async that awaits now, with its mark, and turns `asyncio.run(x)` of a test into `await x`. */
export function makeAsync(draft: Draft, read: ReadFile): void {
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
    if (fact && !fact.async && isTest(fact)) makeTestAsync(draft, index, fact, read)
  }
}

function makeTestAsync(draft: Draft, index: number, fact: FunctionFact, read: ReadFile): void {
  awaitRuns(draft, index, fact)
  const marked = isMarked(draft, fact) || configurations(draft.report.path, read).some((text) => /^\s*asyncio_mode\s*=\s*["']?auto\b/m.test(text))
  const indent = indentAt(draft.text, fact.span.start)
  if (!marked) draft.modules.add('pytest')
  replace(draft, { start: fact.span.start, end: fact.span.start }, `${marked ? '' : `@pytest.mark.asyncio${draft.eol}${indent}`}async `)
}

/** A test that runs the event loop itself awaits instead. */
function awaitRuns(draft: Draft, index: number, fact: FunctionFact): void {
  for (const call of draft.facts.calls) {
    if (call.span.start < fact.body.start || call.span.end > fact.body.end || functionsAround(draft.facts, call.scope)[0] !== index) continue
    const callee = draft.text.slice(call.callee.start, call.callee.end)
    const argument = call.arguments[0]
    const chain = draft.facts.chains[call.chain]
    if (/^(?:asyncio\.run|asyncio\.get_event_loop\(\)\.run_until_complete)$/.test(callee) && argument && call.arguments.length === 1 && chain) {
      const more = chain.links.length > call.link + 1
      replace(draft, { start: call.span.start, end: argument.span.start }, more ? '(await ' : 'await ')
      replace(draft, { start: argument.span.end, end: call.span.end }, more ? ')' : '')
    } else if (/(?:^|\.)run_until_complete$|^asyncio\.(?:run|new_event_loop|Runner)$/.test(callee)) {
      refuse(draft, call.span, 'the test runs an event loop of its own')
    }
  }
}

/** Refuses tests whose runner cannot give them an asyncio fixture. */
export function refuseOtherRunners(draft: Draft, index: number): void {
  const fact = draft.facts.functions[index]
  if (!fact) return
  const owner = draft.facts.classes[fact.class]
  const bases = owner?.bases.map((base) => written(draft, base)) ?? []
  if (bases.some((base) => /(?:^|\.)\w*TestCase$/.test(base))) {
    refuse(draft, owner?.nameSpan ?? fact.span, 'a unittest.TestCase cannot take pytest fixtures: unittest classes are not converted yet')
  }
  const marks = decoratorsOf(draft, fact).map((decorator) => written(draft, decorator))
  if (marks.some((text) => /^@pytest\.mark\.(?:anyio|trio)\b/.test(text))) refuse(draft, fact.nameSpan ?? fact.span, 'the test runs on anyio or trio: the fixtures are made for pytest-asyncio')
  const wide = marks.find((text) => /^@pytest\.mark\.asyncio\(.*scope/.test(text))
  if (wide !== undefined) refuse(draft, fact.nameSpan ?? fact.span, 'the test shares an event loop with others: give the fixtures in real_websocket.py the same loop_scope first')
}

function isMarked(draft: Draft, fact: FunctionFact): boolean {
  const owner = draft.facts.classes[fact.class]
  const decorators = [...decoratorsOf(draft, fact), ...(owner?.decorators ?? []).map((at) => draft.facts.decorators[at]).filter((found) => found !== undefined)]
  if (decorators.some((decorator) => /^@(?:pytest\.)?mark\.asyncio\b/.test(written(draft, decorator)))) return true
  return draft.facts.assignments.some(({ scope, targets, value }) => (scope === 0 || scope === owner?.scope) && value !== undefined
    && targets.some((target) => target.kind === 'chain' && target.root === 'pytestmark') && /\bmark\.asyncio\b/.test(written(draft, value)))
}

export function decoratorsOf(draft: Draft, fact: FunctionFact): readonly Decorator[] {
  return fact.decorators.map((at) => draft.facts.decorators[at]).filter((found) => found !== undefined)
}
