/** What a character can begin. Everything beyond ASCII counts as part of a name, as in CPython's tokenizer. */
const OTHER = 0
export const NAME_START = 1
export const DIGIT = 2
const BLANK = 3
export const LINE_END = 4
export const QUOTE = 5
export const OPENING = 6
export const CLOSING = 7
export const SIGN = 8
export const HASH = 9
export const BACKSLASH = 10

const CLASSES = new Uint8Array(128)

function mark(characters: string, value: number): void {
  for (let i = 0; i < characters.length; i++) CLASSES[characters.charCodeAt(i)] = value
}

mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', NAME_START)
mark('0123456789', DIGIT)
mark(' \t\f', BLANK)
mark('\r\n', LINE_END)
mark('\'"', QUOTE)
mark('([{', OPENING)
mark(')]}', CLOSING)
mark('+-*/%@&|^~<>=!.,:;', SIGN)
mark('#', HASH)
mark('\\', BACKSLASH)

/** The class of a character code; NaN (beyond the end of the text) is OTHER. */
export function classOf(code: number): number {
  return code < 128 ? (CLASSES[code] ?? OTHER) : code >= 128 ? NAME_START : OTHER
}

/** Whether a character can stand in a name. */
export function isNamePart(code: number): boolean {
  const characterClass = classOf(code)
  return characterClass === NAME_START || characterClass === DIGIT
}

/** Whether a character is a decimal digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
