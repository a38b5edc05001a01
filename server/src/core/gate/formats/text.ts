import { messageOfCounted } from '../../reports/message.ts'
import { counted } from '../../reports/text.ts'
import type { Palette } from '../../reports/text.ts'
import type { KnownEntry } from '../entries.ts'
import { nameOf, PRUNE, remedyOf, type Verdict } from '../verdict.ts'

/** The verdict for a terminal: new mocks with links, then what is gone, then one line with the numbers and what to do. */
export function verdictText(verdict: Verdict, { strong, dim }: Palette): string {
  const { against, added, kept, gone, moved, passes } = verdict
  const news = added.map(({ entry: { file, scope }, site }) =>
    `${file}:${site.line}:${site.column}  ${strong('new')} ${site.kind} ${strong(site.service)} ${messageOfCounted(site)}${scope === '' ? '' : dim(`  in ${scope}`)}\n`)
  const lost = against.kind === 'baseline' ? gone.map((entry) => `${entry.file}  ${strong('gone')} ${describe(entry)}\n`) : []
  const moves = moved.map(({ from, to }) => `${to}  ${dim(`moved from ${from}: its mocks are known`)}\n`)
  const numbers = `${counted(added.length, 'new mock')}, ${gone.length} gone, ${kept.length} known (${against.kind === 'ref' ? `since ${against.ref}, ${against.base.slice(0, 10)}` : nameOf(against)})`
  const remedies = [
    ...(added.length > 0 ? [`${remedyOf(against)}\n`] : []),
    ...(against.kind === 'baseline' && gone.length > 0 ? [`Take out of ${nameOf(against)} what is gone: ${PRUNE}\n`] : []),
  ]
  return `${[...news, ...lost, ...moves].join('')}${strong(passes ? 'passed' : 'failed')}: ${numbers}\n${remedies.join('')}`
}

/** What an entry stands for, in words. */
export function describe({ kind, service, scope, target, nth }: KnownEntry): string {
  return `${kind} ${service} ${target}${nth > 1 ? ` (${nth})` : ''}${scope === '' ? '' : ` in ${scope}`}`
}
