import type { Event, ExtensionContext } from 'vscode'
import { EventEmitter, MarkdownString, StatusBarAlignment, window, workspace } from 'vscode'
import { State } from 'vscode-languageclient'
import type { LanguageClient } from 'vscode-languageclient/node'
import { COUNT, COUNT_CHANGED } from '../../server/src/protocol/messages.ts'
import type { CountParams, FileCount } from '../../server/src/protocol/messages.ts'
import { LIST_MOCKS } from './commands/list-mocks.ts'
import { mocks } from './wording.ts'

/** What the status bar shows: undefined while it is hidden. */
export interface StatusBar {
  text(): string | undefined
  /** The text has changed. */
  readonly onDidChange: Event<void>
}

/** Shows the number of mocks of the active test file, as the server counts it. */
export function activateStatusBar(context: ExtensionContext, client: LanguageClient): StatusBar {
  const item = window.createStatusBarItem('demock.mocks', StatusBarAlignment.Right, 100)
  item.name = 'Demock: Mocks'
  item.command = LIST_MOCKS
  const changed = new EventEmitter<void>()
  let text: string | undefined

  function show(count: FileCount | null): void {
    const before = text
    text = count?.isTest && isEnabled() ? `$(beaker) ${mocks(count.sites.length)}` : undefined
    if (text !== before) changed.fire()
    if (!count || text === undefined) return item.hide()
    item.text = text
    item.tooltip = tooltipOf(count)
    item.accessibilityInformation = { label: `${mocks(count.sites.length)} in this file`, role: 'button' }
    item.show()
  }

  async function update(): Promise<void> {
    const uri = activeUri()
    if (uri === undefined || client.state !== State.Running) return show(null)
    const params: CountParams = { textDocument: { uri } }
    const count = await client.sendRequest<FileCount | null>(COUNT, params)
    if (activeUri() === uri) show(count)
  }

  function updateLater(): void {
    update().catch((error: unknown) => client.error('The mocks of the active file could not be counted', error, false))
  }

  function activeUri(): string | undefined {
    const document = window.activeTextEditor?.document
    return document && client.code2ProtocolConverter.asUri(document.uri)
  }

  context.subscriptions.push(
    item,
    changed,
    client.onNotification(COUNT_CHANGED, (count: FileCount) => {
      if (count.uri === activeUri()) show(count)
    }),
    client.onDidChangeState(updateLater),
    window.onDidChangeActiveTextEditor(updateLater),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('demock')) updateLater()
    }),
  )
  updateLater()
  return { text: () => text, onDidChange: changed.event }
}

function isEnabled(): boolean {
  return workspace.getConfiguration('demock').get('statusBar.enabled', true)
}

function tooltipOf({ services, allowed, references }: FileCount): MarkdownString {
  const rows = services.map(({ title, sites }) => `| ${title} | ${sites} |`)
  const table = rows.length === 0 ? [] : ['| Stands in for | Mocks |', '| :-- | --: |', ...rows, '']
  return new MarkdownString([...table, `${allowed > 0 ? `${allowed} allowed by directives. ` : ''}${references} references in all. Click to list the mocks.`].join('\n'))
}
