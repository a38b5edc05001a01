import { pathOf } from '../model/bindings.ts'
import type { Chain, Value } from '../model/facts.ts'
import type { Span } from '../text/span.ts'

/** Calls that hand on one of their arguments: the argument's position, by the last name of the callee. */
export const HANDED_ON: ReadonlyMap<string, number> = new Map([
  ['enter_context', 0], ['enter_async_context', 0], ['enterContext', 0], ['enterAsyncContext', 0], ['enterClassContext', 0], ['cast', 1], ['assign', 0],
  ['freeze', 0], ['mocked', 0], ['resolve', 0], ['hoisted', 0], ['reactive', 0], ['ref', 0],
])
/** Calls that make a plain object of their keyword arguments, or an empty one. */
export const PLAIN_OBJECTS: ReadonlySet<string> = new Set(['SimpleNamespace', 'Namespace', 'create', 'dict', 'EventEmitter', 'EventTarget'])

/** The last name of a called callee: `mocked` of `vi.mocked(x)`. */
export function lastName(chain: Chain): string | undefined {
  const beforeCall = chain.links.at(-2)
  if (chain.links.at(-1)?.kind !== 'call') return undefined
  if (!beforeCall) return typeof chain.root === 'string' ? chain.root : undefined
  return beforeCall.kind === 'member' ? beforeCall.name : undefined
}

/** Whether an expression statement is `yield value`: the reader gives its one operand behind the keyword. */
export function isYield(statement: Span, value: Value): boolean {
  return value.kind === 'compound' && value.operands.length === 1 && (value.operands[0]?.span.start ?? statement.start) > statement.start
}

/** The value behind the `yield`. */
export function yielded(value: Value): Value {
  return value.kind === 'compound' ? value.operands[0] ?? value : value
}

/** `provider.client` of `(provider as any).client`; undefined for a chain that begins with a name. */
export function pathBehindCast({ root, links }: Chain): string | undefined {
  let inner = typeof root === 'string' ? undefined : root
  while (inner?.kind === 'compound' && inner.operands.length === 1) inner = inner.operands[0]
  if (inner?.kind !== 'chain' || links.length === 0) return undefined
  const names = pathOf(inner) ?? pathBehindCast(inner)?.split('.')
  const members = links.flatMap((link) => (link.kind === 'member' ? link.name : []))
  return names && members.length === links.length && inner.links.every(({ kind }) => kind === 'member') ? [...names, ...members].join('.') : undefined
}
