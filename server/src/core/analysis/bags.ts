import type { Chain, Facts, Value } from '../model/facts.ts'
import type { Span } from '../text/span.ts'
import { namingOf } from './naming.ts'
import { lastName } from './value-shapes.ts'

/**
 * Objects that only collect doubles for the tests and stand for nothing themselves: `const mocks = { getUser: vi.fn(), send: vi.fn() }`, and what
 * `vi.hoisted` gives when it is taken apart at once, or what something needs (`deps`, `props`). Each entry is an object of its own. By the start of the object literal.
 */
export function bagsIn(facts: Facts): Set<number> {
  const bags = new Set<number>()
  if (facts.language !== 'ecmascript') return bags
  for (const { targets, value } of facts.assignments) {
    const [target] = targets
    const hoisted = value?.kind === 'chain' && lastName(value) === 'hoisted' ? givenBy(value, facts) : undefined
    const literal = hoisted ?? (value?.kind === 'object' ? value : undefined)
    if (!literal || !target || !collects(target, hoisted !== undefined)) continue
    bags.add(literal.span.start)
  }
  return bags
}

/** Whether an argument hands over things of several kinds, by the objects in it: `run({ logger: { warn: vi.fn() }, stop: vi.fn() })`. */
export function holdsObjects(value: Value, holdsSite: (span: Span) => boolean): boolean {
  return value.kind === 'object' && value.entries.length > 1 && value.entries.some((entry) => entry.value.kind === 'object' && holdsSite(entry.value.span))
}

/** The objects in an object that holds doubles itself as well: their members (of a logger beside them) say nothing of the whole. An object of nothing but objects is a client by these. */
export function objectsBeside(entries: readonly { readonly value: Value }[], holdsSite: (span: Span) => boolean): readonly Span[] {
  const holding = entries.filter(({ value }) => holdsSite(value.span))
  return holding.some(({ value }) => value.kind !== 'object') ? holding.flatMap(({ value }) => (value.kind === 'object' ? [value.span] : [])) : []
}

/** Names that say that something collects doubles, besides those that say nothing but that: `mocks`, `stubs`. */
const COLLECTIONS: ReadonlySet<string> = new Set(['hoisted', 'h', 'state', 'refs', 'vars', 'fns', 'functions', 'handlers', 'calls', 'deps', 'shared'])
const PLURALS = /^(?:(?:test|my|the|default)?_?(?:mocks|stubs|spies|fakes|doubles|mocked|hoisted)|mock(?:Fns|Functions|s))$/i

/** Last words of names of what is handed to a function or component all at once: what it needs, of whatever kind. */
const NEEDS: ReadonlySet<string> = new Set(['deps', 'dependencies', 'options', 'opts', 'props', 'params', 'args', 'input', 'extras', 'overrides', 'services', 'stores', 'handlers', 'callbacks'])

function collects(target: Value, hoisted: boolean): boolean {
  if (target.kind === 'object') return hoisted
  if (target.kind !== 'chain' || target.links.length > 0 || typeof target.root !== 'string') return false
  const { words } = namingOf(target.root)
  return PLURALS.test(target.root) || NEEDS.has(words.at(-1) ?? '') || (hoisted && (words.length === 0 || (words.length === 1 && COLLECTIONS.has(words[0] ?? ''))))
}

/** The object literal that `vi.hoisted(() => ({ … }))` gives, written at once or returned. */
function givenBy({ links }: Chain, facts: Facts): Extract<Value, { kind: 'object' }> | undefined {
  const call = links.at(-1)
  const made = call?.kind === 'call' ? call.call.arguments[0]?.value : undefined
  if (made?.kind !== 'function') return undefined
  const fact = facts.functions[made.function]
  const value = fact?.value ?? facts.statements.find(({ kind, scope }) => kind === 'return' && scope === fact?.scope)?.value
  const inner = value?.kind === 'compound' && value.operands.length === 1 ? value.operands[0] : value
  return inner?.kind === 'object' ? inner : undefined
}
