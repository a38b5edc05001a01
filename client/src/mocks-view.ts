import { EventEmitter, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, window } from 'vscode'
import type { Event, ExtensionContext } from 'vscode'
import type { WorkspaceCount } from '../../server/src/protocol/messages.ts'
import { revealCommand } from './reveal.ts'
import { childrenOf, rowsOf } from './tree.ts'
import type { Row, ServiceRow } from './tree.ts'
import { counted, mocks } from './wording.ts'

/** The view "Mocks": the last count of the workspace. */
export interface MocksView {
  show(count: WorkspaceCount): void
  count(): WorkspaceCount | undefined
  rows(): readonly ServiceRow[]
  readonly onDidChange: Event<void>
}

export function activateMocksView(context: ExtensionContext): MocksView {
  const changed = new EventEmitter<void>()
  let count: WorkspaceCount | undefined
  let rows: readonly ServiceRow[] = []
  const view = window.createTreeView<Row>('demock.mocks', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => [...(row ? childrenOf(row) : rows)],
      getTreeItem: itemOf,
      getParent: () => undefined,
    },
  })
  context.subscriptions.push(changed, view)
  return {
    show(result) {
      count = result
      rows = rowsOf(result)
      view.description = `${mocks(result.sites)} in ${counted(result.filesWithMocks, 'file')}`
      const message = messageOf(result)
      if (message === undefined) delete view.message
      else view.message = message
      changed.fire()
      const first = rows[0]
      if (first) void view.reveal(first, { select: false, focus: false, expand: true })
    },
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

function itemOf(row: Row): TreeItem {
  switch (row.kind) {
    case 'service': {
      const sites = mocks(row.service.sites)
      const item = new TreeItem(row.service.title, TreeItemCollapsibleState.Collapsed)
      item.description = `${sites} in ${counted(row.files.length, 'file')}`
      item.iconPath = new ThemeIcon('beaker')
      item.accessibilityInformation = { label: `${row.service.title}, ${item.description}` }
      return item
    }
    case 'file': {
      const item = new TreeItem(row.path, TreeItemCollapsibleState.Collapsed)
      item.resourceUri = Uri.parse(row.uri)
      item.description = String(row.sites.length)
      item.iconPath = ThemeIcon.File
      item.accessibilityInformation = { label: `${row.path}, ${mocks(row.sites.length)}` }
      return item
    }
    case 'site': {
      const { site, uri } = row
      const item = new TreeItem(site.label)
      item.description = `${site.kind}, line ${site.start.line + 1}`
      item.tooltip = site.detail
      item.command = revealCommand(uri, site)
      item.accessibilityInformation = { label: `${site.label}, ${site.kind}, line ${site.start.line + 1}, ${site.detail}` }
      return item
    }
  }
}
