import type { Chain, Facts } from '../model/facts.ts'

/** The call to which a function is handed: its callee is what comes before the link `end`. */
export interface Callback {
  readonly callee: Chain
  readonly end: number
}

const indexes = new WeakMap<Facts, ReadonlyMap<number, Callback>>()

/** The call to which a function of a text is handed as an argument. */
export function callbackOf(facts: Facts, index: number): Callback | undefined {
  let callbacks = indexes.get(facts)
  if (!callbacks) indexes.set(facts, (callbacks = callbacksOf(facts)))
  return callbacks.get(index)
}

function callbacksOf(facts: Facts): Map<number, Callback> {
  const callbacks = new Map<number, Callback>()
  for (const call of facts.calls) {
    for (const { value } of call.arguments) {
      const callee = facts.chains[call.chain]
      if (value.kind === 'function' && callee) callbacks.set(value.function, { callee, end: call.link })
    }
  }
  return callbacks
}
