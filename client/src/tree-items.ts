import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode'
import type { Command } from 'vscode'
import type { VerifiedFile } from '../../server/src/protocol/messages.ts'
import { revealCommand } from './reveal.ts'
import type { Row, VerifiedRow } from './tree.ts'
import { counted, mocks } from './wording.ts'

/** Virtual documents of the last conversion. */
export interface VerifiedTexts {
  /** A file before and after it. */
  sidesOf(change: VerifiedFile['changes'][number]): readonly [before: Uri, after: Uri]
  outputOf(file: VerifiedFile): Uri
}

const ICONS: Readonly<Record<VerifiedFile['outcome'], ThemeIcon>> = {
  'proven': new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  'not proven': new ThemeIcon('question', new ThemeColor('testing.iconQueued')),
  'rolled back': new ThemeIcon('discard', new ThemeColor('testing.iconFailed')),
  'untouched': new ThemeIcon('dash'),
}

/** How a row looks, what it says to those who listen, and what a click on it does. */
export function itemOf(row: Row, texts: VerifiedTexts): TreeItem {
  const item = plainItemOf(row, texts)
  item.contextValue = row.kind === 'run' ? row.result.state : row.kind
  item.accessibilityInformation = { label: [item.label, item.description].filter((part) => typeof part === 'string').join(', ') }
  return item
}

function plainItemOf(row: Row, texts: VerifiedTexts): TreeItem {
  switch (row.kind) {
    case 'service': return holder(row.service.title, `${mocks(row.service.sites)} in ${counted(row.files.length, 'file')}`, new ThemeIcon('beaker'))
    case 'file': {
      const item = holder(nameOf(row.path), [mocks(row.sites.length), ...folderOf(row.path)].join(', '), ThemeIcon.File)
      item.tooltip = row.path
      item.resourceUri = Uri.parse(row.uri)
      return item
    }
    case 'site': {
      const { site, uri } = row
      return leaf(site.label, `${site.kind}, line ${site.start.line + 1}`, undefined, revealCommand(uri, site), site.detail)
    }
    case 'run': {
      const item = holder('Last conversion', row.result.message, new ThemeIcon('verified'))
      item.collapsibleState = row.result.files.length === 0 ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Expanded
      item.tooltip = row.result.message
      return item
    }
    case 'verified': return verifiedItem(row)
    case 'reason': return leaf(row.reason, undefined, new ThemeIcon('info'), undefined, row.reason)
    case 'output': return leaf('Test output', row.file.command ?? undefined, new ThemeIcon('output'), { command: 'vscode.open', title: 'Show Test Output', arguments: [texts.outputOf(row.file)] })
    case 'changes': {
      const { change } = row
      const open: Command = { command: 'vscode.diff', title: 'Show Changes', arguments: [...texts.sidesOf(change), `${change.path} (converted)`] }
      return leaf(nameOf(change.path), change.before === null ? 'new file' : 'changes', new ThemeIcon('diff'), open, change.path)
    }
    case 'breakage': {
      const { breakage: { label, noticed, uri, path, start } } = row
      const icon = noticed ? new ThemeIcon('pass', new ThemeColor('testing.iconPassed')) : new ThemeIcon('error', new ThemeColor('testing.iconFailed'))
      return leaf(label, `${noticed ? 'noticed' : 'not noticed'}, ${nameOf(path)}:${start.line + 1}`, icon, revealCommand(uri, { start, end: start }), `${path}:${start.line + 1}`)
    }
  }
}

function verifiedItem({ file, isAsking }: VerifiedRow): TreeItem {
  const { outcome, kept, sites, breakages, path, uri, resumed } = file
  const noticed = breakages.length === 0 ? [] : [`${breakages.filter((breakage) => breakage.noticed).length} of ${counted(breakages.length, 'breakage')} noticed`]
  const holds = outcome === 'proven' || outcome === 'not proven'
  const said = outcome === 'not proven' ? 'converted, not proven' : outcome
  const item = holder(nameOf(path), [said, mocks(sites), ...noticed, ...(resumed ? ['in an earlier run'] : []), ...(holds && !kept ? [isAsking ? 'not kept yet' : 'discarded'] : [])].join(', '), ICONS[outcome])
  if (outcome === 'rolled back') item.collapsibleState = TreeItemCollapsibleState.Expanded
  item.tooltip = [path, item.description, ...(file.reason === null ? [] : [file.reason])].join('\n')
  item.command = { command: 'vscode.open', title: 'Open', arguments: [Uri.parse(uri)] }
  return item
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function folderOf(path: string): string[] {
  const end = path.lastIndexOf('/')
  return end < 0 ? [] : [path.slice(0, end)]
}

function holder(label: string, description: string, icon: ThemeIcon): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed)
  item.description = description
  item.iconPath = icon
  return item
}

function leaf(label: string, description: string | undefined, icon: ThemeIcon | undefined, command: Command | undefined, tooltip?: string): TreeItem {
  const item = new TreeItem(label)
  if (description !== undefined) item.description = description
  if (icon) item.iconPath = icon
  if (command) item.command = command
  if (tooltip !== undefined) item.tooltip = tooltip
  return item
}
