import { bindTarget } from './bindings.ts'
import { readExpression } from './expressions.ts'
import { SINGLE } from './frames.ts'
import * as kind from './kinds.ts'
import { accept, advance, kindAt, startOfToken } from './reader.ts'
import type { Reader } from './state.ts'

/** Reads the items of a `with`, in parentheses or not. */
export function readWithItems(reader: Reader, isAsync: boolean): void {
  const parenthesised = kindAt(reader, 0) === kind.PAREN_OPEN && holdsItems(reader)
  if (parenthesised) advance(reader)
  do {
    if (kindAt(reader, 0) === kind.PAREN_CLOSE) break
    readWithItem(reader, isAsync)
  } while (accept(reader, kind.COMMA))
  if (parenthesised) accept(reader, kind.PAREN_CLOSE)
}

function readWithItem(reader: Reader, isAsync: boolean): void {
  const start = startOfToken(reader)
  const context = readExpression(reader, SINGLE)
  if (!context) return
  const target = accept(reader, kind.AS) ? readExpression(reader, SINGLE) : undefined
  const span = { start, end: Math.max(start, reader.lastEnd) }
  const index = reader.withItems.push({ span, context, target, async: isAsync, scope: reader.scope, statement: reader.statement }) - 1
  bindTarget(reader, target, reader.scope, 'with', index)
}

/**
 * Whether the parenthesis at the current token encloses the items of a `with` rather than one expression: it ends right before the colon and holds
 * neither a generator, `yield`, `:=`, a starred value nor nothing (Language Reference 8.5; CPython's grammar tries this form first).
 */
function holdsItems(reader: Reader): boolean {
  if ((reader.flags[reader.at] ?? 0) & kind.COMPREHENSION) return false
  let depth = 0
  for (let at = reader.at; ; at++) {
    switch (reader.kinds[at]) {
      case kind.PAREN_OPEN:
      case kind.BRACKET_OPEN:
      case kind.BRACE_OPEN:
      case kind.FIELD_OPEN:
        depth++
        break
      case kind.PAREN_CLOSE:
      case kind.BRACKET_CLOSE:
      case kind.BRACE_CLOSE:
      case kind.FIELD_CLOSE:
        depth--
        if (depth === 0) return reader.kinds[at + 1] === kind.COLON && at > reader.at + 1
        break
      case kind.YIELD:
      case kind.WALRUS:
        if (depth === 1) return false
        break
      case kind.STAR:
        if (depth === 1 && (reader.kinds[at - 1] === kind.PAREN_OPEN || reader.kinds[at - 1] === kind.COMMA)) return false
        break
      case kind.NEWLINE:
      case kind.END:
        return false
      default:
    }
  }
}
