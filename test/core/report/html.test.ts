import { describe, expect, it } from 'vitest'
import { areaChart, columnChart } from '../../../server/src/core/report/charts.ts'
import { completionReport } from '../../../server/src/core/report/completion.ts'
import { trendOf } from '../../../server/src/core/report/html-history.ts'
import { reportHtml } from '../../../server/src/core/report/html.ts'
import { linksBelow } from '../../../server/src/core/report/links.ts'
import { STYLE } from '../../../server/src/core/report/style.ts'
import { summarise } from '../../../server/src/core/reports/counts.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'
import { countedSite } from '../gate/gate-samples.ts'

/** Contrast of two colours like `#0d1117`. Source: WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const long = color.length === 4 ? color.replace(/[^#]/g, '$&$&') : color
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function colors(from: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...from.matchAll(/--(\w+): (#\w+)/g)].map(([, name = '', color = '']) => [name, color]))
}

const [light, dark] = [/:root \{ (color-scheme: light[^}]*)\}/, /:root \{ (color-scheme: dark[^}]*)\}/].map((scheme) => colors(scheme.exec(STYLE)?.[1] ?? ''))

describe('the style of the report', () => {
  it.each([['light', light], ['dark', dark]])('has enough contrast when it is %s', (_, scheme) => {
    const of = (name: string, behind = 'back'): number => contrast(scheme?.[name] ?? '#000', scheme?.[behind] ?? '#000')
    expect(contrast('#000', '#fff')).toBeCloseTo(21)
    for (const name of ['text', 'dim', 'good', 'bad', 'link']) expect(of(name), name).toBeGreaterThanOrEqual(4.5)
    for (const name of ['text', 'dim']) expect(of(name, 'bar'), `${name} on a bar`).toBeGreaterThanOrEqual(4.5)
    for (let color = 0; color < 8; color++) expect(of(`s${color}`), `s${color}`).toBeGreaterThanOrEqual(3)
  })
})

describe('a chart', () => {
  it('has whole numbers at its lines, room for the highest value, and a label', () => {
    const svg = areaChart({ label: 'Mocks "a"', labels: ['2024', '2025', '2026'], series: [{ name: 'http', values: [1, 4, 9] }, { name: 'llm', values: [0, 0, 1] }] }, [0, 0.5, 1])
    expect([...svg.matchAll(/bottom:[\d.]+%">([^<]+)</g)].map(([, tick]) => tick)).toEqual(['0', '5', '10'])
    expect(svg).toContain('role="img" aria-label="Mocks &quot;a&quot;"')
    expect(svg).toContain('points="0.0,270.0 500.0,180.0 1000.0,30.0 1000.0,300.0 500.0,300.0 0.0,300.0"')
  })

  it('of many years has each year where it begins, not where the next commit of the history is', () => {
    const points = ['2020-12-31', '2022-12-31', '2024-12-31'].map((date) => ({ commit: 'c0ffee', date, files: 1, filesWithMocks: 1, sites: 1, byService: { http: 1 }, byKind: { double: 1 } }))
    const html = trendOf({ commits: 3, every: 1, shallow: false, points }, [])
    expect([...html.matchAll(/<span style="left:([\d.]+)%"[^>]*>(\d{4})</g)].map(([, at, year]) => [year, at])).toEqual([['2021', '0.07'], ['2022', '25.05'], ['2023', '50.03'], ['2024', '75.02']])
  })

  it('has room between its labels, however long they are', () => {
    const labels = ['2023-05', '2024-05', '2025-07', '2026-04']
    const svg = areaChart({ label: 'x', labels, series: [{ name: 'http', values: [1, 1, 1, 1] }] }, [0, 0.34, 0.74, 1])
    expect(labels.map((label) => svg.includes(`>${label}<`))).toEqual([true, true, false, true])
  })

  it('of nothing, and of one value, is drawn too', () => {
    for (const values of [[], [0], [3]]) {
      const chart = { label: 'x', labels: values.map(String), series: [{ name: 'http', values }] }
      expect(areaChart(chart, values.map(() => 0)) + columnChart(chart)).not.toMatch(/NaN|Infinity|undefined/)
    }
  })
})

describe('the report in HTML', () => {
  const files = [{ path: 'tests/<b>.py', sites: [countedSite({ allowed: '<script>', allowedUntil: '2027-01-31' }), countedSite({ line: 9 })], references: 2, findings: [], suspects: [] }]
  const html = reportHtml(completionReport({
    summary: summarise(files, 3), files, outcomes: [], ownersOf: () => ['@a"b'], contracts: [], services: [], phases: DEFAULT_SETTINGS.phases, date: '2026-11-23',
    history: { commits: 2, every: 1, shallow: true, points: ['2026-01-01', '2026-11-23'].map((date, at) => ({ commit: 'c0ffee', date, files: 3, filesWithMocks: 1, sites: at + 1, byService: { websocket: at + 1 }, byKind: { double: at + 1 } })) },
  }), linksBelow())

  it('escapes what comes from files', () => {
    expect(html).not.toMatch(/<script|<b>|"@a"b/)
    expect(html).toContain('&lt;script&gt;')
    expect(html).toContain('href="tests/%3Cb%3E.py#L3"')
  })

  it('has one heading of the first level, a section with a name for each link of its contents, and a table beside each chart', () => {
    expect(html.match(/<h1>/g)).toHaveLength(1)
    const linked = [...html.matchAll(/href="#(\w+)"/g)].map(([, id]) => id)
    expect(linked.length).toBeGreaterThan(3)
    expect([...html.matchAll(/<section aria-labelledby="(\w+)"><h2 id="(\w+)">/g)].flatMap(([, label, id]) => (label === id ? [id] : []))).toEqual(linked)
    for (const [svg] of html.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/role="img" aria-label="[^"]+"|aria-hidden="true"/)
    expect(html).toContain('<details><summary>Mocks by service in each commit</summary>')
    expect(html).toContain('This clone is shallow')
    expect(html.match(/<table>/g)?.length).toBe(html.match(/role="region" aria-label="[^"]+"><table>/g)?.length)
  })
})
