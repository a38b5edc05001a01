import type { Value } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { contains } from '../../../text/span.ts'
import type { Draft } from './draft.ts'

/** What JSON turns into something else: dates, `undefined`, numbers without a value, collections, classes of their own. */
const CHANGES = /\bDate\b|\bundefined\b|\bNaN\b|\bInfinity\b|\bnew (?!URL\b)\w+|\bany\((?!String|Number|Boolean|Object|Array)\w+\)|\bBigInt\b|\bSymbol\b|\b\d+n\b/

/** Whether a value of a test surely or probably changes when it travels as JSON, as far as the file shows; names are looked up where they get their value. */
export function changesOnItsWay({ facts, text }: Pick<Draft, 'facts' | 'text'>, value: Value, depth = 0): boolean {
  if (CHANGES.test(text.slice(value.span.start, value.span.end))) return true
  if (depth > 3) return false
  return facts.chains.some((chain) => {
    if (typeof chain.root !== 'string' || !contains(value.span, chain.span)) return false
    const [binding] = bindingsOf(facts, chain.root, chain.scope)
    const given = binding?.kind === 'assignment' ? facts.assignments[binding.index]?.value : undefined
    // What a call gives is not to be seen.
    return given !== undefined && given.kind !== 'function' && !contains(given.span, value.span) && changesOnItsWay({ facts, text }, given, depth + 1)
  })
}
