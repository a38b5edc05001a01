import { END } from './kinds.ts'

/** Whether a kind of token is none in the text: comments and line ends never are. */
export function isLayout(kind: number): boolean {
  return kind === END
}

/**
 * The blanks before the next token on its line, behind a line end: two gaps between tokens of blanks, comments and at least one line end outside of comments
 * that have them in common can stand for each other (ECMA-262, 12.2 to 12.4). Undefined for anything else.
 */
export function layoutOf(gap: string): string | undefined {
  let line = -1
  for (let at = 0; at < gap.length; at++) {
    const code = gap.charCodeAt(at)
    if (code === 47) {
      const end = endOfComment(gap, at)
      if (end < 0) return undefined
      at = end - 1
    } else if (code === 10 || code === 13) line = at + 1
    else if (code !== 32 && code !== 9) return undefined
  }
  const before = line < 0 ? '' : gap.slice(line)
  return line < 0 || before.includes('/') ? undefined : `\n${before}`
}

/** End of the comment at a slash, the line end behind it left out; -1 when there is none or it has no end. */
function endOfComment(gap: string, at: number): number {
  if (gap.charCodeAt(at + 1) === 42) {
    const closing = gap.indexOf('*/', at + 2)
    return closing < 0 ? -1 : closing + 2
  }
  if (gap.charCodeAt(at + 1) !== 47) return -1
  const end = gap.slice(at).search(/[\n\r\u2028\u2029]/)
  return end < 0 ? -1 : at + end
}
