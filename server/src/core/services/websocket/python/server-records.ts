/** Recorded calls of a server's method: `sio.emit.call_args[0][1]`, kept in a variable, or walked through. */
import type { Chain, Link, Value } from '../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { membersOf, refuse, replace, type Draft } from './draft.ts'
import { assignmentsOf } from './ends.ts'
import { sameAsCalled } from './members.ts'
import { compareWith } from './server-calls.ts'
import type { ServerCall } from './stacks/stack.ts'

/** Many records, one of them, or the keyword arguments of one. */
type Kind = 'list' | 'entry' | 'keywords'

interface Walk {
  readonly draft: Draft
  readonly known: ServerCall
  readonly log: string
}

/** Rewrites `sio.<method>.call_args…` (one record) or `call_args_list…`, with everything that is done with it. */
export function followRecords(draft: Draft, chain: Chain, known: ServerCall, log: string, isOne: boolean): void {
  const walk = { draft, known, log }
  const reached = step(walk, chain, 2, isOne ? 'entry' : 'list')
  const head = { start: chain.span.start, end: endOf(chain, 1) }
  const more = chain.links.length > 2
  const text = isOne ? `(await ${log}())[-1]` : more ? `(await ${log}())` : `await ${log}()`
  if (reached === undefined) return odd(walk, chain.span)
  if (reached === 'done') return replace(draft, head, text)
  if (isOne && !more && isNoneAsked(draft, chain.span)) return replace(draft, head, `(await ${log}() or None)`)
  if (isOne && !more && unpack(walk, chain)) return
  if (handOn(walk, chain, chain.span, reached)) replace(draft, head, text)
}

/** Rewrites the links that read a record; what is left then, or undefined where it is not understood. */
function step({ draft, known }: Walk, chain: Chain, from: number, kind: Kind): Kind | 'done' | undefined {
  let at = from
  let now = kind
  if (now === 'list' && chain.links[at]?.kind === 'index') {
    if (/:/.test(textOf(draft, chain.links[at]))) return undefined
    now = 'entry'
    at++
  }
  const link = chain.links[at]
  if (!link || now === 'list') return link ? undefined : now
  const start = endOf(chain, at - 1)
  if (now === 'keywords') return readKeyword(draft, known, chain, at, start)
  const text = textOf(draft, link)
  if (text === 'args' || text === '[0]') {
    const position = /^\[(\d)\]$/.exec(textOf(draft, chain.links[at + 1]))?.[1]
    const parameter = position === undefined ? undefined : known.parameters[Number(position)]
    replace(draft, { start, end: endOf(chain, parameter === undefined ? at : at + 1) }, `.${parameter ?? 'args'}`)
    return 'done'
  }
  if (text !== 'kwargs' && text !== '[1]') return undefined
  if (chain.links.length > at + 1) return readKeyword(draft, known, chain, at + 1, start)
  replace(draft, { start, end: endOf(chain, at) }, '')
  return 'keywords'
}

/** `["room"]`, `.get("room")` */
function readKeyword(draft: Draft, known: ServerCall, chain: Chain, at: number, start: number): 'done' | undefined {
  const link = chain.links[at]
  const next = chain.links[at + 1]
  const key = link?.kind === 'index' ? link.items[0] : link?.kind === 'member' && link.name === 'get' && next?.kind === 'call' && next.call.arguments.length === 1 ? next.call.arguments[0]?.value : undefined
  if (key?.kind !== 'string' || key.text === undefined || !known.parameters.includes(key.text)) return undefined
  replace(draft, { start, end: endOf(chain, link?.kind === 'index' ? at : at + 1) }, `.${key.text}`)
  return 'done'
}

/** What a record, or many, are handed on to: a variable, a loop, len(), a comparison. */
function handOn(walk: Walk, chain: Chain, span: Span, kind: Kind): boolean {
  const { draft } = walk
  const name = targetOf(draft, chain.statement, span)
  if (name !== undefined) return followName(walk, chain, name, kind)
  const before = draft.text.slice(Math.max(0, span.start - 200), span.start)
  if (kind === 'list') {
    const loop = /\bfor\s+(\w+)\s+in\s+$/.exec(before)?.[1]
    if (loop !== undefined) return followLoop(walk, chain, loop)
    if (/\blen\($/.test(before) && draft.text[span.end] === ')') return true
  }
  const statement = draft.facts.statements[chain.statement]
  const condition = statement?.kind === 'assert' ? statement.value : undefined
  if (condition && condition.span.start === span.start && condition.span.end === span.end) return true
  if (kind === 'entry' && condition?.kind === 'compound' && condition.operands.length === 2) {
    const [left, right] = condition.operands
    if (left && right && draft.text.slice(left.span.end, right.span.start).trim() === '==') {
      const other = left.span.start === span.start ? right : left
      if (compareWith(draft, other, walk.known, walk.log)) return true
    }
  }
  odd(walk, span)
  return false
}

function followName(walk: Walk, chain: Chain, name: string, kind: Kind): boolean {
  const { draft } = walk
  const others = bindingsOf(draft.facts, name, chain.scope).filter((binding) => {
    const assignment = binding.kind === 'assignment' ? draft.facts.assignments[binding.index] : undefined
    return assignment?.value?.kind !== 'chain' || !isSameRecord(draft, assignment.value, chain)
  })
  if (others.length > 0 && bindingsOf(draft.facts, name, chain.scope).length > 1) {
    refuse(draft, chain.span, `${name} is bound more than once`)
    return false
  }
  return usesOf(draft.facts, name, chain.scope).every((use) => isTarget(draft, use) || followUse(walk, use, kind))
}

function followUse(walk: Walk, use: Chain, kind: Kind): boolean {
  if (walk.draft.handled.has(use)) return true
  walk.draft.handled.add(use)
  const reached = step(walk, use, 0, kind)
  if (reached === undefined) {
    odd(walk, use.span)
    return false
  }
  return reached === 'done' || handOn(walk, use, use.span, reached)
}

/** The loop variable of a statement or a comprehension; what a comprehension picks are records again. */
function followLoop(walk: Walk, chain: Chain, name: string): boolean {
  const { draft } = walk
  const comprehension = comprehensionAround(draft, chain)
  const around = comprehension ?? draft.facts.statements[chain.statement]?.span
  if (!around) return false
  const forAt = draft.text.lastIndexOf('for', chain.span.start)
  if (comprehension && /\bfor\b/.test(draft.text.slice(around.start, forAt))) {
    refuse(draft, chain.span, 'the recorded calls are walked through in an inner loop of a comprehension, where nothing can be awaited')
    return false
  }
  const uses = draft.facts.chains.filter((use) => use.root === name && contains(around, use.span) && !/^for\s+$/.test(draft.text.slice(forAt, use.span.start)))
  for (const use of uses) {
    const isPicked = comprehension !== undefined && use.links.length === 0 && draft.text.slice(around.start + 1, use.span.start).trim() === ''
      && draft.text.slice(use.span.end, forAt).trim() === ''
    if (!isPicked) {
      if (!followUse(walk, use, 'entry')) return false
      continue
    }
    const isNext = /\bnext\($/.test(draft.text.slice(0, around.start + 1))
    const whole = isNext ? { start: draft.text.lastIndexOf('next', around.start), end: around.end } : around
    if (!isNext && draft.text[around.start] !== '[') {
      odd(walk, use.span)
      return false
    }
    if (!handOn(walk, chain, whole, isNext ? 'entry' : 'list')) return false
  }
  return true
}

/** `args, kwargs = sio.emit.call_args` */
function unpack(walk: Walk, chain: Chain): boolean {
  const { draft, known, log } = walk
  const assignment = assignmentsOf(draft.facts, chain.statement).find(({ value }) => value?.span.start === chain.span.start && value.span.end === chain.span.end)
  const target = assignment?.targets[0]
  if (target?.kind !== 'list' || target.items.length !== 2 || assignment?.targets.length !== 1) return false
  const [args, keywords] = target.items
  const positional = nameOf(args)
  const named = nameOf(keywords)
  const statement = draft.facts.statements[chain.statement]
  if (positional === undefined || named === undefined || !statement) return false
  const isUsed = usesOf(draft.facts, named, chain.scope).some((use) => !isTarget(draft, use) && use.statement !== chain.statement)
  const record = `(await ${log}())[-1]`
  if (!isUsed) {
    replace(draft, statement.span, `${positional} = ${record}.args`)
    return true
  }
  const uses = usesOf(draft.facts, named, chain.scope).filter((use) => use.statement !== chain.statement)
  if (bindingsOf(draft.facts, named, chain.scope).length > 1 || !uses.every((use) => followUse({ draft, known, log }, use, 'keywords'))) return false
  replace(draft, statement.span, `${positional}, ${named} = ${record}.args, ${record}`)
  return true
}

function isSameRecord(draft: Draft, value: Chain, chain: Chain): boolean {
  const [member, check] = membersOf(value)
  const [own, ownCheck] = membersOf(chain)
  return value === chain || (value.root === chain.root && member === own && check !== undefined && ownCheck !== undefined
    && sameAsCalled(check) === sameAsCalled(ownCheck) && draft.text.slice(value.rootSpan.end, value.span.end) === draft.text.slice(chain.rootSpan.end, chain.span.end))
}

function isTarget(draft: Draft, use: Chain): boolean {
  return use.links.length === 0 && draft.facts.assignments.some(({ statement, targets }) => statement === use.statement
    && targets.some((target) => target.span.start <= use.span.start && use.span.end <= target.span.end))
}

/** The plain name that a value is assigned to. */
function targetOf(draft: Draft, statement: number, span: Span): string | undefined {
  const assignment = assignmentsOf(draft.facts, statement).find(({ value }) => value?.span.start === span.start && value.span.end === span.end)
  return assignment?.targets.length === 1 && assignment.operator === '=' ? nameOf(assignment.targets[0]) : undefined
}

function nameOf(value: Value | undefined): string | undefined {
  return value?.kind === 'chain' && value.links.length === 0 && typeof value.root === 'string' ? value.root : undefined
}

function isNoneAsked(draft: Draft, span: Span): boolean {
  return /^\s*is\s+(?:not\s+)?None\b/.test(draft.text.slice(span.end, span.end + 20))
}

function comprehensionAround(draft: Draft, chain: Chain): Span | undefined {
  let found: Span | undefined
  for (const scope of draft.facts.scopes) if (scope.kind === 'block' && contains(scope.span, chain.span)) found = scope.span
  return found
}

function endOf(chain: Chain, index: number): number {
  const link = chain.links[index]
  return link === undefined ? chain.rootSpan.end : link.kind === 'call' ? link.call.span.end : link.span.end
}

function textOf(draft: Draft, link: Link | undefined): string {
  return link === undefined || link.kind === 'call' ? '' : draft.text.slice(link.span.start, link.span.end)
}

function odd({ draft }: Walk, span: Span): void {
  refuse(draft, span, `the recorded calls are used in a way that is not understood: ${draft.text.slice(span.start, span.end)}`)
}
