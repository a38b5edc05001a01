import { describe, expect, it } from 'vitest'
import { calleeOf, causeOf, compareCreations, inReportColumns, mergeRecords, tallyCreations } from '../corpus/dynamic/comparison.mjs'

const site = (place: string, end: string, kind: string, api: string) => {
  const [line = 0, column = 0] = place.split(':').map(Number)
  const [endLine = 0, endColumn = 0] = end.split(':').map(Number)
  return { line, column, endLine, endColumn, kind, api }
}
const python = (place: string, end: string, api: string) => ({ ...site(place, end, '', api), kind: null, file: 'test_a.py', times: 1 })
const script = (line: number, column: number, api: string) => ({ file: 'a.test.ts', line, column, api, times: 2 })

describe('a creation and its site', () => {
  it('are the same call when they end at the same place, the innermost where two do', () => {
    const fake = site('1:1', '3:15', 'fake', 'class')
    const mock = site('3:9', '3:15', 'double', 'unittest.mock.Mock')
    const { matches, misses } = compareCreations([python('3:9', '3:15', 'Mock'), python('2:9', '2:15', 'Mock')], [fake, mock])
    expect(matches.map((match) => match.site)).toEqual([mock])
    expect(misses.map(({ line }) => line)).toEqual([2])
  })

  it('are the same decorator, whose site begins at its @', () => {
    const decorator = site('4:1', '4:12', 'patch', 'unittest.mock.patch')
    expect(compareCreations([python('4:2', '4:12', 'patch')], [decorator]).matches).toHaveLength(1)
  })

  it('are the same by place and API where the end is not known', () => {
    const mock = site('1:1', '1:40', 'patch', 'vi.mock')
    const fn = site('1:30', '1:37', 'double', 'vi.fn')
    const { matches } = compareCreations([script(1, 33, 'vi.fn'), script(1, 4, 'vi.mock')], [mock, fn])
    expect(matches.map((match) => match.site)).toEqual([fn, mock])
    expect(compareCreations([script(2, 1, 'vi.fn')], [mock, fn]).misses).toHaveLength(1)
  })

  it('differ in kind when the API makes another one', () => {
    const { matches } = compareCreations([python('1:1', '1:9', 'patch')], [site('1:1', '1:9', 'double', 'unittest.mock.patch')])
    expect(matches.map(({ rightKind }) => rightKind)).toEqual([false])
  })
})

it('names the sites on executed lines that never created anything', () => {
  const sites = [site('1:1', '1:7', 'double', 'unittest.mock.Mock'), site('2:1', '2:7', 'double', 'unittest.mock.Mock'), site('3:1', '3:7', 'double', 'unittest.mock.Mock')]
  const { reached, silent } = compareCreations([python('1:1', '1:7', 'Mock')], sites, new Set([1, 2]))
  expect([reached.length, silent.map(({ line }) => line)]).toEqual([2, [2]])
})

it('turns bytes into UTF-16 units', () => {
  const [line, text] = [1, 'é = "😀"; Mock()']
  expect(inReportColumns({ ...python('1:13', '1:19', 'Mock'), line }, () => text)).toMatchObject({ column: text.indexOf('Mock') + 1, endColumn: text.length + 1 })
})

it('tells a miss of the engine from a constructor in a variable and from code that is no test', () => {
  const call = python('1:1', '1:12', 'Mock')
  const cause = (text: string, explanation = '') => causeOf(call, calleeOf({ ...call, endColumn: text.length + 1 }, text), explanation)
  expect([cause('mock.Mock(f(1))'), cause('make[0](f(1))'), cause('Mock()', 'a.py is not taken for test code')]).toEqual(['engine', 'by value', 'not test code'])
  expect(['x(vi.fn)', 'x(vi.fn())'].map((text) => causeOf(script(1, 6, 'vi.fn'), calleeOf(script(1, 6, 'vi.fn'), text), ''))).toEqual(['by value', 'engine'])
})

it('counts a place once, however many processes saw it', () => {
  const { creations, lines } = mergeRecords([{ creations: [script(1, 1, 'vi.fn')], lines: { a: [1] } }, { creations: [script(1, 1, 'vi.fn')], lines: { a: [2] } }])
  expect(creations).toEqual([{ ...script(1, 1, 'vi.fn'), times: 4 }])
  expect(lines).toEqual({ a: [1, 2] })
  expect(tallyCreations([{ matches: [], misses: creations.map((creation) => ({ ...creation, cause: 'engine' })) }])).toEqual([
    { api: 'vi.fn', seen: 1, times: 4, matched: 0, rightKind: 0, causes: { engine: 1 } },
  ])
})
