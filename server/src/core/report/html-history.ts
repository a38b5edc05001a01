/** The sections of the report in HTML that tell of the past. */
import { SERVICES, type ServiceId } from '../model/finding.ts'
import { areaChart, columnChart, MOST_SERIES, type Mark, type Series } from './charts.ts'
import type { Authorship, History } from './history.ts'
import { code, countText, escaped, foldedTable, numberText, numeric, table, type Column } from './html-parts.ts'

const DAY_MS = 86_400_000

/** Sites by service over time. With `services`, those of these alone. */
export function trendOf({ points, commits, every, shallow }: History, services: readonly ServiceId[]): string {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return '<p>There is no commit.</p>'
  const wanted = SERVICES.filter((service) => (services.length === 0 || services.includes(service)) && points.some(({ byService }) => byService[service]))
  const valuesOf = (service: ServiceId): number[] => points.map(({ byService }) => byService[service] ?? 0)
  const bySize = wanted.map((service): Series => ({ name: service, values: valuesOf(service) })).sort((a, b) => sum(b.values) - sum(a.values))
  const shown = bySize.length <= MOST_SERIES ? bySize : [...bySize.slice(0, MOST_SERIES - 1), together('others', bySize.slice(MOST_SERIES - 1))]
  const days = points.map(({ date }) => Date.parse(date) / DAY_MS)
  const [start = 0, end = 0] = [Math.min(...days), Math.max(...days)]
  const places = days.map((day, index) => (end === start ? index / Math.max(1, days.length - 1) : (day - start) / (end - start)))
  const labels = points.map(({ date }) => (end - start > 60 ? date.slice(0, 7) : date))
  const years = end - start > 3 * 365 ? yearsBetween(start, end) : undefined
  const totals = points.map((_, index) => sum(shown.map(({ values }) => values[index] ?? 0)))
  const most = totals.indexOf(Math.max(...totals))
  const label = `Mocks by service from ${first.date} to ${last.date}: ${numberText(totals[0] ?? 0)} at first, ${numberText(totals[most] ?? 0)} at most (${points[most]?.date}), ${numberText(totals.at(-1) ?? 0)} in the newest commit.`
  const rows = points.map(({ date, commit }, index) =>
    ({ cells: [date, code(commit.slice(0, 10)), numberText(totals[index] ?? 0), ...shown.map(({ values }) => numberText(values[index] ?? 0))] })).reverse()
  const clone = shallow ? ' <strong>This clone is shallow: what was before is not in it.</strong>' : ''
  return `<p>${escaped(label)}</p>${areaChart({ label, labels, series: shown }, places, years)}
<p class="dim">${countText(points.length, 'commit')} of ${numberText(commits)} by first parents${every > 1 ? `: every ${numberText(every)}th, and the newest one` : ''}.
All are read by the same engine with the settings of today.${clone}</p>
${foldedTable('Mocks by service in each commit', [{ head: 'Day' }, { head: 'Commit' }, numeric('Mocks'), ...shown.map(({ name }) => numeric(name))], rows)}`
}

/** The first day of each year between two days, which a point of the history rarely is. */
function yearsBetween(start: number, end: number): Mark[] {
  const [first, last] = [start, end].map((day) => new Date(day * DAY_MS).getUTCFullYear())
  const years = Array.from({ length: (last ?? 0) - (first ?? 0) }, (_, index) => (first ?? 0) + 1 + index)
  return years.map((year) => ({ label: String(year), at: (Date.UTC(year, 0) / DAY_MS - start) / (end - start) }))
}

/** Who adds mocks. */
export function authorsOf({ commits, all, since, byAgent, byPeriod, byService }: Authorship): string {
  const agents = byAgent.filter(({ agent }) => agent !== null)
  const byAgents = sum(agents.map(({ added }) => added))
  const added = sum(byAgent.map((share) => share.added))
  const series = [
    { name: 'commits that name no agent', values: byPeriod.map(({ byOthers }) => byOthers) },
    { name: 'commits that name a coding agent', values: byPeriod.map((period) => period.byAgents) },
  ]
  const label = `Mocks added in each period: ${numberText(byAgents)} of ${numberText(added)} by commits that name a coding agent.`
  const rows = byAgent.map(({ agent, commits: count, adding, added: more, removed }) =>
    ({ cells: [agent === null ? 'names none' : escaped(agent), numberText(count), numberText(adding), numberText(more), numberText(removed), per100(more, count)] }))
  const columns = [{ head: 'Coding agent' }, ...['Commits', 'that add mocks', 'Added', 'Removed', 'Added per 100 commits'].map(numeric)]
  const sides = (head: string): Column[] => [{ head }, numeric('An agent named'), numeric('None named')]
  return `<p>${escaped(label)}</p>${byPeriod.length > 0 ? columnChart({ label, labels: byPeriod.map(({ period }) => period), series }) : ''}
${table('Mocks by the coding agent that commits name', columns, rows)}
${foldedTable('Mocks added in each period', sides('Period'), byPeriod.map((each) => ({ cells: [each.period, numberText(each.byAgents), numberText(each.byOthers)] })))}
${foldedTable('Mocks added, by service', sides('Service'), byService.map((each) => ({ cells: [each.service, numberText(each.byAgents), numberText(each.byOthers)] })))}
<p class="dim">${commits < all ? `The newest ${numberText(commits)} of ${countText(all, 'commit')}` : countText(commits, 'commit')}${since === undefined ? '' : ` since ${since}`}, merges left out. A commit names an agent by its author, a
<code>Co-authored-by</code> trailer or the line of its tool; who leaves no trace counts as none.</p>`
}

function per100(added: number, commits: number): string {
  return commits === 0 ? '' : ((added / commits) * 100).toFixed(0)
}

function together(name: string, series: readonly Series[]): Series {
  return { name, values: series[0]?.values.map((_, index) => sum(series.map(({ values }) => values[index] ?? 0))) ?? [] }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
