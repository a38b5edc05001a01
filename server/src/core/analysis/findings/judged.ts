import type { Chain, Facts, Statement, Value } from '../../model/facts.ts'
import type { Finding, FindingCode } from '../../model/finding.ts'
import type { Surroundings } from '../../model/surroundings.ts'
import type { Span } from '../../text/span.ts'
import type { Found, Ownership } from '../found.ts'
import type { Uses } from '../references.ts'
import type { Resolver } from '../resolve.ts'
import type { targetOf } from '../targets.ts'

/** All that is known of a file with sites when its findings are looked for. */
export interface Judged {
  readonly facts: Facts
  readonly path: string
  readonly text: string
  readonly ownership: Ownership
  readonly uses: Uses
  readonly resolver: Resolver
  /** By site. */
  readonly targets: readonly ReturnType<typeof targetOf>[]
  readonly surroundings: Surroundings
}

/** A finding. */
export function finding(code: FindingCode, span: Span, site: number, message: string, fix?: Finding['fix']): Finding {
  return fix ? { code, span, message, site, fix } : { code, span, message, site }
}

/**
 * Whether a site is a double that does nothing but what the test tells it, and records its calls. Doubles that tell their service by themselves, and those of
 * libraries whose doubles are neither configured nor verified, have a behaviour of their own.
 */
export function isPlainDouble(site: Found | undefined): boolean {
  if (site?.kind !== 'double' || site.service || (site.api.replaces && site.call?.arguments.length !== 0)) return false
  return site.library.configuration.length > 0 && site.library.verification.length > 0
}

/** The value inside of parentheses, casts and `await`. */
export function unwrapped(value: Value): Value {
  let inner = value
  while (inner.kind === 'compound' && inner.operands.length === 1 && inner.operands[0]) inner = inner.operands[0]
  return inner
}

/** The same, but only while the text around the operand is parentheses: `(x)`, not `not x`. */
export function unparenthesised(value: Value, text: string): Value {
  let inner = value
  while (inner.kind === 'compound' && inner.operands.length === 1 && inner.operands[0]) {
    const [operand] = inner.operands
    if (!/^[\s(]*$/.test(text.slice(inner.span.start, operand.span.start))) break
    inner = operand
  }
  return inner
}

/** The chain that is all of a statement. */
export function chainOf(statement: Statement): Chain | undefined {
  return statement.value?.kind === 'chain' ? statement.value : undefined
}

/** The last member of a chain, and whether it is called; undefined when something else follows it. */
export function lastMember({ links }: Chain): { readonly name: string; readonly span: Span; readonly called: boolean; readonly at: number } | undefined {
  const called = links.at(-1)?.kind === 'call'
  const at = links.length - (called ? 2 : 1)
  const link = links[at]
  return link?.kind === 'member' ? { name: link.name, span: link.span, called, at } : undefined
}

/**
 * How often a part of a text names a variable: comments, members (`.name`), strings that are the name alone, and keys of
 * JavaScript (`{ name: … }`) left out. Stops counting at `most`.
 */
export function occurrencesOf(name: string, text: string, { start, end }: Span, most: number, { comments, language }: Facts): number {
  let count = 0
  let comment = firstBehind(comments, start)
  for (let at = text.indexOf(name, start); at >= 0 && at < end && count < most; at = text.indexOf(name, at + name.length)) {
    while ((comments[comment]?.end ?? Infinity) <= at) comment++
    if ((comments[comment]?.start ?? Infinity) <= at || isWordCode(text.charCodeAt(at - 1)) || isWordCode(text.charCodeAt(at + name.length))) continue
    const before = text[at - 1]
    if ((before === '.' && text[at - 2] !== '.') || ((before === "'" || before === '"') && text[at + name.length] === before)) continue
    if (language === 'ecmascript' && text[at + name.length] === ':' && /[{,]\s*$/.test(text.slice(Math.max(start, at - LONGEST_GAP), at))) continue
    count++
  }
  return count
}

/** The text of a value without blanks and comments. */
export function bareTextOf({ span: { start, end } }: Value, { text, facts: { comments } }: Judged): string {
  let code = ''
  let from = start
  for (let i = firstBehind(comments, start); (comments[i]?.start ?? end) < end; i++) {
    code += text.slice(from, comments[i]?.start)
    from = comments[i]?.end ?? end
  }
  return (code + text.slice(from, end)).replaceAll(/\s+/g, '')
}

/** Index of the first span of an ordered list that ends behind an offset. */
function firstBehind(spans: readonly Span[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Blanks between a key and what stands before it, as far as it is looked for. */
const LONGEST_GAP = 80

/** Letters, digits, `_`, `$`, and whatever is not ASCII. */
function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36 || code > 127
}
