import { describe, expect, it } from 'vitest'
import type { Hover } from 'vscode-languageserver-protocol'
import { startSession } from './session.ts'
import type { Session } from './session.ts'
import { DOUBLE, SOCKET } from './texts.ts'

const URI = 'file:///somewhere/test_chat.py'

describe('hovering over a mock', () => {
  it('tells what it is, why, how it is used and what can be put in its place', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    const hover = await hoverAt(session, 10, 12)
    expect(hover?.range).toEqual({ start: { line: 10, character: 9 }, end: { line: 10, character: 18 } })
    const text = textOf(hover)
    expect(text).toMatch(/^\*\*WebSocket double\*\* `unittest\.mock\.AsyncMock` – `ws`/)
    expect(text).toMatch(/The real thing: .*WebSocket/)
    expect(text).toMatch(/^- .*spec/m)
    expect(text).toMatch(/^Verified 1×, passed to `.*`\.$/m)
    expect(text).toMatch(/^Quick fix/m)
    expect(text).toMatch(/\[About websocket-mock\]\(file:.*#websocket-mock\)/)
  })

  it('leaves out what the diagnostic tells, for a client that shows it in the hover', async () => {
    const session = await startSession({ initializationOptions: { diagnosticInHover: true } })
    await session.open(URI, 'python', SOCKET)
    const [diagnostic] = await session.pull(URI)
    expect(diagnostic?.message).toContain('spec=WebSocket')
    expect(textOf(await hoverAt(session, 10, 12))).not.toContain('spec=')
    expect(textOf(await hoverAt(session, 12, 20))).toMatch(/^- .*spec/m)
    expect(diagnostic?.relatedInformation?.some(({ message }) => message.includes('spec='))).toBe(false)
  })

  it('tells why nothing can be put in its place', async () => {
    const session = await startSession()
    await session.open(URI, 'python', DOUBLE)
    expect(textOf(await hoverAt(session, 6, 16))).toMatch(/No quick fix:\n- .{10}/)
  })

  it('tells the same at its verification', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    expect(textOf(await hoverAt(session, 12, 20))).toMatch(/^\*\*WebSocket double\*\*/)
  })

  it('tells that a test client is real', async () => {
    const session = await startSession()
    await session.open(URI, 'python', 'from fastapi.testclient import TestClient\n\n\ndef test_get():\n    assert TestClient(None).get("/")\n')
    const hover = await hoverAt(session, 4, 13)
    expect(hover?.range).toEqual({ start: { line: 4, character: 11 }, end: { line: 4, character: 21 } })
    expect(textOf(hover)).toMatch(/^\*\*Real: the application itself, .*`starlette\.testclient\.TestClient` is no mock\.\n\n\[Documentation\]\(https:/)
  })

  it('says nothing elsewhere', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    expect(await hoverAt(session, 3, 2)).toBeNull()
    expect(await hoverAt(session, 900, 2)).toBeNull()
  })

  it('is plain text for a client that shows no Markdown', async () => {
    const session = await startSession({ capabilities: {} })
    await session.open(URI, 'python', SOCKET)
    const hover = await hoverAt(session, 10, 12)
    expect(hover?.contents).toMatchObject({ kind: 'plaintext', value: expect.stringMatching(/^WebSocket double unittest\.mock\.AsyncMock – ws/) })
    expect(textOf(hover)).not.toMatch(/\*\*|`|\]\(/)
  })
})

function hoverAt(session: Session, line: number, character: number): Promise<Hover | null> {
  return session.request('textDocument/hover', { textDocument: { uri: URI }, position: { line, character } })
}

function textOf(hover: Hover | null): string {
  return hover && typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : ''
}
