import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CancellationTokenSource } from 'vscode-jsonrpc/node'
import type { FileCount, WorkspaceCount } from '../../server/src/protocol/messages.ts'
import { startSession, uriOf, workspaceWith } from './session.ts'
import { DOUBLE, PLAIN, SOCKET, VITEST } from './texts.ts'

const URI = 'file:///somewhere/test_chat.py'

describe('the count of a file', () => {
  it('tells sites, services and references', async () => {
    const session = await startSession()
    await session.open(URI, 'python', SOCKET)
    expect(await session.request('demock/count', { textDocument: { uri: URI } })).toMatchObject({
      uri: URI, version: 1, isTest: true,
      services: [{ service: 'websocket', sites: 1 }],
      sites: [{ start: { line: 10, character: 9 }, end: { line: 10, character: 34 }, kind: 'double', service: 'websocket', label: 'ws', detail: 'unittest.mock.AsyncMock in test_greets' }],
    })
  })

  it('is none for code that is no test, and zero for a test without mocks', async () => {
    const session = await startSession()
    await session.open('file:///somewhere/chat.py', 'python', 'x = 1\n')
    await session.open(URI, 'python', PLAIN)
    expect(await session.request('demock/count', { textDocument: { uri: 'file:///somewhere/chat.py' } })).toMatchObject({ isTest: false })
    expect(await session.request('demock/count', { textDocument: { uri: URI } })).toMatchObject({ isTest: true, references: 0, services: [], sites: [] })
  })

  it('is read from disk where the file is not open', async () => {
    const folder = await workspaceWith({ 'tests/test_chat.py': SOCKET })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'tests/test_chat.py')
    expect(await session.request('demock/count', { textDocument: { uri } })).toMatchObject({ version: null, isTest: true, sites: [{ label: 'ws' }] })
    await session.open(uri, 'python', PLAIN)
    expect(await session.request('demock/count', { textDocument: { uri } })).toMatchObject({ version: 1, isTest: true, sites: [] })
  })

  it('is told when it changes, to a client that asked for it', async () => {
    const session = await startSession({ initializationOptions: { countChanged: true } })
    const counts: FileCount[] = []
    const told = (sites: number): Promise<FileCount> => session.notified<FileCount>('demock/countChanged', (count) => {
      counts.push(count)
      return count.sites.length === sites
    })
    const one = told(1)
    await session.open(URI, 'python', DOUBLE)
    await one
    const two = told(2)
    await session.change(URI, 2, [insertion(0, '# a comment\n')])
    await session.pull(URI)
    await session.change(URI, 3, [insertion(8, '    other = Mock()\n')])
    expect(await two).toMatchObject({ uri: URI, version: 3, services: [{ service: 'code', sites: 2 }] })
    expect(counts.map((count) => count.sites.length)).toEqual([1, 2])
  })
})

describe('the count of the workspace', () => {
  it('adds up all folders, with progress', async () => {
    const python = await workspaceWith({ 'tests/test_chat.py': SOCKET, 'tests/test_history.py': DOUBLE, 'chat/history.py': 'x = 1\n', 'node_modules/x/test_x.py': DOUBLE })
    const web = await workspaceWith({ 'greet.test.ts': VITEST, 'tests/test_binary.py': '\0\0' })
    const session = await startSession({ folders: [python, web] })
    const progress: { kind: string; percentage?: number }[] = []
    session.connection.onNotification('$/progress', (params: { token: string; value: { kind: string } }) => {
      if (params.token === 'here') progress.push(params.value)
    })
    const count = await session.request<WorkspaceCount>('demock/countWorkspace', { workDoneToken: 'here' })
    expect(count).toMatchObject({ cancelled: false, filesWithMocks: 3, sites: 4 })
    expect(count.services.map(({ service, sites }) => [service, sites])).toEqual([['websocket', 2], ['code', 2]])
    expect(count.kinds).toEqual([{ kind: 'double', sites: 4 }])
    const [first, second, third] = [path.basename(python), path.basename(python), path.basename(web)]
    expect(count.entries.map(({ path: file }) => file)).toEqual([`${first}/tests/test_chat.py`, `${second}/tests/test_history.py`, `${third}/greet.test.ts`])
    expect(count.entries[0]).toMatchObject({ uri: uriOf(python, 'tests/test_chat.py'), sites: [{ start: { line: 10, character: 9 }, label: 'ws' }] })
    expect(count.skipped.map(({ path: file }) => file)).toEqual([`${third}/tests/test_binary.py`])
    expect(count.markdown).toContain('| websocket | 2 |')
    expect(progress[0]).toMatchObject({ kind: 'begin', cancellable: true })
    expect(progress.at(-1)).toEqual({ kind: 'end' })
    const percentages = progress.flatMap(({ percentage }) => percentage ?? [])
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b))
  })

  it('stops when cancelled and tells what it has counted', async () => {
    const folder = await workspaceWith({})
    await mkdir(path.join(folder, 'tests'))
    const text = DOUBLE.repeat(40)
    for (let i = 0; i < 1500; i++) await writeFile(path.join(folder, 'tests', `test_${i}.py`), text)
    const session = await startSession({ folders: [folder] })
    const cancel = new CancellationTokenSource()
    session.connection.onNotification('$/progress', (params: { value: { kind: string } }) => {
      if (params.value.kind === 'begin') cancel.cancel()
    })
    const count = await session.connection.sendRequest<WorkspaceCount>('demock/countWorkspace', { workDoneToken: 1 }, cancel.token)
    expect(count.cancelled).toBe(true)
    expect(count.files).toBeLessThan(1500)
    expect(count.sites).toBe(count.entries.reduce((sum, { sites }) => sum + sites.length, 0))
    const whole = await session.request<WorkspaceCount>('demock/countWorkspace', {})
    expect(whole).toMatchObject({ cancelled: false, files: 1500, filesWithMocks: 1500, sites: 1500 * 40 })
    expect(await session.end()).toBe(0)
  })

  it('is empty without a folder', async () => {
    const session = await startSession()
    expect(await session.request('demock/countWorkspace', {})).toMatchObject({ cancelled: false, files: 0, sites: 0, entries: [] })
  })
})

function insertion(line: number, text: string): unknown {
  const at = { line, character: 0 }
  return { range: { start: at, end: at }, text }
}
