/**
 * The string part of the scanner. A plain literal is one token. An f-string or t-string is STRING_START, then STRING_MIDDLE for literal text and
 * FIELD_OPEN … FIELD_CLOSE around ordinary tokens for each replacement field, then STRING_END (Language Reference 2.4.3; PEP 701, PEP 750). The rules are
 * those of 3.12, of which the older ones are a subset: a field may hold the quotes of its own string, line ends, comments and further f-strings.
 */
import {
  BYTES, ESCAPED, FIELD_CLOSE, FIELD_OPEN, PREFIX_UNIT, RAW, STRING, STRING_END, STRING_MIDDLE, STRING_START, TEMPLATE, TRIPLE, UNTERMINATED,
} from './kinds.ts'
import { emit, innermost, openBracket, popBracket, report } from './scan.ts'
import type { OpenString, Scan } from './scan.ts'

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const DOUBLE_QUOTE = 34
const BACKSLASH = 92
const CURLY_OPEN = 123
const CURLY_CLOSE = 125
const INTERPOLATED = 1024

/** The flags of a string prefix of one or two characters, or -1 when the word is no prefix. */
export function prefixFlags(text: string, start: number, end: number): number {
  let flags = (end - start) * PREFIX_UNIT
  let letters = 0
  for (let i = start; i < end; i++) {
    switch (text.charCodeAt(i) | 32) {
      case 114: // r
        if (flags & RAW) return -1
        flags |= RAW
        break
      case 98: // b
        flags |= BYTES
        letters++
        break
      case 117: // u
        if (end - start > 1) return -1
        break
      case 102: // f
        flags |= INTERPOLATED
        letters++
        break
      case 116: // t
        flags |= INTERPOLATED | TEMPLATE
        letters++
        break
      default:
        return -1
    }
  }
  return letters > 1 ? -1 : flags
}

/** Scans the literal whose prefix begins at `start` and whose opening quote is at `quoteAt`. */
export function scanString(scan: Scan, start: number, quoteAt: number, prefix: number): void {
  const { text } = scan
  const quote = text.charCodeAt(quoteAt)
  const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote
  const content = quoteAt + (triple ? 3 : 1)
  const flags = (prefix & ~INTERPOLATED) | (triple ? TRIPLE : 0)
  if (prefix & INTERPOLATED) {
    emit(scan, STRING_START, start, content, flags)
    scan.strings.push({ quote, triple, raw: (prefix & RAW) !== 0, base: scan.brackets.length, start })
    scan.at = content
    scanMiddle(scan)
  } else if (triple) scanTriple(scan, start, content, quote, flags)
  else scanSingle(scan, start, content, quote, flags)
}

function scanTriple(scan: Scan, start: number, content: number, quote: number, flags: number): void {
  const { text } = scan
  let at = content
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === quote && text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) {
      emit(scan, STRING, start, at + 3, flags)
      scan.at = at + 3
      return
    }
    if (code === BACKSLASH) at++
    if (code === BACKSLASH || code === CARRIAGE_RETURN) flags |= ESCAPED
    at++
  }
  report(scan, start, content, 'unterminated triple-quoted string')
  emit(scan, STRING, start, text.length, flags | UNTERMINATED)
  scan.at = text.length
}

function scanSingle(scan: Scan, start: number, content: number, quote: number, flags: number): void {
  const { text } = scan
  const around = scan.strings[scan.strings.length - 1]
  const closesField = around !== undefined && around.quote === quote && !around.triple && content === start + 1
  if (closesField && content <= (quote === DOUBLE_QUOTE ? scan.unendedDouble : scan.unendedSingle)) return closeEarly(scan, content)
  let at = content
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      emit(scan, STRING, start, at + 1, flags)
      scan.at = at + 1
      return
    }
    if (code === LINE_FEED || code === CARRIAGE_RETURN) break
    if (code === BACKSLASH) {
      flags |= ESCAPED
      at += text.charCodeAt(at + 1) === CARRIAGE_RETURN && text.charCodeAt(at + 2) === LINE_FEED ? 3 : 2
    } else at++
  }
  at = Math.min(at, text.length)
  if (closesField) {
    if (quote === DOUBLE_QUOTE) scan.unendedDouble = at
    else scan.unendedSingle = at
    return closeEarly(scan, content)
  }
  report(scan, start, at, 'unterminated string')
  emit(scan, STRING, start, at, flags | UNTERMINATED)
  scan.at = at
}

/** `f"{name"`, as it stands while someone types: a quote that begins no string ends the f-string around it, though the field is still open. */
function closeEarly(scan: Scan, content: number): void {
  const open = scan.strings[scan.strings.length - 1]
  report(scan, open?.start ?? content, content, 'unterminated replacement field')
  closeString(scan, content - 1, content)
}

function closeString(scan: Scan, start: number, end: number): void {
  const open = scan.strings.pop()
  while (open && scan.brackets.length > open.base) popBracket(scan)
  emit(scan, STRING_END, start, end, 0)
  scan.at = end
}

/** Emits the `}` at `scan.at` that closes a replacement field, with all that was left open in it, and scans on in its string. */
export function closeField(scan: Scan): void {
  while (innermost(scan) !== FIELD_OPEN && scan.brackets.length > 0) popBracket(scan)
  popBracket(scan)
  emit(scan, FIELD_CLOSE, scan.at, scan.at + 1, 0)
  scan.at++
  scanMiddle(scan)
}

/** Scans literal text, or a format specification when a field of this string is still open, up to the next field or the end of the string. */
export function scanMiddle(scan: Scan): void {
  const open = scan.strings[scan.strings.length - 1]
  if (!open) return
  const { text } = scan
  let specification = scan.brackets.length > open.base
  let start = scan.at
  let at = start
  let flags = open.raw ? RAW : 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === open.quote && closes(text, at, open)) {
      if (at > start) emit(scan, STRING_MIDDLE, start, at, flags)
      return closeString(scan, at, at + (open.triple ? 3 : 1))
    }
    if (code === BACKSLASH) {
      flags |= ESCAPED
      at = afterEscape(text, at, open.raw)
    } else if (code === CURLY_OPEN) {
      if (!specification && text.charCodeAt(at + 1) === CURLY_OPEN) {
        flags |= ESCAPED
        at += 2
        continue
      }
      if (at > start) emit(scan, STRING_MIDDLE, start, at, flags)
      openBracket(scan, FIELD_OPEN, at)
      scan.at = at + 1
      return
    } else if (code === CURLY_CLOSE) {
      if (specification) {
        if (at > start) emit(scan, STRING_MIDDLE, start, at, flags)
        popBracket(scan)
        emit(scan, FIELD_CLOSE, at, at + 1, 0)
        specification = scan.brackets.length > open.base
        start = at + 1
        flags &= ~ESCAPED
      } else if (text.charCodeAt(at + 1) === CURLY_CLOSE) {
        flags |= ESCAPED
        at++
      } else report(scan, at, at + 1, "f-string: single '}' is not allowed")
      at++
    } else if (code === LINE_FEED || code === CARRIAGE_RETURN) {
      if (!open.triple) break
      if (code === CARRIAGE_RETURN) flags |= ESCAPED
      at++
    } else at++
  }
  at = Math.min(at, text.length)
  report(scan, open.start, at, 'unterminated f-string')
  if (at > start) emit(scan, STRING_MIDDLE, start, at, flags)
  closeString(scan, at, at)
}

function closes(text: string, at: number, open: OpenString): boolean {
  return !open.triple || (text.charCodeAt(at + 1) === open.quote && text.charCodeAt(at + 2) === open.quote)
}

/** A backslash does not escape a brace; the braces of `\N{DASH}` are no field, except in raw strings. */
function afterEscape(text: string, at: number, raw: boolean): number {
  const next = text.charCodeAt(at + 1)
  if (next === CURLY_OPEN || next === CURLY_CLOSE) return at + 1
  if (next === CARRIAGE_RETURN && text.charCodeAt(at + 2) === LINE_FEED) return at + 3
  if (raw || next !== 78 || text.charCodeAt(at + 2) !== CURLY_OPEN) return at + 2
  let end = at + 3
  while (isUnicodeNamePart(text.charCodeAt(end))) end++
  return text.charCodeAt(end) === CURLY_CLOSE ? end + 1 : end
}

function isUnicodeNamePart(code: number): boolean {
  return code === 32 || code === 45 || (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122)
}
