import { codeOf, messageOfCounted } from '../../reports/message.ts'
import { groupedBy } from '../entries.ts'
import { nameOf, PRUNE, remedyOf, type Verdict } from '../verdict.ts'
import { describe } from './text.ts'

/** A JUnit report, as CI systems read it: one test case for each file with mocks, which fails when one of them is new, and one for the baseline where it is stale. */
export function junitReport(verdict: Verdict): string {
  const { against, added, kept, gone } = verdict
  const news = groupedBy(added, ({ entry }) => entry.file)
  const files = [...new Set([...kept, ...added].map(({ entry }) => entry.file))].sort()
  const cases = files.map((file) => {
    const mocks = news.get(file) ?? []
    const lines = mocks.map(({ site }) => `${file}:${site.line}:${site.column} ${codeOf(site)} ${messageOfCounted(site)}`)
    const failure = mocks.length === 0 ? '' : `<failure message="${escaped(`${mocks.length} ${against.kind === 'nothing' ? mocks.length === 1 ? 'mock' : 'mocks' : 'new'}. ${remedyOf(against)}`)}">${escaped(lines.join('\n'))}</failure>`
    return `    <testcase classname="demock" name="${escaped(file)}" file="${escaped(file)}">${failure}</testcase>\n`
  })
  const isStale = against.kind === 'baseline' && gone.length > 0
  if (isStale) {
    const lines = gone.map((entry) => `${entry.file}: ${describe(entry)}`)
    cases.push(`    <testcase classname="demock" name="${escaped(nameOf(against))}"><failure message="${gone.length} gone; ${PRUNE}">${escaped(lines.join('\n'))}</failure></testcase>\n`)
  }
  const counts = `tests="${cases.length}" failures="${news.size + (isStale ? 1 : 0)}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="demock ${against.kind === 'nothing' ? 'scan' : 'check'}" ${counts}>\n${cases.join('')}  </testsuite>\n</testsuites>\n`
}

/** Text and attribute values of XML 1.0, which knows no control characters but tab and line ends. */
function escaped(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;')
}
