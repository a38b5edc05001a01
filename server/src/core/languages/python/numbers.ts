import { isDigit, isNamePart } from './characters.ts'

const UNDERSCORE = 95
const DOT = 46

/** Whether the `.` at an offset begins a number. */
export function startsNumber(text: string, at: number): boolean {
  return text.charCodeAt(at) === DOT && isDigit(text.charCodeAt(at + 1))
}

/** The end of the number that begins at `start` (Language Reference 2.5). A keyword may follow at once: `1if x else 2`. */
export function endOfNumber(text: string, start: number): number {
  const radix = text.charCodeAt(start) === 48 ? text.charCodeAt(start + 1) | 32 : 0
  if (radix === 120 && isHexadecimal(text.charCodeAt(start + 2))) return afterHexadecimal(text, start + 2)
  if ((radix === 111 || radix === 98) && isRadixDigit(text.charCodeAt(start + 2))) return afterDigits(text, start + 2)
  let at = afterDigits(text, start)
  if (text.charCodeAt(at) === DOT) at = afterDigits(text, at + 1)
  if ((text.charCodeAt(at) | 32) === 101) {
    const sign = text.charCodeAt(at + 1)
    const exponent = sign === 43 || sign === 45 ? at + 2 : at + 1
    if (isDigit(text.charCodeAt(exponent))) at = afterDigits(text, exponent)
  }
  return (text.charCodeAt(at) | 32) === 106 && !isNamePart(text.charCodeAt(at + 1)) ? at + 1 : at
}

function isRadixDigit(code: number): boolean {
  return isDigit(code) || code === UNDERSCORE
}

function isHexadecimal(code: number): boolean {
  return isDigit(code) || code === UNDERSCORE || ((code | 32) >= 97 && (code | 32) <= 102)
}

function afterHexadecimal(text: string, at: number): number {
  while (isHexadecimal(text.charCodeAt(at))) at++
  return at
}

function afterDigits(text: string, at: number): number {
  let code = text.charCodeAt(at)
  while (isDigit(code) || code === UNDERSCORE) code = text.charCodeAt(++at)
  return at
}
