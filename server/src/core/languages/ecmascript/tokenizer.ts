import type { Problem } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import { isAsciiNamePart, isAsciiNameStart, isDigit, isLineEnd, isUnicodeSpace, unicodeNameUnits } from './characters.ts'
import { JSX_CHILDREN, JSX_CLOSING_TAG, JSX_TAG, newFrames, unwindAll } from './frames.ts'
import { scanJsxChildren, scanJsxTag } from './jsx-tokens.ts'
import * as K from './kinds.ts'
import { wordKind } from './keywords.ts'
import { endOfBlockComment, endOfLineComment, endOfName, endOfNameEscape, endOfNumber, endOfString } from './literals.ts'
import { STATEMENT } from './regex-or-division.ts'
import type { Scan } from './scan.ts'
import { emit, unterminated } from './scan.ts'
import { scanClosing, scanColon, scanGreater, scanLess, scanOpening, scanPunctuator, scanQuestion, scanSlash, scanTemplate, scanWord } from './token-context.ts'
import { endTable, newTable } from './token-table.ts'
import type { TokenTable } from './token-table.ts'

/** Splits a text into tokens in one pass, whatever it holds. `jsx`: whether `<` may begin an element. */
export function tokenTableOf(text: string, jsx: boolean): TokenTable {
  const comments: Span[] = []
  const problems: Problem[] = []
  const table = newTable(text.length)
  const frames = newFrames()
  const scan: Scan = { text, length: text.length, jsx, at: 0, newline: 0, state: STATEMENT, before: STATEMENT, last: K.END, table, frames, comments, problems }
  if (text.charCodeAt(0) === 0xfeff) scan.at = 1
  if (text.startsWith('#!', scan.at)) scanLineComment(scan)
  while (scan.at < scan.length) {
    const mode = frames.kinds[frames.top] as number
    if (mode < JSX_TAG || mode > JSX_CLOSING_TAG) scanToken(scan)
    else if (mode === JSX_CHILDREN) scanJsxChildren(scan)
    else scanTag(scan)
  }
  unwindAll(frames, table, problems)
  endTable(table, text.length)
  return { ...table, comments, problems }
}

/** One token, white space or comment of plain code. */
function scanToken(scan: Scan): void {
  const { text } = scan
  const at = scan.at
  const code = text.charCodeAt(at)
  if (isAsciiNameStart(code)) {
    let end = at + 1
    while (isAsciiNamePart(text.charCodeAt(end))) end++
    const next = text.charCodeAt(end)
    if (next >= 128 || next === 92) end = endOfName(text, end)
    scanWord(scan, wordKind(text, at, end), end)
    return
  }
  switch (code) {
    case 32: {
      let end = at + 1
      while (text.charCodeAt(end) === 32) end++
      scan.at = end
      return
    }
    case 9:
    case 11:
    case 12:
      scan.at++
      return
    case 10:
    case 13:
      scan.at++
      scan.newline = 1
      return
    case 34:
    case 39:
      return emit(scan, K.STRING, unterminated(scan, endOfString(text, at)))
    case 96:
      return scanTemplate(scan, false)
    case 40:
    case 91:
    case 123:
      return scanOpening(scan, code)
    case 41:
    case 93:
    case 125:
      return scanClosing(scan, code)
    case 47:
      if (!scanComment(scan)) scanSlash(scan)
      return
    case 60:
      return scanLess(scan)
    case 62:
      return scanGreater(scan)
    case 58:
      return scanColon(scan)
    case 63:
      return scanQuestion(scan)
    case 46:
      if (isDigit(text.charCodeAt(at + 1))) return scanNumber(scan)
      return scanPunctuator(scan, code)
    default:
      if (isDigit(code)) return scanNumber(scan)
      if (code < 128 && code !== 92 && code !== 35) return scanPunctuator(scan, code)
      scanUnusual(scan, code)
  }
}

function scanNumber(scan: Scan): void {
  const end = endOfNumber(scan.text, scan.at)
  emit(scan, scan.text.charCodeAt(end - 1) === 110 ? K.BIGINT : K.NUMBER, end)
}

/** Private names, names that begin with an escape or outside ASCII, unusual white space, and units that begin no token. */
function scanUnusual(scan: Scan, code: number): void {
  const { text, at } = scan
  if (isLineEnd(code)) {
    scan.at++
    scan.newline = 1
    return
  }
  if (isUnicodeSpace(code)) {
    scan.at++
    return
  }
  const first = code === 35 ? at + 1 : at
  const units = firstNameUnits(text, first)
  if (units > 0) {
    const end = endOfName(text, first + units)
    if (code === 35) emit(scan, K.PRIVATE_NAME, end)
    else scanWord(scan, K.IDENTIFIER, end)
    return
  }
  emit(scan, K.UNKNOWN, at + 1)
}

function firstNameUnits(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (isAsciiNameStart(code)) return 1
  if (code === 92) return Math.max(0, endOfNameEscape(text, at) - at)
  return code >= 128 ? unicodeNameUnits(text, at, true) : 0
}

/** Skips a comment at a slash; false when there is none. */
function scanComment(scan: Scan): boolean {
  const next = scan.text.charCodeAt(scan.at + 1)
  if (next === 47) {
    scanLineComment(scan)
    return true
  }
  if (next !== 42) return false
  const start = scan.at
  const end = unterminated(scan, endOfBlockComment(scan.text, start))
  for (let i = start; i < end && scan.newline === 0; i++) if (isLineEnd(scan.text.charCodeAt(i))) scan.newline = 1
  scan.comments.push({ start, end })
  scan.at = end
  return true
}

function scanLineComment(scan: Scan): void {
  const start = scan.at
  const end = endOfLineComment(scan.text, start)
  scan.comments.push({ start, end })
  scan.at = end
}

/** White space and comments of a JSX tag are those of plain code. */
function scanTag(scan: Scan): void {
  const code = scan.text.charCodeAt(scan.at)
  if (code === 10 || code === 13) {
    scan.at++
    scan.newline = 1
  } else if (code === 32 || code === 9) scan.at++
  else if (code !== 47 || !scanComment(scan)) scanJsxTag(scan, code)
}
