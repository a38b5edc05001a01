/** String literals, adjacent ones joined, and the interpolated ones among them. */
import type { Value } from '../../model/facts.ts'
import { pushOperand } from './closing.ts'
import { pushFrame, STRINGS, topFrame } from './frames.ts'
import { BYTES, STRING, STRING_END, STRING_MIDDLE, STRING_START, TEMPLATE } from './kinds.ts'
import { advance, endOfToken, kindAt, startOfToken } from './reader.ts'
import type { Frame, Reader } from './state.ts'
import { valueOfMiddle, valueOfString } from './string-values.ts'

const NO_PARTS: readonly Value[] = []

/** Reads the literals at the current token up to the first replacement field, or to the end of the last one. */
export function readString(reader: Reader, frame: Frame): boolean {
  const start = startOfToken(reader)
  const { awaitAt } = reader
  reader.awaitAt = -1
  if (kindAt(reader, 0) === STRING && kindAt(reader, 1) !== STRING && kindAt(reader, 1) !== STRING_START) {
    const span = { start, end: endOfToken(reader) }
    const bytes = (flagsOfToken(reader) & BYTES) !== 0
    const text = bytes ? '' : stringOfToken(reader)
    advance(reader)
    pushOperand(reader, frame, bytes ? { kind: 'literal', span } : { kind: 'string', span, text, parts: NO_PARTS }, awaitAt)
    return true
  }
  const strings = pushFrame(reader, STRINGS)
  strings.awaitAt = awaitAt
  strings.content = ''
  strings.bytes = false
  readLiterals(reader, strings)
  return true
}

/** Reads on in a string behind one of its fields, at literal text or its closing quotes. */
export function resumeString(reader: Reader, frame: Frame): boolean {
  if (kindAt(reader, 0) === STRING_MIDDLE) {
    if (frame.kind === STRINGS && frame.content !== undefined) {
      frame.content += valueOfMiddle(reader.text, startOfToken(reader), endOfToken(reader), flagsOfToken(reader))
    }
    advance(reader)
    return true
  }
  if (kindAt(reader, 0) === STRING_END) {
    advance(reader)
    readLiterals(reader, frame)
  }
  return true
}

/** Reads whole literals; closes the frame when the next token begins none. */
function readLiterals(reader: Reader, frame: Frame): void {
  for (;;) {
    const next = kindAt(reader, 0)
    if (next === STRING) {
      if (flagsOfToken(reader) & BYTES) frame.bytes = true
      else if (frame.content !== undefined) frame.content += stringOfToken(reader)
      advance(reader)
    } else if (next === STRING_START) {
      // A template is no text, whatever it holds.
      if (flagsOfToken(reader) & TEMPLATE) frame.content = undefined
      advance(reader)
      return
    } else return closeStrings(reader, frame)
  }
}

function closeStrings(reader: Reader, frame: Frame): void {
  const span = { start: frame.start, end: reader.lastEnd }
  const { items, content, bytes, awaitAt } = frame
  frame.items = []
  reader.depth--
  pushOperand(reader, topFrame(reader), bytes ? { kind: 'literal', span } : { kind: 'string', span, text: content, parts: items }, awaitAt)
}

function flagsOfToken(reader: Reader): number {
  return reader.flags[reader.at] ?? 0
}

function stringOfToken(reader: Reader): string {
  return valueOfString(reader.text, startOfToken(reader), endOfToken(reader), flagsOfToken(reader))
}
