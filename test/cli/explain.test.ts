import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import { demock } from './demock.ts'

const WORKSPACE = {
  'demock.json': '{ "severity": [{ "kinds": ["patch"], "severity": "hint" }] }',
  'tests/test_chat.py': `import os
from unittest import mock
from unittest.mock import AsyncMock
from requests import patch
from fastapi import WebSocket

M = mock.Mock

class TestWebSocket:
    pass

@mock.patch("app.chat.redis.Redis")
async def test_sends(redis, monkeypatch):
    ws = AsyncMock(spec=WebSocket)
    ws.accept = AsyncMock()
    await serve(ws, M())  # demock: allow(code, until 2999-12-31) – a callback
    patch("http://localhost/rooms")
    ws.send_json.assert_awaited_once_with({"type": "hello"})
    monkeypatch.chdir("/")  # demock: allow – nothing here

    # a comment
    assert ws
`,
  'web/chat.test.ts': `import { vi } from 'vitest'
const send = vi.fn()
vi.clearAllMocks()
const patch = (a: string) => a
patch('a')
`,
  'tests/helpers.py': 'from unittest.mock import AsyncMock\n\ndef make_socket():\n    return AsyncMock()\n',
  'tests/test_rooms.py': 'from tests.helpers import make_socket\n\ndef test_rooms():\n    ws = make_socket()\n    ws.send.assert_called_once()\n',
  'app/chat.py': 'from unittest.mock import Mock\nx = Mock()\n',
  'README.md': '# chat\n',
}

describe('demock explain', () => {
  it.each([
    ['an import', 'tests/test_chat.py:4'],
    ['a class that is a test suite', 'tests/test_chat.py:9'],
    ['a patch', 'tests/test_chat.py:12'],
    ['a fixture', 'tests/test_chat.py:13'],
    ['a double', 'tests/test_chat.py:14'],
    ['a member of a double', 'tests/test_chat.py:15'],
    ['an allowed double and what stands beside it', 'tests/test_chat.py:16'],
    ['a false friend', 'tests/test_chat.py:17'],
    ['a verification', 'tests/test_chat.py:18'],
    ['a finding', 'tests/test_chat.py:19'],
    ['an empty line', 'tests/test_chat.py:20'],
    ['a comment', 'tests/test_chat.py:21'],
    ['a call of the library that makes nothing', 'web/chat.test.ts:3'],
    ['a function of the file', 'web/chat.test.ts:5'],
    ['a double that another file makes', 'tests/test_rooms.py:4'],
    ['code that is no test', 'app/chat.py:2'],
  ])('tells of %s', async (what, place) => {
    const { code, out, error } = await demock(temporaryFolder(WORKSPACE), ['explain', place])
    expect({ code, error }).toEqual({ code: 0, error: '' })
    await expect(out).toMatchFileSnapshot(`golden/explain/${what.replaceAll(' ', '-')}.txt`)
  })

  it('tells of the innermost thing at a column', async () => {
    const root = temporaryFolder(WORKSPACE)
    const at = async (place: string) => JSON.parse((await demock(root, ['explain', place, '--format', 'json'])).out)
    expect(await at('tests/test_chat.py:16:21')).toMatchObject({ version: 1, path: 'tests/test_chat.py', line: 16, column: 21, isTest: true, note: null, findings: [] })
    expect((await at('tests/test_chat.py:16:21')).items).toEqual([expect.objectContaining({ text: 'M()', line: 16, column: 21 })])
    expect((await at('tests/test_chat.py:16:17')).items).toEqual([expect.objectContaining({ text: 'ws', verdict: expect.stringContaining('`ws` on line 14') })])
    expect((await at('tests/test_chat.py:13:22')).items).toEqual([expect.objectContaining({ text: 'redis' })])
  })

  it('gives all of a site as JSON', async () => {
    const { out } = await demock(temporaryFolder(WORKSPACE), ['explain', 'tests/test_chat.py:16:21', '--format', 'json'])
    const [item] = JSON.parse(out).items
    expect(item.resolution).toEqual([
      '`M` is assigned on line 7: `M = mock.Mock`',
      '`mock` is bound on line 2 by `from unittest import mock`',
      expect.stringContaining('`M` → `unittest.mock.Mock` of'),
    ])
    expect(item.suspect).toBeNull()
    expect(item.site).toMatchObject({
      kind: 'double', service: 'code', api: 'unittest.mock.Mock', library: 'unittest-mock', test: 'test_sends', severity: 'off', rule: 'allowed by a directive',
      allowed: { reason: 'a callback', line: 16, until: '2999-12-31' }, root: { line: 16, column: 21, isOwn: true }, members: [],
      replacement: { safety: 'refused' }, fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
    })
  })

  it.each([
    [[], 'name one place, as in "demock explain tests/test_chat.py:12"'],
    [['a.py:1', 'b.py:2'], 'name one place'],
    [['tests/test_chat.py'], '"tests/test_chat.py" names no line: write "tests/test_chat.py:12" for line 12'],
    [['tests/none.py:1'], 'there is no file "tests/none.py"; check the spelling'],
    [['tests:1'], '"tests" is no file'],
    [['README.md:1'], '"README.md" is neither Python nor JavaScript nor TypeScript'],
    [['app/chat.py:3'], '"app/chat.py" has no line 3: it has 2 lines'],
    [['app/chat.py:0'], '"app/chat.py" has no line 0: it has 2 lines'],
    [['app/chat.py:2:12'], 'line 2 of "app/chat.py" has no column 12: it has 10'],
    [['app/chat.py:2', '--format', 'xml'], '--format xml: must be text or json'],
  ])('refuses %j', async (args, message) => {
    const { code, out, error } = await demock(temporaryFolder(WORKSPACE), ['explain', ...args])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toContain(`demock: ${message}`)
  })
})
