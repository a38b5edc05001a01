import type { ExplainedDouble, ExplainedItem, ExplainedSite, Explanation, Located } from './explanation.ts'
import type { Palette } from './text.ts'

/** An explanation as lines for a terminal. */
export function textOfExplanation(explanation: Explanation, palette: Palette): string {
  const { path, line, isTest, items, findings, note } = explanation
  const head = isTest ? [] : [`${path} is not taken for test code, neither by its path nor by what it imports: nothing in it is a site. "include" in demock.json can name it.`]
  const blocks = items.map((item) => textOfItem(item, path, palette))
  const told = findings.map(({ code, severity, rule, message }) => `${path}:${line}  ${palette.strong(code)} ${message} (${severity}: ${rule})`)
  const rest = note === null ? [] : [`${path}:${line}  ${note}`]
  return `${[...head, ...blocks, ...told, ...rest].join('\n\n')}\n`
}

function textOfItem({ text, line, column, resolution, verdict, site, suspect }: ExplainedItem, path: string, palette: Palette): string {
  const lines = [`${path}:${line}:${column}  ${palette.strong(text)}`, ...resolution.map((step) => `  ${step}`), `  ${palette.strong(verdict)}`]
  if (site) lines.push(...linesOfSite(site))
  if (suspect) lines.push(...linesOfDouble(suspect, suspect.kind))
  return lines.join('\n')
}

function linesOfSite(site: ExplainedSite): string[] {
  const { api, library, root, members, references, replacement } = site
  const roles = (['configuration', 'verification', 'use'] as const).flatMap((role) => {
    const own = references.filter((reference) => reference.role === role)
    return own.length === 0 ? [] : [`${role} on ${onLines(own)}`]
  })
  return [
    ...linesOfDouble(site, `${site.kind} by ${api} (catalogue entry ${library})`),
    row('root', root.isOwn ? 'itself' : `${root.target ?? 'the object'} on line ${root.line}`),
    ...(members.length > 0 ? [row('together', `with ${members.map(({ api: other, target, line }) => `${target ?? other} on line ${line}`).join(', ')}`)] : []),
    row('references', roles.length > 0 ? roles.join('; ') : 'none'),
    row('replacement', `${replacement.safety}: ${replacement.title}`),
    ...replacement.remarks.map((remark) => row('', `- ${remark}`)),
  ]
}

function linesOfDouble({ service, services, target, test, allowed, severity, rule, fingerprint }: ExplainedDouble, what: string): string[] {
  const decided = services.some((each) => each.service === service)
  return [
    row('kind', what),
    ...(target === null ? [] : [row('target', target)]),
    row('service', decided ? service : `${service}, as nothing decides for another one`),
    ...services.flatMap((each) => [
      row('', `${each.service} ${each.sum.toFixed(2)}${each.service === service ? '' : ' – not enough'}`),
      ...each.evidence.map(({ weight, text }) => row('', `  ${weight.toFixed(2)} ${text}`)),
    ]),
    ...(test === null ? [] : [row('test', test)]),
    row('directive', allowed ? `allows it${allowed.line === null ? '' : `, on line ${allowed.line}`}${allowed.until === null ? '' : `, until ${allowed.until}`}: ${allowed.reason}` : 'none'),
    row('severity', `${severity} (${rule})`),
    row('fingerprint', fingerprint),
  ]
}

function row(label: string, text: string): string {
  return `    ${label.padEnd(12)}${text}`.trimEnd()
}

function onLines(places: readonly Located[]): string {
  const lines = [...new Set(places.map(({ line }) => line))]
  return `line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}`
}
