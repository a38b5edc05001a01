import { describe, expect, it } from 'vitest'
import type { ClientCapabilities, CodeAction, Diagnostic, Position, WorkspaceEdit } from 'vscode-languageserver-protocol'
import { convertAll } from '../../server/src/core/convert-all.ts'
import type { Conversion } from '../../server/src/core/model/conversion.ts'
import type { Site } from '../../server/src/core/model/finding.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { afterEdit } from './edits.ts'
import { MODERN, startSession, uriOf, workspaceWith } from './session.ts'
import type { Session } from './session.ts'
import { DOUBLE, PLAIN, SOCKET, UNFINISHED } from './texts.ts'

const NAME = 'tests/test_chat.py'

/** Two tests with two mocks each; the second of the last one leaves something to finish. */
const MANY = `from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket

from chat.session import greet


@pytest.mark.asyncio
async def test_greets_two():
    ada = AsyncMock(spec=WebSocket)
    await greet(ada, "Ada")
    bob = AsyncMock(spec=WebSocket)
    await greet(bob, "Bob")
    ada.send_json.assert_awaited_once_with({"type": "hello", "name": "Ada"})
    bob.send_json.assert_awaited_once_with({"type": "hello", "name": "Bob"})


@pytest.mark.asyncio
async def test_greets_two_more():
    eve = AsyncMock(spec=WebSocket)
    await greet(eve, "Eve")
    eve.send_json.assert_awaited_once_with({"type": "hello", "name": "Eve"})
    ivo = AsyncMock(spec=WebSocket)
    await greet(ivo, "Ivo")
    ivo.send_json.assert_awaited_once_with({"type": "hello"})
    ivo.send_text.assert_awaited_once_with("bye")
`

/** The same without anything to finish. */
const SAFE = MANY.replace('    ivo.send_text.assert_awaited_once_with("bye")\n', '')

const IN_TEST = 'Convert all WebSocket mocks in this test'
const IN_FILE = 'Convert all WebSocket mocks in this file'
const FIX_ALL = 'Convert all mocks that need no review'

interface Opened {
  readonly session: Session
  readonly uri: string
  readonly folder: string
  readonly actions: (place: Position | string, only?: readonly string[]) => Promise<CodeAction[]>
  readonly edit: (action: CodeAction | undefined) => Promise<WorkspaceEdit>
}

async function opened(text: string, capabilities: ClientCapabilities = MODERN): Promise<Opened> {
  const folder = await workspaceWith({ [NAME]: text })
  const session = await startSession({ folders: [folder], capabilities })
  const uri = uriOf(folder, NAME)
  await session.open(uri, 'python', text)
  const diagnostics = await session.pull(uri)
  return {
    session, uri, folder,
    actions: (place, only) => {
      const position = typeof place === 'string' ? positionOf(text, place) : place
      const context = { diagnostics: diagnostics.filter((each) => holds(each, position)), ...(only ? { only } : {}) }
      return session.request('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context })
    },
    edit: async (action) => (await session.request<CodeAction>('codeAction/resolve', action)).edit ?? {},
  }
}

function expected(text: string, review: boolean, wanted: (site: Site) => boolean = () => true): Conversion {
  return convertAll({ source: { path: NAME, text }, settings: DEFAULT_SETTINGS, read: () => undefined, review, wanted })
}

function textsOf({ text, files }: Conversion, folder: string): Record<string, string> {
  return { ...Object.fromEntries(files.map((file) => [uriOf(folder, file.path), file.text])), [uriOf(folder, NAME)]: text }
}

describe('converting all mocks', () => {
  it('of a test or of the file is a quick fix beside that for the mock under the cursor', async () => {
    const { actions } = await opened(MANY)
    const found = await actions('AsyncMock(spec=WebSocket)\n    await greet(ada')
    expect(found.map(({ title }) => title)).toEqual(['Replace the mock ada by a real WebSocket connection', IN_TEST, IN_FILE, 'Allow this mock with a reason'])
    expect(found.map(({ kind }) => kind)).toEqual(Array(4).fill('quickfix'))
    expect(found[1]?.diagnostics).toHaveLength(1)
    expect(found[1]?.edit).toBeUndefined()
  })

  it('is a refactoring elsewhere in the test, and in the refactoring menu', async () => {
    const { actions } = await opened(MANY)
    const kinds = (found: readonly CodeAction[]): unknown[] => found.map(({ title, kind }) => [title, kind])
    const both = [[IN_TEST, 'refactor.rewrite.demock'], [IN_FILE, 'refactor.rewrite.demock']]
    expect(kinds(await actions('await greet(ada'))).toEqual([...both, ['Insert a real WebSocket client fixture here', 'refactor.insert.demock']])
    expect(kinds(await actions('await greet(ada', ['refactor.rewrite']))).toEqual(both)
    expect(kinds(await actions('AsyncMock(spec=WebSocket)\n    await greet(ivo', ['refactor']))).toEqual(both)
    expect(kinds(await actions({ line: 0, character: 0 }))).toEqual([])
  })

  it.each([['one mock alone', SOCKET], ['none', PLAIN], ['none that can be replaced', DOUBLE]])('is not offered for %s', async (_, text) => {
    const { actions } = await opened(text)
    const line = text.split('\n').findIndex((each) => each.includes('Mock(') || each.includes('total ='))
    const found = await actions({ line, character: (text.split('\n')[line] ?? '').search(/\S*Mock\(|total/) })
    expect(found.filter(({ title }) => title.startsWith('Convert all'))).toEqual([])
  })

  it('of a test leaves the others alone', async () => {
    const { actions, edit, folder, uri } = await opened(MANY)
    const [inTest] = await actions('await greet(ada')
    const after = afterEdit(await edit(inTest), { [uri]: { version: 1, text: MANY } })
    expect(after).toEqual(textsOf(expected(MANY, false, (site) => site.test === 'test_greets_two'), folder))
    expect(after[uri]).toContain('eve = AsyncMock')
    expect(after[uri]).not.toMatch(/(?:ada|bob) = AsyncMock/)
  })

  it('of the file gives the same text and files as the engine, with LF and with CRLF', async () => {
    for (const text of [SAFE, SAFE.replaceAll('\n', '\r\n'), SAFE.trimEnd()]) {
      const { actions, edit, folder, uri, session } = await opened(text)
      const inFile = (await actions('await greet(ada')).find(({ title }) => title === IN_FILE)
      const made = await edit(inFile)
      expect(made.changeAnnotations).toBeUndefined()
      const after = afterEdit(made, { [uri]: { version: 1, text } })
      expect(after).toEqual(textsOf(expected(text, false), folder))
      await session.change(uri, 2, [{ text: after[uri] }])
      expect(await session.pull(uri)).toEqual([])
    }
  })

  it('asks before what must be finished by hand, and leaves a whole text when that is refused', async () => {
    const { actions, edit, folder, uri } = await opened(MANY)
    const made = await edit((await actions('await greet(ada')).find(({ title }) => title === IN_FILE))
    expect(Object.values(made.changeAnnotations ?? {})).toEqual([expect.objectContaining({ needsConfirmation: true, label: 'Finish by hand', description: expect.stringMatching(/.{10}/) })])
    const open = { [uri]: { version: 1, text: MANY } }
    expect(afterEdit(made, open)).toEqual(textsOf(expected(MANY, true), folder))
    const left = afterEdit(withoutAnnotated(made), open)
    expect([{}, textsOf(expected(MANY, false), folder)]).toContainEqual(left)
  })

  it('leaves out what must be finished by hand for a client that cannot ask', async () => {
    const { workspaceEdit } = MODERN.workspace ?? {}
    const { changeAnnotationSupport: _, ...silent } = workspaceEdit ?? {}
    const { actions, edit, folder, uri } = await opened(MANY, { ...MODERN, workspace: { ...MODERN.workspace, workspaceEdit: silent } })
    const made = await edit((await actions('await greet(ada')).find(({ title }) => title === IN_FILE))
    expect(afterEdit(made, { [uri]: { version: 1, text: MANY } })).toEqual(textsOf(expected(MANY, false), folder))
  })

  it('is made for the text as it is when the client asks for the edit', async () => {
    const { actions, edit, session, uri } = await opened(SAFE)
    const [inTest] = await actions('await greet(ada')
    const start = { line: 0, character: 0 }
    await session.change(uri, 2, [{ range: { start, end: start }, text: '# moved\n' }])
    const after = afterEdit(await edit(inTest), { [uri]: { version: 2, text: `# moved\n${SAFE}` } })[uri] ?? ''
    expect(after).toMatch(/^# moved\n/)
    expect(after).not.toContain('ada = AsyncMock')
    await session.change(uri, 3, [{ text: PLAIN }])
    await expect(session.request('codeAction/resolve', inTest)).rejects.toMatchObject({ code: -32801 })
  })
})

describe('a fixture of a conftest.py', () => {
  const CONFTEST = `from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket


@pytest.fixture
def ada():
    return AsyncMock(spec=WebSocket)
`
  const USER = `import pytest

from chat.session import greet


@pytest.mark.asyncio
async def test_greets(ada):
    await greet(ada, "Ada")
    ada.send_json.assert_awaited_once_with({"type": "hello", "name": "Ada"})
`

  it('is replaced together with the tests of other files, as they are in the editor or on disk', async () => {
    const folder = await workspaceWith({ 'tests/conftest.py': CONFTEST, 'tests/test_one.py': USER, 'tests/deep/test_two.py': USER })
    const session = await startSession({ folders: [folder], capabilities: MODERN })
    const uri = uriOf(folder, 'tests/conftest.py')
    const one = uriOf(folder, 'tests/test_one.py')
    const edited = USER.replace('test_greets', 'test_greets_her')
    await session.open(uri, 'python', CONFTEST)
    await session.open(one, 'python', edited)
    const position = positionOf(CONFTEST, 'AsyncMock(spec')
    const actions = await session.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: await session.pull(uri) } })
    const action = actions.find(({ title }) => title.startsWith('Replace the mock'))
    const { edit } = await session.request<CodeAction>('codeAction/resolve', action)
    const after = afterEdit(edit ?? {}, { [uri]: { version: 1, text: CONFTEST }, [one]: { version: 1, text: edited } })
    expect(after[uri]).not.toContain('AsyncMock')
    expect(after[one]).toContain('async def test_greets_her(websocket_pair):')
    expect(after[uriOf(folder, 'tests/deep/test_two.py')]).toContain('assert await websocket_pair.client.received_json() == [{"type": "hello", "name": "Ada"}]')
  })
})

describe('source.fixAll.demock', () => {
  it('replaces every mock that needs no review', async () => {
    const { actions, edit, folder, uri, session } = await opened(MANY)
    expect(session.initialized.capabilities.codeActionProvider).toMatchObject({ codeActionKinds: expect.arrayContaining(['source.fixAll.demock', 'refactor.rewrite.demock']) })
    for (const only of ['source', 'source.fixAll', 'source.fixAll.demock']) {
      const found = await actions({ line: 0, character: 0 }, [only])
      expect(found.map(({ title, kind }) => [title, kind])).toEqual([[FIX_ALL, 'source.fixAll.demock']])
    }
    const [action] = await actions({ line: 0, character: 0 }, ['source.fixAll'])
    const made = await edit(action)
    expect(made.changeAnnotations).toBeUndefined()
    const after = afterEdit(made, { [uri]: { version: 1, text: MANY } })
    expect(after).toEqual(textsOf(expected(MANY, false), folder))
    expect(after[uri]).toContain('ivo = AsyncMock')
  })

  it.each([['nothing can be replaced', DOUBLE], ['everything needs a review', UNFINISHED], ['nothing is a mock', PLAIN]])('does nothing where %s', async (_, text) => {
    const { actions } = await opened(text)
    expect(await actions({ line: 0, character: 0 }, ['source.fixAll'])).toEqual([])
  })

  it('is not offered to a client that does not ask for it', async () => {
    const { actions } = await opened(MANY)
    expect((await actions('await greet(ada')).some(({ kind }) => kind?.startsWith('source'))).toBe(false)
    expect(await actions('await greet(ada', ['source.organizeImports'])).toEqual([])
  })

  it('leaves alone what a directive allows', async () => {
    const text = MANY.replace('    ada =', '    # demock: allow(websocket) – the server is not ours\n    ada =')
    const { actions, edit, uri } = await opened(text)
    const [action] = await actions({ line: 0, character: 0 }, ['source.fixAll'])
    const after = afterEdit(await edit(action), { [uri]: { version: 1, text } })[uri] ?? ''
    expect(after).toContain('ada = AsyncMock')
    expect(after).not.toMatch(/(?:bob|eve) = AsyncMock/)
  })
})

/** What an editor applies when the user confirms nothing. */
function withoutAnnotated({ documentChanges = [] }: WorkspaceEdit): WorkspaceEdit {
  const kept: NonNullable<WorkspaceEdit['documentChanges']> = []
  for (const change of documentChanges) {
    if ('kind' in change) {
      if (!('annotationId' in change)) kept.push(change)
      continue
    }
    const edits = change.edits.filter((each) => !('annotationId' in each))
    if (edits.length > 0) kept.push({ ...change, edits })
  }
  return { documentChanges: kept }
}

function positionOf(text: string, part: string): Position {
  const at = text.replaceAll('\r\n', '\n').indexOf(part)
  if (at < 0) throw new Error(`${part} does not occur`)
  const before = text.replaceAll('\r\n', '\n').slice(0, at).split('\n')
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

function holds({ range: { start, end } }: Diagnostic, { line, character }: Position): boolean {
  return start.line === line && start.character <= character && character <= end.character
}
