import { commands, window } from 'vscode'
import type { ExtensionContext, QuickPickItem } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { COUNT } from '../../../server/src/protocol/messages.ts'
import type { CountParams, FileCount, SiteEntry } from '../../../server/src/protocol/messages.ts'
import { rangeOf } from '../reveal.ts'
import { mocks } from '../wording.ts'

export const LIST_MOCKS = 'demock.listMocks'

/** Lists the mocks of the active file and jumps to the chosen one. */
export function activateListMocks(context: ExtensionContext, client: LanguageClient): void {
  context.subscriptions.push(commands.registerCommand(LIST_MOCKS, async () => {
    const editor = window.activeTextEditor
    if (!editor) return
    const params: CountParams = { textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) } }
    const count = await client.sendRequest<FileCount | null>(COUNT, params)
    if (!count || count.sites.length === 0) {
      void window.showInformationMessage('There are no mocks in this file.')
      return
    }
    const picked = await window.showQuickPick(count.sites.map(itemOf), { title: mocks(count.sites.length), matchOnDescription: true, matchOnDetail: true })
    if (picked) await window.showTextDocument(editor.document, { selection: rangeOf(picked.site), ...(editor.viewColumn ? { viewColumn: editor.viewColumn } : {}) })
  }))
}

interface SiteItem extends QuickPickItem {
  readonly site: SiteEntry
}

function itemOf(site: SiteEntry): SiteItem {
  return { label: site.label, description: `${site.service} ${site.kind}, line ${site.start.line + 1}`, detail: site.detail, site }
}
