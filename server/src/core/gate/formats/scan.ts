/** All mocks of a scan in the forms in which a check tells the new ones. */
import { languageAt } from '../../languages/languages.ts'
import type { Settings } from '../../model/settings.ts'
import type { FileCounts, Summary } from '../../reports/counts.ts'
import { code, markdownReport } from '../../reports/markdown.ts'
import { messageOfCounted } from '../../reports/message.ts'
import { severityOfCounted } from '../../reports/severity.ts'
import { currentOf, type Current } from '../entries.ts'
import { verdictOf, type Verdict } from '../verdict.ts'
import { githubAnnotations } from './github.ts'
import { gitlabReport } from './gitlab.ts'
import { junitReport } from './junit.ts'
import { MOST_LISTED, tableCell } from './markdown.ts'
import { verdictSarif } from './sarif.ts'

export interface Scanned {
  readonly summary: Summary
  readonly files: readonly FileCounts[]
  readonly settings: Settings
  /** Demock's. */
  readonly version: string
}

export const SCAN_FORMATS: Readonly<Record<'sarif' | 'gitlab' | 'junit' | 'github' | 'markdown', (scanned: Scanned) => string>> = {
  sarif: (scanned) => verdictSarif(verdictOn(scanned), scanned.version, allowedIn(scanned)),
  gitlab: (scanned) => gitlabReport(verdictOn(scanned)),
  junit: (scanned) => junitReport(verdictOn(scanned)),
  github: (scanned) => githubAnnotations(verdictOn(scanned)),
  markdown: scanMarkdown,
}

/** The mocks that no directive allows, loudest first: readers that show only so many show those. */
function verdictOn({ files, settings }: Scanned): Verdict {
  const loud = currentOf(files).map((mock): Current => ({ ...mock, severity: severityIn(mock, settings) }))
  const order = ['error', 'warning', 'information', 'hint', 'off'] as const
  return verdictOf({ added: order.flatMap((severity) => loud.filter((mock) => mock.severity === severity)), kept: [], gone: [], moved: new Map() }, { kind: 'nothing' })
}

function severityIn({ entry: { file }, site }: Current, settings: Settings): NonNullable<Current['severity']> {
  return severityOfCounted(site, settings, { path: file, language: languageAt(file)?.id ?? 'python' })
}

/** The mocks that a directive allows: they have no entry in a baseline, so theirs are told alone. */
function allowedIn({ files }: Scanned): Current[] {
  return files.flatMap(({ path, sites }) => sites.filter(({ allowed }) => allowed !== null).map((site): Current =>
    ({ entry: { file: path, scope: site.scope, kind: site.kind, target: site.target ?? site.api, nth: 1 }, site, severity: 'off' })))
}

function scanMarkdown(scanned: Scanned): string {
  const { added } = verdictOn(scanned)
  const rows = added.slice(0, MOST_LISTED).map(({ entry, site }) => `| ${code(`${entry.file}:${site.line}`)} | ${site.kind} | ${site.service} | ${tableCell(messageOfCounted(site))} |\n`)
  const rest = added.length > MOST_LISTED ? `\nand ${added.length - MOST_LISTED} more.\n` : ''
  return `${markdownReport(scanned.summary, scanned.files)}${rows.length === 0 ? '' : `\n| Mock | Kind | Service | |\n| --- | --- | --- | --- |\n${rows.join('')}${rest}`}`
}
