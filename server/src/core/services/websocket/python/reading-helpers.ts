/** Helpers of the test file that are given a double and read its calls: `def events_of(ws): return [c[0][0] for c in ws.send_json.call_args_list]`. */
import type { Call, Chain, FunctionFact } from '../../../model/facts.ts'
import { usesOf } from '../../../model/bindings.ts'
import { awaitCall } from './awaiting.ts'
import { isTest, membersOf, replace, type Draft } from './draft.ts'
import { clientName, endsOf, type Ends } from './ends.ts'
import { VERIFICATIONS } from './members.ts'
import { verify } from './verifications.ts'

/** Gives such a helper the far end instead, when every call of it is given a socket of this replacement. */
export function convertReadingHelpers(draft: Draft, own: readonly Ends[]): void {
  const bare = new Map<number, { readonly use: Chain, readonly ends: Ends }>()
  for (const ends of own) for (const use of ends.uses) if (use.links.length === 0) bare.set(use.span.start, { use, ends })
  const names = new Set(draft.facts.calls.filter((call) => call.arguments.some(({ value }) => bare.has(value.span.start))).map((call) => calleeOf(draft, call)))
  draft.facts.functions.forEach((fact, index) => {
    if (fact.form === 'lambda' || isTest(fact) || fact.name === undefined || !names.has(fact.name)) return
    const calls = draft.facts.calls.filter((call) => calleeOf(draft, call) === fact.name)
    for (const [position, parameter] of fact.parameters.slice(fact.class >= 0 ? 1 : 0).entries()) {
      const uses = usesOf(draft.facts, parameter.name, fact.scope)
      if (uses.length === 0 || !uses.every((use) => readsSends(draft, use))) continue
      const passed = calls.map((call) => call.arguments[position]).map((argument) => (argument?.name === undefined ? bare.get(argument?.value.span.start ?? -1) : undefined))
      if (passed.length > 0 && passed.every((each) => each !== undefined)) convertHelper(draft, index, fact, parameter.name, calls, passed.map(({ use, ends }) => ({ use, client: ends.client })))
    }
  })
}

function readsSends(draft: Draft, use: Chain): boolean {
  const [member, check] = membersOf(use)
  return member !== undefined && draft.stack.sends[member] !== undefined && check !== undefined && VERIFICATIONS.has(check)
}

function convertHelper(
  draft: Draft, index: number, fact: FunctionFact, parameter: string, calls: readonly Call[], passed: readonly { readonly use: Chain, readonly client: string }[],
): void {
  const taken = new Set(draft.facts.bindings.filter(({ scope }) => scope === fact.scope || scope === 0).map(({ name }) => name))
  const ends = endsOf(draft.facts, index, parameter, fact.scope, parameter, clientName(draft.stack, parameter, taken))
  const span = fact.parameters.find(({ name }) => name === parameter)?.span
  if (span) replace(draft, span, ends.client)
  if (!fact.async) replace(draft, { start: fact.span.start, end: fact.span.start }, 'async ')
  draft.helpers.add(index)
  for (const use of ends.uses) {
    draft.handled.add(use)
    const [member, check] = membersOf(use)
    if (member !== undefined && check !== undefined) verify(draft, ends, use, member, check)
  }
  for (const { use, client } of passed) {
    draft.handled.add(use)
    replace(draft, use.span, client)
  }
  for (const call of calls) awaitCall(draft, call)
}

function calleeOf(draft: Draft, call: Call): string {
  return draft.text.slice(call.callee.start, call.callee.end).replace(/^self\./, '')
}
