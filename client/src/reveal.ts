import { Range, Uri } from 'vscode'
import type { Command } from 'vscode'
import type { SiteEntry } from '../../server/src/protocol/messages.ts'

export function rangeOf({ start, end }: Pick<SiteEntry, 'start' | 'end'>): Range {
  return new Range(start.line, start.character, end.line, end.character)
}

/** The editor's own command that opens a file with the mock selected. */
export function revealCommand(uri: string, site: Pick<SiteEntry, 'start' | 'end'>): Command {
  return { command: 'vscode.open', title: 'Go to Mock', arguments: [Uri.parse(uri), { selection: rangeOf(site) }] }
}
