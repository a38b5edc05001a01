import type { Assignment, Chain, Entry, Facts, Value } from '../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { type Draft, unwrapped } from './draft.ts'
import { makesDouble } from './doubles.ts'
import { functionOf, helperName } from './functions.ts'
import { assignedEntries } from './shape.ts'

/** Where the object that a double belongs to is made, and what it is made of. */
export interface Made {
  readonly entries: readonly Entry[]
  /** The expression that makes it, casts included. */
  readonly value: Value
  readonly holder:
    | { readonly kind: 'assignment'; readonly assignment: Assignment }
    | { readonly kind: 'factory'; readonly function: number }
    | { readonly kind: 'argument'; readonly chain: Chain }
    | { readonly kind: 'member'; readonly assignment: Assignment }
    | { readonly kind: 'part'; readonly assignment: Assignment; readonly path: readonly string[] }
  /** Statements that add members to it afterwards. */
  readonly statements: readonly number[]
  /** Whether every method is a double, named or not. */
  readonly isWhole: boolean
}

/** Finds the object that the double at `site` is a member of; a text says why it cannot be replaced. */
export function madeAt(draft: Draft, site: Span): Made | string {
  const { facts, text } = draft
  const holds = (value: Value | undefined): boolean => value !== undefined && contains(value.span, site) && pathTo(value, site) !== undefined
  const assignment = facts.assignments.findLast(({ value }) => holds(value))
  const arrow = assignment ? -1 : facts.functions.findLastIndex(({ value }) => holds(value))
  const statement = assignment || arrow >= 0 ? undefined : facts.statements.findLast(({ value }) => holds(value))
  const top = assignment?.value ?? facts.functions[arrow]?.value ?? statement?.value
  const path = top && pathTo(top, site)
  if (!path) return 'it stands where Demock cannot tell what it belongs to'
  const literal = path.findLast((value) => value.kind === 'object')
  const typed = stubOfSocket(draft, path)
  const entry = literal || typed ? undefined : assignment && entryOf(facts, assignment)
  if (entry) return madeAt(draft, entry)
  if (literal?.kind !== 'object' && !typed) return assignment ? assembled(draft, assignment) : 'it is not part of an object that stands for a socket'
  const inner = typed?.value ?? literal
  if (!inner) return 'it is not part of an object that stands for a socket'
  const whole = outermost(text, path, inner)
  const made = { entries: typed?.entries ?? (literal?.kind === 'object' ? literal.entries : []), value: whole.value, statements: [], isWhole: typed !== undefined }
  if (whole.above < 0 && assignment) return assignedTo(draft, made, assignment)
  if (whole.above < 0) return returnedBy(draft, made, arrow >= 0 ? arrow : statement?.kind === 'return' ? functionOf(facts, statement.scope) : -1)
  const above = path[whole.above]
  if (above?.kind === 'chain') return { ...made, holder: { kind: 'argument', chain: above } }
  const steps = assignment && stepsTo(text, path, whole.value)
  if (assignment && steps) return { ...made, holder: { kind: 'part', assignment, path: steps } }
  return 'it is part of a larger object: give the socket a variable of its own'
}

/** The names and numbers that lead from an object or list to a value within it; undefined when something else lies between. */
function stepsTo(text: string, path: readonly Value[], value: Value): string[] | undefined {
  const steps: string[] = []
  for (const [index, at] of path.entries()) {
    if (at === value) return steps
    const next = path[index + 1]
    if (!next) return undefined
    if (at.kind === 'object') {
      const key = at.entries.find((entry) => entry.value === next)?.key
      if (key === undefined) return undefined
      steps.push(key)
    } else if (at.kind === 'list') {
      const position = at.items.indexOf(next)
      if (position < 0 || /(?:^|[[,])\s*\.\.\./.test(text.slice(at.span.start, next.span.start))) return undefined
      steps.push(String(position))
    } else if (at.kind !== 'compound' || at.operands.length !== 1 || unwrapped(text, at) === at) return undefined
  }
  return undefined
}

/** Where a variable that holds a double is an entry of an object: `{ send }`. */
function entryOf(facts: Facts, assignment: Assignment): Span | undefined {
  const name = assignedName(assignment)
  if (name === undefined) return undefined
  const [binding] = bindingsOf(facts, name, assignment.scope)
  const entries = [...facts.assignments.flatMap(({ value }) => (value ? entriesOf(value) : [])), ...facts.functions.flatMap(({ value }) => (value ? entriesOf(value) : []))]
  return entries.find(({ value }) => value.kind === 'chain' && value.root === name && value.links.length === 0 && bindingsOf(facts, name, value.scope)[0] === binding)?.value.span
}

/** The entries of an object that is a whole value, casts aside. */
function entriesOf(value: Value): readonly Entry[] {
  if (value.kind === 'object') return value.entries
  return value.kind === 'compound' && value.operands.length === 1 && value.operands[0] ? entriesOf(value.operands[0]) : []
}

/** What makes a double of all that a class or interface has. */
const WHOLE = /(?:^|\.)(?:createStubInstance|mock|mockDeep|createMock|stubInterface)$/

/** `sinon.createStubInstance(WebSocket)`, `mock<WebSocket>({ readyState: 1 })` of a `WebSocket` that comes from \`ws\`. */
function stubOfSocket({ facts, text }: Draft, path: readonly Value[]): { readonly value: Chain; readonly entries: readonly Entry[] } | undefined {
  const value = path.at(-1)
  const link = value?.kind === 'chain' ? value.links.at(-1) : undefined
  if (value?.kind !== 'chain' || link?.kind !== 'call' || !WHOLE.test(text.slice(link.call.callee.start, link.call.callee.end))) return undefined
  const [first, second] = link.call.arguments
  const isStub = link.call.typeArguments === undefined
  const named = isStub ? first?.span : link.call.typeArguments
  const name = /^<?\s*(\w+(?:\.\w+)?)\s*>?$/.exec(named ? text.slice(named.start, named.end) : '')?.[1]
  const [root] = (name ?? '').split('.')
  const binding = root ? bindingsOf(facts, root, value.scope)[0] : undefined
  if (binding?.kind !== 'import' || facts.imports[binding.index]?.module !== 'ws') return undefined
  const given = (isStub ? second : first)?.value
  if (given && given.kind !== 'object') return undefined
  return { value, entries: given?.entries ?? [] }
}

/** The value with its casts and `Object.assign(new EventEmitter(), …)`, and the index in `path` of what holds it (-1: nothing). */
function outermost(text: string, path: readonly Value[], literal: Value): { readonly value: Value; readonly above: number } {
  let at = path.indexOf(literal)
  let value = literal
  for (let next = at - 1; next >= 0; next--) {
    const outer = path[next]
    if (!outer) break
    const isCast = outer.kind === 'compound' && outer.operands.length === 1 && unwrapped(text, outer) === unwrapped(text, value)
    if (!isCast && !(outer.kind === 'chain' && mixes(text, outer, value))) break
    at = next
    value = outer
  }
  return { value, above: at - 1 }
}

/** Whether a chain is `Object.assign(new EventEmitter(), inner)` or `Object.assign({}, inner)`. */
function mixes(text: string, chain: Chain, inner: Value): boolean {
  const [assign, call] = chain.links
  if (chain.root !== 'Object' || assign?.kind !== 'member' || assign.name !== 'assign' || call?.kind !== 'call' || chain.links.length > 2) return false
  const [target, source] = call.call.arguments
  return call.call.arguments.length === 2 && target !== undefined && isEmptyObject(text, target.value) && source?.value === inner
}

function isEmptyObject(text: string, value: Value): boolean {
  const plain = unwrapped(text, value)
  if (plain.kind === 'object') return plain.entries.length === 0
  return plain.kind === 'chain' && plain.links.length === 1 && /^new (?:\w+\.)?EventEmitter\(\)$/.test(text.slice(plain.span.start, plain.span.end))
}

function assignedTo(draft: Draft, made: Omit<Made, 'holder'>, assignment: Assignment): Made | string {
  const name = assignedName(assignment)
  if (name === undefined && isMember(assignment)) return { ...made, holder: { kind: 'member', assignment } }
  if (name === undefined) return 'it is part of a larger object: give the socket a variable of its own'
  const later = assignedEntries(draft.facts, name, assignment.scope)
  const whole = { ...made, entries: [...made.entries, ...later.entries.filter(({ value }) => isDouble(draft.text, value))] }
  const statements = later.statements.filter((_, index) => {
    const entry = later.entries[index]
    return entry !== undefined && isDouble(draft.text, entry.value)
  })
  const index = functionOf(draft.facts, assignment.scope)
  const isFactory = helperName(draft.facts, index) !== undefined && returns(draft, name, assignment.scope)
  return { ...whole, statements, holder: isFactory ? { kind: 'factory', function: index } : { kind: 'assignment', assignment } }
}

/** Whether something becomes a member of something else: `gateway.server = …`, `(hub as any).socket = …`. */
function isMember({ targets, declaration }: Assignment): boolean {
  const [target, more] = targets
  return declaration === undefined && !more && target?.kind === 'chain' && target.links.length > 0 && target.links.every(({ kind }) => kind === 'member' || kind === 'index')
}

function isDouble(text: string, value: Value): boolean {
  const plain = unwrapped(text, value)
  return plain.kind === 'chain' && makesDouble(text.slice(plain.span.start, plain.span.end))
}

/** Whether a function does nothing with a name but return it. */
function returns({ facts, text }: Draft, name: string, scope: number): boolean {
  const uses = usesOf(facts, name, scope).filter((use) => !facts.assignments.some(({ targets }) => targets[0] && contains(targets[0].span, use.span)))
  return uses.length > 0 && uses.every((use) => {
    const statement = facts.statements[use.statement]
    const value = statement?.kind === 'return' && statement.value ? unwrapped(text, statement.value) : undefined
    return value?.span.start === use.span.start && use.links.length === 0
  })
}

/** The single name that an assignment gives a value to. */
export function assignedName({ targets }: Assignment): string | undefined {
  const [target] = targets
  return target?.kind === 'chain' && target.links.length === 0 && targets.length === 1 && typeof target.root === 'string' ? target.root : undefined
}

function returnedBy({ facts }: Draft, made: Omit<Made, 'holder'>, index: number): Made | string {
  if (!helperName(facts, index)) return 'it stands where Demock cannot tell what it belongs to'
  return { ...made, holder: { kind: 'factory', function: index } }
}

/** An object that gets its doubles one by one: `const ws = new EventEmitter() as any; ws.send = vi.fn()`. */
function assembled(draft: Draft, assignment: Assignment): Made | string {
  const [target] = assignment.targets
  const name = target?.kind === 'chain' && target.links.length === 1 && typeof target.root === 'string' ? target.root : undefined
  const base = name === undefined ? undefined : draft.facts.assignments.find((candidate) => candidate.scope === assignment.scope && assignedName(candidate) === name)
  if (name === undefined || !base?.value || !isEmptyObject(draft.text, base.value)) return 'it is not part of an object that stands for a socket'
  const { entries, statements } = assignedEntries(draft.facts, name, assignment.scope)
  return { entries, statements, value: base.value, isWhole: false, holder: holderOf(draft, name, base) }
}

function holderOf(draft: Draft, name: string, assignment: Assignment): Made['holder'] {
  const index = functionOf(draft.facts, assignment.scope)
  const isFactory = helperName(draft.facts, index) !== undefined && returnsAfterAssembly(draft.facts, name, index)
  return isFactory ? { kind: 'factory', function: index } : { kind: 'assignment', assignment }
}

function returnsAfterAssembly(facts: Facts, name: string, index: number): boolean {
  return facts.statements.some((statement) => statement.kind === 'return' && functionOf(facts, statement.scope) === index
    && statement.value !== undefined && statement.value.kind === 'chain' && statement.value.root === name)
}

/** The values from `value` down to the one at `span`, outermost first; undefined when a function body lies between. */
function pathTo(value: Value, span: Span): Value[] | undefined {
  const path: Value[] = []
  let at: Value | undefined = value
  while (at && contains(at.span, span)) {
    path.push(at)
    const call = at.kind === 'chain' ? at.links.find((link) => link.kind === 'call' && link.call.span.start === span.start && link.call.span.end === span.end) : undefined
    if (call || (at.span.start === span.start && at.span.end === span.end)) return path
    at = childrenOf(at).find((child) => contains(child.span, span))
  }
  return undefined
}

function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'chain': {
      const inner = value.links.flatMap((link) => (link.kind === 'call' ? link.call.arguments.map((argument) => argument.value) : link.kind === 'index' ? link.items : []))
      return typeof value.root === 'string' ? inner : [value.root, ...inner]
    }
    case 'object': return value.entries.map((entry) => entry.value)
    case 'list': return value.items
    case 'compound': return value.operands
    case 'string': return value.parts
    default: return []
  }
}
