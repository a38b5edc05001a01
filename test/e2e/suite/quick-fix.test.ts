import assert from 'node:assert/strict'
import { CodeActionKind, commands, Range, workspace } from 'vscode'
import type { CodeAction, TextDocument } from 'vscode'
import { PLAIN, SOCKET } from '../../lsp/texts.ts'
import { closeAll, demock, diagnosticsOf, readFile, show } from './vscode.ts'

/** Actions are resolved, so that they hold their edit. */
const RESOLVED = 20

/** As VS Code applies a code action that touches several files: all of them are saved. */
const AS_A_CODE_ACTION = { isRefactoring: true }

describe('a quick fix', () => {
  before(demock)
  afterEach(closeAll)

  it('puts a real connection in the place of a mock; all of it is on disk after saving', async () => {
    const document = await show('e2e/fixed/test_greeting.py', SOCKET)
    const [diagnostic] = await diagnosticsOf(document.uri, ({ length }) => length === 1)
    assert(diagnostic)
    const [action] = await actionsAt(document, diagnostic.range, CodeActionKind.QuickFix)
    assert(action?.edit, 'there is no quick fix with an edit')
    assert.equal(action.isPreferred, true)
    const touched = action.edit.entries().map(([uri]) => uri)
    assert(touched.length > 1, 'no support file is written')

    assert(await workspace.applyEdit(action.edit, AS_A_CODE_ACTION))
    await diagnosticsOf(document.uri, ({ length }) => length === 0)
    assert(await workspace.saveAll(false))

    const after = await readFile(document.uri)
    assert.doesNotMatch(after, /AsyncMock|assert_awaited/)
    for (const uri of touched) {
      const text = await readFile(uri)
      assert(text.length > 0, `${uri.path} is empty`)
      assert.match(uri.path, /\/e2e\/fixed\//)
    }
  })

  it('inserts a fixture where no mock is', async () => {
    const document = await show('e2e/inserted/test_sum.py', PLAIN)
    const [action] = await actionsAt(document, new Range(5, 4, 5, 4), CodeActionKind.Refactor)
    assert(action?.edit, 'there is no action with an edit')
    assert.match(action.title, /WebSocket/)
    assert(await workspace.applyEdit(action.edit, AS_A_CODE_ACTION))
    assert.notEqual(document.getText(), PLAIN)
    assert.match(document.getText(), /total = 1 \+ 1/)
  })
})

async function actionsAt(document: TextDocument, range: Range, kind: CodeActionKind): Promise<CodeAction[]> {
  const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, kind.value, RESOLVED)
  return actions.filter(({ title }) => /websocket/i.test(title))
}
