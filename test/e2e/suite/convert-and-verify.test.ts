import assert from 'node:assert/strict'
import { commands, extensions, Position, Range, window, workspace } from 'vscode'
import type { CodeAction } from 'vscode'
import type { VerifyParams, VerifyResult } from '../../../server/src/protocol/messages.ts'
import { SOCKET } from '../../lsp/texts.ts'
import { closeAll, demock, diagnosticsOf, fileUri, show } from './vscode.ts'

describe('convert and verify', () => {
  before(demock)
  afterEach(async () => {
    await closeAll()
    await workspace.fs.delete(fileUri('e2e/verify'), { recursive: true, useTrash: false })
  })

  it('is offered at a mock, and runs nothing unless the user agrees to the command', async () => {
    const { uri } = await show('e2e/verify/test_offered.py', SOCKET)
    await diagnosticsOf(uri, (diagnostics) => diagnostics.length === 1)
    const at = new Position(10, 12)
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, new Range(at, at))
    const offered = actions.find(({ title }) => title === 'Convert and verify this mock')
    assert.deepEqual(offered?.command?.arguments?.map((params: VerifyParams) => params.service), ['websocket'])
    const result = await whileNobodyAnswers<VerifyResult>(offered?.command?.command ?? '', ...(offered?.command?.arguments ?? []))
    assert.deepEqual([result?.state, result?.files], ['declined', []])
    assert.equal((await workspace.openTextDocument(uri)).getText(), SOCKET)
  })

  it('takes files and folders of the explorer, and says where there is nothing to convert', async () => {
    const { uri: file } = await show('e2e/verify/test_nothing.py', 'def test_nothing():\n    assert True\n')
    for (const uri of [file, fileUri('e2e/verify')]) assert.equal((await whileNobodyAnswers<VerifyResult>('demock.convertAndVerify', uri))?.state, 'nothing')
  })

  it('does nothing while a document of the folder is not saved, and the user does not want that', async () => {
    const document = await show('e2e/verify/test_unsaved.py', SOCKET)
    const editor = await window.showTextDocument(document)
    assert(await editor.edit((edit) => edit.insert(new Position(0, 0), '# more\n')))
    assert.equal(await whileNobodyAnswers<VerifyResult>('demock.convertAndVerify'), undefined)
    assert(document.isDirty)
  })

  it('needs a trusted workspace, as the manifest says', () => {
    const manifest = extensions.getExtension('demock.demock')?.packageJSON as { capabilities: { untrustedWorkspaces: { supported: unknown } } } | undefined
    assert.equal(manifest?.capabilities.untrustedWorkspaces.supported, 'limited')
  })
})

/** Runs a command, and closes every question that it asks. */
async function whileNobodyAnswers<Result>(command: string, ...args: readonly unknown[]): Promise<Result | undefined> {
  let isDone = false
  const result = Promise.resolve(commands.executeCommand<Result | undefined>(command, ...args)).finally(() => (isDone = true))
  while (!isDone) await commands.executeCommand('notifications.clearAll')
  return result
}
