/** The report as one file of HTML: no script, nothing to load, light and dark, for screens, phones and paper. Bars are tables with a drawn background, so that they are read out as numbers. */
import { nameOf } from '../gate/verdict.ts'
import type { CompletionReport, Count } from './completion.ts'

const STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --dim: #57606a; --line: #d0d7de; --bar: #9ec5fe; --good: #1a7f37; --bad: #b42318; --back: #fff }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --dim: #9da7b1; --line: #30363d; --bar: #1f4b85; --good: #56d364; --bad: #ff7b72; --back: #0d1117 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back) }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
p { margin: .5rem 0 } .dim { color: var(--dim) } .good { color: var(--good) } .bad { color: var(--bad) }
dl { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0 } dt { color: var(--dim); font-size: .85rem } dd { margin: 0; font-size: 1.8rem; font-variant-numeric: tabular-nums }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; margin: .5rem 0 }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
th { font-weight: 600; font-size: .85rem; color: var(--dim) } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 1% }
td.bar { background: linear-gradient(var(--bar), var(--bar)) no-repeat left / calc(var(--share) * 100%) 100% } code { font: .9em ui-monospace, monospace }
@media print { body { max-width: none; padding: 0; --text: #000; --back: #fff; --bar: #ccc } h2 { break-after: avoid } tr { break-inside: avoid } td.bar { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
`

const MOST_ROWS = 60

/** A complete document. */
export function reportHtml(report: CompletionReport): string {
  const { totals, change, phases, effort, contracts, suppressions, date } = report
  const parts = [
    figures([['Mocks', totals.sites], ['Files with mocks', totals.filesWithMocks], ['Source files', totals.files], ['References', totals.references], ['Allowed', totals.allowed], ['Suspected', totals.suspected]]),
    ...(change ? [section(`Since ${code(nameOf(change.against))}`, changeOf(change))] : []),
    section('By phase', phases.map(({ name, sites, services }) => `<h3>${escaped(name)}: ${sites}</h3>${sites === 0 ? '' : bars('Service', services.filter((service) => service.sites > 0), { most: totals.sites })}`).join('')),
    section('Work that is left', bars('Effort', effort.map(({ safety, sites }) => ({ name: safety, sites })), { most: totals.sites }) + effort.filter(({ reasons }) => reasons.length > 0).map(({ safety, reasons }) => `<h3>${safety}: why</h3>${table(['Reason', 'Mocks'], reasons.slice(0, MOST_ROWS).map((reason) => [escaped(reason.name), String(reason.sites)]), 1)}${more(reasons.length)}`).join('')),
    section('Where', `<h3>Folders</h3>${bars('Folder', report.byFolder, { isPath: true })}<h3>Files</h3>${bars('File', report.byFile, { isPath: true })}${report.byOwner.length > 0 ? `<h3>Owners</h3>${bars('Owner', report.byOwner)}` : ''}`),
    ...(contracts.length > 0 ? [section('Event contracts', contracts.map(contractOf).join(''))] : []),
    ...(suppressions.length > 0 ? [section('Allowed mocks', table(['Where', 'Mock', 'Reason'], suppressions.map(({ path, line, kind, service, reason }) => [code(`${path}:${line}`), `${kind} ${service}`, escaped(reason)])))] : []),
  ]
  const about = report.services.length > 0 ? `: ${report.services.join(', ')}` : ''
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Mocks and what is left of them</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Mocks and what is left of them</h1>
<p class="dim">${escaped(date)}${escaped(about)} · counted by Demock</p>
${parts.join('\n')}
</main>
</body>
</html>
`
}

function section(title: string, content: string): string {
  return `<section><h2>${title}</h2>${content}</section>`
}

function figures(list: readonly (readonly [string, number])[]): string {
  return `<dl>${list.map(([name, number]) => `<div><dt>${name}</dt><dd>${number.toLocaleString('en')}</dd></div>`).join('')}</dl>`
}

function changeOf({ before, after, byService, files }: NonNullable<CompletionReport['change']>): string {
  const [sign, mood] = after > before ? ['+', 'bad'] : ['−', 'good']
  const services = byService.map(({ service, more, fewer }) => [service, more > 0 ? `+${more}` : '', fewer > 0 ? `−${fewer}` : ''])
  return `<p><strong>${before} → ${after}</strong> mocks <span class="${mood}">(${sign}${Math.abs(after - before)})</span></p>
${services.length > 0 ? table(['Service', 'More', 'Fewer'], services, 2) : ''}${files.length > 0 ? table(['File', 'Before', 'Now'], files.slice(0, MOST_ROWS).map((file) => [code(file.path), String(file.before), String(file.after)]), 2) + more(files.length) : ''}`
}

function contractOf({ contract, whole, events }: CompletionReport['contracts'][number]): string {
  const shown = { real: '<span class="good">over a real connection</span>', mock: '<span class="bad">through mocks only</span>', none: '<span class="bad">not at all</span>' }
  const order = whole.length > 0 ? `Presence, order and pairs are asserted over a real connection in ${whole.map(({ path, line }) => code(`${path}:${line}`)).join(', ')}.` : 'Order and pairs are asserted nowhere over a real connection.'
  const rows = events.map(({ event, covered, places }) => [code(event), shown[covered], places.slice(0, 3).map(({ path, line }) => code(`${path}:${line}`)).join(', ') + (places.length > 3 ? `, ${places.length - 3} more` : '')])
  return `<h3>${code(contract)}</h3><p>${order}</p>${table(['Event', 'Asserted', 'In'], rows)}`
}

/** Names with numbers, each with a bar of its share of `most`, or else of the largest. */
function bars(title: string, counts: readonly Count[], { isPath = false, most = Math.max(1, ...counts.map(({ sites }) => sites)) }: { readonly isPath?: boolean; readonly most?: number } = {}): string {
  const rows = counts.slice(0, MOST_ROWS).map(({ name, sites }) => `<tr><td class="bar" style="--share:${(sites / most).toFixed(4)}">${isPath ? code(name) : escaped(name)}</td><td class="n">${sites}</td></tr>`)
  return `<div class="scroll"><table><thead><tr><th scope="col">${title}</th><th scope="col" class="n">Mocks</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>${more(counts.length)}`
}

/** The last `numbers` columns are numbers. */
function table(heads: readonly string[], rows: readonly (readonly string[])[], numbers = 0): string {
  const kind = (index: number): string => (index >= heads.length - numbers ? ' class="n"' : '')
  return `<div class="scroll"><table><thead><tr>${heads.map((head, index) => `<th scope="col"${kind(index)}>${head}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell, index) => `<td${kind(index)}>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`
}

function more(count: number): string {
  return count > MOST_ROWS ? `<p class="dim">and ${count - MOST_ROWS} more</p>` : ''
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
