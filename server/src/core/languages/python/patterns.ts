import type { Link } from '../../model/facts.ts'
import { bind } from './bindings.ts'
import { readMembers } from './closing.ts'
import * as kind from './kinds.ts'
import { advance, endOfToken, kindAt, nameOfToken, startOfToken } from './reader.ts'
import type { OpenChain, Reader } from './state.ts'

/**
 * Reads the pattern of a `case`, up to its guard or colon (Language Reference 8.6.4). A bare name captures, a dotted name or the name of a class is a
 * chain; the parentheses of a class pattern are no call.
 */
export function readPattern(reader: Reader): void {
  let depth = 0
  for (;;) {
    switch (kindAt(reader, 0)) {
      case kind.PAREN_OPEN:
      case kind.BRACKET_OPEN:
      case kind.BRACE_OPEN:
        depth++
        break
      case kind.PAREN_CLOSE:
      case kind.BRACKET_CLOSE:
      case kind.BRACE_CLOSE:
        depth--
        break
      case kind.COLON:
      case kind.IF:
        if (depth <= 0) return
        break
      case kind.NEWLINE:
      case kind.END:
      case kind.INDENT:
      case kind.DEDENT:
        return
      case kind.NAME:
        readPatternName(reader)
        continue
      default:
    }
    advance(reader)
  }
}

function readPatternName(reader: Reader): void {
  const next = kindAt(reader, 1)
  const span = { start: startOfToken(reader), end: endOfToken(reader) }
  const name = nameOfToken(reader)
  if (next === kind.DOT || next === kind.PAREN_OPEN) {
    const links: Link[] = []
    const chain: OpenChain = { kind: 'chain', span, root: name, rootSpan: span, links, awaitAt: -1, scope: reader.scope, statement: reader.statement }
    reader.chains.push(chain)
    advance(reader)
    readMembers(reader, chain)
    return
  }
  // `Point(x=…)` names an attribute; `_` captures nothing.
  if (next !== kind.EQUAL && name !== '_') bind(reader, name, span, reader.scope, 'pattern', -1)
  advance(reader)
}
