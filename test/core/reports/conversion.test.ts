import { describe, expect, it } from 'vitest'
import { textOfConversion } from '../../../server/src/core/reports/conversion.ts'
import type { ConvertManner, ConvertOutcome } from '../../../server/src/core/reports/conversion.ts'
import { PLAIN } from '../../../server/src/core/reports/text.ts'

const DRY: ConvertManner = { title: 'WebSocket', write: false, review: false }

function outcome(line: number, safety: ConvertOutcome['safety'], reason: string | null, applied = false): ConvertOutcome {
  return { path: 'tests/test_a.py', line, column: 5, kind: 'double', service: 'websocket', target: 'ws', test: 'test_a', fingerprint: `${line}`, safety, applied, reason }
}

function text(outcomes: readonly ConvertOutcome[], manner: ConvertManner = DRY, filesWritten: readonly string[] = []): string {
  return textOfConversion({ files: 3, allowed: 0, outcomes, filesWritten, installs: [] }, manner, PLAIN)
}

describe('the summary of a conversion', () => {
  it('puts the mocks together whose reasons differ in a name only, the most frequent first, with the first places', () => {
    expect(text([
      outcome(1, 'refused', 'it fails; and more'),
      outcome(2, 'refused', 'it is bound to a.b: use a name'), outcome(3, 'refused', 'it is bound to c.d.e: use a name'),
      outcome(4, 'refused', 'it is bound to `x y`: use a name'), outcome(5, 'refused', 'it is bound to a.b: use a name; it fails'),
      outcome(6, 'safe', null),
    ])).toBe(`Would convert 1 of 6 WebSocket mocks in 1 file
5 mocks left
  4  refused: it is bound to …: use a name
     tests/test_a.py:2:5, tests/test_a.py:3:5, tests/test_a.py:4:5 and 1 more
  1  refused: it fails
     tests/test_a.py:1:5
Nothing is written yet: --write does it.
`)
  })

  it('keeps the name where it is always the same', () => {
    expect(text([outcome(2, 'refused', 'it is bound to a.b'), outcome(3, 'refused', 'it is bound to a.b')])).toContain('  2  refused: it is bound to a.b\n')
  })

  it('shows twenty reasons, and counts the mocks for the others', () => {
    const many = Array.from({ length: 23 }, (_, i) => outcome(i + 1, 'refused', `reason ${'x'.repeat(i)}`))
    const lines = text([...many, outcome(30, 'refused', 'reason ')]).split('\n')
    expect(lines.filter((line) => line.includes('refused:'))).toHaveLength(20)
    expect(lines).toContain('  3  for 3 other reasons: --format json tells them')
  })

  it('tells those that could not be written, and the places to finish', () => {
    const manner: ConvertManner = { title: 'WebSocket', write: true, review: true }
    expect(text([outcome(1, 'safe', 'tests/test_a.py: it has changed meanwhile'), outcome(2, 'review', 'check it', true), outcome(3, 'safe', null, true)], manner, ['tests/test_b.py'])).toBe(`Converted 2 of 3 WebSocket mocks in 1 file
1 place to finish by hand: look for "demock: finish"
  1  review: check it
     tests/test_a.py:2:5
1 mock left
  1  not written: tests/test_a.py: it has changed meanwhile
     tests/test_a.py:1:5
1 file written
`)
  })
})
