/** The message of a send, in a recorded call and in what a test expects. */
import type { Call, Link, Value } from '../../../model/facts.ts'
import { calledName, refuse, wrap, type Draft } from './draft.ts'
import type { Send } from './stacks/stack.ts'
import { isJsonLiteral } from './wire-values.ts'

/** The one message of a send or of a verification of it. */
export function messageArgument(send: Send | undefined, call: Call): Value | undefined {
  const [argument, ...more] = call.arguments
  return argument && more.length === 0 && argument.spread === undefined && (argument.name === undefined || argument.name === send?.parameter) ? argument.value : undefined
}

/** What to write around an expected message. */
export function asJson(draft: Draft, member: string, value: Value): readonly [string, string] {
  if (draft.stack.sends[member]?.form !== 'json' || isJsonLiteral(draft, value)) return ['', '']
  draft.supportNames.add('as_json')
  return ['as_json(', ')']
}

/** How many links of a recorded call name its message: `[0][0]`, `.args[0]`, or of mock_calls `[1][0]`; 0 when none do. */
export function messageOf(links: readonly Link[]): number {
  const [first, second] = links
  if (second?.kind !== 'index' || !isZero(second)) return 0
  if (first?.kind === 'member' && first.name === 'args') return 2
  return first?.kind === 'index' && isZero(first) ? 2 : 0
}

function isZero(link: Link): boolean {
  return link.kind === 'index' && link.items.length === 1 && link.span.end - link.span.start === 3 && link.items[0]?.kind === 'literal'
}

/** Replaces every `call(x)` by x. */
export function unwrapCalls(draft: Draft, items: readonly Value[], member: string): boolean {
  for (const item of items) {
    const last = item.kind === 'chain' ? item.links.at(-1) : undefined
    const value = calledName(item) === 'call' && last?.kind === 'call' ? messageArgument(draft.stack.sends[member], last.call) : undefined
    if (!value) {
      refuse(draft, item.span, 'only call(message) can be compared with what arrived')
      return false
    }
    const [open, close] = asJson(draft, member, value)
    wrap(draft, item.span, value.span, open, close)
  }
  return true
}
