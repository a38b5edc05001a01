/** What a test's header needs when a real connection is opened in it. */
import type { Decorator, FunctionFact } from '../../../model/facts.ts'
import { replace, written, type Draft } from './draft.ts'

/** Adds a fixture to the parameters: behind the last one without a default. */
export function addParameter(draft: Draft, index: number, name: string, first = false): void {
  const fact = draft.facts.functions[index]
  const key = `${index} ${name}`
  if (!fact) return
  draft.fixtures.add(name)
  if (draft.parameters.has(key) || fact.parameters.some((parameter) => parameter.name === name)) return
  const isAdded = [...draft.parameters].some((each) => each.startsWith(`${index} `))
  draft.parameters.add(key)
  const { parameters, parametersSpan } = fact
  const receiver = fact.class >= 0 && !fact.decorators.some((at) => written(draft, draft.facts.decorators[at] ?? { span: parametersSpan }) === '@staticmethod') ? 1 : 0
  const before = parameters[first ? receiver : parameters.findIndex((parameter, at) => at >= receiver && (parameter.default !== undefined || parameter.spread !== undefined))]
  const last = parameters.at(-1)
  if (before) return replace(draft, { start: before.span.start, end: before.span.start }, `${name}, `)
  const at = last?.span.end ?? parametersSpan.start + 1
  replace(draft, { start: at, end: at }, last || isAdded ? `, ${name}` : name)
}

/** Renames a fixture parameter, or takes it out when the test has the new one already. */
export function renameParameter(draft: Draft, index: number, from: string, to: string): void {
  const fact = draft.facts.functions[index]
  const at = fact?.parameters.findIndex((parameter) => parameter.name === from) ?? -1
  const parameter = fact?.parameters[at]
  if (!fact || !parameter) return
  draft.fixtures.add(to)
  if (!fact.parameters.some(({ name }) => name === to)) return replace(draft, parameter.span, to)
  const next = fact.parameters[at + 1]
  const previous = fact.parameters[at - 1]
  const span = next ? { start: parameter.span.start, end: next.span.start } : { start: previous?.span.end ?? parameter.span.start, end: parameter.span.end }
  replace(draft, span, '')
}

export function decoratorsOf(draft: Draft, fact: FunctionFact): readonly Decorator[] {
  return fact.decorators.map((at) => draft.facts.decorators[at]).filter((found) => found !== undefined)
}
