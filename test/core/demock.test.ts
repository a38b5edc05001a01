import { describe, expect, it } from 'vitest'
import { libraryIndexOf } from '../../server/src/core/analysis/library-index.ts'
import { LIBRARIES } from '../../server/src/core/catalogue/libraries.ts'
import { analyse, insertionAt, languageOf, mayHoldMocks, replacementFor, serviceOf } from '../../server/src/core/demock.ts'
import { SERVICES } from '../../server/src/core/model/finding.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { codeOf, messageOf } from '../../server/src/core/reports/message.ts'

const nothing = (): undefined => undefined

describe('languages', () => {
  it.each([
    ['a.py', 'python'], ['a.ts', 'ecmascript'], ['a.TSX', 'ecmascript'], ['a.mjs', 'ecmascript'], ['a.rs', undefined], ['py', undefined], ['.py/a', undefined],
  ])('%s is %s', (path, id) => expect(languageOf(path)?.id).toBe(id))
})

describe('the prefilter', () => {
  it.each([
    ['a.py', 'from unittest.mock import Mock'], ['a.py', 'monkeypatch.setenv()'], ['a.py', 'class FAKE_Room: pass'], ['a.ts', 'vi.fn()'], ['a.ts', 'jest.fn()'],
    ['a.js', "require('sinon')"], ['a.mjs', "import { mock } from 'node:test'"], ['a.ts', 'class DummySocket {}'],
  ])('lets %s through: %s', (path, text) => expect(mayHoldMocks({ path, text })).toBe(true))

  it.each([['a.py', 'import redis'], ['a.mjs', "import test from 'node:test'"], ['a.ts', 'const movie = vivid'], ['a.ts', "import { WebSocket } from 'ws'"], ['a.rs', 'mock']])('stops %s: %s', (path, text) => {
    expect(mayHoldMocks({ path, text })).toBe(false)
  })

  it('is fed by every library that makes sites', () => {
    const mocking = [...libraryIndexOf('python').libraries, ...libraryIndexOf('ecmascript').libraries]
    expect(LIBRARIES.filter((library) => library.triggers.length > 0 !== mocking.includes(library)).map((library) => library.id)).toEqual([])
  })
})

describe('a report', () => {
  it.each([
    ['README.md', 'vi.fn()'], ['src/a.py', 'from unittest.mock import Mock\nMock()'], ['tests/test_a.py', ''], ['tests/test_a.py', '\ufeff'],
  ])('of %s with %j is empty', (path, text) => expect(analyse({ path, text }, DEFAULT_SETTINGS).sites).toEqual([]))
})

describe('a replacement', () => {
  it('is refused with a reason where no service has one', () => {
    const source = { path: 'tests/test_a.py', text: 'from unittest.mock import Mock\nredis = Mock()\nredis.get = Mock()\n' }
    const report = analyse(source, DEFAULT_SETTINGS)
    const replacement = replacementFor(source, report, 1, DEFAULT_SETTINGS, nothing)
    expect(replacement).toMatchObject({ safety: 'refused', edits: [], files: [], sites: [0] })
    expect(replacement.remarks[0]?.text).toContain('Redis')
  })

  it('throws for a site that is none', () => {
    const source = { path: 'tests/test_a.py', text: '' }
    expect(() => replacementFor(source, analyse(source, DEFAULT_SETTINGS), 0, DEFAULT_SETTINGS, nothing)).toThrow(RangeError)
  })

  it('is not inserted outside of tests', () => {
    const source = { path: 'src/a.py', text: 'x = 1\n' }
    expect(insertionAt(source, analyse(source, DEFAULT_SETTINGS), 0, 'websocket', DEFAULT_SETTINGS, nothing)).toBeUndefined()
    expect(insertionAt(source, analyse(source, DEFAULT_SETTINGS), 0, 'ui', DEFAULT_SETTINGS, nothing)).toBeUndefined()
  })
})

describe('services', () => {
  it.each([...SERVICES])('%s is there', (id) => expect(serviceOf(id).id).toBe(id))
})

describe('messages', () => {
  it.each([
    ['from fastapi import WebSocket\nws = AsyncMock(spec=WebSocket)\nws.accept()\nws.send_text()', 'AsyncMock stands in for a WebSocket: spec=WebSocket from fastapi, has send_text and accept, is called ws'],
    ["patch('app.redis.get')", 'patch replaces app.redis.get (a cache): the target names redis'],
    ["patch.dict('os.environ')", 'patch.dict replaces environment variables'],
    ["patch.dict('os.environ', {'A': '1'})", 'patch.dict replaces the environment variable A'],
    ['callback = Mock()', 'Mock stands in for code of the application'],
    ['class FakeWebSocket: pass', 'FakeWebSocket is a hand-written stand-in for a WebSocket'],
  ])('%s', (text, message) => {
    const { sites } = analyse({ path: 'tests/test_a.py', text: `from unittest.mock import AsyncMock, Mock, patch\n${text}\n` }, DEFAULT_SETTINGS)
    expect(sites.map(messageOf)).toEqual([message])
    expect(sites.map(codeOf)).toEqual([`${sites[0]?.service}-mock`])
  })
})
