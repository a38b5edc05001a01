import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PUSHED, startSession, uriOf, workspaceWith } from './session.ts'
import { DOUBLE, SOCKET } from './texts.ts'

const [ERROR, WARNING, INFORMATION] = [1, 2, 3]

describe('demock.json', () => {
  it('is shown as wrong at line and column, and the defaults stay in force', async () => {
    const folder = await workspaceWith({ 'demock.json': '{\n  // comment\n  "preset": "loud",\n}\n' })
    const session = await startSession({ folders: [folder] })
    const shown = await session.published(uriOf(folder, 'demock.json'), ({ diagnostics }) => diagnostics.length > 0)
    expect(shown.diagnostics).toHaveLength(1)
    expect(shown.diagnostics[0]).toMatchObject({ source: 'demock', severity: ERROR, range: { start: { line: 2 } } })
    expect(shown.diagnostics[0]?.message).toContain('preset')
    const uri = uriOf(folder, 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    expect((await session.pull(uri))[0]?.severity).toBe(WARNING)
  })

  it('is read anew when it changes', async () => {
    const folder = await workspaceWith({ 'demock.json': '{ "preset": "loud" }' })
    const session = await startSession({ folders: [folder] })
    const settings = uriOf(folder, 'demock.json')
    await session.published(settings, ({ diagnostics }) => diagnostics.length > 0)
    const uri = uriOf(folder, 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    expect((await session.pull(uri))[0]?.severity).toBe(WARNING)

    await writeFile(path.join(folder, 'demock.json'), '{ "preset": "strict" }')
    const refreshed = session.notified('workspace/diagnostic/refresh')
    await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: settings, type: 2 }] })
    await refreshed
    await session.published(settings, ({ diagnostics }) => diagnostics.length === 0)
    expect((await session.pull(uri))[0]?.severity).toBe(ERROR)

    await rm(path.join(folder, 'demock.json'))
    const again = session.notified('workspace/diagnostic/refresh')
    await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: settings, type: 3 }] })
    await again
    expect((await session.pull(uri))[0]?.severity).toBe(WARNING)
  })

  it('holds for its own folder only', async () => {
    const quiet = await workspaceWith({ 'demock.json': '{ "preset": "observe" }' })
    const loud = await workspaceWith({ 'demock.json': '{ "preset": "strict" }' })
    const session = await startSession({ folders: [quiet, loud] })
    for (const [folder, severity] of [[quiet, INFORMATION], [loud, ERROR]] as const) {
      const uri = uriOf(folder, 'test_chat.py')
      await session.open(uri, 'python', SOCKET)
      expect((await session.pull(uri))[0]?.severity).toBe(severity)
    }
  })

  it('silences services', async () => {
    const folder = await workspaceWith({ 'demock.json': '{ "silence": ["websocket"] }' })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    expect(await session.pull(uri)).toEqual([])
    expect(await session.request('demock/count', { textDocument: { uri } })).toMatchObject({ sites: [{ service: 'websocket' }] })
  })
})

describe('the settings of the editor', () => {
  it('overrule the preset', async () => {
    const folder = await workspaceWith({ 'demock.json': '{ "preset": "observe" }' })
    const session = await startSession({ folders: [folder], configuration: { enable: true, preset: 'strict' } })
    const uri = uriOf(folder, 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    expect((await session.pull(uri))[0]?.severity).toBe(ERROR)
    await session.configure({ enable: true, preset: null })
    expect((await session.pull(uri))[0]?.severity).toBe(INFORMATION)
  })

  it('switch everything off and on', async () => {
    const session = await startSession({ configuration: { enable: false } })
    const uri = 'file:///somewhere/test_chat.py'
    await session.open(uri, 'python', SOCKET)
    expect(await session.pull(uri)).toEqual([])
    expect(await session.request('demock/count', { textDocument: { uri } })).toMatchObject({ isTest: false })
    await session.configure({ enable: true })
    expect(await session.pull(uri)).toHaveLength(1)
  })

  it('reach diagnostics that are pushed', async () => {
    const session = await startSession({ capabilities: PUSHED })
    const uri = 'file:///somewhere/test_chat.py'
    await session.open(uri, 'python', DOUBLE)
    expect((await session.published(uri)).diagnostics.map(({ severity }) => severity)).toEqual([INFORMATION])
    const changed = session.notified<{ uri: string; diagnostics: { severity: number }[] }>('textDocument/publishDiagnostics')
    await session.configure({ preset: 'strict' })
    expect((await changed).diagnostics.map(({ severity }) => severity)).toEqual([ERROR])
  })
})
