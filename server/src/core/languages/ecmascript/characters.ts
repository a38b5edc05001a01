/** What a UTF-16 unit may be, after ECMAScript 2025 chapters 11 and 12, as a table for ASCII and by Unicode property beyond it. */

const IDENTIFIER_START = 1
const IDENTIFIER_PART = 2

const ascii = new Uint8Array(128)
for (let code = 0; code < 128; code++) {
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 36 || code === 95
  if (letter) ascii[code] = IDENTIFIER_START | IDENTIFIER_PART
  else if (code >= 48 && code <= 57) ascii[code] = IDENTIFIER_PART
}

const unicodeStart = /^\p{ID_Start}$/u
const unicodePart = /^[\p{ID_Continue}\u200c\u200d]$/u

/** Whether the ASCII unit may continue a name. Units from 128 on give false: ask `unicodeNameUnits` about them. */
export function isAsciiNamePart(code: number): boolean {
  return code < 128 && ((ascii[code] as number) & IDENTIFIER_PART) !== 0
}

/** Whether the ASCII unit may begin a name. */
export function isAsciiNameStart(code: number): boolean {
  return code < 128 && ((ascii[code] as number) & IDENTIFIER_START) !== 0
}

/** The number of units (1 or 2) of the non-ASCII character at `at` when it may begin (`start`) or continue a name, else 0. */
export function unicodeNameUnits(text: string, at: number, start: boolean): number {
  const point = text.codePointAt(at)
  if (point === undefined || point < 128) return 0
  const pattern = start ? unicodeStart : unicodePart
  return pattern.test(String.fromCodePoint(point)) ? (point > 0xffff ? 2 : 1) : 0
}

/** Whether the unit ends a line: LF, CR, U+2028, U+2029. */
export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029
}

/** Whether the unit, being none of the line ends, is white space outside ASCII (the byte order mark and U+0085 included). */
export function isUnicodeSpace(code: number): boolean {
  if (code === 0xa0 || code === 0x85 || code === 0xfeff) return true
  return (code >= 0x2000 && code <= 0x200b) || code === 0x1680 || code === 0x202f || code === 0x205f || code === 0x3000
}

/** Whether the unit is an ASCII decimal digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
