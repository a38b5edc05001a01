import { code } from '../reports/markdown.ts'
import { counted } from '../reports/text.ts'
import { nameOf } from '../gate/verdict.ts'
import type { CompletionReport, Count, WorkCount } from './completion.ts'
import type { Authorship, History } from './history.ts'
import { NO_LINKS, type LinkOf } from './links.ts'

const MOST_ROWS = 40
const MOST_POINTS = 16

/** The report as Markdown. */
export function reportMarkdown(report: CompletionReport, link: LinkOf = NO_LINKS): string {
  const { totals, change, date, phase, services, history, verified } = report
  const about = phase ?? services.join(', ')
  const allowed = totals.allowed > 0 ? `, ${totals.allowed} of them allowed,` : ''
  const suspected = totals.suspected > 0 ? `; ${totals.suspected} more are suspected, not counted` : ''
  const where = `${totals.filesWithMocks} of ${counted(totals.files, 'source file')}, ${counted(totals.references, 'reference')}`
  return [
    '# Mocks and what is left of them\n',
    `${date}${about === '' ? '' : `, ${about}`}. **${counted(totals.sites, 'mock')}**${allowed} in ${where}${suspected}.\n`,
    ...(change ? [changeText(change)] : []),
    ...(history ? ['## Trend\n', trendText(history, services)] : []),
    ...(history?.authors ? ['## Who adds mocks\n', authorsText(history.authors)] : []),
    '## By phase\n', phasesText(report),
    '## Work that is left\n', effortText(report),
    '## Where\n', workTable('Folder', report.byFolder), ...(report.byOwner.length > 0 ? [workTable('Owner', report.byOwner)] : []), workTable('File', report.byFile),
    ...(report.contracts.length > 0 ? ['## Event contracts\n', ...report.contracts.map((contract) => contractText(contract, link))] : []),
    ...(verified ? ['## Verified conversions\n', verifiedText(verified)] : []),
    ...(report.suppressions.length > 0 ? ['## Allowed mocks\n', suppressionsText(report, link)] : []),
    ...(report.directives.length > 0 ? ['## Exceptions that do not hold\n', rows(['Where', 'What is wrong'], report.directives.map((each) => [placeText(each, link), cell(each.message)]))] : []),
  ].join('\n')
}

function changeText({ against, before, after, byService, files }: NonNullable<CompletionReport['change']>): string {
  const services = byService.map(({ service, more, fewer }) => [service, signed(more, '+'), signed(fewer, '−')])
  const changed = files.map((file) => [code(file.path) + (file.formerly === null ? '' : ` (was ${code(file.formerly)})`), String(file.before), String(file.after), signed(file.more, '+'), signed(file.fewer, '−')])
  const difference = after === before ? 'as many' : `${after > before ? '+' : '−'}${Math.abs(after - before)}`
  return [
    `## Since ${code(nameOf(against))}\n`, `**${before} → ${after}** mocks (${difference})\n`,
    ...(services.length > 0 ? [rows(['Service', 'More', 'Fewer'], services, 2)] : []), ...(changed.length > 0 ? [rows(['File', 'Before', 'Now', 'More', 'Fewer'], changed, 4)] : []),
  ].join('\n')
}

function trendText({ points, commits, every, shallow }: History, services: CompletionReport['services']): string {
  const step = Math.ceil(points.length / MOST_POINTS)
  const shown = points.filter((_, index) => (points.length - 1 - index) % step === 0)
  const named = Object.keys(points.reduce((all, { byService }) => ({ ...all, ...byService }), {})).filter((service) => services.length === 0 || services.some((each) => each === service))
  const counts = shown.map(({ date, commit, byService }) => {
    const numbers = named.map((service) => byService[service as keyof typeof byService] ?? 0)
    return [date, code(commit.slice(0, 10)), String(numbers.reduce((sum, number) => sum + number, 0)), ...numbers.map(String)]
  })
  const clone = shallow ? ' This clone is shallow: what was before is not in it.' : ''
  const told = `${counted(shown.length, 'commit')} of ${commits} by first parents (${points.length} counted, every ${every}).${clone}`
  return `${rows(['Day', 'Commit', 'Mocks', ...named], counts, named.length + 1)}\n${told}\n`
}

function authorsText({ commits, all, since, byAgent }: Authorship): string {
  const shares = byAgent.map(({ agent, commits: count, adding, added, removed }) => [agent ?? 'names none', String(count), String(adding), String(added), String(removed)])
  const which = `${commits < all ? `The newest ${commits} of ${counted(all, 'commit')}` : counted(commits, 'commit')}${since === undefined ? '' : ` since ${since}`}, merges left out.`
  const how = 'A commit names an agent by its author, a `Co-authored-by` trailer or the line of its tool; who leaves no trace counts as none.'
  return `${rows(['Coding agent', 'Commits', 'that add mocks', 'Added', 'Removed'], shares, 4)}\n${which} ${how}\n`
}

function phasesText({ phases }: CompletionReport): string {
  return rows(['Phase', 'Mocks', 'Files', 'References', 'Services'], phases.map(({ name, sites, files, references, services }) =>
    [name, String(sites), String(files), String(references), services.filter((service) => service.sites > 0).map((service) => `${service.name} ${service.sites}`).join(', ')]), 3, 1)
}

function effortText({ effort }: CompletionReport): string {
  const head = rows(['Effort', 'Mocks'], effort.map(({ safety, sites }) => [safety, String(sites)]), 1)
  return [head, ...effort.filter(({ reasons }) => reasons.length > 0).map(({ safety, reasons }) => countTable(`${safety}: why`, reasons))].join('\n')
}

function contractText({ contract, whole, order, pairs, events }: CompletionReport['contracts'][number], link: LinkOf): string {
  const places = (list: readonly { readonly path: string; readonly line: number }[]): string =>
    list.slice(0, 3).map((each) => placeText(each, link)).join(', ') + (list.length > 3 ? `, ${list.length - 3} more` : '')
  const ordered = { whole: 'The order of all events is asserted', part: 'The order of some events is asserted', none: 'Their order is asserted nowhere' }[order.covered]
  const paired = pairs === null ? '' : pairs.covered === 'whole' ? ' Pairs are asserted there, too.' : ' Pairs are asserted nowhere over a real connection.'
  const shown = { real: 'over a real connection', process: 'in process, without a connection', mock: 'through mocks only', none: 'not at all' }
  const complete = whole.length > 0 ? ` The contract as a whole: ${places(whole)}.` : ''
  const facts = `${ordered} over a real connection${order.places.length > 0 ? ` in ${places(order.places)}` : ''}.${paired}${complete}`
  const told = events.map(({ event, covered, places: where }) => [code(event), shown[covered], places(where.filter(({ over }) => over === covered))])
  return `### ${code(contract)}\n\n${facts}\n\n${rows(['Event', 'Asserted', 'In'], told)}`
}

function verifiedText({ proven, notProven, rolledBack, files }: NonNullable<CompletionReport['verified']>): string {
  const told = files.map(({ path, outcome, sites, mutants, noticed, there, reason }) => {
    const why = [reason ?? '', there > 0 && outcome !== 'rolled back' ? `${there} of them still stand in the file` : ''].filter((text) => text !== '')
    return [code(path), outcome, String(sites), mutants === 0 ? '' : `${noticed} of ${mutants}`, cell(why.join('; '))]
  })
  const totals = `**${counted(proven, 'mock')}** replaced and proven, ${notProven} converted but not proven, ${rolledBack} rolled back.`
  return `${totals}\n\n${rows(['File', 'Outcome', 'Mocks', 'Breakages noticed', 'Why'], told)}`
}

function suppressionsText({ suppressions }: CompletionReport, link: LinkOf): string {
  return rows(['Where', 'Mock', 'Reason', 'Until'], suppressions.map((each) => [placeText(each, link), `${each.kind} ${each.service}`, cell(each.reason), each.until ?? 'no end']))
}

function workTable(name: string, counts: readonly WorkCount[]): string {
  const shown = counts.slice(0, MOST_ROWS).map(({ name: of, sites, safe, review, refused, noReplacement, allowed }) =>
    [code(of), ...[sites, safe, review, refused, noReplacement, allowed].map((number) => (number === 0 ? '' : String(number)))])
  return rows([name, 'Mocks', 'Safe', 'Review', 'Refused', 'None yet', 'Allowed'], shown, 6) + rest(counts.length)
}

function countTable(name: string, counts: readonly Count[]): string {
  return rows([name, 'Mocks'], counts.slice(0, MOST_ROWS).map((count) => [cell(count.name), String(count.sites)]), 1) + rest(counts.length)
}

/** A table of which some columns, at its end but for `behind`, are numbers. */
function rows(heads: readonly string[], cells: readonly (readonly string[])[], numbers = 0, behind = 0): string {
  const isNumber = (index: number): boolean => index >= heads.length - numbers - behind && index < heads.length - behind
  const line = (each: readonly string[]): string => `| ${each.join(' | ')} |\n`
  return line(heads) + line(heads.map((_, index) => (isNumber(index) ? '---:' : '---'))) + cells.map(line).join('')
}

function placeText({ path, line }: { readonly path: string; readonly line: number }, link: LinkOf): string {
  const address = link(path, line)
  const name = code(`${path}:${line}`)
  return address === undefined ? name : `[${name}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})`
}

function signed(count: number, sign: string): string {
  return count > 0 ? `${sign}${count}` : ''
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function rest(count: number): string {
  return count > MOST_ROWS ? `\nand ${count - MOST_ROWS} more.\n` : ''
}
