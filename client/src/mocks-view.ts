import { EventEmitter, window } from 'vscode'
import type { Event, ExtensionContext } from 'vscode'
import type { VerifyResult, WorkspaceCount } from '../../server/src/protocol/messages.ts'
import { childrenOf, rowsOf } from './tree.ts'
import type { Row, RunRow, ServiceRow } from './tree.ts'
import { itemOf } from './tree-items.ts'
import { activateVerifiedTexts } from './verified-texts.ts'
import type { VerifiedTextsShown } from './verified-texts.ts'
import { counted, mocks } from './wording.ts'

/** The view "Mocks": the last count of the workspace, and above it the last conversion. */
export interface MocksView {
  /** Shows what became of a conversion, or what is proposed. */
  showVerified(result: VerifyResult): void
  verified(): VerifyResult | undefined
  readonly texts: VerifiedTextsShown
  /** Shows a count, and itself. */
  show(count: WorkspaceCount): void
  /** Shows a count where it is shown already. */
  update(count: WorkspaceCount): void
  count(): WorkspaceCount | undefined
  rows(): readonly ServiceRow[]
  readonly onDidChange: Event<void>
}

export function activateMocksView(context: ExtensionContext): MocksView {
  const changed = new EventEmitter<void>()
  let count: WorkspaceCount | undefined
  let rows: readonly ServiceRow[] = []
  let run: RunRow | undefined
  const texts = activateVerifiedTexts(context)
  const view = window.createTreeView<Row>('demock.mocks', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => [...(row ? childrenOf(row) : run ? [run, ...rows] : rows)],
      getTreeItem: (row) => itemOf(row, texts),
      getParent: () => undefined,
    },
  })
  context.subscriptions.push(changed, view)

  function update(result: WorkspaceCount): void {
    count = result
    rows = rowsOf(result)
    view.description = `${mocks(result.sites)} in ${counted(result.filesWithMocks, 'file')}`
    const message = messageOf(result)
    if (message === undefined) delete view.message
    else view.message = message
    changed.fire()
  }

  return {
    show(result) {
      update(result)
      const first = rows[0]
      if (first) void view.reveal(first, { select: false, focus: false, expand: true })
    },
    update,
    showVerified(result) {
      run = { kind: 'run', result }
      changed.fire()
      if (result.files.length > 0) void view.reveal(run, { select: false, focus: false, expand: 2 })
    },
    verified: () => run?.result,
    texts,
    count: () => count,
    rows: () => rows,
    onDidChange: changed.event,
  }
}

function messageOf({ cancelled, files, sites, suspected, skipped }: WorkspaceCount): string | undefined {
  const parts = [
    ...(cancelled ? [`Stopped early, after ${counted(files, 'file')}.`] : []),
    ...(sites === 0 && !cancelled ? ['No mocks in this workspace.'] : []),
    ...(suspected > 0 ? [`${suspected.toLocaleString('en')} suspected, not counted.`] : []),
    ...(skipped.length > 0 ? [`${counted(skipped.length, 'file')} could not be read.`] : []),
  ]
  return parts.length === 0 ? undefined : parts.join(' ')
}
