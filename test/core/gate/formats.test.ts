import { describe, expect, it } from 'vitest'
import { githubAnnotations } from '../../../server/src/core/gate/formats/github.ts'
import { gitlabReport } from '../../../server/src/core/gate/formats/gitlab.ts'
import { junitReport } from '../../../server/src/core/gate/formats/junit.ts'
import { verdictMarkdown } from '../../../server/src/core/gate/formats/markdown.ts'
import { verdictSarif } from '../../../server/src/core/gate/formats/sarif.ts'
import { SCAN_FORMATS } from '../../../server/src/core/gate/formats/scan.ts'
import { verdictText } from '../../../server/src/core/gate/formats/text.ts'
import { verdictOf } from '../../../server/src/core/gate/verdict.ts'
import type { Against, Verdict } from '../../../server/src/core/gate/verdict.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'
import { summarise } from '../../../server/src/core/reports/counts.ts'
import { PLAIN } from '../../../server/src/core/reports/text.ts'
import { countedSite, current, known } from './gate-samples.ts'

const BASELINE: Against = { kind: 'baseline', file: 'demock-baseline.jsonl' }

function verdict(more: Partial<Verdict> = {}, against = BASELINE): Verdict {
  const added = [current('tests/test a%.py', 'test_a', 'ws', { evidence: ['has "x" | <y>\u0007'] })]
  const gone = [known('tests/test_b.py', 'test_b', 'db', { service: 'database' }), known('tests/test_b.py', 'test_c', 'ws')]
  const kept = [{ current: current('tests/test_c.py', 'test_c', 'ws'), known: known('tests/test_c.py', 'test_c', 'ws') }]
  return { ...verdictOf({ added, gone, kept, moved: new Map([['old.py', 'new.py']]) }, against), ...more }
}

const PASSED = verdict({ added: [], gone: [], moved: [], passes: true })

describe('a verdict', () => {
  it('fails for what is new, and for what is gone from a baseline but not from a commit', () => {
    const nothing = { added: [], gone: [], kept: [], moved: new Map<string, string>() }
    const gone = [known('a.py', 'test_a', 'ws')]
    const ref: Against = { kind: 'ref', ref: 'main', base: 'c0ffee' }
    expect(verdictOf(nothing, BASELINE).passes).toBe(true)
    expect(verdictOf({ ...nothing, gone }, BASELINE).passes).toBe(false)
    expect(verdictOf({ ...nothing, gone }, ref).passes).toBe(true)
    expect(verdictOf({ ...nothing, added: [current('a.py', 'test_a', 'ws')] }, ref).passes).toBe(false)
  })

  it('as text names each place, the reason and the remedy', () => {
    expect(verdictText(verdict(), PLAIN)).toBe(`tests/test a%.py:3:10  new double websocket AsyncMock stands in for a WebSocket: has "x" | <y>\u0007  in test_a
tests/test_b.py  gone double database db in test_b
tests/test_b.py  gone double websocket ws in test_c
new.py  moved from old.py: its mocks are known
failed: 1 new mock, 2 gone, 1 known (demock-baseline.jsonl)
Use the real thing, or allow it with "demock: allow(<service>) – <reason>", or take it into the baseline: demock baseline update --reason "…"
Take out of demock-baseline.jsonl what is gone: demock baseline prune
`)
    expect(verdictText(PASSED, PLAIN)).toBe('passed: 0 new mocks, 0 gone, 1 known (demock-baseline.jsonl)\n')
  })

  it('as annotations escapes what would end a property', () => {
    const [first, second] = githubAnnotations(verdict()).split('\n')
    expect(first).toMatch(/^::error file=tests\/test a%25\.py,line=3,col=10,endLine=3,endColumn=21,title=websocket-mock::AsyncMock stands in/)
    expect(second).toMatch(/^::error file=demock-baseline\.jsonl,title=stale baseline::tests\/test_b\.py: double database db in test_b; double websocket ws in test_c: gone/)
    expect(githubAnnotations(PASSED)).toBe('')
  })

  it('as a code quality report has a fingerprint of its own for each entry', () => {
    const issues = JSON.parse(gitlabReport(verdict())) as { fingerprint: string; check_name: string; severity: string; location: { path: string; lines: { begin: number } } }[]
    expect(issues.map(({ check_name, severity, location }) => [check_name, severity, location.path, location.lines.begin])).toEqual([
      ['websocket-mock', 'major', 'tests/test a%.py', 3], ['stale-baseline', 'minor', 'demock-baseline.jsonl', 1], ['stale-baseline', 'minor', 'demock-baseline.jsonl', 1],
    ])
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3)
    expect(gitlabReport(PASSED)).toBe('[]\n')
  })

  it('as JUnit is XML whatever a name holds', () => {
    const xml = junitReport(verdict())
    expect(xml).toContain('<testsuite name="demock check" tests="3" failures="2">')
    expect(xml).toContain('has &quot;x&quot; | &lt;y&gt;\uFFFD</failure>')
    expect(junitReport(PASSED)).toContain('tests="1" failures="0"')
  })

  it('as Markdown begins with the change of each service', () => {
    const text = verdictMarkdown(verdict())
    expect(text).toContain('### Demock: failed\n\n**+1 −2 mocks**: websocket +1 −1, database −1 (against `demock-baseline.jsonl`; 1 known mock)\n')
    expect(text).toContain('| `tests/test a%.py:3` | double | websocket | AsyncMock stands in for a WebSocket: has "x" \\| &lt;y>\u0007 |\n')
    expect(text).toContain('2 entries of `demock-baseline.jsonl` stand for nothing any more: run `demock baseline prune`.')
    expect(verdictMarkdown(PASSED)).toBe('### Demock: passed\n\n**No mock more, none fewer** (against `demock-baseline.jsonl`; 1 known mock)\n')
  })

  it('as SARIF gives new mocks first and as errors, and groups known ones when there are too many', () => {
    interface Log { runs: { results: { ruleId: string; level: string; baselineState?: string; message: { text: string }; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] }
    const { runs: [run] } = JSON.parse(verdictSarif(verdict(), '1.2.3')) as Log
    expect(run?.results.map(({ ruleId, level, baselineState, locations }) => [ruleId, level, baselineState, locations[0]?.physicalLocation.artifactLocation.uri])).toEqual([
      ['websocket-mock', 'error', 'new', 'tests/test%20a%25.py'],
      ['stale-baseline', 'error', undefined, 'demock-baseline.jsonl'],
      ['stale-baseline', 'error', undefined, 'demock-baseline.jsonl'],
      ['websocket-mock', 'note', 'unchanged', 'tests/test_c.py'],
    ])
    const kept = Array.from({ length: 6000 }, (_, index) => current(`tests/test_${index % 10}.py`, `test_${index}`, 'ws'))
    const grouped = JSON.parse(verdictSarif(verdict({ kept }), '1.2.3')) as Log
    expect(grouped.runs[0]?.results).toHaveLength(3 + 10)
    expect(grouped.runs[0]?.results[3]?.message.text).toMatch(/^600 known mocks of this file; the first: /)
  })
})

describe('a scan', () => {
  const files = [
    { path: 'tests/test_a.py', sites: [countedSite({ service: 'ui', fingerprint: 'a' }), countedSite({ line: 4, fingerprint: 'b' }), countedSite({ line: 5, fingerprint: 'c', allowed: 'no server' })], references: 3, findings: [], suspects: [] },
  ]
  const scanned = { summary: summarise(files, 9), files, settings: DEFAULT_SETTINGS, version: '1.2.3' }

  it('tells every mock as loud as the settings want it, the loudest first, and allowed ones as suppressed', () => {
    const { runs: [{ results }] } = JSON.parse(SCAN_FORMATS.sarif(scanned)) as { runs: [{ results: { level: string; baselineState?: string; suppressions?: object[]; partialFingerprints: object }[] }] }
    expect(results.map(({ level, baselineState, suppressions, partialFingerprints }) => [Object.values(partialFingerprints)[0], level, baselineState, suppressions?.length])).toEqual([
      ['b', 'warning', undefined, undefined], ['a', 'note', undefined, undefined], ['c', 'note', undefined, 1],
    ])
    expect(SCAN_FORMATS.github(scanned).trimEnd().split('\n').map((line) => /^::(\w+) /.exec(line)?.[1])).toEqual(['warning', 'notice', 'notice'])
    expect((JSON.parse(SCAN_FORMATS.gitlab(scanned)) as { severity: string }[]).map(({ severity }) => severity)).toEqual(['minor', 'info'])
    expect(SCAN_FORMATS.junit(scanned)).toContain('<testsuite name="demock scan" tests="1" failures="1">')
    expect(SCAN_FORMATS.junit(scanned)).toContain('failure message="2 mocks. Use the real thing')
    expect(SCAN_FORMATS.markdown(scanned)).toContain('**3 mocks**, 1 of them allowed')
    expect(SCAN_FORMATS.markdown(scanned)).toContain('| `tests/test_a.py:4` | double | websocket |')
  })

  it('tells so many mocks by file and service', () => {
    const many = [{ ...files[0], path: 'tests/test_b.py', references: 0, findings: [], suspects: [], sites: Array.from({ length: 5_001 }, (_, index) => countedSite({ fingerprint: String(index), service: index % 2 === 0 ? 'http' : 'websocket' })) }]
    const { runs: [{ results }] } = JSON.parse(SCAN_FORMATS.sarif({ ...scanned, files: many })) as { runs: [{ results: { message: { text: string } }[] }] }
    expect(results.map(({ message }) => message.text.slice(0, 27))).toEqual(['2500 mocks of this file; th', '2501 mocks of this file; th'])
  })
})
