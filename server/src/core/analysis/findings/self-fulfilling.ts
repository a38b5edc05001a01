import { bindingsOf, pathOf, usesOf } from '../../model/bindings.ts'
import type { Chain, Value } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import type { Span } from '../../text/span.ts'
import { bareTextOf, chainOf, finding, lastMember, unparenthesised, unwrapped, type Judged } from './judged.ts'
import { resultKey, toldResults, type ToldResults } from './told-results.ts'

/** Equalities of Python's unittest, node:assert and chai's assert, by the position of what is compared: the first two arguments. */
const EQUALITIES: ReadonlySet<string> = new Set([
  'assertEqual', 'assertEquals', 'assertIs', 'assertDictEqual', 'assertListEqual', 'equal', 'strictEqual', 'deepEqual', 'deepStrictEqual',
])
const MATCHERS: ReadonlySet<string> = new Set(['toBe', 'toEqual', 'toStrictEqual', 'equal', 'equals', 'eq', 'eql', 'eqls'])

interface Comparison {
  readonly span: Span
  readonly sides: readonly [Value, Value]
}

const MESSAGE = 'This compares what the double gives with what the test told it to give: assert what the code under test makes of it.'

interface Known {
  readonly told: ToldResults
  /** What is assigned to. */
  readonly targets: ReadonlySet<Value>
}

/** Assertions that a double's call gives what the test told it to give: they hold whatever the code under test does. */
export function selfFulfilling(judged: Judged): Finding[] {
  const comparisons = comparisonsOf(judged)
  if (comparisons.length === 0) return []
  const told = toldResults(judged)
  if (told.size === 0) return []
  const targets = new Set<Value>(judged.facts.assignments.flatMap((assignment) => assignment.targets))
  const known: Known = { told, targets }
  return comparisons.flatMap(({ span, sides: [first, second] }): Finding[] => {
    const site = fulfilled(first, second, known, judged) ?? fulfilled(second, first, known, judged)
    return site === undefined ? [] : [finding('self-fulfilling-assertion', span, site, MESSAGE)]
  })
}

function comparisonsOf({ facts, text }: Judged): Comparison[] {
  const comparisons: Comparison[] = []
  for (const statement of facts.statements) {
    const { kind, value, span } = statement
    if (!value || (kind !== 'assert' && kind !== 'expression' && kind !== 'return')) continue
    if (kind === 'assert') {
      const condition = unparenthesised(value, text)
      const [first, second] = condition.kind === 'compound' && condition.operands.length === 2 ? condition.operands : []
      if (!first || !second || !/^\s*(?:==|is)\s*$/.test(text.slice(first.span.end, second.span.start))) continue
      if (/^(?:await\s+)?$/.test(text.slice(condition.span.start, first.span.start))) comparisons.push({ span, sides: [first, second] })
      continue
    }
    const sides = comparedBy(chainOf(statement))
    if (sides) comparisons.push({ span, sides })
  }
  for (const { value } of facts.functions) {
    const sides = value?.kind === 'chain' ? comparedBy(value) : undefined
    if (sides && value) comparisons.push({ span: value.span, sides })
  }
  return comparisons
}

/** `self.assertEqual(a, b)`, `assert.equal(a, b)`, `expect(a).toBe(b)`, `expect(a).to.equal(b)`. */
function comparedBy(chain: Chain | undefined): readonly [Value, Value] | undefined {
  const last = chain && lastMember(chain)
  const call = chain?.links.at(-1)
  if (!last?.called || call?.kind !== 'call') return undefined
  const [first, second] = call.call.arguments
  if (chain?.root !== 'expect') return first && second && EQUALITIES.has(last.name) ? [first.value, second.value] : undefined
  const expectation = chain.links[0]
  const actual = expectation?.kind === 'call' ? expectation.call.arguments[0]?.value : undefined
  const negated = chain.links.some((link) => link.kind === 'member' && link.name === 'not')
  return actual && first && !negated && MATCHERS.has(last.name) ? [actual, first.value] : undefined
}

/** The site whose told result `expected` is, when `actual` is what a call of the double itself gave. */
function fulfilled(actual: Value, expected: Value, { told, targets }: Known, judged: Judged): number | undefined {
  const call = directCall(unwrapped(actual), judged)
  if (!call) return undefined
  const key = resultKey(call, call.links.length - 1, judged)
  if (key === undefined || isHandedOn(call, targets, judged)) return undefined
  const site = judged.uses.chains.get(call)?.site
  const wanted = unwrapped(expected)
  const reads = wanted.kind === 'chain' && lastMember(wanted)?.name === 'return_value'
  if (reads && resultKey(wanted, wanted.links.length, judged) === `${key}.return_value`) return site
  const text = bareTextOf(wanted, judged)
  return told.get(key)?.some((value) => bareTextOf(unwrapped(value), judged) === text) ? site : undefined
}

/** The call of a double that a value is: written there, or kept in a name that is bound once. */
function directCall(value: Value, judged: Judged): Chain | undefined {
  if (value.kind !== 'chain') return undefined
  if (value.links.at(-1)?.kind === 'call') return value
  if (value.links.length > 0 || typeof value.root !== 'string') return undefined
  const bindings = bindingsOf(judged.facts, value.root, value.scope)
  const [binding] = bindings
  const assignment = bindings.length === 1 && binding?.kind === 'assignment' ? judged.facts.assignments[binding.index] : undefined
  const [target] = assignment?.targets ?? []
  if (!assignment?.value || target?.kind !== 'chain' || target.links.length > 0) return undefined
  const given = unwrapped(assignment.value)
  return given.kind === 'chain' && given.links.at(-1)?.kind === 'call' ? given : undefined
}

/**
 * Whether the object that the called double is a member of has been handed to something before: that may have put its own function there, as code that wraps
 * or instruments an object does.
 */
function isHandedOn(call: Chain, targets: ReadonlySet<Value>, { facts }: Judged): boolean {
  const path = pathOf(call)
  if (!path || path.length < 2 || typeof call.root !== 'string') return false
  return usesOf(facts, call.root, call.scope).some((chain) => {
    if (chain.span.start >= call.span.start || chain.links.length >= path.length - 1 || targets.has(chain)) return false
    return chain.links.every((link, index) => link.kind === 'member' && link.name === path[index + 1])
  })
}
