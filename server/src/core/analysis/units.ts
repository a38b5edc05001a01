/** Finds the tests of a file that surely have nothing to do with one another, so that one can be analysed without the others. */
import { bindingsOf, usesOf } from '../model/bindings.ts'
import type { Facts, Value } from '../model/facts.ts'
import type { FileReport } from '../model/report.ts'
import { contains, type Span } from '../text/span.ts'
import { READS_NAMES } from './findings/idle-doubles.ts'
import { testsOf } from './findings/tests.ts'
import { fixtureName } from './handing.ts'
import { inOrder } from './order.ts'

/** The statement that is a test as a whole: `@patch(…) def test_…` or `it(…)`. Where one lies within another, the outer one. */
export interface Unit {
  readonly span: Span
  /** By which other code could call it, in Python. */
  readonly name: string | undefined
  /** Nothing in it is seen from outside. */
  readonly closed: boolean
  /** It imports something, by which the file as a whole is judged. */
  readonly imports: boolean
}

/** The tests of an analysed text, in source order. */
export function unitsOf({ facts, sites, references }: FileReport, text: string): readonly Unit[] {
  const python = facts.language === 'python'
  const tests = inOrder(testsOf(facts).flatMap(({ body }) => {
    const span = facts.statements[body.statement]?.span
    return span ? [{ span, name: python ? body.name : undefined }] : []
  }), (a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
  const outer: typeof tests = []
  for (const test of tests) if (test.span.start >= (outer.at(-1)?.span.end ?? 0)) outer.push(test)
  const spans = outer.map(({ span }) => span)
  const open = new Set(opened(facts, text, spans, facts, spans))
  const named = python ? occurrencesOf(TEST_NAMES, text) : undefined
  if (named) outer.forEach(({ name }, index) => { if (named.get(name ?? '') !== 1) open.add(index) })
  const homes = sites.map(({ span }) => indexOf(spans, span))
  sites.forEach(({ root }, index) => {
    const [home, other] = [homes[index] ?? -1, homes[root] ?? -1]
    if (home !== other) open.add(home).add(other)
  })
  for (const { span, site } of references) if (site >= 0 && homes[site] !== indexOf(spans, span)) open.add(homes[site] ?? -1)
  const importing = new Set(facts.imports.map(({ span }) => indexAt(spans, span.start)))
  return outer.map(({ span, name }, index) => ({ span, name, closed: !open.has(index), imports: importing.has(index) }))
}

/** Whether a test is closed after an edit, as far as its own facts tell; `before` are those of the whole text before. */
export function isClosed(facts: Facts, text: string, span: Span, before: { readonly facts: Facts; readonly span: Span }): boolean {
  return opened(facts, text, [span], before.facts, [before.span]).length === 0
}

/** Names that a test of Python may have. */
export const TEST_NAMES = /\btest\w*/g

function occurrencesOf(words: RegExp, text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [word] of text.matchAll(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/**
 * Which of some disjoint tests write or name something outside of themselves, or define a fixture, which is looked up by its name wherever it stands. `whole` are the
 * facts of a text in which the same tests stand at `places` and no other is left out.
 */
function opened(facts: Facts, text: string, spans: readonly Span[], whole: Facts, places: readonly Span[]): number[] {
  const open: number[] = []
  const note = (offset: number, opens: (unit: Span, index: number) => boolean = always): void => {
    const index = indexAt(spans, offset)
    const unit = spans[index]
    if (unit && opens(unit, index)) open.push(index)
  }
  /** Whether a name that is bound nowhere is used outside of a test. */
  const isShared = (name: string, index: number): boolean => usesOf(whole, name, 0).some(({ span }) => indexAt(places, span.start) !== index)
  const isOwn = (statement: number, unit: Span): boolean => facts.language === 'python' && facts.statements[statement]?.span.start === unit.start
  for (const fact of facts.functions) if (fact.decorators.some((index) => fixtureName(facts.decorators[index]?.value, fact) !== undefined)) note(fact.span.start)
  for (const { kind, index, span, scope } of facts.bindings) {
    const own = kind === 'function' ? facts.functions[index]?.statement ?? -1 : -1
    note(span.start, (unit) => (facts.scopes[scope]?.span.start ?? 0) < unit.start && !isOwn(own, unit))
  }
  for (const { targets, scope, span } of facts.assignments) note(span.start, (unit, index) => targets.some((target) => isOutside(target, scope, unit, facts, (name) => isShared(name, index))))
  for (const { target, scope, span } of facts.withItems) if (target) note(span.start, (unit, index) => isOutside(target, scope, unit, facts, (name) => isShared(name, index)))
  if (READS_NAMES.test(text)) spans.forEach(({ start, end }, index) => { if (READS_NAMES.test(text.slice(start, end))) open.push(index) })
  return open
}

function always(): boolean {
  return true
}

/** Whether what is assigned to is, or belongs to, something that the unit does not bind itself: `self.ws` of a method, `app.send`. */
function isOutside(target: Value, scope: number, unit: Span, facts: Facts, isShared: (name: string) => boolean): boolean {
  const any = (values: readonly Value[]): boolean => values.some((value) => isOutside(value, scope, unit, facts, isShared))
  switch (target.kind) {
    case 'chain': break
    case 'list': return any(target.items)
    case 'compound': return any(target.operands)
    case 'object': return any(target.entries.map(({ value }) => value))
    default: return false
  }
  if (typeof target.root !== 'string') return any([target.root])
  const [binding] = bindingsOf(facts, target.root, scope)
  if (!binding) return target.root === 'this' || target.links.length > 0 || isShared(target.root)
  if ((facts.scopes[binding.scope]?.span.start ?? 0) < unit.start) return true
  const fact = binding.kind === 'parameter' ? facts.functions[binding.index] : undefined
  return fact?.parameters[0]?.name === binding.name && (facts.classes[fact.class]?.span.start ?? Infinity) < unit.start
}

/** Index of the span around another one, or -1. */
function indexOf(spans: readonly Span[], inner: Span): number {
  const index = indexAt(spans, inner.start)
  const span = spans[index]
  return span && contains(span, inner) ? index : -1
}

/** Index of the one of some ordered, disjoint spans in which an offset lies, or -1. */
function indexAt(spans: readonly Span[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return offset < (spans[low - 1]?.end ?? 0) ? low - 1 : -1
}
