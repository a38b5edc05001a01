import type { Chain } from '../../model/facts.ts'
import type { Parser } from './parser.ts'
import { nameOf, spanOf } from './parser.ts'

/** The chain without links that the name at `token` is; `listed` puts it among the chains of the text. */
export function nameChain(p: Parser, token: number, listed: boolean): Chain {
  const span = spanOf(p, token)
  const chain: Chain = { kind: 'chain', span, root: nameOf(p, token), rootSpan: span, links: [], awaitAt: -1, scope: p.scope, statement: p.statement }
  if (listed) p.facts.chains.push(chain)
  return chain
}
