import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { kindAt, spanFrom, spanOf } from './parser.ts'
import { literalAt } from './building.ts'

/** Reads the decorators at the current token and gives their indexes, outermost first. */
export function readDecorators(p: Parser): number[] {
  const indexes: number[] = []
  while (kindAt(p, p.at) === K.AT) {
    const first = p.at
    const index = p.facts.decorators.length
    p.facts.decorators.push({ span: spanOf(p, first), value: literalAt(spanOf(p, first)) })
    p.at++
    const { noIndex } = p
    p.noIndex = true
    const value = p.grammar.leftHandSide(p, -1)
    p.noIndex = noIndex
    const fact = p.facts.decorators[index]
    if (fact) {
      fact.span = spanFrom(p, first)
      fact.value = value
    }
    indexes.push(index)
  }
  return indexes
}
