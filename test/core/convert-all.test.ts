import { describe, expect, it } from 'vitest'
import { convertAll } from '../../server/src/core/convert-all.ts'
import type { ConvertRequest } from '../../server/src/core/convert-all.ts'
import type { Conversion } from '../../server/src/core/model/conversion.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { linesOf } from '../../server/src/core/text/lines.ts'

const HEAD = 'from unittest.mock import AsyncMock\n\nimport pytest\nfrom fastapi import WebSocket\n\n\n'
const PATH = 'tests/test_chat.py'

function converted(text: string, more: Partial<ConvertRequest> = {}): Conversion {
  return convertAll({ source: { path: PATH, text }, settings: DEFAULT_SETTINGS, read: () => undefined, review: false, wanted: ({ service }) => service === 'websocket', ...more })
}

/** `12 safe` for one that is converted, `12 refused: reason` for one that is left; the line 1-based, of the text before. */
function told({ outcomes }: Conversion, text: string): string[] {
  const lines = linesOf(text)
  return outcomes.map(({ site, safety, applied, reasons }) => `${lines.positionAt(site.span.start).line + 1} ${safety}${applied ? '' : `: ${reasons.join('; ')}`}`)
}

function test(name: string, ...body: string[]): string {
  return `@pytest.mark.asyncio\nasync def ${name}():\n${body.map((line) => `    ${line}\n`).join('')}\n\n`
}

const GREETED = ['await greet(ws, "Ada")', 'ws.send_json.assert_awaited_once_with({"type": "hello"})']
const FAILS = 'ws.send_json.side_effect = [None, KeyError("x")]'

describe('converting all mocks of a file', () => {
  it('tells them by their places before, also where several are alike', () => {
    const text = HEAD + test('test_a', 'ws = AsyncMock(spec=WebSocket)', ...GREETED) + test('test_b', 'ws = AsyncMock(spec=WebSocket)', FAILS, ...GREETED) + test('test_c', 'ws = AsyncMock(spec=WebSocket)', ...GREETED)
    const result = converted(text)
    expect(told(result, text)).toEqual(['9 safe', expect.stringMatching(/^16 refused: send_json\(\) fails at a certain call only/), '24 safe'])
    expect(result.text.match(/AsyncMock\(/g)).toHaveLength(1)
    expect(result.text).toContain('from unittest.mock import AsyncMock')
  })

  it('converts only those that are wanted, and leaves the others and the support out when there is none', () => {
    const text = HEAD + test('test_a', 'ws = AsyncMock(spec=WebSocket)', ...GREETED) + test('test_b', 'ws = AsyncMock(spec=WebSocket)', ...GREETED)
    const one = converted(text, { wanted: (site) => site.test === 'test_b' })
    expect(told(one, text)).toEqual(['16 safe'])
    expect(one.text.slice(0, HEAD.length + 60)).toBe(text.slice(0, HEAD.length + 60))
    expect(converted(text, { wanted: () => false })).toEqual({ text, outcomes: [], allowed: 0, files: [], installs: [] })
  })

  it('gives each support file once, with what it was before the first step', () => {
    const conftest = '"""Fixtures."""\n'
    const text = HEAD + test('test_a', 'ws = AsyncMock(spec=WebSocket)', ...GREETED) + test('test_b', 'ws = AsyncMock(spec=WebSocket)', ...GREETED)
    const { files } = converted(text, { read: (file) => (file === 'tests/conftest.py' ? conftest : undefined) })
    expect(files.map(({ path, expected }) => [path, expected])).toEqual(expect.arrayContaining([['tests/conftest.py', conftest]]))
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length)
  })

  it('leaves one alone that a directive allows, and its members', () => {
    const allow = '# demock: allow(websocket) – no server here'
    const text = HEAD + test('test_a', allow, 'ws = AsyncMock(spec=WebSocket)', 'ws.send_json = AsyncMock()', 'await greet(ws, "Ada")') + test('test_b', 'ws = AsyncMock(spec=WebSocket)', ...GREETED)
    const result = converted(text)
    expect(result.allowed).toBeGreaterThan(0)
    expect(told(result, text)).toEqual(['11 refused: it belongs to a mock that a directive allows', '17 safe'])
    expect(result.text).toContain(allow)
  })

  it('does not take a mock along that a directive allows', () => {
    const text = HEAD + test('test_a', 'ws = AsyncMock(spec=WebSocket)', '# demock: allow(websocket) – no server here', 'ws.send_json = AsyncMock()', ...GREETED)
    const result = converted(text)
    expect(told(result, text)).toEqual(['9 refused: a mock that a directive allows would go with it'])
    expect(result).toMatchObject({ text, files: [], allowed: 1 })
  })

  it('changes nothing the second time', () => {
    const text = HEAD + test('test_a', 'ws = AsyncMock(spec=WebSocket)', ...GREETED) + test('test_b', 'ws = AsyncMock(spec=WebSocket)', FAILS, ...GREETED)
    const first = converted(text, { review: true })
    const files = new Map(first.files.map((file) => [file.path, file.text]))
    const second = converted(first.text, { review: true, read: (file) => files.get(file) })
    expect(second.text).toBe(first.text)
    expect(second.files).toEqual([])
    expect(second.outcomes.map(({ safety }) => safety)).toEqual(['refused'])
  })

  it('tells the places of the text before another file changed it', () => {
    const gone = test('test_a', 'ws = AsyncMock(spec=WebSocket)', ...GREETED)
    const rest = test('test_b', 'ws = AsyncMock(spec=WebSocket)', ...GREETED) + test('test_c', 'ws = AsyncMock(spec=WebSocket)', FAILS, ...GREETED)
    const original = HEAD + gone + rest
    const result = converted(HEAD + test('test_a', 'await greet(websocket_pair.server, "Ada")') + rest, { original })
    expect(told(result, original)).toEqual(['9 safe', '16 safe', expect.stringMatching(/^23 refused/)])
  })

  it('takes an import of the support into the file itself, where that is the conftest.py', () => {
    const text = `${HEAD}@pytest.fixture\ndef clock():\n    return 1\n\n\n${test('test_in_conftest', 'ws = AsyncMock(spec=WebSocket)', ...GREETED)}`
    const source = { path: 'tests/conftest.py', text }
    const result = convertAll({ source, settings: { ...DEFAULT_SETTINGS, include: ['tests/conftest.py'] }, read: () => undefined, review: false, wanted: () => true })
    expect(result.outcomes.map(({ safety, applied }) => [safety, applied])).toEqual([['safe', true]])
    expect(result.text).toMatch(/^from \.?real_websocket import open_websocket_pair, websocket_pair/m)
    expect(result.text).not.toContain('AsyncMock(')
    expect(result.files.map(({ path }) => path)).toEqual(['tests/real_websocket.py'])
  })

  it('takes along what the last of many mocks leaves without a use, and makes no half of a step', () => {
    const tests = Array.from({ length: 9 }, (_, i) => test(`test_${i}`, `ws = ${i % 2 === 0 ? 'AsyncMock' : 'MagicMock'}(spec=WebSocket)`, ...GREETED))
    const result = converted(HEAD.replace('AsyncMock', 'AsyncMock, MagicMock') + tests.join(''))
    expect(result.outcomes.map(({ safety, applied }) => `${safety} ${applied}`)).toEqual(tests.map(() => 'safe true'))
    expect(result.text).not.toMatch(/unittest|Mock|fastapi/)
    expect(result.text.match(/async def test_\d\(websocket_pair\)|open_websocket_pair\(\)/g)).toHaveLength(9)
  })

  it('ends for a file with hundreds of mocks', () => {
    const text = HEAD + Array.from({ length: 100 }, (_, i) => test(`test_${i}`, 'ws = AsyncMock(spec=WebSocket)', ...(i % 2 === 0 ? [FAILS] : []), ...GREETED)).join('')
    const result = converted(text)
    expect(result.outcomes.filter(({ applied }) => applied)).toHaveLength(50)
    expect(result.outcomes.filter(({ safety }) => safety === 'refused')).toHaveLength(50)
  })

  it('ends for code under test of many thousand functions', () => {
    const app = `import websockets\n\nURL = "wss://example.com"\n\n\n${Array.from({ length: 30_000 }, (_, i) => `def step_${i}():\n    return ${i}\n\n\n`).join('')}`
      + 'async def publish(text):\n    async with websockets.connect(URL) as ws:\n        await ws.send(text)\n'
    const text = 'from unittest.mock import AsyncMock, patch\n\nimport pytest\n\nfrom app import publish\n\n\n'
      + test('test_publish', 'ws = AsyncMock()', 'with patch("app.websockets.connect") as connect:', '    connect.return_value.__aenter__.return_value = ws', '    await publish("a")', 'ws.send.assert_awaited_once_with("a")')
    const result = converted(text, { read: (path) => (path === 'app.py' ? app : undefined) })
    expect(result.outcomes.some(({ applied }) => applied)).toBe(true)
  })
})
