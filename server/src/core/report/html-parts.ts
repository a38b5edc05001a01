/** The parts of which the report in HTML is made. */
import type { LinkOf } from './links.ts'

/** More rows of a table are folded away. */
const MOST_ROWS = 25

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** Code that may be broken behind the separators of paths. */
export function code(text: string): string {
  return `<code>${escaped(text).replaceAll(/([/_]|::)(?=\w)/g, '$1<wbr>')}</code>`
}

/** A place as a link, or as code where there is none. */
export function place({ path, line }: { readonly path: string; readonly line: number }, link: LinkOf): string {
  const address = link(path, line)
  const name = code(`${path}:${line}`)
  return address === undefined ? name : `<a href="${escaped(address)}">${name}</a>`
}

export function numberText(number: number): string {
  return number.toLocaleString('en')
}

/** `3 mocks`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`
}

export interface Column {
  readonly head: string
  /** Numbers stand at the right. */
  readonly number?: boolean
}

/** A column of numbers. */
export function numeric(head: string): Column {
  return { head, number: true }
}

export interface Row {
  /** HTML; the first one is the row's head. */
  readonly cells: readonly string[]
  /** Draws a bar behind the first cell: between 0 and 1. */
  readonly share?: number
}

/** A table that scrolls on its own where it is too wide, with the rows beyond the first ones folded away. `name` tells what it holds to who cannot see it. */
export function table(name: string, columns: readonly Column[], rows: readonly Row[]): string {
  if (rows.length <= MOST_ROWS) return plainTable(name, columns, rows)
  const rest = rows.slice(MOST_ROWS)
  return `${plainTable(name, columns, rows.slice(0, MOST_ROWS))}<details><summary>${numberText(rest.length)} more</summary>${plainTable(`${name}: the rest`, columns, rest)}</details>`
}

/** All rows of a table, folded away under a summary. */
export function foldedTable(name: string, columns: readonly Column[], rows: readonly Row[]): string {
  return `<details><summary>${escaped(name)}</summary>${plainTable(name, columns, rows)}</details>`
}

function plainTable(name: string, columns: readonly Column[], rows: readonly Row[]): string {
  const head = columns.map(({ head: title, number }) => `<th scope="col"${number ? ' class="n"' : ''}>${title}</th>`).join('')
  const body = rows.map(({ cells, share }) => `<tr>${cells.map((cell, index) => {
    if (index === 0) return `<th scope="row"${share === undefined ? '' : ` class="bar" style="--share:${share.toFixed(4)}"`}>${cell}</th>`
    return `<td${columns[index]?.number ? ' class="n"' : ''}>${cell}</td>`
  }).join('')}</tr>`).join('')
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(name)}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}
