/** A patch around a test: how it stands there, and its removal. */
import type { Call } from '../../../model/facts.ts'
import type { Span } from '../../../text/span.ts'
import { deleteStatement, indentAt, lineEnd, lineStart, replace, type Draft } from './draft.ts'

export interface Patch {
  readonly site: number
  readonly kind: 'decorator' | 'with' | 'call'
  readonly call: Call
  /** The path that it patches. */
  readonly target: string
  readonly span: Span
  /** The test around it. */
  readonly test: number
  /** The name of what takes the place of the patched thing. */
  readonly name: string | undefined
  /** The statement of the test, the `with` block, or the call. */
  readonly statement: number
}

/** Takes a patch away: the decorator with its parameter, the `with` around its body, or the call. */
export function dropPatch(draft: Draft, patch: Patch): void {
  if (patch.kind === 'call') return deleteStatement(draft, patch.statement)
  if (patch.kind === 'with') return dropWith(draft, patch)
  const { start, end } = patch.span
  replace(draft, { start: lineStart(draft.text, start), end: lineEnd(draft.text, end) }, '')
  const { parameters = [] } = draft.facts.functions[patch.test] ?? {}
  const at = parameters.findIndex(({ name }) => name === patch.name)
  const parameter = parameters[at]
  if (!parameter) return
  const next = parameters[at + 1]
  const before = parameters[at - 1]
  // What is added behind the last parameter has its place, and its comma, there already.
  const added = draft.edits.find(({ span, text }) => span.start === span.end && span.start === parameter.span.end && text.startsWith(', '))
  if (next) replace(draft, { start: parameter.span.start, end: next.span.start }, '')
  else if (added) draft.edits[draft.edits.indexOf(added)] = { span: parameter.span, text: added.text.slice(2) }
  else replace(draft, { start: before?.span.end ?? parameter.span.start, end: parameter.span.end }, '')
}

/** How many characters the lines of a removed block move to the left at an offset. */
export function outdentOf(draft: Draft, patch: Patch, offset: number): number {
  const block = draft.facts.statements[patch.statement]
  if (patch.kind !== 'with' || !block || isOneOfSeveral(draft, patch) || offset <= patch.span.end || offset > block.span.end) return 0
  return stepOf(draft, patch)
}

function stepOf(draft: Draft, patch: Patch): number {
  const { statements } = draft.facts
  const inner = statements.find(({ parent }) => parent === patch.statement)
  const outer = statements[patch.statement]
  return inner && outer ? indentAt(draft.text, inner.span.start).length - indentAt(draft.text, outer.span.start).length : 0
}

/** Whether the header has other items besides: `with patch(a) as x, patch(b) as y`. */
function isOneOfSeveral(draft: Draft, patch: Patch): boolean {
  const start = draft.facts.statements[patch.statement]?.span.start ?? 0
  return !/^(?:async\s+)?with\s*\(?\s*$/.test(draft.text.slice(start, patch.span.start)) || !/^(?:\s+as\s+\w+)?\s*,?\s*\)?\s*:/.test(draft.text.slice(patch.span.end))
}

function dropWith(draft: Draft, patch: Patch): void {
  const block = draft.facts.statements[patch.statement]
  if (!block) return
  const header = /^(?:\s+as\s+\w+)?(\s*,\s*)?/.exec(draft.text.slice(patch.span.end))
  if (isOneOfSeveral(draft, patch)) {
    const follows = header?.[1] !== undefined
    const lead = /,\s*$/.exec(draft.text.slice(0, patch.span.start))?.[0].length ?? 0
    return replace(draft, { start: follows ? patch.span.start : patch.span.start - lead, end: patch.span.end + (header?.[0].length ?? 0) }, '')
  }
  const first = draft.facts.statements.find(({ parent }) => parent === patch.statement)
  if (!first) return
  const from = lineStart(draft.text, block.span.start)
  replace(draft, { start: from, end: lineStart(draft.text, first.span.start) }, '')
  const step = stepOf(draft, patch)
  for (let at = lineStart(draft.text, first.span.start); at < block.span.end; at = lineEnd(draft.text, at)) {
    const inText = draft.facts.chains.length > 0 && isInsideText(draft, at)
    if (!inText && /^[ \t]+$/.test(draft.text.slice(at, at + step))) draft.outdented.push({ start: at, end: at + step })
    if (lineEnd(draft.text, at) === draft.text.length) break
  }
}

/** Whether a line begins inside of a text of several lines. */
function isInsideText(draft: Draft, at: number): boolean {
  const before = draft.text.slice(0, at)
  return (before.match(/"""/g) ?? []).length % 2 === 1 || (before.match(/'''/g) ?? []).length % 2 === 1
}

/** Moves the lines of removed blocks to the left, but for those that are replaced as a whole. */
export function outdent(draft: Draft): void {
  const edits = draft.edits.filter(({ span }) => span.end > span.start)
  for (const span of draft.outdented) {
    const step = draft.text.slice(span.start, span.end)
    draft.edits.forEach(({ span: at, text }, index) => {
      if (at.start === span.start && at.end === span.start && text.startsWith(step)) draft.edits[index] = { span: at, text: text.replaceAll(new RegExp(`^${step}`, 'gm'), '') }
    })
    if (!edits.some((edit) => edit.span.start < span.end && span.start < edit.span.end)) draft.edits.push({ span, text: '' })
  }
}
