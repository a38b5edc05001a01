import { describe, expect, it } from 'vitest'
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver-protocol'
import { PUSHED, startSession, uriOf, workspaceWith } from './session.ts'
import { DOUBLE, HAND_MADE, PLAIN, SOCKET, VITEST } from './texts.ts'

const URI = 'file:///somewhere/test_chat.py'

const ROOM = `from unittest.mock import AsyncMock, Mock

import pytest

from chat.session import greet


@pytest.fixture
def ws():
    return AsyncMock()


async def test_one(ws):
    store = Mock()
    await greet(ws, store)


async def test_two(ws):
    await greet(ws, None)
    ws.close.assert_not_called()
`

/** What one types below a line of a test. */
const TYPED = [
  { path: 'tests/test_room.py', languageId: 'python', text: ROOM, line: '    store = Mock()', typed: 'ws.send_json.assert_called_with({})' },
  { path: 'tests/test_room.py', languageId: 'python', text: ROOM, line: '    await greet(ws, store)', typed: 'store.execute.assert_called_once()' },
  { path: 'tests/test_room.py', languageId: 'python', text: ROOM, line: '    store = Mock()', typed: 'cache, session = Mock(), AsyncMock()' },
  { path: 'test/session.test.ts', languageId: 'typescript', text: VITEST, line: "  greet(socket, 'Ada')", typed: 'expect(socket.send).not.toHaveBeenCalledWith(vi.fn())' },
]

describe('diagnostics on request', () => {
  it('tell one mock of a WebSocket in Python', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    const diagnostics = await session.pull(URI)
    expect(diagnostics).toHaveLength(1)
    const [diagnostic] = diagnostics
    expect(diagnostic).toMatchObject({ source: 'demock', code: 'websocket-mock', severity: 2, data: { fingerprint: expect.any(String) } })
    expect(textAt(SOCKET, diagnostic)).toBe('AsyncMock')
    expect(diagnostic?.range.start).toEqual({ line: 10, character: 9 })
    expect(diagnostic?.codeDescription?.href).toMatch(/^file:.*\/docs\/diagnostics\.md#websocket-mock$/)
    expect(diagnostic?.message).toMatch(/websocket/i)
    expect(diagnostic?.relatedInformation?.some(({ message, location }) => message === 'verified here' && location.range.start.line === 12)).toBe(true)
  })

  it('tell mocks in TypeScript', async () => {
    const session = await startSession()
    const uri = 'file:///somewhere/greet.test.ts'
    await session.open(uri, 'typescript', VITEST)
    const diagnostics = await session.pull(uri)
    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.range.start.line, textAt(VITEST, diagnostic)])).toEqual([
      ['websocket-mock', 5, 'vi.fn'],
      ['code-mock', 11, 'vi.fn'],
    ])
  })

  it('tell what only looks like a mock as information, counted nowhere', async () => {
    const session = await startSession()
    await session.open(URI, 'python', HAND_MADE)
    const diagnostics = await session.pull(URI)
    expect(diagnostics.map(({ code, severity, source }) => [code, severity, source])).toEqual([
      ['suspected-websocket-mock', 3, 'demock'],
      ['suspected-cache-mock', 3, 'demock'],
    ])
    expect(diagnostics.map((diagnostic) => textAt(HAND_MADE, diagnostic))).toEqual(['SimpleNamespace', 'redis.get'])
    expect(diagnostics[0]?.message).toContain('SimpleNamespace looks like a hand-made double of a WebSocket')
    expect(diagnostics[0]?.message).toContain('The real thing would be a real WebSocket connection on loopback.')
    expect(diagnostics[0]?.codeDescription?.href).toMatch(/^file:.*\/docs\/diagnostics\.md#suspected-mock$/)
    expect(await session.request('demock/count', { textDocument: { uri: URI } })).toMatchObject({ isTest: true, sites: [], references: 0 })
  })

  it('tell nothing of what only looks like a mock when "suspects" is false', async () => {
    const folder = await workspaceWith({ 'demock.json': '{ "suspects": false }', 'tests/test_chat.py': HAND_MADE })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'tests/test_chat.py')
    await session.open(uri, 'python', HAND_MADE)
    expect(await session.pull(uri)).toEqual([])
  })

  it('follow each keystroke', async () => {
    const session = await startSession()
    await session.open(URI, 'python', DOUBLE)
    expect(await session.pull(URI)).toHaveLength(1)
    let version = 1
    const typed = '    second = Mock()\n'
    for (const [character, letter] of [...typed.slice(0, -1)].entries()) {
      const at = { line: 7, character: character }
      if (character === 0) await session.change(URI, ++version, [{ range: { start: at, end: at }, text: '\n' }])
      await session.change(URI, ++version, [{ range: { start: at, end: at }, text: letter }])
    }
    expect((await session.pull(URI)).map(({ range, code }) => `${range.start.line} ${code}`)).toEqual(['6 code-mock', '7 code-mock', '7 unused-double'])
    await session.change(URI, ++version, [{ range: { start: { line: 6, character: 0 }, end: { line: 8, character: 0 } }, text: '' }])
    expect(await session.pull(URI)).toEqual([])
    await session.change(URI, ++version, [{ text: SOCKET }])
    expect(await session.pull(URI)).toHaveLength(1)
  })

  it.each(TYPED)('are at each keystroke in a test those of the whole text: $typed', async ({ path, languageId, text, line, typed }) => {
    const uri = uriOf('/somewhere', path)
    const session = await startSession()
    const other = await startSession()
    const at = text.indexOf(line) + line.length
    const indentation = /^ */.exec(line)?.[0] ?? ''
    await session.open(uri, languageId, text)
    expect(text).toContain(`${line}\n`)
    let known: { items: Diagnostic[]; resultId?: string } = { items: [] }
    let version = 1
    for (let length = 1; length <= typed.length; length++) {
      const now = `${text.slice(0, at)}\n${indentation}${typed.slice(0, length)}${text.slice(at)}`
      await session.change(uri, ++version, [{ text: now }])
      const report = await session.request<typeof known & { kind: string }>('textDocument/diagnostic', { textDocument: { uri }, previousResultId: known.resultId })
      if (report.kind === 'full') known = report
      await other.open(uri, languageId, now)
      expect(known.items, now).toEqual(await other.pull(uri))
      await other.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    }
    expect(known.items.length).toBeGreaterThan(0)
  })

  it('say when nothing has changed', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    const first = await session.request<{ kind: string; resultId: string }>('textDocument/diagnostic', { textDocument: { uri: URI } })
    expect(first.kind).toBe('full')
    const second = await session.request('textDocument/diagnostic', { textDocument: { uri: URI }, previousResultId: first.resultId })
    expect(second).toEqual({ kind: 'unchanged', resultId: first.resultId })
    await session.change(URI, 2, [{ text: `${SOCKET}\n# below` }])
    expect(await session.request('textDocument/diagnostic', { textDocument: { uri: URI }, previousResultId: first.resultId })).toEqual(second)
    await session.change(URI, 3, [{ text: `# above\n${SOCKET}` }])
    expect(await session.request('textDocument/diagnostic', { textDocument: { uri: URI }, previousResultId: first.resultId })).toMatchObject({ kind: 'full' })
    await session.configure({ preset: 'strict' })
    await session.change(URI, 4, [{ text: SOCKET }])
    expect(await session.request('textDocument/diagnostic', { textDocument: { uri: URI }, previousResultId: first.resultId })).toMatchObject({ kind: 'full' })
  })

  it('leave a text alone that no scan takes either, and go on working', async () => {
    const session = await startSession()
    await session.open(URI, 'python', `${DOUBLE}x = [${'Mock(), '.repeat(2_500_000)}]\n`)
    expect(await session.pull(URI)).toEqual([])
    const other = 'file:///somewhere/test_other.py'
    await session.open(other, 'python', DOUBLE)
    expect(await session.pull(other)).toHaveLength(1)
  })

  it('leave code alone that is no test', async () => {
    const session = await startSession()
    const folder = await workspaceWith({})
    for (const [uri, language, text] of [
      [uriOf(folder, 'chat/session.py'), 'python', 'class WebSocket:\n    pass\n'],
      [uriOf(folder, 'README.md'), 'markdown', '# AsyncMock()\n'],
      [uriOf(folder, 'test_plain.py'), 'python', PLAIN],
    ] as const) {
      await session.open(uri, language, text)
      expect(await session.pull(uri)).toEqual([])
    }
  })
})

describe('diagnostics that the server pushes', () => {
  it('come after opening and after changes, with the version', async () => {
    const session = await startSession({ capabilities: PUSHED })
    await session.open(URI, 'python', DOUBLE)
    const first = await session.published(URI)
    expect(first).toMatchObject({ version: 1, diagnostics: [{ code: 'code-mock' }] })
    const next = session.notified<PublishDiagnosticsParams>('textDocument/publishDiagnostics', ({ version }) => version === 3)
    await session.change(URI, 2, [{ text: PLAIN }])
    await session.change(URI, 3, [{ text: SOCKET }])
    expect((await next).diagnostics.map(({ code }) => code)).toEqual(['websocket-mock'])
  })

  it('go when the document is closed', async () => {
    const session = await startSession({ capabilities: PUSHED })
    await session.open(URI, 'python', DOUBLE)
    await session.published(URI)
    const gone = session.notified<PublishDiagnosticsParams>('textDocument/publishDiagnostics', ({ uri, diagnostics }) => uri === URI && diagnostics.length === 0)
    await session.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } })
    await gone
  })

  it('come to a client without any capability, plain', async () => {
    const session = await startSession({ capabilities: {} })
    await session.open(URI, 'python', SOCKET)
    const [diagnostic] = (await session.published(URI)).diagnostics
    expect(diagnostic).toMatchObject({ code: 'websocket-mock', source: 'demock' })
    expect(diagnostic).not.toHaveProperty('relatedInformation')
    expect(diagnostic).not.toHaveProperty('codeDescription')
    expect(await session.end()).toBe(0)
  })
})

describe('documents of all kinds', () => {
  it('are read by their language where their name tells none', async () => {
    const session = await startSession()
    await session.open('untitled:Untitled-1', 'python', SOCKET)
    expect(await session.pull('untitled:Untitled-1')).toHaveLength(1)
  })

  it.each([
    ['a cell of a notebook', 'vscode-notebook-cell:/somewhere/test_book.ipynb#W0sZmlsZQ%3D%3D', 'python', SOCKET],
    ['an unknown language', 'file:///somewhere/test_chat.zig', 'zig', SOCKET],
    ['a URI without a path', 'untitled:', 'python', SOCKET],
  ])('%s gives none', async (_, uri, language, text) => {
    const session = await startSession()
    await session.open(uri, language, text)
    expect(await session.pull(uri)).toEqual([])
    expect(await session.end()).toBe(0)
  })

  it.each([
    ['nothing', ''],
    ['zeros', '\0'.repeat(5000)],
    ['lone surrogates', '\ud800 AsyncMock \udfff'],
    ['an unterminated string', 'from unittest.mock import Mock\ndef test_a():\n    m = Mock()\n    x = """never closed'],
    ['100,000 brackets', `from unittest.mock import Mock\n${'('.repeat(100_000)}`],
    ['one long line', `from unittest.mock import Mock\nx = [${'Mock(), '.repeat(20_000)}]\n`],
  ])('%s does no harm', async (_, text) => {
    const session = await startSession()
    for (const [uri, language] of [[URI, 'python'], ['file:///somewhere/chat.test.tsx', 'typescriptreact']] as const) {
      await session.open(uri, language, text)
      expect(Array.isArray(await session.pull(uri))).toBe(true)
      const position = { line: 1, character: 3 }
      await session.request('textDocument/hover', { textDocument: { uri }, position })
      await session.request('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [] } })
      await session.change(uri, 2, [{ range: { start: position, end: { line: 900, character: 0 } }, text: ')' }])
      expect(Array.isArray(await session.pull(uri))).toBe(true)
    }
    expect(session.log.filter((line) => line.includes('failed: '))).toEqual([])
    expect(await session.end()).toBe(0)
  })
})

function textAt(text: string, diagnostic: Diagnostic | undefined): string {
  const { start, end } = diagnostic?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
  return start.line === end.line ? (text.split('\n')[start.line] ?? '').slice(start.character, end.character) : ''
}
