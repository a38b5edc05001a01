import type { Facts } from '../model/facts.ts'
import type { Site } from '../model/finding.ts'
import type { FileReport } from '../model/report.ts'
import { applyEdits, type TextEdit } from '../text/edits.ts'
import type { Span } from '../text/span.ts'
import { MARK } from './directive-text.ts'
import { directivesOf } from './directives.ts'

/** An edit that writes a directive. The reason is missing: it is to be written at `reasonAt`, an offset into the inserted text. */
export interface Allowance {
  readonly edit: TextEdit
  readonly reasonAt: number
}

/**
 * The edit that allows one site (its index): on a line of its own above the site, or above the statement around it; a first decorator gets it behind itself, since
 * above it would stand for the whole definition. Each place is tried out, as one in a template or in JSX is none for a comment. Undefined when the site is
 * allowed already or no place will do. `read` reads a text of the same language.
 */
export function allowanceOf(report: FileReport, text: string, site: number, read: (text: string) => Facts): Allowance | undefined {
  const own = report.sites[site]
  if (!own || own.allowed !== undefined) return undefined
  return candidates(own, report.facts, text).find(({ edit, reasonAt }) => {
    const inserted = `${edit.text.slice(0, reasonAt)}needed${edit.text.slice(reasonAt)}`
    const after = applyEdits(text, [{ span: edit.span, text: inserted }])
    const facts = read(after)
    const shift = edit.span.start > own.span.start ? 0 : inserted.length
    const moved = ({ start, end }: Span): Span => ({ start: start + shift, end: end + shift })
    const directives = directivesOf(facts, after, [{ ...own, span: moved(own.span), anchor: moved(own.anchor) }], [], undefined)
    return directives.sites.has(0) && facts.chains.length === report.facts.chains.length && facts.problems.length === report.facts.problems.length
  })
}

function candidates(own: Site, facts: Facts, text: string): Allowance[] {
  const sign = facts.language === 'python' ? '#' : '//'
  const directive = `${sign} ${MARK} allow(${own.service}) – `
  const above = (offset: number): Allowance => {
    const start = lineStart(text, offset)
    const indent = /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
    const inserted = `${indent}${directive}`
    return { edit: { span: { start, end: start }, text: inserted + lineEndOf(text) }, reasonAt: inserted.length }
  }
  const behind = (offset: number): Allowance => {
    const rest = text.slice(offset).search(/[\r\n]/)
    const end = rest < 0 ? text.length : offset + rest
    return { edit: { span: { start: end, end }, text: `  ${directive}` }, reasonAt: directive.length + 2 }
  }
  const offset = Math.max(own.span.start, Math.min(own.anchor.start, own.span.end))
  const isDecorator = facts.decorators.some(({ span }) => span.start === own.span.start)
  if (isDecorator && facts.statements.some(({ span }) => span.start === own.span.start)) return [behind(own.span.end)]
  const around = facts.statements.filter(({ span }) => span.start <= offset && offset < span.end).reverse()
  const places = [offset, ...around.map(({ span }) => span.start)].filter((place) => !continues(text, place))
  return [...new Set(places.map((place) => lineStart(text, place)))].map((start) => above(places.find((place) => lineStart(text, place) === start) ?? start))
}

/** The offset at which the line of an offset begins. */
function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
}

/** Whether a backslash joins the line of an offset to the one before: no comment can stand between them. */
function continues(text: string, offset: number): boolean {
  return /\\(?:\r\n|\r|\n)$/.test(text.slice(Math.max(0, lineStart(text, offset) - 3), lineStart(text, offset)))
}

function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'
}
