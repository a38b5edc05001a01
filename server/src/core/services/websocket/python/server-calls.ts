/** What a call of a server's method is expected to be given. */
import type { Call, Value } from '../../../model/facts.ts'
import { calledName, refuse, replace, written, type Draft } from './draft.ts'
import type { ServerCall } from './stacks/stack.ts'

/** Whether clients can tell all that a call is expected to be given. */
export function isVisible(draft: Draft, known: ServerCall, call: Call): boolean {
  const odd = call.arguments.find(({ name, spread, value }) => spread !== undefined || (name !== undefined && !known.parameters.includes(name) && !/^(?:None|False)$/.test(written(draft, { span: value.span }))))
  const hidden = odd ?? call.arguments.slice(known.parameters.length)[0]
  if (hidden && (hidden.name === undefined || odd)) refuse(draft, hidden.span, `no client can tell whether ${written(draft, hidden)} was given`)
  return !odd
}

/** `call("news", …)` becomes an entry to compare with. */
export function compareWith(draft: Draft, value: Value, known: ServerCall, log: string): boolean {
  if (value.kind !== 'chain' || calledName(value) !== 'call') return false
  const last = value.links.at(-1)
  if (last?.kind !== 'call' || !isVisible(draft, known, last.call)) return false
  replace(draft, last.call.callee, `${log}.of`)
  return true
}
