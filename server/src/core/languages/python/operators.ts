import * as kind from './kinds.ts'
import { emit, innermost, report } from './scan.ts'
import type { Scan } from './scan.ts'
import { scanMiddle } from './strings.ts'

const EQUALS = 61

/** Scans the operator or delimiter at `start`, the longest that fits (Language Reference 2.6). */
export function scanOperator(scan: Scan, start: number, code: number): void {
  const next = scan.text.charCodeAt(start + 1)
  switch (code) {
    case 46: // .
      if (next === 46 && scan.text.charCodeAt(start + 2) === 46) return take(scan, kind.ELLIPSIS, start, 3)
      return take(scan, kind.DOT, start, 1)
    case 44: // ,
      return take(scan, kind.COMMA, start, 1)
    case 59: // ;
      return take(scan, kind.SEMICOLON, start, 1)
    case 58: // :
      if (innermost(scan) === kind.FIELD_OPEN) {
        take(scan, kind.COLON, start, 1)
        return scanMiddle(scan)
      }
      return next === EQUALS ? take(scan, kind.WALRUS, start, 2) : take(scan, kind.COLON, start, 1)
    case EQUALS:
      return next === EQUALS ? take(scan, kind.OPERATOR, start, 2) : take(scan, kind.EQUAL, start, 1)
    case 33: // !
      if (next === EQUALS) return take(scan, kind.OPERATOR, start, 2)
      if (innermost(scan) === kind.FIELD_OPEN) return take(scan, kind.EXCLAMATION, start, 1)
      report(scan, start, start + 1, 'invalid character')
      return take(scan, kind.UNKNOWN, start, 1)
    case 45: // -
      if (next === 62) return take(scan, kind.ARROW, start, 2)
      return withEqual(scan, kind.OPERATOR, start, 1)
    case 42: // *
      return next === 42 ? withEqual(scan, kind.DOUBLE_STAR, start, 2) : withEqual(scan, kind.STAR, start, 1)
    case 47: // /
      return withEqual(scan, kind.OPERATOR, start, next === 47 ? 2 : 1)
    case 60: // <
      if (next === 60) return withEqual(scan, kind.OPERATOR, start, 2)
      return take(scan, kind.OPERATOR, start, next === EQUALS || next === 62 ? 2 : 1)
    case 62: // >
      if (next === 62) return withEqual(scan, kind.OPERATOR, start, 2)
      return take(scan, kind.OPERATOR, start, next === EQUALS ? 2 : 1)
    case 64: // @
      return withEqual(scan, kind.AT, start, 1)
    case 126: // ~
      return take(scan, kind.OPERATOR, start, 1)
    default:
      return withEqual(scan, kind.OPERATOR, start, 1)
  }
}

function take(scan: Scan, tokenKind: number, start: number, length: number): void {
  emit(scan, tokenKind, start, start + length, 0)
  scan.at = start + length
}

function withEqual(scan: Scan, tokenKind: number, start: number, length: number): void {
  if (scan.text.charCodeAt(start + length) === EQUALS) take(scan, kind.AUGMENTED, start, length + 1)
  else take(scan, tokenKind, start, length)
}
