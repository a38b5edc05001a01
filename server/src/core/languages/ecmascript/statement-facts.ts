import type { Statement } from '../../model/facts.ts'
import type { Parser } from './parser.ts'
import { spanFrom, spanOf } from './parser.ts'

/** Begins a statement at the token `first` and stands in it. */
export function beginStatement(p: Parser, kind: Statement['kind'], first: number): number {
  const index = p.facts.statements.length
  p.facts.statements.push({ kind, span: spanOf(p, first), scope: p.scope, parent: p.statement, value: undefined })
  p.statement = index
  return index
}

/** Ends a statement with the last token read, and returns to the one around. */
export function endStatement(p: Parser, index: number, first: number, parent: number): void {
  const fact = p.facts.statements[index]
  if (fact) fact.span = spanFrom(p, first)
  p.statement = parent
}
