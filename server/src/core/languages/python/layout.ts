import { COMMENT, DEDENT, END, INDENT, NEWLINE } from './kinds.ts'

/** Whether a kind of token tells only where lines and blocks begin and end, or is a comment. */
export function isLayout(kind: number): boolean {
  return kind === NEWLINE || kind === INDENT || kind === DEDENT || kind === COMMENT || kind === END
}

/**
 * The indentation to which blanks, comments and at least one line end lead, behind a line end: two gaps between tokens that have it in common can stand for
 * each other (Language Reference 2.1). Undefined for anything else, such as a backslash that joins lines.
 */
export function layoutOf(gap: string): string | undefined {
  let line = -1
  for (let at = 0; at < gap.length; at++) {
    const code = gap.charCodeAt(at)
    if (code === 35) {
      while (at + 1 < gap.length && !isLineEnd(gap.charCodeAt(at + 1))) at++
      if (at + 1 === gap.length) return undefined
    } else if (isLineEnd(code)) line = at + 1
    else if (code !== 32 && code !== 9 && code !== 12) return undefined
  }
  return line < 0 ? undefined : `\n${gap.slice(line)}`
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13
}
