import { bindingsOf } from '../model/bindings.ts'
import type { Facts, Value } from '../model/facts.ts'

const MAX_DEPTH = 6

/**
 * The text that an expression gives: a string, strings put together by `+` or interpolation, and names of strings in the same file. A name whose text is
 * not in the file stands for itself: `f"{EXCHANGE}.get_fee"` is `EXCHANGE.get_fee`. Undefined for anything else.
 */
export function constantText(value: Value, facts: Facts, source: string, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined
  if (value.kind === 'string') return value.text ?? interpolated(value, facts, source, depth)
  if (value.kind === 'compound') return joined(value.operands, facts, source, depth)
  if (value.kind !== 'chain' || typeof value.root !== 'string' || value.links.length > 0) return undefined
  for (const { kind, index } of bindingsOf(facts, value.root, value.scope)) {
    const assigned = kind === 'assignment' ? facts.assignments[index]?.value : undefined
    const text = assigned && assigned.kind !== 'chain' ? constantText(assigned, facts, source, depth + 1) : undefined
    if (text !== undefined) return text
  }
  return depth > 0 ? value.root : undefined
}

function joined(operands: readonly Value[], facts: Facts, source: string, depth: number): string | undefined {
  let text = ''
  let end = -1
  for (const operand of operands) {
    if (end >= 0 && source.slice(end, operand.span.start).trim() !== '+') return undefined
    const part = constantText(operand, facts, source, depth + 1)
    if (part === undefined) return undefined
    text += part
    end = operand.span.end
  }
  return operands.length > 1 ? text : undefined
}

/** `f"{MODULE}.get"` and `${MODULE}/get` in backticks; a part that is no plain name makes the text unknown. */
function interpolated({ span, parts }: Extract<Value, { kind: 'string' }>, facts: Facts, source: string, depth: number): string | undefined {
  const quote = /^[A-Za-z]*(?:"""|'''|["'`])/.exec(source.slice(span.start, span.start + 8))?.[0]
  if (quote === undefined || parts.length === 0) return undefined
  let text = ''
  let at = span.start + quote.length
  for (const part of parts) {
    const inner = constantText(part, facts, source, depth + 1)
    const open = source.lastIndexOf('{', part.span.start)
    const close = source.indexOf('}', part.span.end)
    if (inner === undefined || open < at || close < 0) return undefined
    text += source.slice(at, source[open - 1] === '$' ? open - 1 : open) + inner
    at = close + 1
  }
  const closing = quote.length - quote.search(/["'`]/)
  const whole = text + source.slice(at, span.end - closing)
  return /[\n{}\\]/.test(whole) ? undefined : whole
}
