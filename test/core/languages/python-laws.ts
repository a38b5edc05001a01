import { END } from '../../../server/src/core/languages/python/kinds.ts'
import { python } from '../../../server/src/core/languages/python/python.ts'
import type { Facts } from '../../../server/src/core/model/facts.ts'
import type { Span } from '../../../server/src/core/text/span.ts'

/** What must hold for the tokens and facts of every text, however broken: the first law that is violated, or undefined. */
export function violatedLaw(text: string): string | undefined {
  const tokens = python.tokenize(text, 'test.py')
  let end = 0
  for (let i = 0; i < tokens.count; i++) {
    const start = tokens.starts[i] ?? -1
    if (start < end || (tokens.ends[i] ?? -1) < start) return `token ${i} is out of order`
    end = tokens.ends[i] ?? -1
  }
  if (end > text.length || tokens.kinds[tokens.count - 1] !== END) return 'the tokens do not end with the text'
  const facts = python.read(text, 'test.py')
  return misplaced(facts, text.length) ?? unordered(facts) ?? dangling(facts)
}

function misplaced(facts: Facts, length: number): string | undefined {
  const pending: unknown[] = [facts]
  const seen = new Set<unknown>()
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (isSpan(value) && (value.start < 0 || value.end < value.start || value.end > length)) return `a span is ${value.start}-${value.end}`
    for (const part of Object.values(value)) pending.push(part)
  }
  return undefined
}

function isSpan(value: object): value is Span {
  return 'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number'
}

function unordered(facts: Facts): string | undefined {
  for (const [name, list] of Object.entries(facts)) {
    if (!Array.isArray(list)) continue
    let before = 0
    for (const item of list as readonly (Span | { readonly span: Span })[]) {
      const { start } = 'span' in item ? item.span : item
      if (start < before) return `${name} are not in source order`
      before = start
    }
  }
  return undefined
}

function dangling(facts: Facts): string | undefined {
  if (facts.calls.some((call) => { const link = facts.chains[call.chain]?.links[call.link]; return link?.kind !== 'call' || link.call !== call })) return 'a call is not the link it says'
  if (facts.chains.some((chain) => !facts.scopes[chain.scope] || !facts.statements[chain.statement])) return 'a chain has no scope or statement'
  if (facts.scopes.some((scope, index) => scope.parent >= index)) return 'a scope comes before the one around it'
  const lists = { import: facts.imports, assignment: facts.assignments, function: facts.functions, class: facts.classes, with: facts.withItems, parameter: facts.functions }
  for (const { kind, index, scope } of facts.bindings) {
    if (!facts.scopes[scope]) return 'a binding has no scope'
    if (index >= 0 !== kind in lists || (kind in lists && !lists[kind as keyof typeof lists][index])) return `a binding of kind ${kind} has index ${index}`
  }
  return undefined
}
