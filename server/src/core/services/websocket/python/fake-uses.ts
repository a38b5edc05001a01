/** What a hand-written class recorded becomes what really arrived. */
import type { Chain } from '../../../model/facts.ts'
import { acceptedBefore } from './alike.ts'
import { mark, membersOf, needsAwait, refuse, replace, written, type Draft } from './draft.ts'
import { assignmentTo, type Ends } from './ends.ts'
import type { Fake, Told } from './fake.ts'
import { isJsonLiteral } from './wire-values.ts'

const CHANGING: ReadonlySet<string> = new Set(['append', 'pop', 'remove', 'insert', 'extend', 'sort', 'reverse'])

/** Rewrites `ws.sent…`, `ws.accepted`, `ws.close_code`; the use is one of the class's attributes. */
export function verifyFake(draft: Draft, ends: Ends, use: Chain, fake: Fake): void {
  const [attribute, next] = membersOf(use)
  const told = fake.attributes.get(attribute ?? '')
  if (told === undefined || !needsAwait(draft, use.scope, use.span)) return
  if (ends.failsAt >= 0 && ends.failsAt < use.span.start && told !== 'accepted') {
    return refuse(draft, use.span, 'what a failing send was given never arrives, so that it cannot be verified at the far end')
  }
  if (told.startsWith('received_')) return verifyMessages(draft, ends, use, told, next)
  if (use.links.length > 1 || assignmentTo(draft.facts, use)) return refuse(draft, use.span, `${attribute ?? ''} is used in a way that is not understood`)
  const condition = conditionOf(draft, use)
  const text = condition && wordsOf(condition, ends, told)
  if (!condition || text === undefined) return refuse(draft, use.span, `${attribute ?? ''} is used in a way that is not understood`)
  if (text.includes('expect_close(') && !ends.options.has('accepted') && !tellsAccepted(ends, fake) && acceptedBefore(draft, use.scope, ends.name, use.span.start) !== 'accepted') {
    mark(draft, use.statement, 'a close() before accept() reaches a client as HTTP 403, without code and reason: if so here, use expect_rejected(), or open the pair with accepted=True when other code accepts the socket')
  }
  replace(draft, condition.span, `await ${text}`)
}

function verifyMessages(draft: Draft, ends: Ends, use: Chain, told: Told, next: string | undefined): void {
  const head = { start: use.span.start, end: use.links[0]?.kind === 'member' ? use.links[0].span.end : use.span.end }
  const statement = draft.facts.statements[use.statement]
  const assignment = assignmentTo(draft.facts, use)
  const isWhole = statement !== undefined && statement.span.start === use.span.start && statement.span.end === use.span.end
  if ((next === 'clear' && isWhole) || (assignment?.value && /^\[\s*\]$/.test(written(draft, assignment.value)) && use.links.length === 1)) {
    return replace(draft, statement?.span ?? use.span, `await ${ends.client}.clear()`)
  }
  if (assignment || (next !== undefined && CHANGING.has(next))) return refuse(draft, use.span, 'what arrived cannot be changed')
  const condition = conditionOf(draft, use)
  if (condition && use.links.length === 1 && (condition.negated ? condition.other === '' : /^==\s*\[\s*\]$/.test(condition.other))) {
    return replace(draft, condition.span, `await ${ends.client}.expect_silence()`)
  }
  const alias = draft.facts.assignments.some(({ value }) => value?.span.start === use.span.start && value.span.end === use.span.end)
  const home = draft.facts.functions[ends.function]
  if (alias && home && /\bawait\b/.test(draft.text.slice(use.span.end, home.body.end))) return refuse(draft, use.span, 'the list of messages is kept under another name while more may arrive')
  const arrived = `await ${ends.client}.${told}()`
  replace(draft, head, use.links.length > 1 ? `(${arrived})` : arrived)
  if (told === 'received_json') wrapExpected(draft, use)
}

/** `ws.sent == x`, `ws.sent[0] == x`: what is expected looks like after the wire. */
function wrapExpected(draft: Draft, use: Chain): void {
  const value = draft.facts.statements[use.statement]?.kind === 'assert' ? draft.facts.statements[use.statement]?.value : undefined
  if (value?.kind !== 'compound' || value.operands.length !== 2) return
  const [left, right] = value.operands
  const other = left?.span.start === use.span.start ? right : right?.span.start === use.span.start ? left : undefined
  if (!left || !right || !other || !/^\s*(?:==|!=|in|not\s+in)\s*$/.test(draft.text.slice(left.span.end, right.span.start))) return
  if (isJsonLiteral(draft, other) || (other.kind === 'chain' && other.links.length > 0 && other.span.start > use.span.start && other.root === use.root)) return
  draft.supportNames.add('as_json')
  replace(draft, { start: other.span.start, end: other.span.start }, 'as_json(')
  replace(draft, { start: other.span.end, end: other.span.end }, ')')
}

interface Condition {
  readonly span: { readonly start: number, readonly end: number }
  readonly negated: boolean
  /** What stands behind the use: `== 4001`, `is True`, nothing. */
  readonly other: string
}

/** The assertion that a use is the whole condition of, perhaps compared with something. */
function conditionOf(draft: Draft, use: Chain): Condition | undefined {
  const statement = draft.facts.statements[use.statement]
  if (statement?.kind === 'assert' && statement.value && statement.value.span.end === statement.span.end) {
    const before = draft.text.slice(statement.value.span.start, use.span.start)
    const other = draft.text.slice(use.span.end, statement.span.end).trim()
    return /^(?:not\s+)?$/.test(before) && !/\b(?:and|or)\b|,/.test(other) ? { span: statement.span, negated: before !== '', other } : undefined
  }
  const text = statement?.kind === 'expression' ? written(draft, statement) : ''
  const [, check, , expected] = /^self\.(assertTrue|assertFalse|assertEqual|assertIsNone)\(([\w.[\]'"]+)(?:,\s*([^,]+))?\)$/.exec(text) ?? []
  if (!statement || check === undefined || text.indexOf(written(draft, use)) !== text.indexOf('(') + 1) return undefined
  if (check === 'assertIsNone') return { span: statement.span, negated: false, other: 'is None' }
  return { span: statement.span, negated: check === 'assertFalse', other: check === 'assertEqual' ? `== ${expected ?? ''}` : '' }
}

/** The expectation that says the same; undefined when there is none. */
function wordsOf({ negated, other }: Condition, { client }: Ends, told: Told): string | undefined {
  const value = /^(?:==|is)\s*([^\s].*)$/.exec(other)?.[1]
  if (told === 'code' || told === 'reason') {
    if (negated || value === undefined) return undefined
    if (value === 'None') return `${client}.expect_not_closed()`
    return told === 'code' ? `${client}.expect_close(${value})` : `${client}.expect_close(reason=${value})`
  }
  const isTrue = other === '' ? !negated : value === 'True' && !negated ? true : value === 'False' && !negated ? false : undefined
  if (isTrue === undefined) return undefined
  if (told === 'accepted') return `${client}.${isTrue ? 'expect_accepted' : 'expect_not_accepted'}()`
  return `${client}.${isTrue ? 'expect_close' : 'expect_not_closed'}()`
}

function tellsAccepted(ends: Ends, fake: Fake): boolean {
  return ends.uses.some((use) => {
    const told = fake.attributes.get(membersOf(use)[0] ?? '')
    return told === 'accepted' || (told?.startsWith('received_') === true && use.links.length > 1)
  })
}
