/**
 * The ends of literals and comments. Each function gets the offset of the first unit and gives the offset behind the last one; an unterminated
 * literal ends where the language gives up on it, and `-1 - end` tells so.
 */
import { isAsciiNamePart, isDigit, isLineEnd, unicodeNameUnits } from './characters.ts'

/** The end of a string in quotes. Line ends terminate it, but for those behind a backslash (U+2028 and U+2029 may stand in it). */
export function endOfString(text: string, at: number): number {
  const quote = text.charCodeAt(at)
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === quote) return i + 1
    if (code === 92) {
      i++
      if (text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) === 10) i++
    } else if (code === 10 || code === 13) return -1 - i
  }
  return -1 - text.length
}

/** The end of a JSX attribute's string: no escapes, any number of lines. */
export function endOfJsxString(text: string, at: number): number {
  const end = text.indexOf(text.charAt(at), at + 1)
  return end < 0 ? -1 - text.length : end + 1
}

/** The end of a template piece that begins at a backtick or a closing brace: behind the next backtick or `${`. */
export function endOfTemplatePiece(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 96) return i + 1
    if (code === 36 && text.charCodeAt(i + 1) === 123) return i + 2
    if (code === 92) i++
  }
  return -1 - text.length
}

/** The end of a regular expression with its flags. An unescaped slash in a class is the only one that does not end it, with the `v` flag too. */
export function endOfRegex(text: string, at: number): number {
  let inClass = false
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isLineEnd(code)) return -1 - i
    if (code === 92) {
      if (isLineEnd(text.charCodeAt(i + 1))) return -1 - (i + 1)
      i++
    } else if (code === 91) inClass = true
    else if (code === 93) inClass = false
    else if (code === 47 && !inClass) return endOfName(text, i + 1)
  }
  return -1 - text.length
}

/** The end of a run of name parts, escapes included; `at` itself when there is none. */
export function endOfName(text: string, at: number): number {
  let i = at
  for (;;) {
    const code = text.charCodeAt(i)
    if (isAsciiNamePart(code)) i++
    else if (code >= 128) {
      const units = unicodeNameUnits(text, i, false)
      if (units === 0) return i
      i += units
    } else if (code === 92) {
      const end = endOfNameEscape(text, i)
      if (end < 0) return i
      i = end
    } else return i
  }
}

/** The end of `\uXXXX` or `\u{…}` in a name, or -1. */
export function endOfNameEscape(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 117) return -1
  if (text.charCodeAt(at + 2) === 123) {
    let i = at + 3
    while (isHexDigit(text.charCodeAt(i))) i++
    return i > at + 3 && text.charCodeAt(i) === 125 ? i + 1 : -1
  }
  for (let i = at + 2; i < at + 6; i++) if (!isHexDigit(text.charCodeAt(i))) return -1
  return at + 6
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)
}

/** The end of a number that begins with a digit or a dot: separators, radix prefixes, exponent and the `n` of a BigInt included. */
export function endOfNumber(text: string, at: number): number {
  const second = text.charCodeAt(at + 1) | 32
  if (text.charCodeAt(at) === 48 && (second === 120 || second === 111 || second === 98)) {
    let i = at + 2
    while (isHexDigit(text.charCodeAt(i)) || text.charCodeAt(i) === 95) i++
    return text.charCodeAt(i) === 110 ? i + 1 : i
  }
  let i = endOfDigits(text, at)
  if (text.charCodeAt(i) === 110) return i + 1
  if (text.charCodeAt(i) === 46 && !isLegacyOctal(text, at, i)) i = endOfDigits(text, i + 1)
  if ((text.charCodeAt(i) | 32) === 101) {
    const sign = text.charCodeAt(i + 1)
    const digits = sign === 43 || sign === 45 ? i + 2 : i + 1
    if (isDigit(text.charCodeAt(digits))) i = endOfDigits(text, digits)
  }
  return i
}

function endOfDigits(text: string, at: number): number {
  let i = at
  while (isDigit(text.charCodeAt(i)) || text.charCodeAt(i) === 95) i++
  return i
}

/** `017` takes no fraction (`017.toString()`), `018` does. */
function isLegacyOctal(text: string, start: number, end: number): boolean {
  if (end - start < 2 || text.charCodeAt(start) !== 48) return false
  for (let i = start + 1; i < end; i++) if (text.charCodeAt(i) > 55) return false
  return true
}

/** The end of a line comment (or hashbang): at the line end. */
export function endOfLineComment(text: string, at: number): number {
  let i = at
  while (i < text.length && !isLineEnd(text.charCodeAt(i))) i++
  return i
}

/** The end of a block comment. */
export function endOfBlockComment(text: string, at: number): number {
  const end = text.indexOf('*/', at + 2)
  return end < 0 ? -1 - text.length : end + 2
}
