import type { Facts } from '../model/facts.ts'
import type { Finding, Site, Suspect } from '../model/finding.ts'
import { linesOf, type Lines } from '../text/lines.ts'
import type { Span } from '../text/span.ts'
import { MARK, readDirective, type DirectiveText } from './directive-text.ts'
import { inOrder } from './order.ts'

/** A directive that holds for a place of the text or for all of it. */
export interface Directive extends DirectiveText {
  /** Where it stands: behind code on its line, on a line of its own above code, or above all code. */
  readonly form: 'trailing' | 'above' | 'file'
  /** The text that it speaks for; undefined for a trailing one, which speaks for what begins or ends on its line. */
  readonly region: Span | undefined
}

/** What the directives of a text do. */
export interface Directives {
  /** The directive that allows a site, by the site's index. */
  readonly sites: ReadonlyMap<number, Directive>
  /** The directive that allows a suspect, by the suspect's index. */
  readonly suspects: ReadonlyMap<number, Directive>
  /** What is wrong with directives, in source order. */
  readonly findings: readonly Finding[]
}

/** What a directive may allow. */
type Allowable = Pick<Site | Suspect, 'span' | 'anchor' | 'kind' | 'service'>

/** Whether a text can hold directives at all. */
export function mayHoldDirectives(text: string): boolean {
  return text.includes(MARK)
}

/**
 * Reads the `demock: allow` directives of a text and tells which sites and suspects (both in source order) they allow. Of several that cover one, the
 * narrowest allows it. `today` (`YYYY-MM-DD`, UTC) tells which have expired; without it none has.
 */
export function directivesOf(facts: Facts, text: string, sites: readonly Allowable[], suspects: readonly Allowable[], today: string | undefined): Directives {
  if (!mayHoldDirectives(text)) return NO_DIRECTIVES
  const findings: Finding[] = []
  const add = (span: Span, message: string): void => void findings.push({ code: 'directive', span, message, site: -1 })
  const lines = linesOf(text)
  const holding: Directive[] = []
  const extents = extentsOf(facts)
  let index = 0
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length)) {
    while ((facts.comments[index]?.end ?? Infinity) <= at) index++
    const comment = facts.comments[index]
    if (!comment) break
    const said = comment.start < at ? readDirective(text, comment, at) : undefined
    if (!said) continue
    const directive = placed(said, index, facts, text, extents)
    for (const { span, message } of said.mistakes) add(span, message)
    if (said.mistakes.some(({ fatal }) => fatal)) continue
    if (directive.scope === 'file' && directive.form !== 'file') {
      add(said.span, '`allow-file` must stand on a line of its own above all code but imports. Move it there, or write `allow` for what follows.')
    } else if (said.until && today !== undefined && today > said.until.text) {
      add(said.until.span, `This exception expired on ${said.until.text}. Put the real thing in the place of the mock, or decide anew and set another day.`)
    } else holding.push(directive)
  }
  const used = new Map<Directive, Set<string>>()
  const cover = coverageOf(holding, facts, lines)
  const result: Directives = { sites: allowed(sites, cover, used), suspects: allowed(suspects, cover, used), findings }
  for (const directive of holding) {
    const names = used.get(directive)
    if (!names) add(directive.span, `This directive allows nothing: there is no mock${ofNames(directive)} ${PLACES[directive.form]}. Remove it.`)
    else for (const { text: name, span } of directive.names) if (!names.has(name)) add(span, `No mock ${PLACES[directive.form]} is one of \`${name}\`. Remove it from the list.`)
  }
  inOrder(findings, (a, b) => a.span.start - b.span.start)
  return result
}

const NO_DIRECTIVES: Directives = { sites: new Map(), suspects: new Map(), findings: [] }

const PLACES: Readonly<Record<Directive['form'], string>> = {
  trailing: 'on this line',
  above: 'in what follows directly',
  file: 'in this file that no other directive allows',
}

function ofNames({ names }: DirectiveText): string {
  return names.length === 0 ? '' : ` of ${names.map(({ text }) => `\`${text}\``).join(' or ')}`
}

function placed(said: DirectiveText, comment: number, facts: Facts, text: string, extents: ReadonlyMap<number, number>): Directive {
  const span = facts.comments[comment] ?? said.span
  if (!standsAlone(span, text)) return { ...said, form: 'trailing', region: undefined }
  if (said.scope === 'file' && isAboveCode(span.start, facts)) return { ...said, form: 'file', region: { start: 0, end: text.length } }
  return { ...said, form: 'above', region: regionBelow(comment, facts, text, extents) }
}

/** Whether a comment is all that stands on its lines; the braces around a comment in JSX do not count. */
function standsAlone({ start, end }: Span, text: string): boolean {
  let from = start
  while (from > 0 && ' \t{'.includes(text.charAt(from - 1))) from--
  if (from > 0 && !'\r\n'.includes(text.charAt(from - 1))) return false
  let to = end
  while (to < text.length && ' \t}'.includes(text.charAt(to))) to++
  return to >= text.length || '\r\n'.includes(text.charAt(to))
}

/** Whether only imports and strings (a docstring, `'use strict'`) stand before an offset. */
function isAboveCode(offset: number, facts: Facts): boolean {
  return facts.statements.every(({ kind, span, value }) => span.start > offset || kind === 'import' || (kind === 'expression' && value?.kind === 'string'))
}

/** What follows a comment directly, comments between them left out: the statement or definition that begins there, or else the line. */
function regionBelow(comment: number, facts: Facts, text: string, extents: ReadonlyMap<number, number>): Span {
  let at = facts.comments[comment]?.end ?? 0
  for (let next = comment + 1; ; next++) {
    const behind = at
    while (at < text.length && ' \t\r\n}'.includes(text.charAt(at))) at++
    if ((text.slice(behind, at).match(/\r\n|\r|\n/g)?.length ?? 0) > 1) return { start: at, end: at }
    const following = facts.comments[next]
    if (following?.start !== at) break
    at = following.end
  }
  const rest = text.slice(at).search(/[\r\n]/)
  return { start: at, end: Math.max(rest < 0 ? text.length : at + rest, extents.get(at) ?? 0) }
}

/** How far the longest statement, function or decorator that begins at an offset reaches; of a compound statement only what comes before its first block. */
function extentsOf({ statements, functions, decorators }: Facts): Map<number, number> {
  const extents = new Map<number, number>()
  const reach = (start: number, end: number): void => {
    if (end > (extents.get(start) ?? start)) extents.set(start, end)
  }
  const firstBlock = new Map<number, number>()
  statements.forEach(({ parent, span }) => {
    if (!firstBlock.has(parent)) firstBlock.set(parent, span.start)
  })
  statements.forEach(({ kind, span }, index) => reach(span.start, kind === 'block' ? (firstBlock.get(index) ?? span.end) : span.end))
  for (const { span } of functions) reach(span.start, span.end)
  for (const { span } of decorators) reach(span.start, span.end)
  return extents
}

/** Which directives cover an item; asked in source order. */
type Coverage = () => (item: Allowable) => readonly Directive[]

function coverageOf(directives: readonly Directive[], facts: Facts, lines: Lines): Coverage {
  const lineOf = (offset: number): number => lines.positionAt(offset).line
  const trailing = new Map<number, Directive[]>()
  const regions: (readonly [Span, Directive])[] = []
  for (const directive of directives) {
    if (directive.region) regions.push([directive.region, directive])
    else {
      const line = lineOf(directive.span.start)
      trailing.set(line, [...(trailing.get(line) ?? []), directive])
    }
  }
  if (trailing.size > 0) {
    const outer = new Set(facts.statements.map(({ parent }) => parent))
    facts.statements.forEach(({ span }, index) => {
      if (outer.has(index)) return
      for (const directive of trailing.get(lineOf(span.end)) ?? []) if (span.end <= directive.span.start) regions.push([span, directive])
    })
  }
  inOrder(regions, ([a], [b]) => a.start - b.start || b.end - a.end)
  return () => {
    let open: (readonly [Span, Directive])[] = []
    let next = 0
    return ({ span, anchor, kind }) => {
      for (let region = regions[next]; region && region[0].start <= span.start; region = regions[++next]) open.push(region)
      if (open.length > 0) open = open.filter(([region]) => region.end > span.start)
      const covering = open.map(([, directive]) => directive)
      if (trailing.size > 0) {
        const ends = kind === 'fake' ? [span.start, anchor.end] : [span.start, anchor.start, anchor.end, span.end]
        for (const line of new Set(ends.map(lineOf))) covering.push(...(trailing.get(line) ?? []))
      }
      return covering
    }
  }
}

/** The narrowest directive that covers each item and names it; notes under which names it was needed. */
function allowed(items: readonly Allowable[], cover: Coverage, used: Map<Directive, Set<string>>): Map<number, Directive> {
  const found = new Map<number, Directive>()
  const covering = cover()
  items.forEach((item, index) => {
    let best: Directive | undefined
    for (const directive of covering(item)) if (names(directive, item) && (!best || width(directive) < width(best))) best = directive
    if (!best) return
    found.set(index, best)
    const needed = used.get(best) ?? new Set<string>()
    used.set(best, needed.add(item.service).add(item.kind))
  })
  return found
}

function names(directive: Directive, { service, kind }: Allowable): boolean {
  return directive.names.length === 0 || directive.names.some(({ text }) => text === service || text === kind)
}

function width({ region }: Directive): number {
  return region ? region.end - region.start + 1 : 0
}
