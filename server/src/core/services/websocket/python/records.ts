/** Recorded calls that are walked through or kept in a variable: `for c in ws.send_json.call_args_list`, `args = ws.send_json.call_args`. */
import type { Chain, Value } from '../../../model/facts.ts'
import { usesOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { calledName, refuse, replace, type Draft } from './draft.ts'
import { assignmentsOf } from './ends.ts'
import { messageOf, unwrapCalls } from './messages.ts'

/** Rewrites a chain that ends with `call_args` (one record) or `call_args_list` (many), and every use of the name it is given. */
export function renameRecords(draft: Draft, chain: Chain, arrived: string, many: boolean): void {
  const before = draft.text.slice(0, chain.span.start)
  const loop = many ? /\bfor\s+(\w+)\s+in\s+$/.exec(before.slice(-200))?.[1] : undefined
  if (loop !== undefined) return renameLoop(draft, chain, arrived, loop)
  const assignment = assignmentsOf(draft.facts, chain.statement).find(({ value }) => value?.span.start === chain.span.start && value.span.end === chain.span.end)
  const target = assignment?.targets[0]
  if (assignment?.targets.length === 1 && target) {
    if (target.kind === 'chain' && target.links.length === 0 && typeof target.root === 'string') {
      return renameVariable(draft, chain, arrived, target.root, many)
    }
    if (!many && target.kind === 'list') return unpack(draft, chain, arrived, target)
  }
  if (many && isArgumentOf(draft, chain, 'len')) return replace(draft, chain.span, arrived)
  if (many && compareWithCalls(draft, chain, arrived)) return
  if (!many && compareWithCall(draft, chain)) return replace(draft, chain.span, `(${arrived})[-1]`)
  if (!many && /^(?:is\s+not\s+None)/.test(draft.text.slice(chain.span.end).trimStart())) return replace(draft, chain.span, `(${arrived} or None)`)
  refuse(draft, chain.span, 'the recorded calls are used in a way that is not understood')
}

function renameLoop(draft: Draft, chain: Chain, arrived: string, name: string): void {
  const around = comprehensionAround(draft, chain) ?? draft.facts.statements[chain.statement]?.span
  if (!around) return
  const forAt = draft.text.lastIndexOf('for', chain.span.start)
  const first = draft.text.slice(around.start, forAt)
  if (draft.facts.statements[chain.statement]?.span !== around && /\bfor\b/.test(first)) {
    return refuse(draft, chain.span, 'the recorded calls are walked through in an inner loop of a comprehension, where nothing can be awaited')
  }
  const uses = draft.facts.chains.filter((use) => use.root === name && contains(around, use.span) && use.span.start !== forAt + draft.text.slice(forAt).indexOf(name, 3))
  const [only, ...others] = uses
  if (only && others.length === 0 && only.links.length === messageOf(only.links) && draft.text[only.span.start - 1] === '[' && draft.text[chain.span.end] === ']'
    && draft.text.slice(only.span.end, forAt).trim() === '') {
    return replace(draft, { start: only.span.start - 1, end: chain.span.end + 1 }, arrived)
  }
  if (renameUses(draft, uses, name)) replace(draft, chain.span, arrived)
}

function renameVariable(draft: Draft, chain: Chain, arrived: string, name: string, many: boolean): void {
  const uses = usesOf(draft.facts, name, chain.scope).filter((use) => use.statement !== chain.statement)
  if (!many) {
    if (renameUses(draft, uses, name)) replace(draft, chain.span, `(${arrived})[-1]`)
    return
  }
  for (const use of uses) {
    const [index, ...rest] = use.links
    if (use.links.length === 0 && isArgumentOf(draft, use, 'len')) continue
    if (index?.kind !== 'index' || messageOf(rest) === 0) return refuse(draft, use.span, `the recorded calls in ${name} are used in a way that is not understood`)
    const last = rest[1]
    replace(draft, { start: index.span.end, end: last?.kind === 'index' ? last.span.end : index.span.end }, '')
  }
  replace(draft, chain.span, arrived)
}

/** `args, kwargs = ws.send_json.call_args`: the one message, as a list of one. */
function unpack(draft: Draft, chain: Chain, arrived: string, target: Value & { readonly kind: 'list' }): void {
  const [args, kwargs] = target.items
  if (args?.kind !== 'chain' || kwargs?.kind !== 'chain' || typeof kwargs.root !== 'string' || target.items.length !== 2) {
    return refuse(draft, chain.span, 'the recorded call is unpacked in a way that is not understood')
  }
  const others = usesOf(draft.facts, kwargs.root, chain.scope).filter((use) => use.statement !== chain.statement)
  if (others.length > 0) return refuse(draft, chain.span, 'keyword arguments of a send do not reach the wire')
  replace(draft, { start: target.span.start, end: target.span.end }, draft.text.slice(args.span.start, args.span.end))
  replace(draft, chain.span, `(${arrived})[-1:]`)
}

function renameUses(draft: Draft, uses: readonly Chain[], name: string): boolean {
  for (const use of uses) {
    const used = messageOf(use.links)
    const last = use.links[used - 1]
    if (last?.kind !== 'index') {
      refuse(draft, use.span, `only the message of a recorded call reaches the wire: ${name} is used in another way`)
      return false
    }
    replace(draft, { start: use.rootSpan.end, end: last.span.end }, '')
  }
  return true
}

/** `ws.send_json.call_args == call(x)`: takes the call around what is expected away. */
export function compareWithCall(draft: Draft, chain: Chain): boolean {
  const statement = draft.facts.statements[chain.statement]
  const condition = statement?.kind === 'assert' ? statement.value : undefined
  if (condition?.kind !== 'compound' || condition.operands.length !== 2) return false
  const [left, right] = condition.operands
  const member = chain.links[0]
  if (!left || right?.kind !== 'chain' || left.span.start !== chain.span.start || draft.text.slice(left.span.end, right.span.start).trim() !== '==') return false
  return calledName(right) === 'call' && member?.kind === 'member' && unwrapCalls(draft, [right], member.name)
}

function compareWithCalls(draft: Draft, chain: Chain, arrived: string): boolean {
  const statement = draft.facts.statements[chain.statement]
  const condition = statement?.kind === 'assert' ? statement.value : undefined
  if (condition?.kind !== 'compound' || condition.operands.length !== 2) return false
  const [left, right] = condition.operands
  if (!left || right?.kind !== 'list' || left.span.start !== chain.span.start || draft.text.slice(left.span.end, right.span.start).trim() !== '==') return false
  const member = chain.links[0]
  if (member?.kind === 'member' && unwrapCalls(draft, right.items, member.name)) replace(draft, chain.span, arrived)
  return true
}

function isArgumentOf(draft: Draft, chain: Chain, name: string): boolean {
  return draft.text.slice(0, chain.span.start).endsWith(`${name}(`) && draft.text[chain.span.end] === ')'
}

/** The comprehension whose source the chain is: the innermost block scope that begins before it and holds it. */
function comprehensionAround(draft: Draft, chain: Chain): Span | undefined {
  let found: Span | undefined
  for (const scope of draft.facts.scopes) if (scope.kind === 'block' && contains(scope.span, chain.span)) found = scope.span
  return found
}
