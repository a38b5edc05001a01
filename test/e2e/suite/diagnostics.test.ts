import assert from 'node:assert/strict'
import { commands, DiagnosticSeverity, Position, workspace, WorkspaceEdit } from 'vscode'
import type { Hover, MarkdownString } from 'vscode'
import { SOCKET, VITEST } from '../../lsp/texts.ts'
import { closeAll, demock, diagnosticsOf, fileUri, show, writeFile } from './vscode.ts'

describe('diagnostics', () => {
  before(demock)
  afterEach(closeAll)

  it('appear in a Python test, with code, link and evidence', async () => {
    const document = await show('e2e/test_appear.py', SOCKET)
    const [diagnostic] = await diagnosticsOf(document.uri, (diagnostics) => diagnostics.length === 1)
    assert(diagnostic)
    assert.equal(document.getText(diagnostic.range), 'AsyncMock')
    assert.equal(diagnostic.severity, DiagnosticSeverity.Warning)
    assert(typeof diagnostic.code === 'object')
    assert.equal(diagnostic.code.value, 'websocket-mock')
    assert.match(diagnostic.code.target.path, /docs\/diagnostics\.md$/)
    assert(diagnostic.relatedInformation?.some(({ message }) => message === 'verified here'))
  })

  it('appear in a TypeScript test', async () => {
    const document = await show('e2e/greet.test.ts', VITEST)
    const diagnostics = await diagnosticsOf(document.uri, ({ length }) => length === 2)
    assert.deepEqual(diagnostics.map(({ range }) => document.getText(range)), ['vi.fn', 'vi.fn'])
  })

  it('follow what is typed', async () => {
    const document = await show('e2e/test_typed.py', SOCKET)
    await diagnosticsOf(document.uri, ({ length }) => length === 1)
    const edit = new WorkspaceEdit()
    edit.insert(document.uri, new Position(document.lineCount, 0), '\n\ndef test_more():\n    other = AsyncMock()\n')
    assert(await workspace.applyEdit(edit))
    const [, mock, finding] = await diagnosticsOf(document.uri, ({ length }) => length === 3)
    assert.deepEqual([mock?.code, finding?.code].map((code) => (typeof code === 'object' ? code.value : code)), ['code-mock', 'unused-double'])
    await commands.executeCommand('undo')
    await diagnosticsOf(document.uri, ({ length }) => length === 1)
  })

  it('come with a hover', async () => {
    const document = await show('e2e/test_hover.py', SOCKET)
    const [diagnostic] = await diagnosticsOf(document.uri, ({ length }) => length === 1)
    assert(diagnostic)
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, diagnostic.range.start)
    const text = hovers.flatMap(({ contents }) => contents).map((content) => (content as MarkdownString).value).join('\n')
    assert.match(text, /WebSocket double.*unittest\.mock\.AsyncMock/)
  })

  it('show what is wrong in demock.json, as long as it is', async () => {
    await writeFile('demock.json', '{\n  "preset": "loud"\n}\n')
    const settings = fileUri('demock.json')
    try {
      const [problem] = await diagnosticsOf(settings, ({ length }) => length === 1)
      assert.equal(problem?.range.start.line, 1)
    } finally {
      await workspace.fs.delete(settings)
    }
    await diagnosticsOf(settings, ({ length }) => length === 0)
  })

  it('come back after the server was started again', async () => {
    const document = await show('e2e/test_restart.py', SOCKET)
    await diagnosticsOf(document.uri, ({ length }) => length === 1)
    await commands.executeCommand('demock.restartServer')
    await diagnosticsOf(document.uri, ({ length }) => length === 1)
    assert((await demock()).client.isRunning())
  })
})
