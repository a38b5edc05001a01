import type { Facts, Value } from '../../../model/facts.ts'
import type { Remark } from '../../../model/replacement.ts'
import type { TextEdit } from '../../../text/edits.ts'
import type { Span } from '../../../text/span.ts'

/** A rewrite in the making. Everything is collected; what cannot be kept honest ends in `reasons` and turns the whole into a refusal. */
export interface Draft {
  readonly text: string
  readonly facts: Facts
  readonly edits: TextEdit[]
  /** Places for the user to finish. */
  readonly remarks: Remark[]
  /** Why nothing is offered. */
  readonly reasons: Remark[]
  /** Functions that wait from now on. */
  readonly waiting: Set<number>
}

export function draftOf(text: string, facts: Facts): Draft {
  return { text, facts, edits: [], remarks: [], reasons: [], waiting: new Set() }
}

export function edit(draft: Draft, start: number, end: number, text: string): void {
  draft.edits.push({ span: { start, end }, text })
}

export function refuse(draft: Draft, span: Span, text: string): void {
  if (!draft.reasons.some((reason) => reason.span.start === span.start)) draft.reasons.push({ span, text })
}

/** Comments a statement out, with what the user has to do about it above. */
export function leaveToFinish(draft: Draft, span: Span, what: string): void {
  const indent = indentAt(draft.text, span.start)
  const original = draft.text.slice(span.start, span.end).split(/\r?\n/).map((line) => `// ${line.startsWith(indent) ? line.slice(indent.length) : line}`)
  edit(draft, span.start, span.end, [`// demock: finish – ${what}`, ...original].join(`${lineEnd(draft.text)}${indent}`))
  draft.remarks.push({ span, text: what })
}

/** Deletes a statement, with its line when it has one for itself. */
export function removeStatement(draft: Draft, span: Span): void {
  const { start, end } = wholeLines(draft.text, span)
  edit(draft, start, end, '')
}

/** Whether a statement is exported; its span may begin behind the word. */
export function isExported(text: string, { start }: Span): boolean {
  return /^export\b/.test(text.slice(start, start + 7)) || /\bexport\s+(?:default\s+)?$/.test(text.slice(Math.max(0, start - 24), start))
}

/** White space before the first character of the line that holds an offset. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  let end = start
  while (text[end] === ' ' || text[end] === '\t') end++
  return text.slice(start, end)
}

export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** The value without casts and parentheses: every compound of one operand that is not negated or otherwise operated on. */
export function unwrapped(text: string, value: Value): Value {
  let at = value
  while (at.kind === 'compound' && at.operands.length === 1) {
    const [operand] = at.operands
    if (!operand) break
    const before = text.slice(at.span.start, operand.span.start).trim()
    const after = text.slice(operand.span.end, at.span.end).trim()
    const plain = /^[(]*$|^[(]*<[^<>]*>[(]*$/.test(before) && /^[)!]*(?:as\b[^]*|satisfies\b[^]*)?$/.test(after)
    if (!plain) break
    at = operand
  }
  return at
}

function wholeLines(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  let after = end
  while (text[after] === ' ' || text[after] === '\t') after++
  if (text.slice(lineStart, start).trim() !== '' || (text[after] !== '\n' && text[after] !== '\r' && after < text.length)) return { start, end }
  const next = text.indexOf('\n', after)
  if (next < 0) return { start: lineStart, end: text.length }
  // Of an empty line behind and one in front – or the beginning of a block – the one behind goes too.
  const blank = /^[ \t]*\r?\n/.exec(text.slice(next + 1, next + 200))
  const isDouble = blank !== null && /(?:\n[ \t]*|\{)\r?\n$/.test(text.slice(Math.max(0, lineStart - 200), lineStart))
  return { start: lineStart, end: next + 1 + (isDouble ? blank[0].length : 0) }
}
