import { describe, expect, it } from 'vitest'
import { readMarkers, writeMarkers } from '../../support/markers.ts'

describe('markers', () => {
  it('are read off the line above them', () => {
    const { text, markers } = readMarkers('ws = AsyncMock()\n#    ^^^^^^^^^ double websocket unittest.mock.AsyncMock\n')
    expect(text).toBe('ws = AsyncMock()\n')
    expect(markers).toEqual([{ line: 0, start: 5, end: 14, label: 'double websocket unittest.mock.AsyncMock' }])
  })

  it('reach column 0', () => {
    const { markers } = readMarkers("vi.mock('ws')\n//<^^^^ patch websocket vi.mock")
    expect(markers).toEqual([{ line: 0, start: 0, end: 7, label: 'patch websocket vi.mock' }])
  })

  it.each([
    ["vi.mock('ws')\n//<^^^^ patch websocket vi.mock\nconst a = vi.fn()\n//        ^^^^^ double code vi.fn", '//'],
    ['@patch("x")\n#<^^^^ patch code unittest.mock.patch\ndef f(): pass', '#'],
    ['a = Mock(b=Mock())\n#   ^^^^ double code unittest.mock.Mock\n#          ^^^^ double code unittest.mock.Mock', '#'],
  ] as const)('come back as they were written', (fixture, comment) => {
    expect(writeMarkers(readMarkers(fixture), comment)).toBe(fixture)
  })

  it('leave other comments alone', () => {
    const { text, markers } = readMarkers('# ^ not a marker\n// just text\n')
    expect(text).toBe('# ^ not a marker\n// just text\n')
    expect(markers).toEqual([])
  })
})
