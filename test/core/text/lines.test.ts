import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../server/src/core/text/lines.ts'

describe('linesOf', () => {
  const text = 'a\r\nbc\rd\n\n😀e'
  const lines = linesOf(text)

  it('counts LF, CRLF and lone CR as one line end each', () => {
    expect(lines.count).toBe(5)
    expect([0, 1, 2, 3, 4].map(lines.startOf)).toEqual([0, 3, 6, 8, 9])
  })

  it('maps every offset to a position and back, in UTF-16 units', () => {
    const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset).filter((offset) => offset !== 2)
    for (const offset of offsets) expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset)
    expect(lines.positionAt(11)).toEqual({ line: 4, column: 2 })
  })

  it('clamps what lies outside', () => {
    expect(lines.positionAt(99)).toEqual({ line: 4, column: 3 })
    expect(lines.offsetAt({ line: 99, column: 0 })).toBe(text.length)
    expect(lines.offsetAt({ line: 0, column: 99 })).toBe(3)
  })
})
