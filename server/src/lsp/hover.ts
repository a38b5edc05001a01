import type { Hover } from 'vscode-languageserver'
import { handedTo, realThingAt, replacementFor, serviceOf } from '../core/demock.ts'
import type { Reference, Site } from '../core/model/finding.ts'
import type { Replacement } from '../core/model/replacement.ts'
import { codeOf } from '../core/reports/message.ts'
import type { Span } from '../core/text/span.ts'
import type { ActionContext } from './action-data.ts'
import type { Analysis } from './analyses.ts'
import { rangeOf } from './convert.ts'
import { evidenceOf, isShown } from './diagnostics.ts'

/** How a client shows hovers. */
export interface HoverForm {
  readonly markdown: boolean
  readonly documentation: string | undefined
  /** Shows the diagnostic above it, so that the evidence need not be told again. */
  readonly besideDiagnostic: boolean
}

/** What there is to say about the place at an offset: a site, a reference to one (also to one of another file), or a real thing that is taken for one; undefined for all other text. */
export function hoverAt(analysis: Analysis, offset: number, { read, list }: Pick<ActionContext, 'read' | 'list'>, form: HoverForm): Hover | undefined {
  const found = foundAt(analysis, offset)
  if (!found) return outsideHoverAt(analysis, offset, form.markdown) ?? realHoverAt(analysis, offset, form.markdown)
  const replacement = replacementFor(analysis.source, analysis.report, found.index, analysis.settings, read, list)
  const evidence = form.besideDiagnostic && found.isSite && isShown(analysis, found.site) ? [] : evidenceOf(found.site)
  const paragraphs = describe(analysis, found, evidence, replacement, form.documentation)
  const value = paragraphs.join('\n\n')
  return {
    range: rangeOf(analysis.lines, found.span),
    contents: form.markdown ? { kind: 'markdown', value } : { kind: 'plaintext', value: plain(value) },
  }
}

/** A use of a double that another file makes. */
function outsideHoverAt({ isTest, report, lines }: Analysis, offset: number, markdown: boolean): Hover | undefined {
  const uses = isTest ? report.references.filter(({ outside, span }) => outside && span.start <= offset && offset <= span.end) : []
  const [use] = uses.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))
  if (!use?.outside) return undefined
  const value = `**Double made in \`${use.outside.path}\`.** It is counted there; here it is used.`
  return {
    range: rangeOf(lines, use.span),
    contents: markdown ? { kind: 'markdown', value } : { kind: 'plaintext', value: plain(value) },
  }
}

function realHoverAt({ source, report, settings, lines }: Analysis, offset: number, markdown: boolean): Hover | undefined {
  const thing = realThingAt(source, report, offset, settings)
  if (!thing) return undefined
  const value = `**Real: ${thing.real}.** \`${thing.api}\` is no mock.\n\n[Documentation](${thing.documentation})`
  return {
    range: rangeOf(lines, thing.span),
    contents: markdown ? { kind: 'markdown', value } : { kind: 'plaintext', value: plain(value) },
  }
}

interface Found {
  readonly site: Site
  readonly index: number
  readonly span: Span
  /** It is the site itself, not a reference to it. */
  readonly isSite: boolean
}

function foundAt({ isTest, report }: Analysis, offset: number): Found | undefined {
  if (!isTest) return undefined
  const holds = (span: Span): boolean => span.start <= offset && offset <= span.end
  const narrowest = (a: Found | undefined, b: Found): Found => (!a || b.span.end - b.span.start < a.span.end - a.span.start ? b : a)
  const sites = report.sites.map((site, index): Found => ({ site, index, span: site.anchor, isSite: true }))
  const references = report.references.flatMap((reference): Found[] => {
    const site = report.sites[reference.site]
    return site ? [{ site, index: reference.site, span: reference.span, isSite: false }] : []
  })
  return [...sites, ...references].filter((found) => holds(found.span)).reduce<Found | undefined>(narrowest, undefined)
}

function describe(analysis: Analysis, { site, index }: Found, evidence: readonly string[], replacement: Replacement, documentation: string | undefined): string[] {
  const service = serviceOf(site.service)
  const target = site.target === undefined ? '' : ` – \`${site.target}\``
  const page = documentation === undefined ? [] : [`[About ${codeOf(site)}](${documentation}#${codeOf(site)})`]
  return [
    `**${service.title} ${site.kind}** \`${site.api}\`${target}`,
    `The real thing: ${service.real}.`,
    ...(evidence.length > 0 ? [evidence.map((text) => `- ${text}`).join('\n')] : []),
    referencesOf(analysis.report.references.filter((reference) => reference.site === index), handedTo(analysis.report, index)),
    replacementText(replacement),
    ...page,
  ]
}

/** More functions than this are counted only. */
const MOST_FUNCTIONS = 4

/** `Configured 3×, verified 2×, passed to `ConnectionManager.connect`.` */
function referencesOf(references: readonly Reference[], functions: readonly string[]): string {
  const times = (what: string, role: Reference['role']): string[] => {
    const count = references.filter((reference) => reference.role === role).length
    return count === 0 ? [] : [`${what} ${count}×`]
  }
  const rest = functions.length - MOST_FUNCTIONS
  const passed = functions.slice(0, MOST_FUNCTIONS).map((name) => `\`${name}\``).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  const parts = [...times('configured', 'configuration'), ...times('verified', 'verification'), ...(functions.length > 0 ? [`passed to ${passed}`] : times('otherwise used', 'use'))]
  const sentence = parts.length === 0 ? 'not used any further' : parts.join(', ')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

function replacementText({ safety, title, remarks }: Replacement): string {
  if (safety === 'safe') return `Quick fix: ${title}.`
  const list = remarks.map((remark) => `- ${remark.text}`).join('\n')
  return safety === 'review' ? `Quick fix, to be finished by hand: ${title}.\n${list}` : `No quick fix:\n${list}`
}

/** Markdown without its marks, for clients that show none. */
function plain(markdown: string): string {
  return markdown.replaceAll('**', '').replaceAll('`', '').replace(/^\[(.*)\]\((.*)\)$/gmu, '$1: $2')
}
