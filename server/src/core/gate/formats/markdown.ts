import { code } from '../../reports/markdown.ts'
import { messageOfCounted } from '../../reports/message.ts'
import { counted } from '../../reports/text.ts'
import { changesByService, nameOf, remedyOf, type Verdict } from '../verdict.ts'

/** GitHub takes 65,536 characters of a comment. */
export const MOST_LISTED = 50

/** A comment for a pull request: `+2 −7 mocks: websocket −5, http +2 −2`, then the new ones. */
export function verdictMarkdown(verdict: Verdict): string {
  const { against, added, gone, kept, moved, passes } = verdict
  const services = changesByService(verdict).map(({ service, more, fewer }) => `${service} ${signed(more, fewer)}`)
  const head = services.length === 0 ? '**No mock more, none fewer**' : `**${signed(added.length, gone.length)} ${added.length + gone.length === 1 ? 'mock' : 'mocks'}**: ${services.join(', ')}`
  const rows = added.slice(0, MOST_LISTED).map(({ entry, site }) => `| ${code(`${entry.file}:${site.line}`)} | ${site.kind} | ${site.service} | ${tableCell(messageOfCounted(site))} |\n`)
  const rest = added.length > MOST_LISTED ? `\nand ${added.length - MOST_LISTED} more.\n` : ''
  const table = rows.length === 0 ? '' : `\n| New mock | Kind | Service | |\n| --- | --- | --- | --- |\n${rows.join('')}${rest}\n${remedyOf(against)}.\n`
  const stale = against.kind === 'baseline' && gone.length > 0 ? `\n${gone.length === 1 ? '1 entry' : `${gone.length} entries`} of ${code(nameOf(against))} stand for nothing any more: run ${code('demock baseline prune')}.\n` : ''
  const moves = moved.length === 0 ? '' : `\nMoved: ${moved.map(({ from, to }) => `${code(from)} → ${code(to)}`).join(', ')}.\n`
  return `### Demock: ${passes ? 'passed' : 'failed'}\n\n${head} (against ${code(nameOf(against))}; ${counted(kept.length, 'known mock')})\n${table}${stale}${moves}`
}

function signed(more: number, fewer: number): string {
  return [...(more > 0 ? [`+${more}`] : []), ...(fewer > 0 ? [`−${fewer}`] : [])].join(' ')
}

/** Text that stands in a cell of a table. */
export function tableCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;')
}
