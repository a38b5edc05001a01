import { describe, expect, it } from 'vitest'
import { baselineText, readBaseline } from '../../../server/src/core/gate/baseline.ts'
import { currentOf, knownOf } from '../../../server/src/core/gate/entries.ts'
import { countedSite, known } from './gate-samples.ts'

const HEADER = '{"demock":"baseline","version":1}\n'
const ENTRIES = [
  known('tests/test_b.py', 'test_x', 'ws', { nth: 2, reason: 'no sandbox', date: '2026-11-22' }),
  known('tests/test_b.py', 'test_x', 'ws'),
  known('tests/Test_a.py', '', 'app.redis', { kind: 'patch', service: 'cache' }),
]

describe('the text of a baseline', () => {
  it('is one line a mock, sorted whatever the order was', () => {
    expect(baselineText(ENTRIES)).toBe(`${HEADER}{"file":"tests/Test_a.py","scope":"","kind":"patch","target":"app.redis","service":"cache"}
{"file":"tests/test_b.py","scope":"test_x","kind":"double","target":"ws","service":"websocket"}
{"file":"tests/test_b.py","scope":"test_x","kind":"double","target":"ws","nth":2,"service":"websocket","reason":"no sandbox","date":"2026-11-22"}
`)
    expect(baselineText([...ENTRIES].reverse())).toBe(baselineText(ENTRIES))
  })

  it('reads what it writes', () => {
    const { entries, problems } = readBaseline(baselineText(ENTRIES))
    expect(problems).toEqual([])
    expect(entries).toEqual([ENTRIES[2], ENTRIES[1], ENTRIES[0]])
  })

  it('may be empty but for its first line', () => {
    expect(readBaseline(baselineText([]))).toEqual({ entries: [], problems: [] })
  })

  it('does not mind CRLF, a byte order mark, blank lines, the order of lines and lines that stand there twice, as merges leave them', () => {
    const [first, ...lines] = baselineText(ENTRIES).trimEnd().split('\n')
    const merged = `\uFEFF${[...lines.reverse(), '', lines[0], first].join('\r\n')}\r\n`
    expect(readBaseline(merged)).toEqual(readBaseline(baselineText(ENTRIES)))
  })

  it.each([
    ['', 1, 'this is no baseline'],
    ['{"file":"a.py","scope":"","kind":"double","target":"ws","service":"websocket"}\n', 1, 'this is no baseline'],
    [`${HEADER}<<<<<<< HEAD\n`, 2, 'a merge left its marker'],
    [`${HEADER}{"file": \n`, 2, 'this is no JSON object'],
    [`${HEADER}7\n`, 2, 'this is no JSON object'],
    [`${HEADER}{"scope":"","kind":"double","target":"ws","service":"websocket"}\n`, 2, '"file", "scope" and "target" must be texts'],
    [`${HEADER}\n{"file":"a.py","scope":"","kind":"mock","target":"ws","service":"websocket"}\n`, 3, '"kind": "mock" is no kind of mock'],
    [`${HEADER}{"file":"a.py","scope":"","kind":"double","target":"ws","nth":0,"service":"websocket"}\n`, 2, '"nth" must be'],
    [`${HEADER}{"file":"a.py","scope":"","kind":"double","target":"ws"}\n`, 2, '"service": undefined is no service'],
    ['{"demock":"baseline","version":2}\n', 1, 'version 2 is not known to this Demock'],
  ])('says where it is wrong, and what to do: %j', (text, line, message) => {
    expect(readBaseline(text).problems).toEqual([{ line, message: expect.stringContaining(message) as string }])
  })
})

describe('entries', () => {
  it('are made of names and occurrences, not of places, and leave out what a directive allows', () => {
    const sites = [
      countedSite({ line: 3 }), countedSite({ line: 9 }), countedSite({ line: 10, allowed: 'no sandbox' }), countedSite({ line: 12, scope: 'test_b' }),
      countedSite({ target: null, kind: 'spy', api: 'jest.spyOn' }),
    ]
    const entries = currentOf([{ path: 'tests/test_a.py', sites, references: 5, findings: [], suspects: [] }]).map((mock) => knownOf(mock))
    expect(entries).toEqual([
      known('tests/test_a.py', 'test_a', 'ws'),
      known('tests/test_a.py', 'test_a', 'ws', { nth: 2 }),
      known('tests/test_a.py', 'test_b', 'ws'),
      known('tests/test_a.py', 'test_a', 'jest.spyOn', { kind: 'spy' }),
    ])
  })
})
