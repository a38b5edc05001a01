/** The report as one file of HTML: no script, nothing to load, light and dark, for screens, phones and paper. What a chart shows stands in a table as well. */
import { nameOf } from '../gate/verdict.ts'
import { stackedBar } from './charts.ts'
import type { CompletionReport, Count, WorkCount } from './completion.ts'
import { authorsOf, trendOf } from './html-history.ts'
import { code, countText, escaped, numberText, numeric, place, table } from './html-parts.ts'
import { NO_LINKS, type LinkOf } from './links.ts'
import { STYLE } from './style.ts'

const TITLE = 'Mocks and what is left of them'

/** A complete document. */
export function reportHtml(report: CompletionReport, link: LinkOf = NO_LINKS): string {
  const { change, history, contracts, verified, suppressions, directives } = report
  const sections: readonly (readonly [id: string, title: string, content: string | undefined])[] = [
    ['change', `Since ${change ? nameOf(change.against) : ''}`, change && changeOf(change)],
    ['trend', 'Trend', history && trendOf(history, report.services)],
    ['authors', 'Who adds mocks', history?.authors && authorsOf(history.authors)],
    ['phases', 'By phase', phasesOf(report)],
    ['work', 'Work that is left', effortOf(report)],
    ['where', 'Where', whereOf(report)],
    ['contracts', 'Event contracts', contracts.length === 0 ? undefined : contracts.map((contract) => contractOf(contract, link)).join('')],
    ['verified', 'Verified conversions', verified && verifiedOf(verified)],
    ['allowed', 'Allowed mocks', suppressions.length + directives.length === 0 ? undefined : allowedOf(report, link)],
  ]
  const shown = sections.flatMap(([id, title, content]) => (content === undefined ? [] : [{ id, title: escaped(title), content }]))
  const about = report.phase ?? report.services.join(', ')
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${TITLE}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${TITLE}</h1>
<p class="dim">${escaped(report.date)}${about === '' ? '' : ` · ${escaped(about)}`} · counted by Demock</p>
<nav aria-label="Sections"><ul>${shown.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`).join('')}</ul></nav>
</header>
<main>
${figuresOf(report)}
${shown.map(({ id, title, content }) => `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`).join('\n')}
</main>
</body>
</html>
`
}

function figuresOf({ totals }: CompletionReport): string {
  const figures = [
    ['Mocks', totals.sites], ['Files with mocks', totals.filesWithMocks], ['Source files', totals.files], ['References', totals.references],
    ['Allowed', totals.allowed], ['Suspected', totals.suspected],
  ] as const
  return `<dl>${figures.map(([name, number]) => `<div><dt>${name}</dt><dd>${numberText(number)}</dd></div>`).join('')}</dl>`
}

function changeOf({ before, after, byService, files }: NonNullable<CompletionReport['change']>): string {
  const difference = after - before
  const told = difference === 0 ? '(as many)' : `<span class="${difference > 0 ? 'bad' : 'good'}">(${difference > 0 ? '+' : '−'}${numberText(Math.abs(difference))})</span>`
  const services = byService.map(({ service, more, fewer }) => ({ cells: [service, more > 0 ? `+${numberText(more)}` : '', fewer > 0 ? `−${numberText(fewer)}` : ''] }))
  const rows = files.map((file) => {
    const name = code(file.path) + (file.formerly === null ? '' : `<br><span class="dim">was ${code(file.formerly)}</span>`)
    return { cells: [name, numberText(file.before), numberText(file.after), file.more > 0 ? `+${file.more}` : '', file.fewer > 0 ? `−${file.fewer}` : ''] }
  })
  return `<p><strong>${numberText(before)} → ${numberText(after)}</strong> mocks ${told} in ${countText(files.length, 'changed file')}. Allowed ones are in neither number.</p>
${services.length === 0 ? '' : table('Change by service', [{ head: 'Service' }, numeric('More'), numeric('Fewer')], services)}
${rows.length === 0 ? '' : `<h3>Files</h3>${table('Change of each file', [{ head: 'File' }, numeric('Before'), numeric('Now'), numeric('More'), numeric('Fewer')], rows)}`}`
}

function phasesOf({ phases, totals, byKind }: CompletionReport): string {
  const columns = [{ head: 'Phase and service' }, numeric('Mocks'), numeric('Files'), numeric('References')]
  const most = Math.max(1, totals.sites)
  const rows = phases.flatMap(({ name, sites, files, references, services }) => [
    { cells: [`<strong>${escaped(name)}</strong>`, ...[sites, files, references].map((number) => `<strong>${numberText(number)}</strong>`)], share: sites / most },
    ...services.map((service) => ({ cells: [`&emsp;${service.name}`, numberText(service.sites), numberText(service.files), numberText(service.references)], share: service.sites / most })),
  ])
  return `${table('Mocks by phase and service', columns, rows)}<h3>Kinds</h3>${bars('Mocks by kind', 'Kind', byKind, most)}`
}

/** The colours of efforts in a stacked bar. */
const EFFORT_COLORS = { safe: 2, review: 6, refused: 1, 'no replacement yet': 7 } as const

function effortOf({ effort }: CompletionReport): string {
  const parts = effort.map(({ safety, sites }) => ({ name: safety, value: sites, color: EFFORT_COLORS[safety] }))
  const label = `Mocks by what a conversion makes of them: ${effort.map(({ safety, sites }) => `${sites} ${safety}`).join(', ')}.`
  const reasons = effort.filter((each) => each.reasons.length > 0).map(({ safety, reasons: why }) => {
    const rows = why.map(({ name, sites }) => ({ cells: [escaped(name), numberText(sites)] }))
    return `<h3>${safety === 'review' ? 'To review' : 'Refused'}: why</h3>${table(`${safety}: why`, [{ head: 'Reason' }, numeric('Mocks')], rows)}`
  })
  return `${stackedBar(label, parts)}<p class="dim"><em>safe</em>: <code>demock convert</code> does it · <em>review</em>: it leaves a marked place to finish ·
<em>refused</em>: for the reasons below ·
<em>no replacement yet</em>: for this service or language. Allowed mocks are in none of them.</p>${reasons.join('')}`
}

function whereOf({ byFolder, byOwner, byFile }: CompletionReport): string {
  const owners = byOwner.length > 0 ? `<h3>Owners</h3>${work('Owner', byOwner, false)}<p class="dim">A mock counts for each owner of its file.</p>` : ''
  return `<h3>Folders</h3>${work('Folder', byFolder, true)}${owners}<h3>Files</h3>${work('File', byFile, true)}`
}

/** Folders, owners or files with their mocks by effort; columns without any mock are left out. */
function work(head: string, counts: readonly WorkCount[], isPath: boolean): string {
  const most = Math.max(1, ...counts.map(({ sites }) => sites))
  const efforts = ([['safe', 'Safe'], ['review', 'Review'], ['refused', 'Refused'], ['noReplacement', 'None yet'], ['allowed', 'Allowed']] as const)
    .filter(([key]) => counts.some((count) => count[key] > 0))
  const rows = counts.map((count) => ({
    cells: [isPath ? code(count.name) : escaped(count.name), numberText(count.sites), ...efforts.map(([key]) => (count[key] === 0 ? '' : numberText(count[key])))], share: count.sites / most,
  }))
  return table(`Mocks by ${head.toLowerCase()}`, [{ head }, numeric('Mocks'), ...efforts.map(([, title]) => numeric(title))], rows)
}

function bars(name: string, head: string, counts: readonly Count[], most: number): string {
  return table(name, [{ head }, numeric('Mocks')], counts.map((count) => ({ cells: [escaped(count.name), numberText(count.sites)], share: count.sites / most })))
}

function contractOf({ contract, whole, order, pairs, events }: CompletionReport['contracts'][number], link: LinkOf): string {
  const shown = {
    real: '<span class="good">over a real connection</span>', process: 'in process, without a connection',
    mock: '<span class="bad">through mocks only</span>', none: '<span class="bad">not at all</span>',
  }
  const places = (list: readonly { readonly path: string; readonly line: number }[], most: number): string =>
    list.slice(0, most).map((each) => place(each, link)).join(', ') + (list.length > most ? ` and ${list.length - most} more` : '')
  const facts = [
    ['Order of events', { whole: 'asserted for all of them', part: 'asserted for some of them', none: 'asserted nowhere over a real connection' }[order.covered], order.places],
    ...(pairs ? [['Pairs of events', pairs.covered === 'whole' ? 'asserted' : 'asserted nowhere over a real connection', pairs.places] as const] : []),
    ...(whole.length > 0 ? [['The contract as a whole', 'asserted', whole] as const] : []),
  ] as const
  const list = facts.map(([what, how, where]) => `<li>${what}: <strong>${how}</strong>${where.length > 0 ? ` in ${places(where, 5)}` : ''}</li>`)
  const real = events.filter(({ covered }) => covered === 'real').length
  const rows = events.map(({ event, covered, places: where }) => ({ cells: [code(event), shown[covered], places(where.filter(({ over }) => over === covered), 3)] }))
  return `<h3>${code(contract)}</h3><p><strong>${real} of ${countText(events.length, 'event')}</strong> asserted over a real connection.</p><ul>${list.join('')}</ul>${
    table(`Events of ${contract}`, [{ head: 'Event' }, { head: 'Asserted' }, { head: 'In' }], rows)}`
}

function verifiedOf({ proven, notProven, rolledBack, files }: NonNullable<CompletionReport['verified']>): string {
  const mood: Readonly<Record<string, string>> = { proven: 'good', 'rolled back': 'bad' }
  const rows = files.map(({ path, outcome, reason, sites, mutants, noticed, there }) => ({
    cells: [
      code(path), `<span class="${mood[outcome] ?? 'dim'}">${escaped(outcome)}</span>`, numberText(sites), mutants === 0 ? '' : `${noticed} of ${mutants}`,
      [reason ?? '', there > 0 && outcome !== 'rolled back' ? `${countText(there, 'of its mocks stands', 'of its mocks stand')} in the file today` : ''].filter((text) => text !== '').map(escaped).join('; '),
    ],
  }))
  return `<p><strong>${countText(proven, 'mock')}</strong> replaced and proven, ${numberText(notProven)} converted but not proven, ${numberText(rolledBack)} rolled back.</p>${
    rows.length === 0 ? '' : table('Verified conversions', [{ head: 'File' }, { head: 'Outcome' }, numeric('Mocks'), numeric('Breakages noticed'), { head: 'Why' }], rows)}`
}

function allowedOf({ suppressions, directives }: CompletionReport, link: LinkOf): string {
  const end = (until: string | null): string => (until === null ? '<span class="dim">no end</span>' : escaped(until))
  const rows = suppressions.map((each) => ({ cells: [place(each, link), `${each.kind} ${each.service}`, escaped(each.reason), end(each.until)] }))
  const wrong = directives.map((each) => ({ cells: [place(each, link), escaped(each.message)] }))
  return `${rows.length === 0 ? '' : table('Allowed mocks', [{ head: 'Where' }, { head: 'Mock' }, { head: 'Reason' }, { head: 'Until' }], rows)}${
    wrong.length === 0 ? '' : `<h3>Exceptions that do not hold</h3>${table('Exceptions that do not hold', [{ head: 'Where' }, { head: 'What is wrong' }], wrong)}`}`
}
