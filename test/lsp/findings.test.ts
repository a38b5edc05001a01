import { describe, expect, it } from 'vitest'
import type { CodeAction, Diagnostic, Hover } from 'vscode-languageserver-protocol'
import { startSession } from './session.ts'
import type { Session } from './session.ts'

const URI = 'file:///somewhere/test_chat.py'
const TEXT = `from unittest.mock import AsyncMock

from chat import ConnectionManager, greet


async def test_greets():
    manager = ConnectionManager()
    ws = AsyncMock()
    ws.accept.return_value = None
    await manager.connect(ws)
    await greet(manager, socket=ws)
    ws.send_json.called_once_with({"type": "hello"})
    unused = AsyncMock()
`
const WRONG = { start: { line: 11, character: 17 }, end: { line: 11, character: 33 } }

function codes(diagnostics: readonly Diagnostic[]): unknown[] {
  return diagnostics.map(({ code }) => code).filter((code) => !String(code).endsWith('-mock'))
}

function actionsAt(session: Session, diagnostics: readonly Diagnostic[]): Promise<CodeAction[]> {
  const context = { diagnostics: diagnostics.filter(({ code }) => code === 'vacuous-verification'), only: ['quickfix'] }
  return session.request('textDocument/codeAction', { textDocument: { uri: URI }, range: WRONG, context })
}

describe('findings', () => {
  it('are diagnostics of their own, beside those of the mocks', async () => {
    const session = await startSession()
    await session.open(URI, 'python', TEXT)
    const diagnostics = await session.pull(URI)
    expect(diagnostics.filter(({ code }) => String(code).endsWith('-mock'))).toHaveLength(2)
    expect(codes(diagnostics)).toEqual(['vacuous-verification', 'unused-double'])
    const [vacuous, unused] = diagnostics.filter(({ code }) => !String(code).endsWith('-mock'))
    expect(vacuous).toMatchObject({ source: 'demock', severity: 2, range: WRONG })
    expect(vacuous?.message).toMatch(/assert_called_once_with/)
    expect(vacuous?.codeDescription?.href).toMatch(/^file:.*\/docs\/findings\.md#vacuous-verification$/)
    expect(vacuous?.relatedInformation).toEqual([{ location: { uri: URI, range: { start: { line: 7, character: 9 }, end: { line: 7, character: 18 } } }, message: 'ws comes from here' }])
    expect(unused).toMatchObject({ severity: 3 })
  })

  it('follow the text', async () => {
    const session = await startSession()
    await session.open(URI, 'python', TEXT)
    await session.change(URI, 2, [{ range: { start: WRONG.start, end: WRONG.start }, text: 'assert_' }])
    expect(codes(await session.pull(URI))).toEqual(['unused-double'])
  })

  it('are loud or off as the settings say', async () => {
    const session = await startSession({ configuration: { findings: { 'vacuous-verification': 'error', 'unused-double': 'off' } } })
    await session.open(URI, 'python', TEXT)
    const diagnostics = await session.pull(URI)
    expect(codes(diagnostics)).toEqual(['vacuous-verification'])
    expect(diagnostics.find(({ code }) => code === 'vacuous-verification')?.severity).toBe(1)
    await session.configure({ findings: { 'vacuous-verification': 'off' } })
    const after = await session.pull(URI)
    expect(codes(after)).toEqual(['unused-double'])
    expect(after.filter(({ code }) => String(code).endsWith('-mock'))).toHaveLength(2)
    expect(await actionsAt(session, diagnostics)).toEqual([])
  })

  it('offer the right name for a misspelt assertion', async () => {
    const session = await startSession()
    await session.open(URI, 'python', TEXT)
    const [action, ...others] = await actionsAt(session, await session.pull(URI))
    expect(others).toEqual([])
    expect(action).toMatchObject({
      title: 'Write assert_called_once_with', kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'vacuous-verification' }],
      edit: { documentChanges: [{ textDocument: { uri: URI, version: 1 }, edits: [{ range: WRONG, newText: 'assert_called_once_with' }] }] },
    })
  })
})

describe('hovering over a mock', () => {
  it('tells to which functions it is passed', async () => {
    const session = await startSession()
    await session.open(URI, 'python', TEXT)
    const hover = await session.request<Hover | null>('textDocument/hover', { textDocument: { uri: URI }, position: { line: 7, character: 12 } })
    expect(JSON.stringify(hover?.contents)).toContain('Configured 1×, passed to `ConnectionManager.connect`, `greet`.')
  })
})
