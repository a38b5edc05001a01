import assert from 'node:assert/strict'
import { commands, DiagnosticSeverity, window, workspace, WorkspaceEdit } from 'vscode'
import type { Uri } from 'vscode'
import type { GateResult, ReportResult } from '../../../server/src/protocol/messages.ts'
import { SOCKET } from '../../lsp/texts.ts'
import { closeAll, demock, diagnosticsOf, eventually, fileUri, readFile, show } from './vscode.ts'

const FILE = 'demock-baseline.jsonl'
const TEST = 'e2e/gate/test_gate.py'

describe('the baseline', () => {
  before(demock)
  afterEach(async () => {
    await closeAll()
    await workspace.fs.delete(fileUri(FILE))
  })

  it('makes known mocks hints, and shrinks when one is gone from a saved file', async () => {
    const document = await show(TEST, SOCKET)
    const { uri } = document
    await severity(uri, DiagnosticSeverity.Warning)
    assert.equal((await run('demock.createBaseline'))?.state, 'written')
    await severity(uri, DiagnosticSeverity.Hint)
    assert.equal((await run('demock.checkChanges'))?.state, 'passed')
    assert((await readFile(fileUri(FILE))).includes(TEST))

    const edit = new WorkspaceEdit()
    edit.replace(uri, document.lineAt(10).range, '    ws = connected()')
    assert(await workspace.applyEdit(edit))
    const shrunk = changeOf(FILE)
    assert(await document.save())
    await shrunk
    assert(!(await readFile(fileUri(FILE))).includes(TEST))
    assert.equal((await run('demock.checkChanges'))?.state, 'passed')
  })
})

describe('the report', () => {
  before(demock)
  afterEach(closeAll)

  it('is shown in a view of its own', async () => {
    const report = await commands.executeCommand<ReportResult | undefined>('demock.exportReport')
    assert.match(report?.markdown ?? '', /Phase 1: WebSocket/)
    await eventually(window.tabGroups.onDidChangeTabs, () => window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)), (labels) => labels.includes('Demock Report'))
  })
})

async function run(command: string): Promise<GateResult | undefined> {
  return await commands.executeCommand<GateResult | undefined>(command)
}

async function severity(uri: Uri, wanted: DiagnosticSeverity): Promise<void> {
  await diagnosticsOf(uri, (diagnostics) => diagnostics.length === 1 && diagnostics[0]?.severity === wanted)
}

/** The next change of a file on disk. */
function changeOf(path: string): Promise<void> {
  const watcher = workspace.createFileSystemWatcher(`**/${path}`)
  return new Promise((resolve) => watcher.onDidChange(() => {
    watcher.dispose()
    resolve()
  }))
}
