import type { CountedSuspect, FileCounts, Summary } from './counts.ts'

/** How a terminal shows parts of a line; the identity where it shows no colours. */
export interface Palette {
  readonly strong: (text: string) => string
  readonly dim: (text: string) => string
}

export const PLAIN: Palette = { strong: (text) => text, dim: (text) => text }

/** The lines of one file: a place that terminals and editors make a link of, then what stands there. */
export function textOfFile(file: FileCounts, palette: Palette): string {
  const places = file.sites.map((site) => `${file.path}:${site.line}:${site.column}`)
  const width = Math.max(0, ...places.map((place) => place.length))
  const lines = file.sites.map((site, index) => {
    const place = (places[index] ?? '').padEnd(width)
    const target = site.target === null ? '' : ` → ${site.target}`
    const evidence = site.evidence.length > 0 ? palette.dim(`  (${site.evidence.join('; ')})`) : ''
    const allowed = site.allowed === null ? '' : `  allowed: ${site.allowed}`
    return `  ${place}  ${site.kind.padEnd(9)} ${palette.strong(site.service)} ${site.api}${target}${evidence}${allowed}\n`
  })
  const findings = file.findings.map(({ line, column, severity, code, message }) => `  ${file.path}:${line}:${column}  ${severity} ${palette.strong(code)} ${message}\n`)
  const total = `${counted(file.sites.length, 'mock')}${allowedOf(file.sites.filter(({ allowed }) => allowed !== null).length)}, ${counted(file.references, 'reference')}`
  const suspected = file.suspects.length === 0 ? '' : `, ${suspectedOf(file.suspects.length)}`
  return `${palette.strong(file.path)}  ${total}${suspected}\n${lines.join('')}${findings.join('')}${file.suspects.map((suspect) => textOfSuspect(file.path, suspect, palette)).join('')}\n`
}

function textOfSuspect(path: string, { line, column, kind, service, form, target, evidence, allowed }: CountedSuspect, palette: Palette): string {
  const reasons = evidence.length > 0 ? palette.dim(`  (${evidence.join('; ')})`) : ''
  const bound = target === null || form.includes(target) ? '' : ` → ${target}`
  return `  ${path}:${line}:${column}  suspected ${kind} ${palette.strong(service)} ${form}${bound}${reasons}${allowed === null ? '' : `  allowed: ${allowed}`}\n`
}

/** The totals: by service and by kind, the most frequent first. */
export function textOfSummary(summary: Summary, palette: Palette): string {
  const count = findingsIn(summary)
  const findings = `${count === 0 ? '' : table(`${counted(count, 'finding')} beside them`, summary.findings)}${summary.suspected === 0 ? '' : `${suspectedOf(summary.suspected)}\n`}`
  if (summary.sites === 0) return `${palette.strong('No mocks')} in ${counted(summary.files, 'source file')}\n${findings}`
  const total = `${palette.strong(counted(summary.sites, 'mock'))}${allowedOf(summary.allowed)} (${counted(summary.references, 'reference')}) in ${summary.filesWithMocks} of ${counted(summary.files, 'source file')}`
  return `${total}\n${table('by service', summary.byService)}${table('by kind', summary.byKind)}${findings}`
}

/** The findings of all codes. */
export function findingsIn({ findings }: Summary): number {
  return Object.values(findings).reduce((sum, count) => sum + count, 0)
}

/** `, 3 of them allowed`; nothing when none is. */
export function allowedOf(count: number): string {
  return count === 0 ? '' : `, ${grouped(count)} of them allowed`
}

/** `3 suspected, not counted`. */
export function suspectedOf(count: number): string {
  return `${grouped(count)} suspected, not counted`
}

/** `1 mock`, `5,911 mocks`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** The names that occur, the most frequent first. */
export function ranked(counts: Readonly<Record<string, number>>): [name: string, count: number][] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1])
}

function table(title: string, counts: Readonly<Record<string, number>>): string {
  const rows = ranked(counts)
  const width = Math.max(...rows.map(([, count]) => grouped(count).length))
  return `${title}\n${rows.map(([name, count]) => `  ${grouped(count).padStart(width)}  ${name}\n`).join('')}`
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}
