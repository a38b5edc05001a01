import type { Chain, Statement, Value } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import { chainOf, finding, lastMember, unparenthesised, type Judged } from './judged.ts'
import { ASSERTIONS, misspelling, RECORDS } from './mock-assertions.ts'

/** Verifications of Python mocks that pass whatever happened: misspelt ones, ones that are not called, and results that nothing checks. */
export function vacuousInPython(judged: Judged): Finding[] {
  const { facts, text } = judged
  const findings: Finding[] = []
  const add = (found: Finding | undefined): void => { if (found) findings.push(found) }
  for (const statement of facts.statements) {
    const { kind, value } = statement
    if (!value || (kind !== 'expression' && kind !== 'assert')) continue
    if (kind === 'assert') {
      const condition = unparenthesised(value, text)
      add(tupleAsserted(condition, statement, judged))
      for (const operand of conjuncts(condition, text)) if (operand.kind === 'chain') add(truthy(operand, statement, judged))
      continue
    }
    const chain = chainOf(statement)
    if (!chain) add(comparedOnly(value, judged))
    else add(inAssertTrue(chain, judged) ?? statedOnly(chain, statement, judged))
  }
  return findings
}

/** The operands that must all be true; the value itself when it is not joined by `and`. */
function conjuncts(value: Value, text: string): readonly Value[] {
  if (value.kind !== 'compound' || value.operands.length < 2) return [value]
  const { operands } = value
  for (let i = 0; i < operands.length; i++) {
    const from = i === 0 ? value.span.start : operands[i - 1]?.span.end
    const between = text.slice(from, operands[i]?.span.start).replaceAll(/[()\s\\]/g, '')
    if (between !== (i === 0 ? '' : 'and')) return []
  }
  return operands
}

/** `assert ws.send.called_once_with(x)`, `assert ws.send.assert_called_once`: a mock and a method are always true. */
function truthy(chain: Chain, statement: Statement, judged: Judged): Finding | undefined {
  const last = lastMember(chain)
  if (!last) return undefined
  if (!last.called && ASSERTIONS.includes(last.name)) {
    return tell(chain, judged, `${last.name} is not called, and a method is always true: write ${last.name}(…) without assert.`, last)
  }
  const wrong = last.name.startsWith('assert') ? undefined : misspelt(chain, last.name, judged)
  if (!wrong) return undefined
  const start = statement.span.start
  const asserted = judged.text.slice(start, statement.span.end)
  const whole = unparenthesised(statement.value ?? chain, judged.text) === chain && asserted.endsWith(judged.text.slice(chain.span.start, chain.span.end))
  const fix = whole && wrong.right.startsWith('assert_') ? fixOf(chain, last, wrong.right, { start, end: chain.span.start }) : undefined
  return tell(chain, judged, `${last.name} is no assertion of a mock: it ${wrong.effect}. Write ${wrong.right}.`, last, fix)
}

/** `self.assertTrue(ws.send.called_once())`. */
function inAssertTrue(chain: Chain, judged: Judged): Finding | undefined {
  const last = lastMember(chain)
  const call = last?.called && (last.name === 'assertTrue' || last.name === 'assert_') ? chain.links.at(-1) : undefined
  const argument = call?.kind === 'call' ? call.call.arguments[0]?.value : undefined
  if (argument?.kind !== 'chain') return undefined
  const inner = lastMember(argument)
  const wrong = inner && misspelt(argument, inner.name, judged)
  return wrong && !inner.name.startsWith('assert')
    ? tell(argument, judged, `${inner.name} is no assertion of a mock: it ${wrong.effect}. Write ${wrong.right} without assertTrue.`, inner)
    : undefined
}

/** `ws.send.called_once_with(x)`, `ws.send.assert_called_once`, `ws.send.called` as statements of their own. */
function statedOnly(chain: Chain, statement: Statement, judged: Judged): Finding | undefined {
  const last = lastMember(chain)
  if (!last) return undefined
  if (!last.called && ASSERTIONS.includes(last.name)) {
    const fix = last.name.endsWith('_with') || last.name.startsWith('assert_any') || last.name.startsWith('assert_has')
      ? undefined
      : { title: `Call ${last.name}`, edits: [{ span: { start: last.span.end, end: last.span.end }, text: '()' }] }
    return tell(chain, judged, `${last.name} is not called, so nothing is verified: write ${last.name}(…).`, last, fix)
  }
  if (!last.called && RECORDS.has(last.name)) {
    return isDouble(chain, judged) && !chain.links.some((link) => link.kind === 'call')
      ? tell(chain, judged, `Nothing checks ${last.name} here: put assert before it.`, last)
      : undefined
  }
  const wrong = misspelt(chain, last.name, judged)
  if (!wrong || statement.value !== chain) return undefined
  return tell(chain, judged, `${last.name} is no assertion of a mock: it ${wrong.effect}. Write ${wrong.right}.`, last,
    wrong.right.startsWith('assert_') ? fixOf(chain, last, wrong.right) : undefined)
}

const COMPARISON = /^\s*(?:==|!=|<=?|>=?|is(?: not)?)\s*$/

/** `ws.send.call_count == 1` as a statement of its own. */
function comparedOnly(value: Value, judged: Judged): Finding | undefined {
  if (value.kind !== 'compound' || value.operands.length < 2) return undefined
  const [first, second] = value.operands
  if (first?.kind !== 'chain' || !second || !COMPARISON.test(judged.text.slice(first.span.end, second.span.start))) return undefined
  const last = lastMember(first)
  if (!last || last.called || !RECORDS.has(last.name) || !isDouble(first, judged)) return undefined
  return finding('vacuous-verification', value.span, siteOf(first, judged), `Nothing checks this comparison of ${last.name}: put assert before it.`)
}

/** `assert (ws.send.called, "not sent")`: a tuple that is not empty is always true. */
function tupleAsserted(condition: Value, statement: Statement, judged: Judged): Finding | undefined {
  if (condition.kind !== 'list' || condition.items.length < 2 || judged.text[condition.span.start] !== '(') return undefined
  const message = 'This asserts a tuple, which is always true: remove the parentheses around the condition and its message.'
  return finding('vacuous-verification', statement.span, -1, message)
}

function misspelt(chain: Chain, name: string, judged: Judged): ReturnType<typeof misspelling> {
  const wrong = misspelling(name)
  if (!wrong || (!wrong.plain && !isDouble(chain, judged)) || isDefined(name, judged) || isSpecified(chain, judged)) return undefined
  return wrong
}

function isDouble(chain: Chain, { uses }: Judged): boolean {
  const use = uses.chains.get(chain)
  return use !== undefined && use.rest >= 0 && use.rest < chain.links.length
}

/** The file itself gives an object an attribute of this name. */
function isDefined(name: string, { facts }: Judged): boolean {
  return facts.functions.some((fact) => fact.name === name) || facts.assignments.some(({ targets }) => targets.some((target) => (
    target.kind === 'chain' && (lastMember(target)?.name ?? target.root) === name)))
}

/** A double made to the form of something real refuses what that has not. */
function isSpecified(chain: Chain, { uses, ownership: { found } }: Judged): boolean {
  const use = uses.chains.get(chain)
  const { call, name } = found[use?.site ?? -1] ?? {}
  if (!use || !call) return false
  if (name?.endsWith('create_autospec') || call.arguments.some((argument) => argument.name === 'autospec')) return true
  const direct = use.rest === chain.links.length - 1 || (use.rest === chain.links.length - 2 && chain.links.at(-1)?.kind === 'call')
  return direct && (call.arguments.some((argument) => argument.name === 'spec' || argument.name === 'spec_set')
    || (found[use.site]?.kind === 'double' && call.arguments[0] !== undefined && call.arguments[0].name === undefined))
}

function siteOf(chain: Chain, { uses }: Judged): number {
  return uses.chains.get(chain)?.site ?? -1
}

function tell(chain: Chain, judged: Judged, message: string, { span }: { readonly span: Finding['span'] }, fix?: Finding['fix']): Finding {
  return finding('vacuous-verification', span, siteOf(chain, judged), message, fix)
}

/** The right name in place of the wrong one, called, and without what leads to the chain. */
function fixOf(chain: Chain, last: NonNullable<ReturnType<typeof lastMember>>, right: string, leading?: Finding['span']): Finding['fix'] {
  return {
    title: `Write ${right}`,
    edits: [
      ...(leading ? [{ span: leading, text: '' }] : []),
      { span: last.span, text: right },
      ...(last.called ? [] : [{ span: { start: chain.span.end, end: chain.span.end }, text: '()' }]),
    ],
  }
}
