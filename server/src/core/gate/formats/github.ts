import type { Severity } from '../../model/settings.ts'
import { codeOf, messageOfCounted } from '../../reports/message.ts'
import { counted } from '../../reports/text.ts'
import { groupedBy } from '../entries.ts'
import { nameOf, PRUNE, remedyOf, type Verdict } from '../verdict.ts'
import { describe } from './text.ts'

/**
 * Workflow commands that GitHub shows as annotations of a pull request (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions): one for each new mock and for
 * each file whose entries are gone; of a scan, one for each mock, as loud as the settings want it. GitHub shows the first ten of a step only, so new ones come first and one more line tells all numbers.
 */
export function githubAnnotations(verdict: Verdict): string {
  const { against, added, gone, passes } = verdict
  const news = added.map(({ entry, site, severity = 'error' }) =>
    command(COMMANDS[severity], { file: entry.file, line: site.line, col: site.column, endLine: site.endLine, endColumn: site.endColumn, title: codeOf(site) }, `${messageOfCounted(site)}. ${remedyOf(against)}`))
  const stale = against.kind === 'baseline' ? [...groupedBy(gone, ({ file }) => file)].map(([file, entries]) =>
    command('error', { file: nameOf(against), title: 'stale baseline' }, `${file}: ${entries.map(describe).join('; ')}: gone, so take it out of the baseline: ${PRUNE}`)) : []
  const numbers = passes ? [] : against.kind === 'nothing' ? [command('notice', { title: 'demock scan' }, counted(added.length, 'mock'))] : [command('error', { title: 'demock check' }, `${counted(added.length, 'new mock')}, ${gone.length} gone against ${nameOf(against)}`)]
  return [...news, ...stale, ...numbers].join('')
}

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice', off: 'notice' }

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',')
  return `::${name} ${listed}::${escapeData(message)}\n`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
