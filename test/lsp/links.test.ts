import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic, Hover, PublishDiagnosticsParams } from 'vscode-languageserver-protocol'
import { PUSHED, startSession, uriOf, workspaceWith } from './session.ts'
import type { Session } from './session.ts'

const HELPERS = 'from unittest import mock\n\n\ndef make_socket():\n    return mock.AsyncMock()\n\n\nreplace = mock.patch\n'
const CHAT = 'from tests.helpers import make_socket, replace\n\n\ndef test_chat():\n    ws = make_socket()\n    with replace("app.send"):\n        ws.send_json(1)\n'
const OTHER = 'from unittest.mock import Mock\n\n\ndef test_other():\n    assert Mock()\n'
const STORE = 'from redis import Redis\n\n\ndef load(source: Redis): ...\n\n\ndef save(): ...\n'
const FILES = { 'store.py': STORE, 'tests/__init__.py': '', 'tests/helpers.py': HELPERS, 'tests/test_chat.py': CHAT, 'tests/test_other.py': OTHER }

describe('a name that another file defines', () => {
  it('is what it is there', async () => {
    const { session, uri } = await opened({ 'tests/test_chat.py': CHAT })
    expect(linesOf(await session.pull(uri('tests/test_chat.py')))).toEqual([5])
  })

  it('shows on hovering where its double is made', async () => {
    const { session, uri } = await opened({ 'tests/test_chat.py': CHAT })
    const hover = await session.request<Hover>('textDocument/hover', { textDocument: { uri: uri('tests/test_chat.py') }, position: { line: 6, character: 12 } })
    expect(hover).toMatchObject({
      range: { start: { line: 6, character: 8 }, end: { line: 6, character: 23 } },
      contents: { value: '**Double made in `tests/helpers.py`.** It is counted there; here it is used.' },
    })
  })
})

describe('a change of a helper in the editor', () => {
  it('is seen before it is saved, and only by the files that depend on it', async () => {
    const { session, uri, published } = await opened({ 'tests/helpers.py': HELPERS, 'tests/test_chat.py': CHAT, 'tests/test_other.py': OTHER }, true)
    await Promise.all(['tests/helpers.py', 'tests/test_chat.py', 'tests/test_other.py'].map((name) => session.published(uri(name))))
    published.length = 0
    const again = session.notified<PublishDiagnosticsParams>('textDocument/publishDiagnostics', (params) => params.uri === uri('tests/test_chat.py'))
    await session.change(uri('tests/helpers.py'), 2, [{ text: HELPERS.replace('replace = mock.patch', 'def replace(name): ...') }])
    expect(linesOf((await again).diagnostics)).toEqual([])
    await fence(session)
    expect(new Set(published)).toEqual(new Set([uri('tests/helpers.py'), uri('tests/test_chat.py')]))
  })

  it('concerns nobody as long as it tells the others the same', async () => {
    const { session, uri, published } = await opened({ 'tests/helpers.py': HELPERS, 'tests/test_chat.py': CHAT }, true)
    await Promise.all(['tests/helpers.py', 'tests/test_chat.py'].map((name) => session.published(uri(name))))
    published.length = 0
    const again = session.notified<PublishDiagnosticsParams>('textDocument/publishDiagnostics', (params) => params.uri === uri('tests/helpers.py'))
    await session.change(uri('tests/helpers.py'), 2, [{ text: `# a comment\n${HELPERS.replace('    return', '    count = 1\n    return')}` }])
    await again
    await fence(session)
    expect(published).toEqual([uri('tests/helpers.py')])
  })

  it('is seen where a double is handed to what it declares, and only there and only if that changes', async () => {
    const LOAD = 'from unittest.mock import Mock\nfrom store import load\n\n\ndef test_load():\n    load(Mock())\n'
    const { session, uri, published } = await opened({ 'store.py': STORE, 'tests/test_load.py': LOAD, 'tests/test_other.py': OTHER }, true)
    const first = await session.published(uri('tests/test_load.py'))
    await session.published(uri('tests/test_other.py'))
    expect(codesOf(first.diagnostics)).toEqual(['cache-mock'])
    published.length = 0
    await session.change(uri('store.py'), 2, [{ text: `# said first\n${STORE.replace('save()', 'save(target)')}` }])
    const again = session.notified<PublishDiagnosticsParams>('textDocument/publishDiagnostics', (params) => params.uri === uri('tests/test_load.py'))
    await session.change(uri('store.py'), 3, [{ text: STORE.replaceAll('redis', 'httpx').replaceAll('Redis', 'AsyncClient') }])
    expect(codesOf((await again).diagnostics)).toEqual(['http-mock'])
    await fence(session)
    expect(published.filter((each) => each !== uri('store.py'))).toEqual([uri('tests/test_load.py')])
  })

  it('asks a client that pulls to pull again', async () => {
    const { session, uri } = await opened({ 'tests/helpers.py': HELPERS, 'tests/test_chat.py': CHAT })
    expect(linesOf(await session.pull(uri('tests/test_chat.py')))).toEqual([5])
    const refresh = session.notified('workspace/diagnostic/refresh')
    await session.change(uri('tests/helpers.py'), 2, [{ text: '' }])
    await refresh
    expect(linesOf(await session.pull(uri('tests/test_chat.py')))).toEqual([])
  })
})

describe('a change of a helper on disk', () => {
  it('is seen when the client tells of it', async () => {
    const { session, uri, folder } = await opened({ 'tests/test_chat.py': CHAT })
    expect(linesOf(await session.pull(uri('tests/test_chat.py')))).toEqual([5])
    await writeFile(path.join(folder, 'tests/helpers.py'), 'def replace(name): ...\n')
    await told(session, uri('tests/helpers.py'), 2)
    expect(linesOf(await session.pull(uri('tests/test_chat.py')))).toEqual([])
    await rm(path.join(folder, 'tests/helpers.py'))
    await told(session, uri('tests/helpers.py'), 3)
    await writeFile(path.join(folder, 'tests/helpers.py'), HELPERS)
    await told(session, uri('tests/helpers.py'), 1)
    expect(linesOf(await session.pull(uri('tests/test_chat.py')))).toEqual([5])
  })
})

async function told(session: Session, uri: string, type: 1 | 2 | 3): Promise<void> {
  const refresh = session.notified('workspace/diagnostic/refresh')
  await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] })
  await refresh
}

/** Passes behind everything that the server has been sent: a change of a document of its own that is published after all earlier bursts. */
async function fence(session: Session): Promise<void> {
  const uri = 'file:///elsewhere/test_fence.py'
  await session.open(uri, 'python', OTHER)
  await session.published(uri)
}

async function opened(open: Readonly<Record<string, string>>, pushed = false) {
  const folder = await workspaceWith(FILES)
  const session = await startSession({ folders: [folder], ...(pushed && { capabilities: PUSHED }) })
  const published: string[] = []
  void session.notified<PublishDiagnosticsParams>('textDocument/publishDiagnostics', ({ uri }) => {
    if (uri.startsWith(uriOf(folder, ''))) published.push(uri)
    return false
  })
  for (const [name, text] of Object.entries(open)) await session.open(uriOf(folder, name), 'python', text)
  return { session, folder, published, uri: (name: string) => uriOf(folder, name) }
}

function codesOf(diagnostics: readonly Diagnostic[]): unknown[] {
  return diagnostics.map(({ code }) => code)
}

function linesOf(diagnostics: readonly Diagnostic[]): number[] {
  return diagnostics.map(({ range }) => range.start.line)
}
