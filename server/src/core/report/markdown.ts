import { code } from '../reports/markdown.ts'
import { counted } from '../reports/text.ts'
import { nameOf } from '../gate/verdict.ts'
import type { CompletionReport, Count } from './completion.ts'

const MOST_ROWS = 40

/** The report as Markdown. */
export function reportMarkdown(report: CompletionReport): string {
  const { totals, change, date } = report
  return [
    '# Mocks and what is left of them\n',
    `${date}. **${counted(totals.sites, 'mock')}**${totals.allowed > 0 ? `, ${totals.allowed} of them allowed,` : ''} in ${totals.filesWithMocks} of ${counted(totals.files, 'source file')}${totals.suspected > 0 ? `; ${totals.suspected} more are suspected, not counted` : ''}.\n`,
    ...(change ? [changeText(change)] : []),
    '## By phase\n', phasesText(report),
    '## Work that is left\n', effortText(report),
    '## Where\n', table(['Folder', 'Mocks'], report.byFolder), table(['File', 'Mocks'], report.byFile), ...(report.byOwner.length > 0 ? [table(['Owner', 'Mocks'], report.byOwner)] : []),
    ...(report.contracts.length > 0 ? ['## Event contracts\n', ...report.contracts.map(contractText)] : []),
    ...(report.suppressions.length > 0 ? ['## Allowed mocks\n', suppressionsText(report)] : []),
  ].join('\n')
}

function changeText({ against, before, after, byService, files }: NonNullable<CompletionReport['change']>): string {
  const services = byService.map(({ service, more, fewer }) => `| ${service} | ${more > 0 ? `+${more}` : ''} | ${fewer > 0 ? `−${fewer}` : ''} |\n`).join('')
  const rows = files.slice(0, MOST_ROWS).map((file) => `| ${code(file.path)} | ${file.before} | ${file.after} |\n`).join('')
  return `## Since ${code(nameOf(against))}\n\n**${before} → ${after}** mocks (${after > before ? '+' : '−'}${Math.abs(after - before)})\n\n${services === '' ? '' : `| Service | More | Fewer |\n| --- | ---: | ---: |\n${services}\n`}${rows === '' ? '' : `| File | Before | Now |\n| --- | ---: | ---: |\n${rows}${rest(files.length)}`}`
}

function phasesText({ phases }: CompletionReport): string {
  return `| Phase | Mocks | |\n| --- | ---: | --- |\n${phases.map(({ name, sites, services }) => `| ${name} | ${sites} | ${services.filter((service) => service.sites > 0).map((service) => `${service.name} ${service.sites}`).join(', ')} |\n`).join('')}`
}

function effortText({ effort }: CompletionReport): string {
  const head = `| | Mocks |\n| --- | ---: |\n${effort.map(({ safety, sites }) => `| ${safety} | ${sites} |\n`).join('')}`
  return [head, ...effort.filter(({ reasons }) => reasons.length > 0).map(({ safety, reasons }) => table([`${safety}: why`, 'Mocks'], reasons, false))].join('\n')
}

function contractText({ contract, whole, events }: CompletionReport['contracts'][number]): string {
  const order = whole.length > 0 ? `Presence, order and pairs are asserted over a real connection in ${whole.map(({ path, line }) => code(`${path}:${line}`)).join(', ')}.` : 'Order and pairs are asserted nowhere over a real connection.'
  const shown = { real: 'over a real connection', mock: 'through mocks only', none: 'not at all' }
  const rows = events.map(({ event, covered, places }) => `| ${code(event)} | ${shown[covered]} | ${places.slice(0, 3).map(({ path, line }) => code(`${path}:${line}`)).join(', ')}${places.length > 3 ? `, ${places.length - 3} more` : ''} |\n`)
  return `### ${code(contract)}\n\n${order}\n\n| Event | Asserted | |\n| --- | --- | --- |\n${rows.join('')}`
}

function suppressionsText({ suppressions }: CompletionReport): string {
  return `| Where | Mock | Reason |\n| --- | --- | --- |\n${suppressions.map(({ path, line, service, kind, reason }) => `| ${code(`${path}:${line}`)} | ${kind} ${service} | ${reason.replaceAll('|', '\\|')} |\n`).join('')}`
}

function table([name, number]: readonly [string, string], counts: readonly Count[], quoted = true): string {
  const rows = counts.slice(0, MOST_ROWS).map((count) => `| ${quoted ? code(count.name) : count.name.replaceAll('|', '\\|')} | ${count.sites} |\n`)
  return `| ${name} | ${number} |\n| --- | ---: |\n${rows.join('')}${rest(counts.length)}`
}

function rest(count: number): string {
  return count > MOST_ROWS ? `\nand ${count - MOST_ROWS} more.\n` : ''
}
