/** Opening a connection where a double was made. */
import { functionsAround, lineEnd, lineStart, replace, type Draft } from './draft.ts'
import type { Ends } from './ends.ts'
import type { FunctionFact } from '../../../model/facts.ts'

/** Puts a text in the place of a statement. */
export function open(draft: Draft, statement: number, text: string): void {
  const span = draft.facts.statements[statement]?.span
  if (span) replace(draft, span, text)
}

/** The arguments of the opening call. */
export function argumentsOf(draft: Draft, ends?: Ends): string {
  return [...draft.stack.presets, ...ends?.options ?? []].map(([name, value]) => `${name}=${value}`).join(', ')
}

/** Names that cannot be given to anything new in a function. */
export function namesOf(draft: Draft, index: number): ReadonlySet<string> {
  const fact = draft.facts.functions[index]
  const spans = [fact?.span, ...functionsAround(draft.facts, fact?.parent ?? -1).map((each) => draft.facts.functions[each]?.span)]
  return new Set(draft.facts.bindings.filter(({ scope, span }) => scope === 0 || spans.some((each) => within(span, each ?? span))).map(({ name }) => name))
}

/** Deletes a function with its decorators and the blank lines behind it. */
export function deleteFunction(draft: Draft, fact: FunctionFact): void {
  const span = draft.facts.statements[fact.statement]?.span ?? fact.span
  const from = lineStart(draft.text, span.start)
  let to = lineEnd(draft.text, span.end)
  while (to < draft.text.length && draft.text.slice(to, lineEnd(draft.text, to)).trim() === '') to = lineEnd(draft.text, to)
  deleteInner(draft, span)
  replace(draft, { start: from, end: to }, '')
}

function deleteInner(draft: Draft, span: { readonly start: number, readonly end: number }): void {
  for (const index of draft.deleted) if (within(draft.facts.statements[index]?.span, span)) draft.deleted.delete(index)
}

export function within(inner: { readonly start: number, readonly end: number } | undefined, outer: { readonly start: number, readonly end: number }): boolean {
  return inner !== undefined && outer.start <= inner.start && inner.end <= outer.end
}
