import type { TextEdit } from './edits.ts'

/** Lines `beforeStart` to `beforeEnd` (0-based, end exclusive) of one text are lines `afterStart` to `afterEnd` of the other. */
export interface Hunk {
  readonly beforeStart: number
  readonly beforeEnd: number
  readonly afterStart: number
  readonly afterEnd: number
}

/** The lines of a text with their ends; only LF ends a line, so that CR stays where it is. The empty text has none. */
export function linesWithEnds(text: string): string[] {
  const lines: string[] = []
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at) + 1 || text.length
    lines.push(text.slice(at, end))
    at = end
  }
  return lines
}

/** The places at which two lists of lines differ, in order, as few changed lines as can be found in bounded time (Myers 1986, in linear space). */
export function diffLines(before: readonly string[], after: readonly string[]): Hunk[] {
  const hunks: Hunk[] = []
  const numbers = new Map<string, number>()
  const numbered = (lines: readonly string[]): Int32Array => Int32Array.from(lines, (line) => {
    const known = numbers.get(line) ?? numbers.size
    numbers.set(line, known)
    return known
  })
  compare({ a: numbered(before), b: numbered(after) }, { beforeStart: 0, beforeEnd: before.length, afterStart: 0, afterEnd: after.length }, hunks)
  return hunks
}

/** Edits of whole lines that turn one text into the other. */
export function editsBetween(before: string, after: string): TextEdit[] {
  const [old, now] = [linesWithEnds(before), linesWithEnds(after)]
  const starts = [0]
  for (const line of old) starts.push((starts.at(-1) ?? 0) + line.length)
  return diffLines(old, now).map(({ beforeStart, beforeEnd, afterStart, afterEnd }) => ({
    span: { start: starts[beforeStart] ?? 0, end: starts[beforeEnd] ?? 0 },
    text: now.slice(afterStart, afterEnd).join(''),
  }))
}

/** Two texts, each different line with a number of its own. */
interface Texts {
  readonly a: Int32Array
  readonly b: Int32Array
}

function compare(texts: Texts, box: Hunk, hunks: Hunk[]): void {
  const { a, b } = texts
  let { beforeStart, beforeEnd, afterStart, afterEnd } = box
  while (beforeStart < beforeEnd && afterStart < afterEnd && a[beforeStart] === b[afterStart]) {
    beforeStart++
    afterStart++
  }
  while (beforeStart < beforeEnd && afterStart < afterEnd && a[beforeEnd - 1] === b[afterEnd - 1]) {
    beforeEnd--
    afterEnd--
  }
  if (beforeStart === beforeEnd && afterStart === afterEnd) return
  const rest = { beforeStart, beforeEnd, afterStart, afterEnd }
  const middle = beforeStart === beforeEnd || afterStart === afterEnd ? undefined : middleOf(texts, rest)
  if (!middle) return addHunk(rest, hunks)
  compare(texts, { ...rest, beforeEnd: middle.x, afterEnd: middle.y }, hunks)
  compare(texts, { ...rest, beforeStart: middle.x, afterStart: middle.y }, hunks)
}

function addHunk(hunk: Hunk, hunks: Hunk[]): void {
  const last = hunks.at(-1)
  if (last && last.beforeEnd === hunk.beforeStart && last.afterEnd === hunk.afterStart) hunks[hunks.length - 1] = { ...last, beforeEnd: hunk.beforeEnd, afterEnd: hunk.afterEnd }
  else hunks.push(hunk)
}

/** Texts that differ by more lines are taken to differ as a whole: the search takes the square of it. */
const MOST_DIFFERENCES = 2000

/** A point on a shortest way through the box, found from both of its corners at once; undefined when the texts differ too much. */
function middleOf({ a, b }: Texts, { beforeStart, beforeEnd, afterStart, afterEnd }: Hunk): { readonly x: number; readonly y: number } | undefined {
  const width = beforeEnd - beforeStart
  const height = afterEnd - afterStart
  const delta = width - height
  const most = Math.min(Math.ceil((width + height) / 2), MOST_DIFFERENCES)
  const middle = most + 1
  const forward = new Int32Array(2 * most + 3)
  const backward = new Int32Array(2 * most + 3)
  const at = (points: Int32Array, diagonal: number): number => points[middle + diagonal] ?? 0
  for (let steps = 0; steps <= most; steps++) {
    for (let k = -steps; k <= steps; k += 2) {
      let x = k === -steps || (k !== steps && at(forward, k - 1) < at(forward, k + 1)) ? at(forward, k + 1) : at(forward, k - 1) + 1
      while (x < width && x - k < height && a[beforeStart + x] === b[afterStart + x - k]) x++
      forward[middle + k] = x
      const opposite = delta - k
      if (delta % 2 !== 0 && Math.abs(opposite) < steps && x + at(backward, opposite) >= width) return pointIn(x, x - k)
    }
    for (let k = -steps; k <= steps; k += 2) {
      let x = k === -steps || (k !== steps && at(backward, k - 1) < at(backward, k + 1)) ? at(backward, k + 1) : at(backward, k - 1) + 1
      while (x < width && x - k < height && a[beforeEnd - 1 - x] === b[afterEnd - 1 - x + k]) x++
      backward[middle + k] = x
      const opposite = delta - k
      if (delta % 2 === 0 && Math.abs(opposite) <= steps && x + at(forward, opposite) >= width) return pointIn(width - x, height - x + k)
    }
  }
  return undefined

  /** A point in a corner of the box would not divide it. */
  function pointIn(x: number, y: number): { readonly x: number; readonly y: number } | undefined {
    const isCorner = (x <= 0 && y <= 0) || (x >= width && y >= height)
    return isCorner || x < 0 || y < 0 || x > width || y > height ? undefined : { x: beforeStart + x, y: afterStart + y }
  }
}
