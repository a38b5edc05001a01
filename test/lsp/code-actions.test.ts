import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ClientCapabilities, CodeAction, Diagnostic, Range } from 'vscode-languageserver-protocol'
import { analyse, replacementFor } from '../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { applyEdits } from '../../server/src/core/text/edits.ts'
import { afterEdit } from './edits.ts'
import { MODERN, startSession, uriOf, workspaceWith } from './session.ts'
import type { Session } from './session.ts'
import { DOUBLE, PLAIN, SOCKET, UNFINISHED } from './texts.ts'

describe('a quick fix', () => {
  it('puts a real connection in the place of a mock and writes the support beside it', async () => {
    const folder = await workspaceWith({ 'tests/test_chat.py': SOCKET })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'tests/test_chat.py')
    await session.open(uri, 'python', SOCKET)
    const diagnostics = await session.pull(uri)
    const [action, ...others] = await actionsAt(session, uri, rangeOf(diagnostics), diagnostics)
    expect(others.map(({ title }) => title)).toEqual(['Allow this mock with a reason'])
    expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics })
    expect(action?.edit).toBeUndefined()

    const resolved = await session.request<CodeAction>('codeAction/resolve', action)
    const texts = afterEdit(resolved.edit ?? {}, { [uri]: { version: 1, text: SOCKET } })
    const after = texts[uri] ?? ''
    expect(after).not.toContain('AsyncMock')
    expect(after).not.toContain('assert_awaited_once_with')
    const written = Object.keys(texts).filter((other) => other !== uri)
    expect(written.length).toBeGreaterThan(0)
    expect(written.every((other) => other.startsWith(uriOf(folder, 'tests/')))).toBe(true)

    await session.change(uri, 2, [{ text: after }])
    expect(await session.pull(uri)).toEqual([])
  })

  it.each([
    ['LF', SOCKET],
    ['CRLF', SOCKET.replaceAll('\n', '\r\n')],
    ['no end of the last line', SOCKET.trimEnd()],
    ['letters of two units', SOCKET.replace('"Ada"', '"Ada 🦫 日本"').replace('import pytest', '# 🦫🦫🦫\nimport pytest')],
  ])('gives the same text and files as the engine: %s', async (_, text) => {
    const folder = await workspaceWith({ 'tests/test_chat.py': text })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'tests/test_chat.py')
    await session.open(uri, 'python', text)
    const [action] = await actionsAt(session, uri, rangeOf(await session.pull(uri)))
    const resolved = await session.request<CodeAction>('codeAction/resolve', action)

    const source = { path: 'tests/test_chat.py', text }
    const replacement = replacementFor(source, analyse(source, DEFAULT_SETTINGS), 0, DEFAULT_SETTINGS, () => undefined)
    expect(afterEdit(resolved.edit ?? {}, { [uri]: { version: 1, text } })).toEqual({
      ...Object.fromEntries(replacement.files.map((file) => [uriOf(folder, file.path), file.text])),
      [uri]: applyEdits(text, replacement.edits),
    })
    expect(replacement.files.length).toBeGreaterThan(0)
  })

  it('is marked for review, and asked for, where it must be finished by hand', async () => {
    const session = await startSession({ folders: [await workspaceWith({})] })
    const uri = 'file:///somewhere/test_chat.py'
    await session.open(uri, 'python', UNFINISHED)
    const [action] = await actionsAt(session, uri, rangeOf(await session.pull(uri)))
    expect(action).not.toHaveProperty('isPreferred')
    const { edit } = await session.request<CodeAction>('codeAction/resolve', action)
    const [[id, annotation] = []] = Object.entries(edit?.changeAnnotations ?? {})
    expect(annotation).toMatchObject({ needsConfirmation: true, description: expect.stringMatching(/.{10}/) })
    const edits: object[] = (edit?.documentChanges ?? []).flatMap((change): object[] => ('kind' in change ? [change] : change.edits))
    expect(edits.every((each) => 'annotationId' in each && each.annotationId === id)).toBe(true)
  })

  it('is made for the text as it is when the client asks for the edit', async () => {
    const session = await startSession()
    const uri = uriOf(await workspaceWith({}), 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    const diagnostics = await session.pull(uri)
    const [action] = await actionsAt(session, uri, rangeOf(diagnostics), diagnostics)
    const start = { line: 0, character: 0 }
    await session.change(uri, 2, [{ range: { start, end: start }, text: '# moved\n' }])
    const resolved = await session.request<CodeAction>('codeAction/resolve', action)
    const after = afterEdit(resolved.edit ?? {}, { [uri]: { version: 2, text: `# moved\n${SOCKET}` } })[uri] ?? ''
    expect(after.startsWith('# moved\n')).toBe(true)
    expect(after).not.toContain('AsyncMock')
    await session.change(uri, 3, [{ text: PLAIN }])
    await expect(session.request('codeAction/resolve', action)).rejects.toMatchObject({ code: -32801 })
  })

  it('comes with its edit to a client that does not ask later', async () => {
    const { textDocument } = MODERN
    const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } }
    const session = await startSession({ capabilities: { ...MODERN, textDocument: { ...textDocument, codeAction } } })
    const uri = uriOf(await workspaceWith({}), 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    const [action] = await actionsAt(session, uri, rangeOf(await session.pull(uri)))
    expect(action).not.toHaveProperty('isPreferred')
    expect(afterEdit(action?.edit ?? {}, { [uri]: { version: 1, text: SOCKET } })[uri]).not.toContain('AsyncMock')
  })

  it('is not offered, with the reason, to a client that cannot create files', async () => {
    const capabilities: ClientCapabilities = { ...MODERN, workspace: { ...MODERN.workspace, workspaceEdit: { documentChanges: true } } }
    const session = await startSession({ capabilities })
    const uri = uriOf(await workspaceWith({}), 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    const [action] = await actionsAt(session, uri, rangeOf(await session.pull(uri)))
    expect(action?.disabled?.reason).toContain('cannot create')
  })

  it('is disabled, with the reason, where nothing can be put in the place', async () => {
    const session = await startSession()
    const uri = uriOf(await workspaceWith({}), 'test_history.py')
    await session.open(uri, 'python', DOUBLE)
    const actions = await actionsAt(session, uri, rangeOf(await session.pull(uri)))
    expect(actions).toHaveLength(2)
    expect(actions[0]?.disabled?.reason.length).toBeGreaterThan(10)
    expect(actions[0]?.edit).toBeUndefined()
  })

  it('is left out where nothing can be put in the place and the client shows no reasons', async () => {
    const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } }
    const session = await startSession({ capabilities: { ...MODERN, textDocument: { ...MODERN.textDocument, codeAction } } })
    const uri = uriOf(await workspaceWith({}), 'test_history.py')
    await session.open(uri, 'python', DOUBLE)
    expect((await actionsAt(session, uri, rangeOf(await session.pull(uri)))).map(({ title }) => title)).toEqual(['Allow this mock with a reason'])
  })

  it('reads support files as they are in the editor', async () => {
    const folder = await workspaceWith({ 'tests/test_chat.py': SOCKET })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'tests/test_chat.py')
    await session.open(uri, 'python', SOCKET)
    const [action] = await actionsAt(session, uri, rangeOf(await session.pull(uri)))
    const resolved = await session.request<CodeAction>('codeAction/resolve', action)
    const texts = afterEdit(resolved.edit ?? {}, { [uri]: { version: 1, text: SOCKET } })
    for (const [support, text] of Object.entries(texts)) if (support !== uri) await session.open(support, 'python', text)
    const again = await session.request<CodeAction>('codeAction/resolve', action)
    expect(Object.keys(afterEdit(again.edit ?? {}, { [uri]: { version: 1, text: SOCKET } }))).toEqual([uri])
  })
})

describe('allowing a mock', () => {
  const action = async (session: Session, uri: string): Promise<CodeAction> => {
    const diagnostics = await session.pull(uri)
    const found = (await actionsAt(session, uri, rangeOf(diagnostics), diagnostics)).find(({ title }) => title === 'Allow this mock with a reason')
    expect(found).toMatchObject({ kind: 'quickfix', diagnostics: diagnostics.slice(0, 1) })
    return session.request<CodeAction>('codeAction/resolve', found)
  }

  it('writes a directive above it with a place for the reason', async () => {
    const workspaceEdit = { ...MODERN.workspace?.workspaceEdit, snippetEditSupport: true }
    const session = await startSession({ capabilities: { ...MODERN, workspace: { ...MODERN.workspace, workspaceEdit } } })
    const uri = uriOf(await workspaceWith({}), 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    const { edit } = await action(session, uri)
    const after = afterEdit(edit ?? {}, { [uri]: { version: 1, text: SOCKET } })[uri] ?? ''
    expect(after).toBe(SOCKET.replace('    ws =', '    # demock: allow(websocket) – ${1:reason}\n    ws ='))
    await session.change(uri, 2, [{ text: after.replace('${1:reason}', 'there is no server here') }])
    expect(await session.pull(uri)).toEqual([])
    expect(await session.request('demock/count', { textDocument: { uri } })).toMatchObject({ allowed: 1, sites: [{ detail: expect.stringContaining('allowed: there is no server here') }] })
  })

  it('leaves a finding until the reason is written, in a client without such places', async () => {
    const session = await startSession()
    const uri = uriOf(await workspaceWith({}), 'test_chat.py')
    await session.open(uri, 'python', SOCKET)
    const { edit } = await action(session, uri)
    const after = afterEdit(edit ?? {}, { [uri]: { version: 1, text: SOCKET } })[uri] ?? ''
    expect(after).toBe(SOCKET.replace('    ws =', '    # demock: allow(websocket) – reason: \n    ws ='))
    await session.change(uri, 2, [{ text: after }])
    expect((await session.pull(uri)).map(({ code, severity }) => [code, severity])).toEqual([['websocket-mock', 2], ['directive', 2]])
    await session.change(uri, 3, [{ text: after.replace('reason: ', 'reason: no server') }])
    expect(await session.pull(uri)).toEqual([])
  })
})

describe('inserting a fixture', () => {
  it('is offered in a test where no mock is', async () => {
    const folder = await workspaceWith({ 'tests/test_sum.py': PLAIN })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'tests/test_sum.py')
    await session.open(uri, 'python', PLAIN)
    const [action, ...others] = await actionsAt(session, uri, at(5, 4))
    expect(others).toEqual([])
    expect(action).toMatchObject({ kind: 'refactor.insert.demock', title: expect.stringMatching(/WebSocket/) })
    const resolved = await session.request<CodeAction>('codeAction/resolve', action)
    const texts = afterEdit(resolved.edit ?? {}, { [uri]: { version: 1, text: PLAIN } })
    expect(texts[uri]).toContain('total = 1 + 1')
    expect(texts[uri]).not.toBe(PLAIN)
    expect(await readFile(path.join(folder, 'tests/test_sum.py'), 'utf8')).toBe(PLAIN)
  })

  it('is not offered outside of tests, nor to a client that wants quick fixes only', async () => {
    const session = await startSession()
    const uri = uriOf(await workspaceWith({}), 'test_sum.py')
    await session.open(uri, 'python', PLAIN)
    expect(await actionsAt(session, uri, at(0, 0))).toEqual([])
    expect(await actionsAt(session, uri, at(5, 4), [], ['quickfix'])).toEqual([])
    expect(await actionsAt(session, uri, at(5, 4), [], ['refactor'])).toHaveLength(1)
  })
})

function actionsAt(session: Session, uri: string, range: Range, diagnostics: readonly Diagnostic[] = [], only?: readonly string[]): Promise<CodeAction[]> {
  return session.request('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics, ...(only ? { only } : {}) } })
}

function rangeOf([diagnostic]: readonly Diagnostic[]): Range {
  if (!diagnostic) throw new Error('there is no diagnostic')
  return diagnostic.range
}

function at(line: number, character: number): Range {
  return { start: { line, character }, end: { line, character } }
}
