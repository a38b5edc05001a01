import { describe, expect, it } from 'vitest'
import type { Facts } from '../../../server/src/core/model/facts.ts'
import type { Site } from '../../../server/src/core/model/finding.ts'
import type { FileReport } from '../../../server/src/core/model/report.ts'
import { countFile, summarise } from '../../../server/src/core/reports/counts.ts'
import type { Judgement } from '../../../server/src/core/reports/counts.ts'
import { jsonReport } from '../../../server/src/core/reports/json.ts'
import { markdownReport } from '../../../server/src/core/reports/markdown.ts'
import { PLAIN, counted, textOfFile, textOfSummary } from '../../../server/src/core/reports/text.ts'

const TEXT = 'x = "😀"; ws = AsyncMock()\r\nws.send_json = AsyncMock(\n)\n'

const facts: Facts = {
  language: 'python', imports: [], scopes: [], bindings: [], statements: [], assignments: [], withItems: [], functions: [], classes: [], decorators: [], chains: [],
  calls: [], comments: [], problems: [],
}

function siteAt(from: string, length: number, more: Partial<Site>): Site {
  const start = TEXT.indexOf(from)
  return {
    kind: 'double', service: 'websocket', library: 'unittest-mock', api: 'unittest.mock.AsyncMock', span: { start, end: start + length }, anchor: { start, end: start + 9 },
    target: undefined, root: 0, scope: '', test: undefined, evidence: [], fingerprint: 'f', allowed: undefined, ...more,
  }
}

const report: FileReport = {
  path: 'tests/test_a.py',
  facts,
  sites: [
    siteAt('AsyncMock()', 11, {
      target: 'ws', fingerprint: 'one', test: 'TestA.test_b',
      evidence: [
        { weight: 0.2, service: 'websocket', text: 'named ws' },
        { weight: 0.1, service: 'http', text: 'has json' },
        { weight: 0.9, service: 'websocket', text: 'has send_json and accept' },
      ],
    }),
    siteAt('AsyncMock(\n)', 12, { target: 'ws.send_json', fingerprint: 'two', kind: 'patch', service: 'code' }),
  ],
  references: [{ role: 'import', span: { start: 0, end: 1 }, site: -1 }],
  suspects: [],
  findings: [],
  problems: [],
}

const judgement: Judgement = { safetyOf: (site) => (site === 0 ? 'review' : undefined), severityOf: ({ code }) => (code === 'directive' ? 'warning' : 'off') }
const counts = countFile(TEXT, report, judgement)

describe('countFile', () => {
  it('tells lines and columns from 1, columns in UTF-16 units', () => {
    expect(counts.sites[0]).toMatchObject({ line: 1, column: 16, endLine: 1, endColumn: 27 })
    expect(counts.sites[1]).toMatchObject({ line: 2, column: 16, endLine: 3, endColumn: 2 })
  })

  it('tells the root by its fingerprint, safety where there is one, and null for what is not known', () => {
    expect(counts.sites[0]).toMatchObject({ root: 'one', fingerprint: 'one', safety: 'review', test: 'TestA.test_b' })
    expect(counts.sites[1]).toMatchObject({ root: 'one', fingerprint: 'two', safety: null, test: null })
  })

  it('gives the evidence for the service that won, strongest first', () => {
    expect(counts.sites[0]?.evidence).toEqual(['has send_json and accept', 'named ws'])
  })

  it('counts every site and every use as a reference', () => {
    expect(counts.references).toBe(3)
  })
})

describe('summarise', () => {
  it('adds up by kind and by service and lists those without sites as 0', () => {
    const summary = summarise([counts, counts, { path: 'b.py', sites: [], references: 4, findings: [], suspects: [] }], 9)
    expect(summary).toMatchObject({ files: 9, filesWithMocks: 2, sites: 4, references: 10 })
    expect(summary.byKind).toEqual({ double: 2, patch: 2, spy: 0, intercept: 0, fake: 0, timer: 0, env: 0 })
    expect(Object.entries(summary.byService).filter(([, count]) => count > 0)).toEqual([['websocket', 2], ['code', 2]])
  })
})

describe('text', () => {
  it('gives a place to click on, the service, and what decided it', () => {
    expect(textOfFile(counts, PLAIN)).toBe(
      'tests/test_a.py  2 mocks, 3 references\n' +
        '  tests/test_a.py:1:16  double    websocket unittest.mock.AsyncMock → ws  (has send_json and accept; named ws)\n' +
        '  tests/test_a.py:2:16  patch     code unittest.mock.AsyncMock → ws.send_json\n\n',
    )
  })

  it('ranks the totals', () => {
    const summary = { ...summarise([counts], 1200), byService: { ...summarise([counts], 1).byService, http: 5911 } }
    expect(textOfSummary(summary, PLAIN)).toBe(
      '2 mocks (3 references) in 1 of 1,200 source files\nby service\n  5,911  http\n      1  websocket\n      1  code\nby kind\n  1  double\n  1  patch\n',
    )
  })

  it('says so when there are none', () => {
    expect(textOfSummary(summarise([], 1), PLAIN)).toBe('No mocks in 1 source file\n')
  })

  it.each([[0, '0 mocks'], [1, '1 mock'], [999, '999 mocks'], [1000, '1,000 mocks'], [1234567, '1,234,567 mocks']])('counts %d as %s', (count, expected) => {
    expect(counted(count, 'mock')).toBe(expected)
  })
})

describe('markdown', () => {
  it('puts the files with the most mocks first and survives odd names', () => {
    const one = { ...counts, path: 'a|b.py', sites: counts.sites.slice(0, 1), references: 1 }
    expect(markdownReport(summarise([one, counts], 2), [one, counts])).toBe(
      '# Mocks\n\n**3 mocks** (4 references) in 2 of 2 source files.\n\n| Service | Mocks |\n| --- | ---: |\n| websocket | 2 |\n| code | 1 |\n\n' +
        '| Kind | Mocks |\n| --- | ---: |\n| double | 2 |\n| patch | 1 |\n\n' +
        '| File | Mocks | References |\n| --- | ---: | ---: |\n| `tests/test_a.py` | 2 | 3 |\n| `a\\|b.py` | 1 | 1 |\n',
    )
  })
})

describe('what directives allow, and what is wrong with them', () => {
  const said = countFile(TEXT, {
    ...report,
    sites: report.sites.map((site, index) => (index === 0 ? { ...site, allowed: 'no server here' } : site)),
    findings: [
      { code: 'unused-double', span: { start: 0, end: 1 }, message: 'Switched off.', site: 0 },
      { code: 'directive', span: { start: 4, end: 6 }, message: 'Remove it.', site: -1 },
    ],
  }, judgement)

  it('is counted apart, and sites that are allowed stay sites', () => {
    expect(said.sites.map(({ allowed }) => allowed)).toEqual(['no server here', null])
    expect(said.findings).toEqual([{ line: 1, column: 5, endLine: 1, endColumn: 7, code: 'directive', severity: 'warning', message: 'Remove it.', site: null }])
    expect(summarise([said], 1)).toMatchObject({ sites: 2, allowed: 1, findings: { directive: 1, 'unused-double': 0 } })
  })

  it('is told in text and Markdown', () => {
    expect(textOfFile(said, PLAIN)).toBe(
      'tests/test_a.py  2 mocks, 1 of them allowed, 3 references\n' +
        '  tests/test_a.py:1:16  double    websocket unittest.mock.AsyncMock → ws  (has send_json and accept; named ws)  allowed: no server here\n' +
        '  tests/test_a.py:2:16  patch     code unittest.mock.AsyncMock → ws.send_json\n' +
        '  tests/test_a.py:1:5  warning directive Remove it.\n\n',
    )
    expect(textOfSummary(summarise([said], 9), PLAIN)).toBe(
      '2 mocks, 1 of them allowed (3 references) in 1 of 9 source files\nby service\n  1  websocket\n  1  code\nby kind\n  1  double\n  1  patch\n1 finding beside them\n  1  directive\n',
    )
    expect(textOfSummary(summarise([{ ...said, sites: [] }], 9), PLAIN)).toBe('No mocks in 9 source files\n1 finding beside them\n  1  directive\n')
    const markdown = markdownReport(summarise([said], 9), [said])
    expect(markdown).toContain('**2 mocks**, 1 of them allowed (3 references)')
    expect(markdown).toContain('\n\n| Finding | Count |\n| --- | ---: |\n| directive | 1 |\n\n')
  })
})

describe('json', () => {
  it('has the version and exactly the fields of the contract', () => {
    const parsed = JSON.parse(jsonReport(summarise([counts], 1), [counts]))
    expect(Object.keys(parsed)).toEqual(['version', 'summary', 'files'])
    expect(parsed.version).toBe(1)
    expect(Object.keys(parsed.summary)).toEqual(['files', 'filesWithMocks', 'sites', 'allowed', 'references', 'findings', 'suspected', 'byKind', 'byService'])
    expect(Object.keys(parsed.files[0])).toEqual(['path', 'sites', 'references', 'findings', 'suspects'])
    expect(Object.keys(parsed.files[0].sites[0])).toEqual([
      'line', 'column', 'endLine', 'endColumn', 'kind', 'service', 'api', 'target', 'root', 'scope', 'test', 'safety', 'evidence', 'fingerprint', 'allowed', 'allowedUntil', 'uses',
    ])
  })
})
