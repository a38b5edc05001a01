import assert from 'node:assert/strict'
import { commands, ConfigurationTarget, Position, window, workspace, WorkspaceEdit } from 'vscode'
import type { WorkspaceCount } from '../../../server/src/protocol/messages.ts'
import { DOUBLE, SOCKET } from '../../lsp/texts.ts'
import { closeAll, demock, eventually, fileUri, show } from './vscode.ts'

describe('the status bar', () => {
  before(demock)
  afterEach(closeAll)

  it('counts while somebody types', async () => {
    const document = await show('e2e/test_count.py', DOUBLE)
    await shows('$(beaker) 1 mock')
    const edit = new WorkspaceEdit()
    edit.insert(document.uri, new Position(7, 0), '    other = Mock()\n')
    assert(await workspace.applyEdit(edit))
    await shows('$(beaker) 2 mocks')
    await commands.executeCommand('undo')
    await shows('$(beaker) 1 mock')
  })

  it('is hidden where no test is', async () => {
    await show('e2e/test_shown.py', SOCKET)
    await shows('$(beaker) 1 mock')
    await show('e2e/notes.py', 'x = 1\n')
    await shows(undefined)
    await show('e2e/notes.md', '# Notes\n')
    await shows(undefined)
  })

  it('is hidden by its setting', async () => {
    await show('e2e/test_setting.py', SOCKET)
    await shows('$(beaker) 1 mock')
    const settings = workspace.getConfiguration('demock')
    await settings.update('statusBar.enabled', false, ConfigurationTarget.Global)
    try {
      await shows(undefined)
    } finally {
      await settings.update('statusBar.enabled', undefined, ConfigurationTarget.Global)
    }
    await shows('$(beaker) 1 mock')
  })
})

describe('the count of the workspace', () => {
  before(demock)
  afterEach(closeAll)

  it('fills the tree and the summary', async () => {
    await show('e2e/counted/test_counted.py', SOCKET)
    const count = await commands.executeCommand<WorkspaceCount>('demock.countWorkspace')
    assert.equal(count.cancelled, false)
    const counted = count.entries.find(({ path }) => path === 'e2e/counted/test_counted.py')
    assert.deepEqual(counted?.sites.map(({ service, label, start }) => [service, label, start.line]), [['websocket', 'ws', 10]])
    assert.equal(count.sites, count.entries.reduce((sum, { sites }) => sum + sites.length, 0))
    assert.equal(count.sites, count.services.reduce((sum, { sites }) => sum + sites, 0))
    assert(count.entries.some(({ path }) => path.startsWith('python/tests/')), 'the example is not counted')

    const { mocksView } = await demock()
    const rows = mocksView.rows()
    assert.deepEqual(rows.map(({ service }) => service), count.services)
    assert.equal(rows.flatMap(({ files }) => files).flatMap(({ sites }) => sites).length, count.sites)

    await commands.executeCommand('demock.showSummary')
    const summary = window.activeTextEditor?.document
    assert.equal(summary?.languageId, 'markdown')
    assert.equal(summary?.getText(), count.markdown)
  })

  it('counts again what was saved since', async () => {
    const before = await commands.executeCommand<WorkspaceCount>('demock.countWorkspace')
    await show('e2e/counted/test_more.py', DOUBLE)
    const after = await commands.executeCommand<WorkspaceCount>('demock.countWorkspace')
    assert.equal(after.sites, before.sites + 1)
    await workspace.fs.delete(fileUri('e2e/counted/test_more.py'))
  })
})

async function shows(text: string | undefined): Promise<void> {
  const { statusBar } = await demock()
  await eventually(statusBar.onDidChange, statusBar.text, (shown) => shown === text)
}
