import * as K from './kinds.ts'

/** A punctuator as it is recognised. */
export interface Punctuator {
  readonly kind: number
  readonly length: number
}

const texts: readonly (readonly [string, number])[] = [
  ['...', K.ELLIPSIS], ['.', K.DOT], [';', K.SEMICOLON], [',', K.COMMA], ['===', K.STRICT_EQUALS], ['==', K.EQUALS_EQUALS], ['=>', K.ARROW], ['=', K.EQUALS],
  ['!==', K.STRICT_NOT_EQUALS], ['!=', K.NOT_EQUALS], ['!', K.NOT], ['+=', K.PLUS_EQUALS], ['++', K.INCREMENT], ['+', K.PLUS],
  ['-=', K.MINUS_EQUALS], ['--', K.DECREMENT], ['-', K.MINUS], ['**=', K.POWER_EQUALS], ['*=', K.STAR_EQUALS], ['**', K.POWER], ['*', K.STAR],
  ['%=', K.PERCENT_EQUALS], ['%', K.PERCENT], ['&&=', K.AND_AND_EQUALS], ['&&', K.AND_AND], ['&=', K.AND_EQUALS], ['&', K.AND],
  ['||=', K.OR_OR_EQUALS], ['||', K.OR_OR], ['|=', K.OR_EQUALS], ['|', K.OR], ['^=', K.XOR_EQUALS], ['^', K.XOR], ['~', K.TILDE], ['@', K.AT],
]

interface Candidate extends Punctuator {
  readonly second: number
  readonly third: number
}

const unknown: Punctuator = { kind: K.UNKNOWN, length: 1 }
const candidates: Candidate[][] = Array.from({ length: 128 }, () => [])
for (const [text, kind] of texts) {
  candidates[text.charCodeAt(0)]?.push({ kind, length: text.length, second: text.charCodeAt(1), third: text.charCodeAt(2) })
}

/**
 * The longest punctuator at `at`, whose first unit is the ASCII unit `code`; kind UNKNOWN when there is none. Brackets, `<`, `>`, `?`, `:` and `/`
 * are not among them.
 */
export function punctuatorAt(text: string, at: number, code: number): Punctuator {
  const list = candidates[code] as Candidate[]
  for (let i = 0; i < list.length; i++) {
    const candidate = list[i] as Candidate
    if (candidate.length > 1 && text.charCodeAt(at + 1) !== candidate.second) continue
    if (candidate.length > 2 && text.charCodeAt(at + 2) !== candidate.third) continue
    return candidate
  }
  return unknown
}
