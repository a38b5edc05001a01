import { describe, expect, it } from 'vitest'
import { followSites } from '../../../server/src/core/analysis/follow-sites.ts'
import { analyse } from '../../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'
import { applyEdits } from '../../../server/src/core/text/edits.ts'
import type { TextEdit } from '../../../server/src/core/text/edits.ts'

const HEAD = 'from unittest.mock import Mock\n\ndef test_a():\n'

/** Where each site of the text after was before, when every `old` becomes its `now`. */
function followed(body: string, changes: readonly (readonly [old: string, now: string])[], going: readonly number[] = []): number[] {
  const text = HEAD + body
  const edits: TextEdit[] = changes.map(([old, now]) => {
    const start = text.indexOf(old)
    expect(start, old).toBeGreaterThanOrEqual(0)
    return { span: { start, end: start + old.length }, text: now }
  })
  const sitesOf = (of: string): ReturnType<typeof analyse>['sites'] => analyse({ path: 'test_a.py', text: of }, DEFAULT_SETTINGS).sites
  return followSites(sitesOf(text), edits, sitesOf(applyEdits(text, edits)), new Set(going))
}

describe('following sites', () => {
  const TWO = '    a = Mock()\n    run(a)\n    a = Mock()\n    run(a)\n'

  it.each<[string, readonly (readonly [string, string])[], readonly number[]]>([
    ['nothing is changed', [], [0, 1]],
    ['lines come in front', [['    a = Mock()\n    run', '    import x\n    a = Mock()\n    run']], [0, 1]],
    ['the first of two alike goes', [['    a = Mock()\n    run(a)\n    a', '    run(1)\n    a']], [1]],
    ['the second of two alike goes', [['run(a)\n    a = Mock()', 'run(a)']], [0]],
    ['text is inserted right before it', [['a = Mock()\n    run(a)\n    a', 'a = Mock()\n    run(a)\n    ab, a']], [0, 1]],
  ])('%s', (_, changes, expected) => {
    const going = expected.length === 2 ? [] : [0, 1].filter((index) => !expected.includes(index))
    expect(followed(TWO, changes, going)).toEqual(expected)
  })

  it('finds one that an edit has written anew by what it is', () => {
    expect(followed('    a = Mock()\n    b = Mock()\n', [['a = Mock()', 'a = ( Mock() )']])).toEqual([0, 1])
    expect(followed('    run(Mock(), Mock())\n', [['Mock(), Mock()', '1, Mock()']], [0])).toEqual([1])
  })

  it('knows no origin of what is new', () => {
    expect(followed('    a = Mock()\n', [['a = Mock()', 'a = Mock()\n    b = Mock()']])).toEqual([0, -1])
  })
})
