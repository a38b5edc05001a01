/**
 * Text → tokens, in one pass over character codes (Python Language Reference, chapter 2). Total: any text gives tokens, what fits nowhere is UNKNOWN,
 * and spans are ordered and within the text. Comments and line ends inside brackets are no tokens of the main list.
 */
import { BACKSLASH, CLOSING, DIGIT, HASH, LINE_END, NAME_START, OPENING, QUOTE, SIGN, classOf, isNamePart } from './characters.ts'
import {
  BRACE_CLOSE, BRACE_OPEN, BRACKET_CLOSE, BRACKET_OPEN, COMPREHENSION, DEDENT, END, FOR, INDENT, NAME, NEWLINE, NON_ASCII, NUMBER, PAREN_CLOSE,
  PAREN_OPEN, UNKNOWN,
} from './kinds.ts'
import { beginsStatement, kindOfWord } from './keywords.ts'
import { endOfNumber, startsNumber } from './numbers.ts'
import { scanOperator } from './operators.ts'
import { createScan, emit, innermost, openBracket, popBracket, report } from './scan.ts'
import type { Scan } from './scan.ts'
import { closeField, prefixFlags, scanString } from './strings.ts'

const TAB = 9
const LINE_FEED = 10
const FORM_FEED = 12
const CARRIAGE_RETURN = 13
const SPACE = 32
const TAB_SIZE = 8

/** Scans a whole text. A byte order mark is skipped, but counts in the offsets. */
export function scanPython(text: string): Scan {
  const scan = createScan(text)
  if (text.charCodeAt(0) === 0xfeff) scan.at = 1
  startLine(scan)
  while (scan.at < text.length) scanToken(scan)
  finish(scan)
  return scan
}

function scanToken(scan: Scan): void {
  const { text } = scan
  let start = scan.at
  let code = text.charCodeAt(start)
  while (code === SPACE || code === TAB || code === FORM_FEED) code = text.charCodeAt(++start)
  switch (classOf(code)) {
    case NAME_START:
      return scanWord(scan, start)
    case DIGIT:
      return scanNumber(scan, start)
    case QUOTE:
      return scanString(scan, start, start, 0)
    case SIGN:
      return startsNumber(text, start) ? scanNumber(scan, start) : scanOperator(scan, start, code)
    case OPENING:
      openBracket(scan, code === 40 ? PAREN_OPEN : code === 91 ? BRACKET_OPEN : BRACE_OPEN, start)
      scan.at = start + 1
      return
    case CLOSING:
      return scanClosing(scan, start, code)
    case HASH:
      return scanComment(scan, start)
    case LINE_END:
      return scanLineEnd(scan, start)
    case BACKSLASH:
      return scanContinuation(scan, start)
    default:
      scan.at = Math.min(start + 1, text.length)
      if (start < text.length) unknown(scan, start, 'invalid character')
  }
}

function unknown(scan: Scan, start: number, message: string): void {
  report(scan, start, start + 1, message)
  emit(scan, UNKNOWN, start, start + 1, 0)
  scan.at = start + 1
}

function scanWord(scan: Scan, start: number): void {
  const { text } = scan
  let end = start
  let code = text.charCodeAt(end)
  let nonAscii = 0
  while (isNamePart(code)) {
    if (code >= 128) nonAscii = NON_ASCII
    code = text.charCodeAt(++end)
  }
  if ((code === 34 || code === 39) && end - start <= 2) {
    const prefix = prefixFlags(text, start, end)
    if (prefix >= 0) return scanString(scan, start, end, prefix)
  }
  const kind = nonAscii ? NAME : kindOfWord(text, start, end)
  if (scan.brackets.length > 0 && kind !== NAME) {
    if (kind === FOR) scan.flags[scan.brackets[scan.brackets.length - 1] ?? 0] = COMPREHENSION
    else if (scan.count === scan.lineCount && beginsStatement(kind)) abandonBrackets(scan)
  }
  emit(scan, kind, start, end, nonAscii)
  scan.at = end
}

/** While someone types, a bracket is often still open: the rest of the file must not vanish in it. */
function abandonBrackets(scan: Scan): void {
  reportOpen(scan)
  while (scan.brackets.length > 0) popBracket(scan)
  scan.strings.length = 0
  const end = scan.ends[scan.count - 1] ?? 0
  emit(scan, NEWLINE, end, end, 0)
  scan.at = scan.lineStart
  startLine(scan)
}

function reportOpen(scan: Scan): void {
  const opener = scan.brackets[scan.brackets.length - 1]
  if (opener !== undefined) report(scan, scan.starts[opener] ?? 0, scan.ends[opener] ?? 0, 'bracket was never closed')
}

function scanNumber(scan: Scan, start: number): void {
  const end = endOfNumber(scan.text, start)
  emit(scan, NUMBER, start, end, 0)
  scan.at = end
}

function scanClosing(scan: Scan, start: number, code: number): void {
  const opener = code === 41 ? PAREN_OPEN : code === 93 ? BRACKET_OPEN : BRACE_OPEN
  scan.at = start
  if ((opener === PAREN_OPEN ? scan.parens : opener === BRACKET_OPEN ? scan.squares : scan.braces) === 0) {
    if (opener === BRACE_OPEN && scan.strings.length > 0) return closeField(scan)
    return unknown(scan, start, 'closing bracket without an opening one')
  }
  while (innermost(scan) !== opener) {
    reportOpen(scan)
    popBracket(scan)
  }
  popBracket(scan)
  emit(scan, opener === PAREN_OPEN ? PAREN_CLOSE : opener === BRACKET_OPEN ? BRACKET_CLOSE : BRACE_CLOSE, start, start + 1, 0)
  scan.at = start + 1
}

function scanComment(scan: Scan, start: number): void {
  const { text } = scan
  let end = start + 1
  while (end < text.length) {
    const code = text.charCodeAt(end)
    if (code === LINE_FEED || code === CARRIAGE_RETURN) break
    end++
  }
  scan.comments.push(start, end)
  scan.at = end
}

function afterLineEnd(text: string, at: number): number {
  return text.charCodeAt(at) === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at + 1
}

function scanLineEnd(scan: Scan, start: number): void {
  const end = afterLineEnd(scan.text, start)
  scan.at = end
  if (scan.brackets.length > 0) {
    scan.lineStart = end
    scan.lineCount = scan.count
    return
  }
  if (scan.count > scan.logicalCount) emit(scan, NEWLINE, start, end, 0)
  startLine(scan)
}

function scanContinuation(scan: Scan, start: number): void {
  const next = scan.text.charCodeAt(start + 1)
  if (next === LINE_FEED || next === CARRIAGE_RETURN) scan.at = afterLineEnd(scan.text, start + 1)
  else unknown(scan, start, 'unexpected character after line continuation')
}

/** Measures the indentation of the line at `scan.at`; blank lines and comments do not count (Language Reference 2.1.7, 2.1.8). */
function startLine(scan: Scan): void {
  const { text } = scan
  let at = scan.at
  let width = 0
  let continued = 0
  scan.lineStart = at
  for (; ; at++) {
    const code = text.charCodeAt(at)
    if (code === SPACE) width++
    else if (code === TAB) width = (Math.floor(width / TAB_SIZE) + 1) * TAB_SIZE
    else if (code === FORM_FEED) width = 0
    else if (code === 92 && isLineEnd(text.charCodeAt(at + 1))) {
      // The first backslash decides the indentation of what follows it.
      if (continued === 0) continued = width
      width = 0
      at = afterLineEnd(text, at + 1) - 1
    } else break
  }
  if (continued > 0) width = continued
  const code = text.charCodeAt(at)
  if (at < text.length && !isLineEnd(code) && code !== 35) indentTo(scan, width, at)
  scan.at = at
  scan.lineCount = scan.count
  scan.logicalCount = scan.count
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN
}

function indentTo(scan: Scan, width: number, at: number): void {
  const { indents } = scan
  if (width > (indents[indents.length - 1] ?? 0)) {
    indents.push(width)
    emit(scan, INDENT, scan.lineStart, at, 0)
    return
  }
  while (width < (indents[indents.length - 1] ?? 0)) {
    if (width > (indents[indents.length - 2] ?? 0)) {
      // A dedent to no outer level: the line stays in its block, which from now on is that wide.
      report(scan, scan.lineStart, at, 'unindent does not match any outer indentation level')
      indents[indents.length - 1] = width
      return
    }
    indents.pop()
    emit(scan, DEDENT, at, at, 0)
  }
}

function finish(scan: Scan): void {
  const { length } = scan.text
  reportOpen(scan)
  scan.brackets.length = 0
  if (scan.count > scan.logicalCount) emit(scan, NEWLINE, length, length, 0)
  for (let i = scan.indents.length - 1; i > 0; i--) emit(scan, DEDENT, length, length, 0)
  emit(scan, END, length, length, 0)
}

