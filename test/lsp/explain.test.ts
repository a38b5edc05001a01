import { describe, expect, it } from 'vitest'
import type { CodeAction } from 'vscode-languageserver-protocol'
import { startSession, uriOf, workspaceWith } from './session.ts'
import { SOCKET } from './texts.ts'

const URI = 'file:///somewhere/test_chat.py'

describe('demock/explain', () => {
  it('tells how the name at the cursor is resolved, and why it has its service', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    const { text } = await session.request<{ text: string }>('demock/explain', { textDocument: { uri: URI }, position: { line: 10, character: 12 } })
    expect(text).toMatch(/^\S*test_chat\.py:11:10 {2}AsyncMock\(spec=WebSocket\)\n/)
    expect(text).toContain('It is a site: unittest.mock.AsyncMock makes a test double.')
    expect(text).toMatch(/0\.95 spec=WebSocket from fastapi/)
  })

  it('tells why something is none', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    const { text } = await session.request<{ text: string }>('demock/explain', { textDocument: { uri: URI }, position: { line: 11, character: 12 } })
    expect(text).toContain('It is no site')
  })

  it('explains the whole line where the cursor is on nothing', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    const { text } = await session.request<{ text: string }>('demock/explain', { textDocument: { uri: URI }, position: { line: 10, character: 0 } })
    expect(text).toContain('It is a site: unittest.mock.AsyncMock makes a test double.')
  })

  it('follows names into other files', async () => {
    const folder = await workspaceWith({ 'tests/__init__.py': '', 'tests/helpers.py': 'from unittest.mock import AsyncMock\n\n\ndef make_socket():\n    return AsyncMock()\n' })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'tests/test_chat.py')
    await session.open(uri, 'python', 'from tests.helpers import make_socket\n\n\ndef test_it():\n    ws = make_socket()\n    ws.send()\n')
    const { text } = await session.request<{ text: string }>('demock/explain', { textDocument: { uri }, position: { line: 4, character: 12 } })
    expect(text).toContain('`make_socket` of tests/helpers.py, which makes a double there')
  })

  it('is nothing for a document that is not open', async () => {
    const session = await startSession()
    expect(await session.request('demock/explain', { textDocument: { uri: URI }, position: { line: 0, character: 0 } })).toBeNull()
  })

  it('takes a place behind the end for the end', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    expect(await session.request('demock/explain', { textDocument: { uri: URI }, position: { line: 900, character: 900 } })).toEqual({ text: expect.any(String) })
  })
})

describe('the action that explains', () => {
  const at = { start: { line: 10, character: 12 }, end: { line: 10, character: 12 } }

  async function actions(initializationOptions: unknown): Promise<CodeAction[]> {
    const session = await startSession({ initializationOptions })
    await session.open(URI, 'python', SOCKET)
    return session.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: URI }, range: at, context: { diagnostics: [] } })
  }

  it('names the command of a client that has it', async () =>
    expect((await actions({ explain: true })).at(-1)).toEqual({
      title: 'Explain this mock', kind: 'quickfix', command: { title: 'Explain this mock', command: 'demock.explain', arguments: [URI, { line: 10, character: 12 }] },
    }))

  it('is not offered to another client', async () => expect((await actions({})).filter(({ command }) => command)).toEqual([]))
})
