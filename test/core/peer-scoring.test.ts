import { describe, expect, it } from 'vitest'
import { compareLines, sumOf } from '../corpus/peers/lines.mjs'

const at = (line: number, column: number, kind = 'double') => ({ line, column, kind })

describe('comparing reports of other tools with labels', () => {
  it('takes any report of the line for a site, each for one', () => {
    const labels = [at(1, 1), at(1, 9), at(2, 1)]
    expect(compareLines(labels, [{ line: 1 }, { line: 1 }, { line: 1 }, { line: 3 }])).toEqual({ hits: labels.slice(0, 2), misses: [labels[2]], alarms: [{ line: 1 }, { line: 3 }] })
  })

  it('prefers the site at the column of the report', () => {
    const labels = [at(1, 1, 'patch'), at(1, 9)]
    expect(compareLines(labels, [{ line: 1, column: 9 }])).toEqual({ hits: [labels[1]], misses: [labels[0]], alarms: [] })
  })

  it('counts sites, kinds, and files with a mock', () => {
    const comparisons = [compareLines([at(1, 1, 'patch'), at(2, 1)], [{ line: 1 }]), compareLines([], [{ line: 7 }]), compareLines([at(1, 1)], [])]
    expect(sumOf(comparisons)).toEqual({
      labelled: 3, reported: 2, hits: 1, precision: 1 / 2, recall: 1 / 3, filePrecision: 1 / 2, fileRecall: 1 / 2,
      kinds: { patch: { labelled: 1, recall: 1 }, double: { labelled: 2, recall: 0 } },
    })
  })
})
