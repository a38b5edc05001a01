/** Charts as inline SVG that is stretched to its place; words and numbers stand around it as text, so that they keep their size on every screen. */
import { escaped, numberText } from './html-parts.ts'

/** One colour of a chart: the values of one name at every place. */
export interface Series {
  readonly name: string
  readonly values: readonly number[]
}

export interface Chart {
  /** What it shows, for who cannot see it; the numbers are in a table beside it. */
  readonly label: string
  /** One for each value; those that do not fit are left out. */
  readonly labels: readonly string[]
  /** Stacked, the first one at the bottom. */
  readonly series: readonly Series[]
}

/** As many colours as there are; what is beyond them is told together. */
export const MOST_SERIES = 8

const WIDTH = 1000
const HEIGHT = 300
/** Labels under a chart. */
const MOST_LABELS = 7
/** Of the narrowest chart, one and a half times. */
const WIDTH_OF_LETTER = 0.04

/** A label under a chart, and where it stands between 0 and 1. */
export interface Mark {
  readonly label: string
  readonly at: number
}

/** Stacked areas: how something grows and shrinks. `places` says where each value stands, between 0 and 1; `marks` what stands below, each value's own label without them. */
export function areaChart(chart: Chart, places: readonly number[], marks?: readonly Mark[]): string {
  const { top, ticks } = scaleOf(chart)
  const y = (value: number): string => (HEIGHT - (value / top) * HEIGHT).toFixed(1)
  const x = (index: number): string => ((places[index] ?? 0) * WIDTH).toFixed(1)
  const floor = chart.labels.map(() => 0)
  const areas = chart.series.map(({ values }, color) => {
    const below = [...floor]
    values.forEach((value, index) => { floor[index] = (floor[index] ?? 0) + value })
    const upper = floor.map((value, index) => `${x(index)},${y(value)}`)
    const lower = below.map((value, index) => `${x(index)},${y(value)}`).reverse()
    return `<polygon class="s${color}" points="${[...upper, ...lower].join(' ')}"/>`
  })
  const shown = marks ?? chart.labels.map((label, index) => ({ label, at: places[index] ?? 0 }))
  return frame(chart, areas.reverse().join(''), ticks, top, `<div class="xs line">${apart(shown).map(({ label, at }) =>
    `<span style="left:${(at * 100).toFixed(2)}%"${at < 0.05 ? ' class="first"' : at > 0.95 ? ' class="last"' : ''}>${escaped(label)}</span>`).join('')}</div>`)
}

/** Stacked columns: how much came in each of some periods. */
export function columnChart(chart: Chart): string {
  const { top, ticks } = scaleOf(chart)
  const width = WIDTH / Math.max(1, chart.labels.length)
  const columns = chart.labels.map((_, index) => {
    let floor = HEIGHT
    return chart.series.map(({ values }, color) => {
      const height = ((values[index] ?? 0) / top) * HEIGHT
      floor -= height
      const [x, y, wide, high] = [index * width + width * 0.15, floor, width * 0.7, height].map((number) => number.toFixed(1))
      return height === 0 ? '' : `<rect class="s${color}" x="${x}" y="${y}" width="${wide}" height="${high}"/>`
    }).join('')
  })
  const step = Math.ceil(chart.labels.length / MOST_LABELS)
  const labels = chart.labels.map((label, index) => `<span>${index % step === 0 ? escaped(label) : ''}</span>`)
  return frame(chart, columns.join(''), ticks, top, `<div class="xs columns">${labels.join('')}</div>`)
}

/** One bar of several parts. */
export function stackedBar(label: string, parts: readonly { readonly name: string; readonly value: number; readonly color: number }[]): string {
  const all = Math.max(1, parts.reduce((sum, { value }) => sum + value, 0))
  let at = 0
  const rects = parts.map(({ value, color }) => {
    const width = (value / all) * WIDTH
    at += width
    return width === 0 ? '' : `<rect class="s${color}" x="${(at - width).toFixed(1)}" y="0" width="${width.toFixed(1)}" height="20"/>`
  })
  return `<figure><svg class="one" role="img" aria-label="${escaped(label)}" viewBox="0 0 ${WIDTH} 20" preserveAspectRatio="none">${rects.join('')}</svg>${legend(parts)}</figure>`
}

function frame(chart: Chart, shapes: string, ticks: readonly number[], top: number, xs: string): string {
  const lines = ticks.map((tick) => {
    const y = (HEIGHT - (tick / top) * HEIGHT).toFixed(1)
    return `<line class="grid" x1="0" x2="${WIDTH}" y1="${y}" y2="${y}"/>`
  })
  const ys = ticks.map((tick) => `<span style="bottom:${((tick / top) * 100).toFixed(2)}%">${numberText(tick)}</span>`)
  const svg = `<svg role="img" aria-label="${escaped(chart.label)}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${lines.join('')}${shapes}</svg>`
  return `<figure><div class="chart"><div class="ys" aria-hidden="true">${ys.join('')}</div><div class="plot">${svg}</div>${xs.replace('<div ', '<div aria-hidden="true" ')}</div>${
    chart.series.length > 1 ? legend(chart.series.map(({ name }, color) => ({ name, color }))) : ''}</figure>`
}

function legend(parts: readonly { readonly name: string; readonly value?: number; readonly color: number }[]): string {
  const items = parts.map(({ name, value, color }) => {
    const swatch = `<svg class="swatch" aria-hidden="true" viewBox="0 0 1 1"><rect class="s${color}" width="1" height="1"/></svg>`
    return `<li>${swatch}${escaped(name)}${value === undefined ? '' : ` <strong>${numberText(value)}</strong>`}</li>`
  })
  return `<figcaption><ul class="legend">${items.join('')}</ul></figcaption>`
}

/** Round numbers for the lines of a chart, and the highest of them. */
function scaleOf({ series, labels }: Chart): { readonly top: number; readonly ticks: readonly number[] } {
  const highest = Math.max(1, ...labels.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)))
  const rough = highest / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ...[1, 2, 2.5, 5, 10].map((factor) => factor * power).filter((each) => each >= rough && Number.isInteger(each)).slice(0, 1))
  const count = Math.ceil(highest / step)
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) }
}

/** The first, the last, and as many between them as have room. */
function apart(labels: readonly Mark[]): Mark[] {
  const last = labels.at(-1)
  const shown: Mark[] = []
  // The last one ends where it stands, and others have their middle there: together one and a half of them, on a phone's width too.
  const longest = Math.max(0, ...labels.map(({ label }) => label.length))
  const room = Math.max(1 / (MOST_LABELS - 1), longest * WIDTH_OF_LETTER)
  for (const each of labels) {
    const before = shown.at(-1)
    if (each === last || ((before === undefined || (each.at - before.at >= room && each.label !== before.label)) && (last === undefined || last.at - each.at >= room))) shown.push(each)
  }
  return shown.filter((each, index) => index === 0 || each.label !== shown[index - 1]?.label)
}
