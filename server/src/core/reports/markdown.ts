import type { FileCounts, Summary } from './counts.ts'
import { allowedOf, counted, findingsIn, ranked, suspectedOf } from './text.ts'

const MOST_FILES = 100

/** A summary of a scan to paste into a pull request: totals by service and kind, and the files with the most mocks first. */
export function markdownReport(summary: Summary, files: readonly FileCounts[]): string {
  const heading = '# Mocks\n\n'
  const suspected = summary.suspected === 0 ? '' : `${suspectedOf(summary.suspected)}.\n\n`
  const findings = findingsIn(summary) === 0 ? '' : `\n${table('Finding', 'Count', summary.findings)}`
  if (summary.sites === 0) return `${heading}No mocks in ${counted(summary.files, 'source file')}.\n${findings}${suspected === '' ? '' : `\n${suspected.trimEnd()}\n`}`
  const total = `**${counted(summary.sites, 'mock')}**${allowedOf(summary.allowed)} (${counted(summary.references, 'reference')}) in ${summary.filesWithMocks} of ${counted(summary.files, 'source file')}.\n\n`
  const worst = files.filter((file) => file.sites.length > 0).sort((a, b) => b.sites.length - a.sites.length)
  const rows = worst.slice(0, MOST_FILES).map((file) => `| ${code(file.path)} | ${file.sites.length} | ${file.references} |\n`)
  const rest = worst.length > MOST_FILES ? `\nand ${counted(worst.length - MOST_FILES, 'file')} more.\n` : ''
  return `${heading}${total}${suspected}${table('Service', 'Mocks', summary.byService)}\n${table('Kind', 'Mocks', summary.byKind)}${findings}\n| File | Mocks | References |\n| --- | ---: | ---: |\n${rows.join('')}${rest}`
}

function table(title: string, unit: string, counts: Readonly<Record<string, number>>): string {
  return `| ${title} | ${unit} |\n| --- | ---: |\n${ranked(counts).map(([name, count]) => `| ${name} | ${count} |\n`).join('')}`
}

/** Inline code in a table cell, whatever the text holds. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`'
  return `${fence}${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}${fence}`
}
