import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { startSession, uriOf, workspaceWith } from './session.ts'

const [ERROR, WARNING, HINT] = [1, 2, 4]
const UNNECESSARY = 1
const FILE = 'demock-baseline.jsonl'
const HEADER = '{"demock":"baseline","version":1}\n'
const KNOWN = '{"file":"tests/test_chat.py","scope":"test_a","kind":"double","target":"ws","service":"websocket"}\n'
const OTHER = '{"file":"tests/test_other.py","scope":"test_a","kind":"double","target":"ws","service":"websocket"}\n'

/** A test for each name, in which a WebSocket is mocked. */
function tests(...names: readonly string[]): string {
  return `from unittest.mock import AsyncMock\nfrom fastapi import WebSocket\n${names.map((name) => `\nasync def test_${name}():\n    ws = AsyncMock(spec=WebSocket)\n    await serve(ws)\n`).join('')}`
}

async function opened(baseline: string, text: string, features: { readonly fades?: boolean } = {}) {
  const folder = await workspaceWith({ [FILE]: baseline, 'tests/test_chat.py': text })
  const session = await startSession({ folders: [folder], ...(features.fades && { capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: { tagSupport: { valueSet: [UNNECESSARY] } } } } }) })
  const uri = uriOf(folder, 'tests/test_chat.py')
  await session.open(uri, 'python', text)
  return { session, uri, folder, onDisk: () => readFile(path.join(folder, FILE), 'utf8') }
}

describe('demock/gate', () => {
  it('checks, creates, updates with a reason, and prunes', async () => {
    const folder = await workspaceWith({ 'tests/test_chat.py': tests('a') })
    const session = await startSession({ folders: [folder] })
    const gate = (action: string, reason?: string) => session.request<{ state: string; message: string; markdown: string | null }>('demock/gate', { folder: uriOf(folder, ''), action, ...(reason !== undefined && { reason }) })
    const onDisk = () => readFile(path.join(folder, FILE), 'utf8')
    expect(await gate('check')).toMatchObject({ state: 'needs-baseline' })
    expect(await gate('create')).toMatchObject({ state: 'written', message: `${FILE}: 1 known mock.` })
    expect(await gate('create')).toMatchObject({ state: 'failed' })
    expect(await gate('check')).toMatchObject({ state: 'passed', message: 'Passed: 0 new mocks, 0 gone, 1 known.' })
    await writeFile(path.join(folder, 'tests/test_chat.py'), tests('b'))
    expect(await gate('check')).toMatchObject({ state: 'not-passed', markdown: expect.stringContaining('+1 −1 mocks') as string })
    expect(await gate('update')).toMatchObject({ state: 'needs-reason', message: '1 new mock: why are they let in?' })
    expect(await onDisk()).toBe(HEADER + KNOWN)
    expect(await gate('update', 'no server')).toMatchObject({ state: 'written' })
    expect(await onDisk()).toContain('"scope":"test_b","kind":"double","target":"ws","service":"websocket","reason":"no server"')
    await writeFile(path.join(folder, 'tests/test_chat.py'), tests('c'))
    expect(await gate('prune')).toMatchObject({ state: 'written', message: `${FILE}: 0 known mocks. 1 new mock not let in.` })
    expect(await onDisk()).toBe(HEADER)
  })

  it('reports, against the baseline', async () => {
    const folder = await workspaceWith({ [FILE]: HEADER, 'tests/test_chat.py': tests('a') })
    const session = await startSession({ folders: [folder] })
    const report = await session.request<{ html: string; markdown: string }>('demock/report', { folder: uriOf(folder, '') })
    expect(report.markdown).toContain('**0 → 1** mocks (+1)')
    expect(report.markdown).toContain('| safe | 1 |')
    expect(report.html).toMatch(/^<!DOCTYPE html>/)
    expect(await session.request('demock/report', { folder: 'file:///elsewhere' })).toBeNull()
  })

  it('says what is wrong', async () => {
    const folder = await workspaceWith({ [FILE]: 'x\n' })
    const session = await startSession({ folders: [folder] })
    expect(await session.request('demock/gate', { folder: uriOf(folder, ''), action: 'check' })).toMatchObject({ state: 'failed', message: expect.stringContaining(`${FILE}:1: this is no JSON object`) as string })
    expect(await session.request('demock/gate', { folder: 'file:///elsewhere', action: 'check' })).toMatchObject({ state: 'failed', message: 'This is no folder of the workspace on disk.' })
  })
})

describe('the baseline of a workspace folder', () => {
  it('makes known mocks hints, which fade, and leaves new ones as loud as they are', async () => {
    const { session, uri } = await opened(HEADER + KNOWN, tests('a', 'b'), { fades: true })
    expect((await session.pull(uri)).map(({ severity, tags }) => [severity, tags])).toEqual([[HINT, [UNNECESSARY]], [WARNING, undefined]])
  })

  it('is read anew when it changes', async () => {
    const { session, uri, folder } = await opened(HEADER, tests('a'))
    expect(await session.pull(uri)).toMatchObject([{ severity: WARNING }])
    await writeFile(path.join(folder, FILE), HEADER + KNOWN)
    const refreshed = session.notified('workspace/diagnostic/refresh')
    await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(folder, FILE), type: 2 }] })
    await refreshed
    expect(await session.pull(uri)).toMatchObject([{ severity: HINT }])
  })

  it('is shown as wrong by its line, and then knows nothing', async () => {
    const { session, uri, folder } = await opened(`${HEADER}<<<<<<< HEAD\n${KNOWN}`, tests('a'))
    expect(await session.pull(uri)).toMatchObject([{ severity: WARNING }])
    const shown = await session.published(uriOf(folder, FILE), ({ diagnostics }) => diagnostics.length > 0)
    expect(shown.diagnostics).toMatchObject([{ severity: ERROR, range: { start: { line: 1 } }, message: expect.stringContaining('a merge left its marker') as string }])
  })

  it('shrinks when a file is saved from which a mock has gone, and never grows', async () => {
    const { session, uri, onDisk } = await opened(HEADER + KNOWN + OTHER, tests('a', 'b'))
    await session.connection.sendNotification('textDocument/didSave', { textDocument: { uri } })
    await session.pull(uri)
    expect(await onDisk()).toBe(HEADER + KNOWN + OTHER)
    await session.change(uri, 2, [{ text: tests('b') }])
    await session.pull(uri)
    expect(await onDisk()).toBe(HEADER + KNOWN + OTHER)
    const refreshed = session.notified('workspace/diagnostic/refresh')
    await session.connection.sendNotification('textDocument/didSave', { textDocument: { uri } })
    await refreshed
    expect(await onDisk()).toBe(HEADER + OTHER)
    expect(await session.pull(uri)).toMatchObject([{ severity: WARNING }])
  })

  it('stays as it is while the text cannot be read to its end', async () => {
    const { session, uri, onDisk } = await opened(HEADER + KNOWN, tests('a'))
    await session.change(uri, 2, [{ text: `"""\n${tests('a')}` }])
    await session.connection.sendNotification('textDocument/didSave', { textDocument: { uri } })
    expect((await session.pull(uri)).map(({ code }) => code)).toEqual(['problem'])
    expect(await onDisk()).toBe(HEADER + KNOWN)
  })
})
