import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import type { Tree } from '../workspace/temporary-folder.ts'
import { demock } from './demock.ts'

/** A small repository with one of many things. */
const WORKSPACE: Tree = {
  'demock.json': '{ "exclude": ["tests/old/**"], }',
  '.gitignore': '*_local.py\n',
  'app/chat.py': 'class MockMode:\n    pass\n\ndef patch(x):\n    return x\n',
  'tests/test_chat.py': `import pytest
from unittest.mock import AsyncMock, MagicMock, patch

class FakeSocket:
    async def send_json(self, data): ...

@patch("app.chat.httpx.AsyncClient.get")
async def test_sends(get):
    ws = AsyncMock()
    ws.send_json = AsyncMock()
    await serve(ws)
    ws.send_json.assert_called_once_with({"type": "hello"})

class TestRooms:
    def test_time(self, monkeypatch):
        monkeypatch.setenv("ROOM", "1")
        with patch("redis.Redis") as redis:
            redis.return_value.get.return_value = b"1"
`,
  'tests/test_local.py': 'from unittest.mock import Mock\n\ndef test_a():\n    Mock()\n',
  'tests/old/test_old.py': 'from unittest.mock import Mock\n\ndef test_a():\n    Mock()\n',
  'web/chat.test.ts': `import { describe, expect, it, vi } from 'vitest'
vi.mock('./api')
describe('chat', () => {
  it('sends', () => {
    const socket = { send: vi.fn(), close: vi.fn(), readyState: 1 }
    const warn = vi.spyOn(console, 'warn')
    connect(socket as never)
    expect(socket.send).toHaveBeenCalledWith('hello')
  })
})
`,
  'web/chat.ts': 'export const vi = 1\n',
  'web/package.json': '{ "devDependencies": { "ws": "8.18.0" } }\n',
  'node_modules/x/x.test.js': "jest.fn()\n",
}

describe('demock scan', () => {
  it('gives the JSON contract', async () => {
    const { code, out, error } = await demock(temporaryFolder(WORKSPACE), ['scan', '--format', 'json'])
    expect({ code, error }).toEqual({ code: 1, error: '' })
    await expect(out).toMatchFileSnapshot('golden/workspace.json')
  })

  it('gives text', async () => {
    const { code, out, error } = await demock(temporaryFolder(WORKSPACE), ['scan'])
    expect({ code, error }).toEqual({ code: 1, error: '' })
    await expect(out).toMatchFileSnapshot('golden/workspace.txt')
  })

  describe('with directives', () => {
    const text = (...lines: string[]): string => ['from unittest.mock import AsyncMock', 'def test_a():', ...lines, ''].join('\n')

    it('is clean when every mock is allowed, and still counts it', async () => {
      const root = temporaryFolder({ 'tests/test_a.py': text('    ws = AsyncMock()  # demock: allow(*) – no server here', '    run(ws)') })
      const { code, out, error } = await demock(root, ['scan'])
      expect({ code, error }).toEqual({ code: 0, error: '' })
      expect(out).toContain('allowed: no server here\n')
      expect(out).toContain('1 mock, 1 of them allowed (')
      const { summary, files } = JSON.parse((await demock(root, ['scan', '--format', 'json'])).out)
      expect(summary).toMatchObject({ sites: 1, allowed: 1 })
      expect(files[0].sites[0].allowed).toBe('no server here')
    })

    it('is not when one is not, nor when a directive has expired or allows nothing', async () => {
      const one = await demock(temporaryFolder({ 'tests/test_a.py': text('    run(AsyncMock())  # demock: allow – r', '    run(AsyncMock())') }), ['scan'])
      expect(one.code).toBe(1)
      const expired = await demock(temporaryFolder({ 'tests/test_a.py': text('    run(AsyncMock())  # demock: allow(until 2001-01-01) – r') }), ['scan'])
      expect(expired.code).toBe(1)
      expect(expired.out).toContain('  tests/test_a.py:3:39  warning directive This exception expired on 2001-01-01.')
      const unused = await demock(temporaryFolder({ 'tests/test_a.py': 'def test_a():\n    run()  # demock: allow – r\n' }), ['scan'])
      expect(unused.code).toBe(1)
      expect(unused.out).toContain('No mocks in 1 source file\n1 finding beside them\n')
      const silent = { 'tests/test_a.py': 'def test_a():\n    run()  # demock: allow – r\n', 'demock.json': '{ "findings": { "directive": "off" } }' }
      expect(await demock(temporaryFolder(silent), ['scan'])).toEqual({ code: 0, out: 'No mocks in 1 source file\n', error: '' })
    })
  })

  it('scans only the paths that are named, and counts a path in the same way from wherever it is named', async () => {
    const root = temporaryFolder(WORKSPACE)
    const { files } = JSON.parse((await demock(root, ['scan', '--format', 'json'])).out)
    const { files: named } = JSON.parse((await demock(root, ['scan', 'web', '--format', 'json'])).out)
    expect(named).toEqual(files.filter((file: { path: string }) => file.path.startsWith('web/')))
    expect(named).toHaveLength(1)
  })

  it('takes a file that is named although it is excluded and ignored', async () => {
    const { code, out } = await demock(temporaryFolder(WORKSPACE), ['scan', 'tests/old/test_old.py', 'tests/test_local.py'])
    expect(code).toBe(1)
    expect(out).toContain('2 mocks (')
  })

  it('is clean where there are no mocks', async () => {
    expect(await demock(temporaryFolder({ 'tests/test_a.py': 'def test_a():\n    assert True\n' }), ['scan'])).toEqual({
      code: 0, out: 'No mocks in 1 source file\n', error: '',
    })
  })

  describe('of what only looks like a mock', () => {
    const tree: Tree = {
      'tests/test_a.py': 'import redis\nfrom types import SimpleNamespace\n\ndef test_a():\n    ws = SimpleNamespace(send_json=lambda data: None)\n    redis.get = lambda key: None\n',
    }

    it('lists it apart, and is clean', async () => {
      expect(await demock(temporaryFolder(tree), ['scan'])).toEqual({
        code: 0,
        out: `tests/test_a.py  0 mocks, 0 references, 2 suspected, not counted
  tests/test_a.py:5:10  suspected fake websocket SimpleNamespace → ws  (has send_json; is called ws)
  tests/test_a.py:6:5  suspected patch cache redis.get = lambda  (replaces redis.get)

No mocks in 1 source file
2 suspected, not counted
`,
        error: '',
      })
    })

    it('gives it in JSON, in no other number', async () => {
      const { summary, files: [file] } = JSON.parse((await demock(temporaryFolder(tree), ['scan', '--format', 'json'])).out)
      expect(summary).toMatchObject({ files: 1, filesWithMocks: 0, sites: 0, references: 0, suspected: 2 })
      expect(file).toMatchObject({ path: 'tests/test_a.py', sites: [], references: 0 })
      expect(file.suspects).toEqual([
        {
          line: 5, column: 10, endLine: 5, endColumn: 54, kind: 'fake', service: 'websocket', form: 'SimpleNamespace', target: 'ws', test: 'test_a',
          evidence: ['has send_json', 'is called ws'], fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/), confidence: 'low', allowed: null,
        },
        {
          line: 6, column: 5, endLine: 6, endColumn: 33, kind: 'patch', service: 'cache', form: 'redis.get = lambda', target: 'redis.get', test: 'test_a',
          evidence: ['replaces redis.get'], fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/), confidence: 'low', allowed: null,
        },
      ])
    })

    it('gives nothing of it when "suspects" is false', async () => {
      const out = { code: 0, out: 'No mocks in 1 source file\n', error: '' }
      expect(await demock(temporaryFolder({ ...tree, 'demock.json': '{ "suspects": false }' }), ['scan'])).toEqual(out)
    })
  })

  it.each([['text', ''], ['json', '"files": 0']])('fails loudly when it scanned nothing (%s)', async (format, out) => {
    const outcome = await demock(temporaryFolder({ 'README.md': '', 'node_modules/a.js': '' }), ['scan', '--format', format])
    expect(outcome.code).toBe(2)
    expect(outcome.error).toMatch(/^demock: 0 files scanned\./)
    expect(outcome.out).toContain(out)
  })

  it('gives the same bytes every time', async () => {
    const root = temporaryFolder(WORKSPACE)
    const [first, second] = await Promise.all([demock(root, ['scan', '--format', 'json']), demock(root, ['scan', '.', 'tests', '--format', 'json'])])
    expect(second.out).toBe(first.out)
  })
})
