import { isAsciiNamePart } from './characters.ts'
import * as K from './kinds.ts'
import { STATEMENT } from './regex-or-division.ts'
import type { Scan } from './scan.ts'

/** How far the closing parenthesis of a generic function type is looked for. Bounded, so that the scan stays linear. */
const REACH = 2000

/**
 * Whether the `<` at which the scan stands, at a place for a value in a dialect with JSX, begins type parameters: `<T,>`, `<T = X>`,
 * `<T extends X>`, `<const T …>` begin an arrow function (TypeScript's rule); `<T>(…) =>` is a function type, as `>` must not stand in JSX text.
 */
export function beginsGeneric(scan: Scan): boolean {
  const { text } = scan
  let at = skipSpace(text, scan.at + 1)
  let end = nameEnd(text, at)
  if (text.slice(at, end) === 'const') {
    const name = skipSpace(text, end)
    if (nameEnd(text, name) > name) {
      at = name
      end = nameEnd(text, at)
    }
  }
  const next = skipSpace(text, end)
  const code = text.charCodeAt(next)
  if (code === 44 || code === 61) return true
  if (code === 62) return isGenericSignature(scan, skipSpace(text, next + 1))
  if (!text.startsWith('extends', next) || isAsciiNamePart(text.charCodeAt(next + 7))) return false
  const follower = text.charCodeAt(skipSpace(text, next + 7))
  return follower !== 61 && follower !== 62 && follower !== 47
}

/** Words that ask for a value but, before `<T>(…)` and a colon or brace, are names of methods: `delete<T>(key: T): void`. */
const memberNames = new Set([K.DELETE, K.DO, K.EXPORT, K.EXTENDS, K.FINALLY, K.IN, K.INSTANCEOF, K.NEW, K.THROW, K.TRY, K.TYPEOF, K.VOID, K.YIELD])

/** Whether parentheses begin at `at` and an arrow follows them – or the colon of a signature, where a member of a type may stand. */
function isGenericSignature(scan: Scan, at: number): boolean {
  const { text } = scan
  if (text.charCodeAt(at) !== 40) return false
  let depth = 0
  const limit = Math.min(text.length, at + REACH)
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === 40) depth++
    else if (code === 41 && --depth === 0) {
      const next = skipSpace(text, i + 1)
      const follower = text.charCodeAt(next)
      if (follower === 61 && text.charCodeAt(next + 1) === 62) return true
      if (memberNames.has(scan.last)) return follower === 58 || follower === 59 || follower === 123
      return follower === 58 && (scan.state === STATEMENT || scan.last === K.COMMA)
    }
  }
  return false
}

function skipSpace(text: string, at: number): number {
  let i = at
  for (let code = text.charCodeAt(i); code === 32 || code === 9 || code === 10 || code === 13; code = text.charCodeAt(i)) i++
  return i
}

function nameEnd(text: string, at: number): number {
  let i = at
  while (isAsciiNamePart(text.charCodeAt(i))) i++
  return i
}
