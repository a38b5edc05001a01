import { describe, expect, it } from 'vitest'
import { COMMAND_LINE, startSession } from './session.ts'
import { DOUBLE } from './texts.ts'

describe('a session', () => {
  it('tells what it can do and registers its watchers', async () => {
    const session = await startSession()
    expect(session.initialized.serverInfo?.name).toBe('demock')
    expect(session.initialized.capabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix', 'refactor.insert.demock', 'refactor.rewrite.demock', 'source.fixAll.demock'], resolveProvider: true },
      diagnosticProvider: { identifier: 'demock', interFileDependencies: true, workspaceDiagnostics: false },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    })
    await session.registered('workspace/didChangeConfiguration')
    await session.registered('workspace/didChangeWatchedFiles')
  })

  it('offers a client only what that can use', async () => {
    const session = await startSession({ capabilities: {} })
    const { capabilities } = session.initialized
    expect(capabilities.diagnosticProvider).toBeUndefined()
    expect(capabilities.codeActionProvider).toBeUndefined()
    expect(capabilities.workspace).toBeUndefined()
  })

  it('ends with 0 after shutdown and exit', async () => {
    const session = await startSession()
    expect(await session.end()).toBe(0)
  })

  it('is the same from the command line', async () => {
    const session = await startSession({ server: COMMAND_LINE })
    expect(session.initialized.serverInfo?.name).toBe('demock')
    await session.open('file:///somewhere/test_history.py', 'python', DOUBLE)
    expect(await session.pull('file:///somewhere/test_history.py')).toHaveLength(1)
    expect(await session.end()).toBe(0)
  })

  it('ends with 1 on an exit without shutdown', async () => {
    const session = await startSession()
    await session.connection.sendNotification('exit')
    expect(await session.exitCode).toBe(1)
  })

  it('ends when its input ends', async () => {
    const session = await startSession()
    session.connection.end()
    expect(await session.exitCode).toBe(1)
  })

  it('survives requests about documents it does not know', async () => {
    const session = await startSession()
    const textDocument = { uri: 'file:///nowhere/test_x.py' }
    const position = { line: 5, character: 5 }
    expect(await session.pull(textDocument.uri)).toEqual([])
    expect(await session.request('textDocument/hover', { textDocument, position })).toBeNull()
    expect(await session.request('textDocument/codeAction', { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } })).toEqual([])
    expect(await session.request('demock/count', { textDocument })).toMatchObject({ isTest: false, version: null, sites: [] })
    expect(await session.request('codeAction/resolve', { title: 'x', data: { uri: textDocument.uri, version: 1, fingerprint: 'y' } })).toMatchObject({ title: 'x' })
    expect(await session.end()).toBe(0)
  })

  it('answers malformed parameters and goes on, with the reason in the log', async () => {
    const session = await startSession()
    expect(await session.request('textDocument/hover', {})).toBeNull()
    expect(await session.request('demock/count', {})).toBeNull()
    expect(await session.request('demock/count', { textDocument: { uri: 'http://[' } })).toMatchObject({ isTest: false })
    expect(session.log.filter((line) => line.includes('failed: ')).length).toBeGreaterThan(0)
    expect(await session.end()).toBe(0)
  })

  it('rejects a method it does not know and stays', async () => {
    const session = await startSession()
    await expect(session.request('demock/unknown', {})).rejects.toMatchObject({ code: -32601 })
    expect(await session.end()).toBe(0)
  })
})
