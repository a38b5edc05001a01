import { ESCAPED, PREFIX_UNIT, RAW, TRIPLE, UNTERMINATED } from './kinds.ts'

/**
 * The value of a STRING token (Language Reference 2.4.1). `\N{…}` stays as written: names of characters would need the Unicode database.
 */
export function valueOfString(text: string, start: number, end: number, flags: number): string {
  const quotes = flags & TRIPLE ? 3 : 1
  const content = text.slice(start + Math.floor(flags / PREFIX_UNIT) + quotes, flags & UNTERMINATED ? end : end - quotes)
  return flags & ESCAPED ? decode(content, (flags & RAW) !== 0) : content
}

/** The value of a STRING_MIDDLE token, doubled braces undone. */
export function valueOfMiddle(text: string, start: number, end: number, flags: number): string {
  const content = text.slice(start, end)
  if (!(flags & ESCAPED)) return content
  return decode(content.replaceAll('{{', '{').replaceAll('}}', '}'), (flags & RAW) !== 0)
}

function decode(content: string, raw: boolean): string {
  const unix = content.includes('\r') ? content.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : content
  if (raw || !unix.includes('\\')) return unix
  const pieces: string[] = []
  let from = 0
  for (let at = unix.indexOf('\\'); at >= 0; at = unix.indexOf('\\', from)) {
    pieces.push(unix.slice(from, at))
    from = decodeEscape(unix, at, pieces)
  }
  pieces.push(unix.slice(from))
  return pieces.join('')
}

/** Pushes the value of the escape sequence at `at` and gives the offset behind it; an unknown sequence keeps its backslash. */
function decodeEscape(content: string, at: number, pieces: string[]): number {
  const letter = content.charAt(at + 1)
  switch (letter) {
    case '\n':
      return at + 2
    case '\\':
    case "'":
    case '"':
      pieces.push(letter)
      return at + 2
    case 'a':
      pieces.push('\x07')
      return at + 2
    case 'b':
      pieces.push('\b')
      return at + 2
    case 'f':
      pieces.push('\f')
      return at + 2
    case 'n':
      pieces.push('\n')
      return at + 2
    case 'r':
      pieces.push('\r')
      return at + 2
    case 't':
      pieces.push('\t')
      return at + 2
    case 'v':
      pieces.push('\v')
      return at + 2
    case 'x':
      return decodeNumber(content, at, 2, 16, 2, pieces)
    case 'u':
      return decodeNumber(content, at, 2, 16, 4, pieces)
    case 'U':
      return decodeNumber(content, at, 2, 16, 8, pieces)
    default:
      if (letter >= '0' && letter <= '7') return decodeNumber(content, at, 1, 8, octalDigits(content, at + 1), pieces)
      pieces.push('\\')
      return at + 1
  }
}

function octalDigits(content: string, at: number): number {
  let digits = 1
  while (digits < 3 && content.charCodeAt(at + digits) >= 48 && content.charCodeAt(at + digits) <= 55) digits++
  return digits
}

function decodeNumber(content: string, at: number, skipped: number, radix: number, digits: number, pieces: string[]): number {
  const written = content.slice(at + skipped, at + skipped + digits)
  const value = written.length === digits && !/[^0-9a-fA-F]/.test(written) ? Number.parseInt(written, radix) : -1
  if (value < 0 || value > 0x10ffff) {
    pieces.push('\\')
    return at + 1
  }
  pieces.push(String.fromCodePoint(value))
  return at + skipped + digits
}
