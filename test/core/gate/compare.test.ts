import { describe, expect, it } from 'vitest'
import { compareMocks } from '../../../server/src/core/gate/compare.ts'
import type { ComparisonRequest } from '../../../server/src/core/gate/compare.ts'
import { current, known } from './gate-samples.ts'

/** Names of what is new and gone, and the moves; only the files of today exist, unless said otherwise. */
function compare({ before, now, ...more }: Partial<ComparisonRequest> & Pick<ComparisonRequest, 'before' | 'now'>) {
  const files = new Set(now.map(({ entry }) => entry.file))
  const { added, gone, kept, moved } = compareMocks({ before, now, exists: (file) => files.has(file), ...more })
  return {
    added: added.map(({ entry }) => `${entry.file} ${entry.scope} ${entry.target}`),
    gone: gone.map((entry) => `${entry.file} ${entry.scope} ${entry.target}`),
    kept: kept.length,
    moved: Object.fromEntries(moved),
  }
}

describe('compareMocks', () => {
  it('knows a mock by file, scope, kind, target and occurrence', () => {
    const before = [known('a.py', 'test_a', 'ws'), known('a.py', 'test_b', 'ws'), known('a.py', 'test_b', 'db')]
    const now = [current('a.py', 'test_a', 'ws'), current('a.py', 'test_c', 'ws'), current('a.py', 'test_b', 'db', { kind: 'patch' })]
    expect(compare({ before, now })).toEqual({ added: ['a.py test_c ws', 'a.py test_b db'], gone: ['a.py test_b ws', 'a.py test_b db'], kept: 1, moved: {} })
  })

  it('takes a mock that went into a helper for new there', () => {
    expect(compare({ before: [known('a.py', 'test_a', 'ws')], now: [current('a.py', 'make_ws', 'ws')] })).toMatchObject({ added: ['a.py make_ws ws'], gone: ['a.py test_a ws'] })
  })

  it('follows a file that has moved, by what stands in it', () => {
    const before = ['test_a', 'test_b', 'test_c'].map((scope) => known('tests/a.py', scope, 'ws'))
    const now = ['test_a', 'test_b', 'test_d'].map((scope) => current('tests/unit/b.py', scope, 'ws'))
    expect(compare({ before, now })).toEqual({ added: ['tests/unit/b.py test_d ws'], gone: ['tests/a.py test_c ws'], kept: 2, moved: { 'tests/a.py': 'tests/unit/b.py' } })
  })

  it('does not follow where less than half is left, nor from a file that is still there, nor into one that had mocks', () => {
    const before = ['test_a', 'test_b', 'test_c'].map((scope) => known('a.py', scope, 'ws'))
    expect(compare({ before, now: [current('b.py', 'test_a', 'ws')] })).toMatchObject({ added: ['b.py test_a ws'], moved: {} })
    const now = before.map(({ scope }) => current('b.py', scope, 'ws'))
    expect(compare({ before, now, exists: () => true })).toMatchObject({ kept: 0, moved: {} })
    expect(compare({ before: [...before, known('b.py', 'test_z', 'ws')], now })).toMatchObject({ kept: 0, moved: {} })
  })

  it('lets each file move once: a copy of it is new', () => {
    const before = [known('a.py', 'test_a', 'ws')]
    const now = [current('x/a.py', 'test_a', 'ws'), current('b.py', 'test_a', 'ws')]
    expect(compare({ before, now })).toEqual({ added: ['b.py test_a ws'], gone: [], kept: 1, moved: { 'a.py': 'x/a.py' } })
  })

  it('follows what git calls a rename although little is left', () => {
    const before = ['test_a', 'test_b', 'test_c'].map((scope) => known('a.py', scope, 'ws'))
    const now = [current('b.py', 'test_a', 'ws')]
    expect(compare({ before, now, renamed: new Map([['a.py', 'b.py']]) })).toMatchObject({ added: [], kept: 1, moved: { 'a.py': 'b.py' } })
  })

  it('follows a rename in nothing but its case', () => {
    expect(compare({ before: [known('tests/Chat.test.ts', 'Chat', './api')], now: [current('tests/chat.test.ts', 'Chat', './api')] })).toMatchObject({ kept: 1, moved: { 'tests/Chat.test.ts': 'tests/chat.test.ts' } })
  })

  it('knows a relative module that is reached from another folder', () => {
    const before = [known('src/chat.test.ts', '', './api', { kind: 'patch' }), known('src/chat.test.ts', '', './db', { kind: 'patch' })]
    const now = [current('test/unit/chat.test.ts', '', '../../src/api', { kind: 'patch' }), current('test/unit/chat.test.ts', '', '../../src/other', { kind: 'patch' })]
    expect(compare({ before, now })).toEqual({ added: ['test/unit/chat.test.ts  ../../src/other'], gone: ['src/chat.test.ts  ./db'], kept: 1, moved: { 'src/chat.test.ts': 'test/unit/chat.test.ts' } })
  })
})
