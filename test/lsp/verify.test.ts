import { existsSync, readdirSync, writeFileSync as writeNow } from 'node:fs'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CancellationTokenSource } from 'vscode-jsonrpc/node'
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver-protocol'
import { VERIFIED, VERIFY_COMMAND } from '../../server/src/protocol/messages.ts'
import type { VerifyParams, VerifyResult } from '../../server/src/protocol/messages.ts'
import { afterEdit } from './edits.ts'
import { MODERN, startSession, uriOf, workspaceWith } from './session.ts'
import type { Session } from './session.ts'

const APP = `async def greet(ws, name):
    await ws.accept()
    await ws.send_json({"type": "hello", "name": name})
`

const PARTING = `async def part(ws):
    await ws.send_json({"type": "bye"})
    await ws.send_text("plain")
`

/** A test that mocks Starlette's socket, with these lines behind the creation. */
function socketTest(name: string, ...lines: readonly string[]): string {
  return `async def test_${name}():\n    ws = AsyncMock(spec=WebSocket)\n${lines.map((line) => `    ${line}\n`).join('')}`
}

const head = (from: string, name: string): string => `from unittest.mock import AsyncMock\n\nfrom fastapi import WebSocket\n\nfrom app.${from} import ${name}\n\n\n`
const GREETS = head('chat', 'greet') + socketTest('greets', 'await greet(ws, "Ada")', 'ws.send_json.assert_awaited_once_with({"type": "hello", "name": "Ada"})')
/** Only send_json is verified, and plain text arrives as well: on the wire both are text. */
const RED = head('parting', 'part') + socketTest('parts', 'await ws.accept()', 'await part(ws)', 'ws.send_json.assert_awaited_once_with({"type": "bye"})')
const FAILS = `${GREETS}    assert False\n`
const HANGS = `${GREETS}    import asyncio\n    await asyncio.sleep(600)\n`

const RUN = 'Run the Tests'
const CAPABILITIES = { ...MODERN, workspace: { ...MODERN.workspace, applyEdit: true }, window: { workDoneProgress: true, showDocument: { support: true } } }

interface Asked {
  readonly message: string
  readonly actions: readonly { readonly title: string }[]
}

interface Edited {
  readonly label: string
  readonly edit: WorkspaceEdit
  readonly metadata?: { readonly isRefactoring?: boolean }
}

/** A session in a project of tests; `answer` gives the title of the button that the user presses. */
async function project(files: Readonly<Record<string, string>>, options: { readonly trusted?: boolean; readonly verified?: boolean; readonly answer?: (asked: Asked) => string | undefined } = {}) {
  const { answer = ({ actions }) => actions[0]?.title, trusted = true, verified = true } = options
  const folder = await workspaceWith({ 'pytest.ini': '[pytest]\nasyncio_mode = auto\n', 'app/__init__.py': '', 'app/chat.py': APP, ...files })
  await symlink(path.dirname(path.dirname(process.env['DEMOCK_PYTHON'] ?? '')), path.join(folder, '.venv'))
  // A folder of its own for what is temporary: other runs on this machine make copies, too.
  const temporary = await workspaceWith({})
  const session = await startSession({ environment: { TMPDIR: temporary, TMP: temporary, TEMP: temporary }, folders: [folder], capabilities: CAPABILITIES, initializationOptions: { trusted, verified } })
  const asked: Asked[] = []
  const edits: Edited[] = []
  const shown: string[] = []
  const open: Record<string, { version: number; text: string }> = {}
  session.connection.onRequest('window/showMessageRequest', (question: Asked) => {
    asked.push(question)
    const title = answer(question)
    return title === undefined ? null : { title }
  })
  const proposed: VerifyResult[] = []
  session.connection.onRequest(VERIFIED, (result: VerifyResult) => {
    proposed.push(result)
    const question = { message: result.message, actions: [{ title: 'Keep' }, { title: 'Discard' }] }
    asked.push(question)
    return { keep: answer(question) === 'Keep' }
  })
  session.connection.onRequest('workspace/applyEdit', async (edited: Edited) => {
    edits.push(edited)
    for (const [uri, text] of Object.entries(afterEdit(edited.edit, open))) await writeFile(new URL(uri), text)
    return { applied: true }
  })
  session.connection.onRequest('window/workDoneProgress/create', () => null)
  session.connection.onRequest('window/showDocument', async ({ uri }: { uri: string }) => {
    shown.push(await readFile(new URL(uri), 'utf8'))
    return { success: true }
  })
  const verify = (params: Omit<VerifyParams, 'uri'> & { readonly file?: string } = {}): Promise<VerifyResult> => {
    const { file = 'tests/test_chat.py', ...rest } = params
    return run(session, { uri: uriOf(folder, file), ...rest })
  }
  const opened = async (file: string, text: string): Promise<string> => {
    const uri = uriOf(folder, file)
    open[uri] = { version: 1, text }
    await session.open(uri, 'python', text)
    return uri
  }
  return { folder, session, copiesLeft: () => readdirSync(temporary).filter((name) => name.startsWith('demock-verify-')), asked, proposed, edits, shown, opened, verify, onDisk: (file: string) => readFile(path.join(folder, file), 'utf8') }
}

function run(session: Session, params: VerifyParams): Promise<VerifyResult> {
  return session.request('workspace/executeCommand', { command: VERIFY_COMMAND, arguments: [params] })
}

describe('demock.verify', () => {
  it('asks for the command once, proves, shows what is proposed, and keeps it when the user wants it', async () => {
    const { asked, proposed, edits, verify, onDisk } = await project({ 'tests/test_chat.py': GREETS, 'tests/test_more.py': FAILS })
    const result = await verify()
    expect(result).toMatchObject({ state: 'done', message: 'Kept: 1 mock proven.', files: [{ path: 'tests/test_chat.py', outcome: 'proven', kept: true, sites: 1, reason: null }] })
    expect(asked.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^To prove the conversion, Demock runs the tests in a copy of .*: .*\.venv\/bin\/python -m pytest -q .* tests\/test_chat\.py$/) as string,
      '1 mock proven.',
    ])
    expect(result.files[0]?.breakages).toContainEqual(expect.objectContaining({ label: 'ws.send_json left out', path: 'app/chat.py', start: { line: 2, character: 0 }, noticed: true }))
    expect(proposed).toMatchObject([{ state: 'asking', files: [{ kept: false, changes: expect.arrayContaining([expect.objectContaining({ path: 'tests/test_chat.py', before: GREETS })]) as unknown }] }])
    expect(edits).toMatchObject([{ label: 'Convert and verify', metadata: { isRefactoring: true } }])
    expect(await onDisk('tests/test_chat.py')).toContain('open_websocket_pair')
    expect(await onDisk('tests/real_websocket.py')).not.toBe('')
    expect(await onDisk('tests/test_more.py')).toBe(FAILS)
    expect(await onDisk('app/chat.py')).toBe(APP)
    // The same command for another file: agreed to already.
    expect(await verify({ file: 'tests/test_more.py' })).toMatchObject({ state: 'done', message: '1 mock rolled back. Nothing has changed.', files: [{ outcome: 'rolled back', kept: false, reason: expect.stringMatching(/^before the conversion 1 of 1 tests failed/) as string }] })
    expect(asked).toHaveLength(2)
  })

  it('shows a client without a view the differences as a document, and changes nothing when the user discards it', async () => {
    const { session, shown, verify, edits, onDisk, folder } = await project({ 'tests/test_chat.py': GREETS }, { verified: false, answer: ({ actions }) => actions.at(-1)?.title })
    const told = session.notified<{ message: string }>('window/showMessage')
    expect(await verify()).toMatchObject({ state: 'done', message: '1 mock proven. Nothing has changed.', files: [{ outcome: 'proven', kept: false }] })
    expect(shown).toEqual([expect.stringMatching(/^--- a\/tests\/test_chat\.py$/m)])
    expect((await told).message).toBe('1 mock proven. Nothing has changed.')
    expect(edits).toEqual([])
    expect(await onDisk('tests/test_chat.py')).toBe(GREETS)
    expect(existsSync(path.join(folder, 'tests/real_websocket.py'))).toBe(false)
  })

  it('takes a folder: keeps what is proven in it, and tells with the output what is rolled back', async () => {
    const { verify, onDisk } = await project({ 'tests/test_chat.py': GREETS, 'tests/test_part.py': RED, 'app/parting.py': PARTING })
    const result = await verify({ file: 'tests' })
    expect(result).toMatchObject({
      state: 'done', message: 'Kept: 1 mock proven, 1 mock rolled back. The rest is as it was.',
      files: [
        { path: 'tests/test_chat.py', outcome: 'proven', kept: true },
        { path: 'tests/test_part.py', outcome: 'rolled back', kept: false, changes: [], reason: expect.stringMatching(/^after the conversion 1 of 1 tests failed/) as string, output: expect.stringContaining('plain') as string },
      ],
    })
    expect(await onDisk('tests/test_part.py')).toBe(RED)
  })

  it('takes one mock of a file, which a code action names', async () => {
    const text = `${GREETS}\n\n${socketTest('greets_again', 'await greet(ws, "Bob")', 'ws.send_json.assert_awaited_once_with({"type": "hello", "name": "Bob"})')}`
    const { session, opened, onDisk } = await project({ 'tests/test_chat.py': text })
    const uri = await opened('tests/test_chat.py', text)
    const at = { line: 14, character: 12 }
    const actions = await session.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics: [] } })
    const offered = actions.filter(({ command }) => command?.command === VERIFY_COMMAND)
    expect(offered.map(({ title }) => title)).toEqual(['Convert and verify this mock', 'Convert and verify all WebSocket mocks in this file'])
    const [params] = (offered[0]?.command?.arguments ?? []) as [VerifyParams]
    expect(await run(session, params)).toMatchObject({ state: 'done', files: [{ outcome: 'proven', kept: true, sites: 1 }] })
    expect(await onDisk('tests/test_chat.py')).toContain(GREETS.slice(GREETS.indexOf('async def')))
    expect((await onDisk('tests/test_chat.py')).slice(GREETS.length)).toContain('open_websocket_pair')
  })
})

describe('demock.verify remembers', () => {
  it('what was proven before it was cancelled: no test runs for it again, unless the user wants that', async () => {
    const slow = `${GREETS}    import asyncio, os\n    await asyncio.sleep(600 if os.path.exists("tests/real_websocket.py") else 0)\n`
    const { session, folder, verify, asked, onDisk } = await project({ 'demock.json': '{ "verify": { "mutants": 1 } }', 'app/chat.py': APP.replace('    await ws.accept()\n', ''), 'tests/test_chat.py': GREETS, 'tests/test_slow.py': slow }, { answer: ({ actions }) => (actions[0]?.title === RUN ? RUN : 'Discard') })
    const source = new CancellationTokenSource()
    const proven = session.notified<{ message: string }>('window/logMessage', ({ message }) => message.includes('test_chat.py  proven'))
    const first = session.connection.sendRequest<VerifyResult>('workspace/executeCommand', { command: VERIFY_COMMAND, arguments: [{ uri: uriOf(folder, 'tests') }] }, source.token)
    await proven
    source.cancel()
    expect(await first).toMatchObject({ state: 'cancelled', message: 'Cancelled. 1 mock proven. Nothing has changed.', files: [{ path: 'tests/test_chat.py', resumed: false, kept: false }] })
    const runs = (): number => session.log.filter((line) => line.includes('-m pytest')).length
    const before = runs()
    expect(await verify()).toMatchObject({ state: 'done', files: [{ outcome: 'proven', resumed: true, breakages: [{ noticed: true }] }] })
    expect(runs()).toBe(before)
    expect(await verify({ again: true })).toMatchObject({ files: [{ outcome: 'proven', resumed: false }] })
    expect(runs()).toBe(before + 1)
    expect(asked.map(({ message }) => message).slice(1)).toEqual(['1 mock proven.', '1 mock proven in an earlier run.', '1 mock proven.'])
    expect(await onDisk('tests/test_chat.py')).toBe(GREETS)
  })
})

describe('demock.verify runs nothing', () => {
  it('in a workspace that is not trusted, until it is', async () => {
    const { session, opened, asked, verify } = await project({ 'tests/test_chat.py': GREETS }, { trusted: false, answer: () => undefined })
    const uri = await opened('tests/test_chat.py', GREETS)
    const range = { start: { line: 8, character: 10 }, end: { line: 8, character: 10 } }
    const titles = async (): Promise<string[]> => (await session.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } })).map(({ title }) => title)
    expect(await titles()).not.toContain('Convert and verify this mock')
    expect(await verify()).toMatchObject({ state: 'untrusted' })
    expect(asked).toEqual([])
    await session.connection.sendNotification('demock/trusted')
    expect(await titles()).toContain('Convert and verify this mock')
    expect(await verify()).toMatchObject({ state: 'declined' })
  })

  it('when the user does not agree to the command', async () => {
    const { verify, asked, onDisk } = await project({ 'tests/test_chat.py': HANGS }, { answer: () => undefined })
    expect(await verify()).toMatchObject({ state: 'declined', message: 'The tests were not run; nothing has changed.', files: [] })
    expect(asked.map(({ actions }) => actions.map(({ title }) => title))).toEqual([[RUN]])
    expect(await onDisk('tests/test_chat.py')).toBe(HANGS)
  })

  it('while documents are not saved', async () => {
    const { session, opened, verify, asked } = await project({ 'tests/test_chat.py': GREETS }, { answer: () => undefined })
    const uri = await opened('app/chat.py', `${APP}\n# more\n`)
    expect(await verify()).toMatchObject({ state: 'unsaved', unsaved: [uri], message: 'Tests run on what is saved, and 1 document is not: save first.' })
    expect(asked).toEqual([])
    await session.change(uri, 2, [{ text: APP.replaceAll('\n', '\r\n') }])
    expect(await verify()).toMatchObject({ state: 'declined' })
    expect(asked.map(({ actions }) => actions.map(({ title }) => title))).toEqual([[RUN]])
  })

  it('where there is nothing to convert, and says why', async () => {
    const { verify, folder, session } = await project({ 'tests/test_chat.py': 'def test_nothing():\n    assert True\n' })
    expect(await verify()).toMatchObject({ state: 'nothing', message: 'There is nothing to convert.' })
    expect(await verify({ place: { line: 1, character: 4 } })).toMatchObject({ state: 'nothing', message: 'No mock stands there any more.' })
    expect(await run(session, { uri: 'file:///elsewhere/test_x.py' })).toMatchObject({ state: 'failed', message: 'This lies in no folder of the workspace on disk.' })
    await expect(session.request('workspace/executeCommand', { command: VERIFY_COMMAND, arguments: [folder] })).rejects.toThrow('needs an argument')
  })

  it('for an editor that could not apply the result', async () => {
    const folder = await workspaceWith({ 'tests/test_chat.py': GREETS })
    const session = await startSession({ folders: [folder], initializationOptions: { trusted: true } })
    expect(await run(session, { uri: uriOf(folder, 'tests/test_chat.py') })).toMatchObject({ state: 'failed', message: expect.stringContaining('on the command line can') as string })
  })
})

describe('demock.verify leaves nothing half done', () => {
  it.each(['cancels it', 'ends the session'])('when the user %s while tests run', async (what) => {
    const { session, folder, onDisk, copiesLeft } = await project({ 'tests/test_chat.py': HANGS })
    const source = new CancellationTokenSource()
    const token = 'a token'
    const runs = new Promise<void>((resolve) => {
      session.connection.onNotification('$/progress', (params: { token: string; value: { message?: string } }) => {
        if (params.token === token && params.value.message?.includes('-m pytest')) resolve()
      })
    })
    const answer = session.connection.sendRequest<VerifyResult>('workspace/executeCommand', { command: VERIFY_COMMAND, arguments: [{ uri: uriOf(folder, 'tests/test_chat.py') }], workDoneToken: token }, source.token)
    await runs
    expect(copiesLeft()).toHaveLength(1)
    if (what === 'cancels it') source.cancel()
    else await session.end()
    expect(await answer).toMatchObject({ state: 'cancelled', files: [] })
    expect(await onDisk('tests/test_chat.py')).toBe(HANGS)
    expect(copiesLeft()).toEqual([])
  })

  it('when a file changes before the user decides', async () => {
    let folder = ''
    const { verify, edits, onDisk, folder: made } = await project({ 'tests/test_chat.py': GREETS }, {
      answer: ({ actions }) => {
        const title = actions[0]?.title
        if (title === 'Keep') writeNow(path.join(folder, 'tests/test_chat.py'), `# edited\n${GREETS}`)
        return title
      },
    })
    folder = made
    expect(await verify()).toMatchObject({ state: 'done', message: '1 mock rolled back. Nothing has changed.', files: [{ outcome: 'rolled back', reason: 'a file of it has changed meanwhile', kept: false }] })
    expect(edits).toEqual([])
    expect(await onDisk('tests/test_chat.py')).toBe(`# edited\n${GREETS}`)
  })

  it('and does one thing at a time', async () => {
    const { verify, session } = await project({ 'tests/test_chat.py': GREETS }, { answer: () => undefined })
    const [first, second] = [verify(), verify()]
    expect([await first, await second]).toMatchObject([{ state: 'declined' }, { state: 'failed', message: 'A conversion is being verified already.' }])
    expect(session.log.filter((line) => line.includes('failed'))).toEqual([])
  })
})
