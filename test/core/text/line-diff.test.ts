import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../server/src/core/text/edits.ts'
import { diffLines, editsBetween, linesWithEnds } from '../../../server/src/core/text/line-diff.ts'

describe('lines with their ends', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a\n']],
    ['\n\nb', ['\n', '\n', 'b']],
    ['a\r\nb\rc\n', ['a\r\n', 'b\rc\n']],
  ])('of %j', (text, lines) => expect(linesWithEnds(text)).toEqual(lines))
})

describe('the difference of two lists of lines', () => {
  it.each([
    ['', '', []],
    ['abc', 'abc', []],
    ['', 'ab', [[0, 0, 0, 2]]],
    ['ab', '', [[0, 2, 0, 0]]],
    ['abc', 'axc', [[1, 2, 1, 2]]],
    ['abcdef', 'bcdxef', [[0, 1, 0, 0], [4, 4, 3, 4]]],
    ['abc', 'xyz', [[0, 3, 0, 3]]],
  ])('of %j and %j', (before, after, hunks) => {
    const found = diffLines([...before], [...after])
    expect(found.map(({ beforeStart, beforeEnd, afterStart, afterEnd }) => [beforeStart, beforeEnd, afterStart, afterEnd])).toEqual(hunks)
  })

  it('is as small as can be, and ordered, for many small texts', () => {
    const random = randomFrom(7)
    for (let round = 0; round < 3000; round++) {
      const [before, after] = [linesFrom(random), linesFrom(random)]
      const hunks = diffLines(before, after)
      const changed = hunks.reduce((sum, hunk) => sum + hunk.beforeEnd - hunk.beforeStart + hunk.afterEnd - hunk.afterStart, 0)
      expect(changed, JSON.stringify([before, after])).toBe(before.length + after.length - 2 * longestCommon(before, after))
      hunks.slice(1).forEach((hunk, index) => expect(hunk.beforeStart).toBeGreaterThan(hunks[index]?.beforeEnd ?? -1))
    }
  })

  it('is found for texts that have nothing in common but their ends', () => {
    const before = ['first', ...Array.from({ length: 20_000 }, (_, i) => `a${i}`), 'last']
    const after = ['first', ...Array.from({ length: 20_000 }, (_, i) => `b${i}`), 'last']
    expect(diffLines(before, after)).toEqual([{ beforeStart: 1, beforeEnd: 20_001, afterStart: 1, afterEnd: 20_001 }])
  })
})

describe('edits between two texts', () => {
  it.each([
    ['', 'a\n'],
    ['a\nb\n', 'a\nb'],
    ['a\r\nb\r\nc', 'a\r\nB\r\nc'],
    ['a\nb\nc\nd\n', 'b\nd\nx'],
    ['x\rn', 'x\r\n'],
  ])('turn %j into %j', (before, after) => expect(applyEdits(before, editsBetween(before, after))).toBe(after))

  it('turn any text into any other one', () => {
    const random = randomFrom(11)
    for (let round = 0; round < 500; round++) {
      const [before, after] = [linesFrom(random).join('\n'), linesFrom(random).join('\r\n')]
      expect(applyEdits(before, editsBetween(before, after))).toBe(after)
    }
  })

  it('leave lines that stay alone', () => {
    const edits = editsBetween('a\nb\nc\n', 'a\nB\nc\n')
    expect(edits).toEqual([{ span: { start: 2, end: 4 }, text: 'B\n' }])
  })
})

/** Numbers from 0 to below 1, the same ones in every run (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function linesFrom(random: () => number): string[] {
  return Array.from({ length: Math.floor(random() * 12) }, () => 'abcd'.charAt(Math.floor(random() * 4)))
}

/** By the textbook: what the quick way must agree with. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const line of a) {
    const next = [0]
    b.forEach((other, index) => next.push(line === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0)))
    row = next
  }
  return row[b.length] ?? 0
}
