/**
 * Several sockets under one name: `[AsyncMock() for _ in range(3)]`, `{"ada": AsyncMock()}`, `sockets.append(AsyncMock())`. Each element becomes a pair, of
 * which the code under test is given the server end and the test reads at the client end.
 */
import type { Chain, Value } from '../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../model/bindings.ts'
import { contains, type Span } from '../../../text/span.ts'
import { configureByArguments } from './configuration.ts'
import { isDouble } from './setting.ts'
import { calledName, functionOf, refuse, replace, written, type Draft } from './draft.ts'
import { endsOf, type Ends } from './ends.ts'
import { argumentsOf, within } from './opening.ts'
import { convertReadingHelpers } from './reading-helpers.ts'
import { openerIn } from './runners.ts'
import { playScript } from './script.ts'
import type { Support } from './support.ts'
import { convertUses, refuseForeignReads } from './uses.ts'
import { farField, nearEnd } from './stacks/stack.ts'

/** The elements of a literal or comprehension that is given a plain name. */
export interface Container {
  readonly name: string
  readonly scope: number
  readonly statement: number
  readonly kind: 'list' | 'dict'
  readonly elements: readonly Chain[]
  readonly span: Span
  /** The name that an element has before it is put into the container, and where the container is filled. */
  readonly grown: { readonly variable: string | undefined, readonly statements: ReadonlySet<number> } | undefined
}

/** The container that a double is made in, when every element of it is a double. */
export function containerOf(draft: Draft, creation: Chain): Container | undefined {
  for (const assignment of draft.facts.assignments) {
    const { value, targets, statement, scope } = assignment
    const [target] = targets
    if (!value || !contains(value.span, creation.span) || targets.length !== 1 || target?.kind !== 'chain' || target.links.length > 0 || typeof target.root !== 'string') continue
    const values = value.kind === 'object' ? value.entries.map((entry) => entry.value) : value.kind === 'list' ? value.items : []
    const elements = values.map((each) => elementOf(draft, each)).filter((each) => each !== undefined)
    if (elements.length === 0 || elements.length !== values.length || !elements.some(({ span }) => span.start === creation.span.start)) continue
    const open = draft.text[value.span.start]
    if (open !== '[' && open !== '{') continue
    const kind = value.kind === 'object' || isDictComprehension(draft, value, elements[0]) ? 'dict' : 'list'
    return open === '{' && kind === 'list' ? undefined : { name: target.root, scope, statement, kind, elements, span: value.span, grown: undefined }
  }
  return undefined
}

/** The empty list or dict of the test that a double is put into: `sockets.append(ws)`, `sockets[name] = ws`, `sockets.append(AsyncMock())`. */
export function grownBy(draft: Draft, creation: Chain, variable: string | undefined): Container | undefined {
  const { facts } = draft
  const held = variable === undefined ? [creation] : usesOf(facts, variable, creation.scope).filter(({ links }) => links.length === 0)
  const spots = new Map(held.map((each) => [each.span.start, each]))
  for (const call of facts.calls) {
    const chain = facts.chains[call.chain]
    if (call.arguments.length !== 1 || !spots.has(call.arguments[0]?.value.span.start ?? -1) || chain?.links.length !== 2 || chain.links[0]?.kind !== 'member' || chain.links[0].name !== 'append') continue
    return emptyContainer(draft, chain, creation, variable, 'list')
  }
  for (const { targets: [target, ...more], value, operator } of facts.assignments) {
    if (!value || !spots.has(value.span.start) || value.kind !== 'chain' || more.length > 0 || operator !== '=' || target?.kind !== 'chain' || target.links.length !== 1 || target.links[0]?.kind !== 'index') continue
    const found = emptyContainer(draft, target, creation, variable, 'dict')
    if (found) return found
  }
  return undefined
}

function emptyContainer(draft: Draft, chain: Chain, creation: Chain, variable: string | undefined, kind: Container['kind']): Container | undefined {
  if (typeof chain.root !== 'string') return undefined
  const [binding, ...more] = bindingsOf(draft.facts, chain.root, chain.scope)
  const made = binding?.kind === 'assignment' && more.length === 0 ? draft.facts.assignments[binding.index] : undefined
  if (!made?.value || !/^(?:\[\s*\]|\{\s*\}|list\(\)|dict\(\))$/.test(written(draft, made.value)) || functionOf(draft.facts, made.scope) !== functionOf(draft.facts, creation.scope)) return undefined
  return { name: chain.root, scope: made.scope, statement: made.statement, kind, elements: [creation], span: made.value.span, grown: { variable, statements: new Set([chain.statement]) } }
}

function isMade(draft: Draft, value: Value): boolean {
  return isDouble(value) || (draft.fake !== undefined && calledName(value) === draft.fake.name)
}

/** The double that an item is, or that a comprehension makes for each step. */
function elementOf(draft: Draft, value: Value): Chain | undefined {
  if (value.kind === 'chain') return isMade(draft, value) ? value : undefined
  if (value.kind !== 'compound') return undefined
  const made = value.operands.filter((operand) => operand.kind === 'chain' && isMade(draft, operand))
  const [first] = made
  return made.length === 1 && first?.kind === 'chain' && /^\s*(?:async\s+)?for\b/.test(draft.text.slice(first.span.end, value.span.end)) ? first : undefined
}

function isDictComprehension(draft: Draft, value: Value, element: Chain | undefined): boolean {
  return element !== undefined && /:\s*$/.test(draft.text.slice(value.span.start, element.span.start))
}

export function convertContainer(draft: Draft, container: Container, home: number, support: Support): void {
  const opener = openerIn(draft, home, support)
  if (opener === undefined) return
  const { name, scope, elements, grown } = container
  if (bindingsOf(draft.facts, name, scope).length !== 1) return refuse(draft, container.span, `${name} is bound more than once`)
  const whole = endsOf(draft.facts, home, name, scope, `${name}[0].${nearEnd(draft.stack)}`, `${name}[0].${farField(draft.stack)}`)
  for (const element of elements) configureByArguments(draft, whole, element)
  if (whole.opened.length > 0) refuse(draft, container.span, 'a socket whose sends fail is made where it has no name of its own')
  const all: Ends[] = []
  const given: Chain[] = []
  let counted: Chain | undefined
  for (const use of whole.uses) {
    if (grown?.statements.has(use.statement)) continue
    if (use.statement === container.statement && use.links.length === 0 && contains(container.span, use.span)) continue
    if (draft.facts.assignments.some(({ statement, targets }) => statement === container.statement && targets.some(({ span }) => span.start === use.span.start))) continue
    const found = elementsAt(draft, container, use, home)
    if (found === 'given') given.push(use)
    else if (found === 'counted') counted = use
    else if (found === undefined) refuse(draft, use.span, `${written(draft, use)} is used in a way that is not understood`)
    else all.push(...found)
  }
  if (grown?.variable !== undefined) all.push(variableEnds(draft, grown.variable, elements[0], home, new Set(all.flatMap(({ uses }) => uses.map(({ span }) => span.start)))))
  if (grown && given.some((use) => [...grown.statements].some((at) => (draft.facts.statements[at]?.span.start ?? 0) > use.span.start))) {
    refuse(draft, container.span, `${name} is filled after the code under test was given it`)
  }
  convertReadingHelpers(draft, all)
  const joined = merged(all)
  for (const ends of joined) {
    convertUses(draft, ends, grown && ends.name === grown.variable ? new Set([...grown.statements, elements[0]?.statement ?? -1]) : new Set())
    playScript(draft, ends, undefined)
    for (const [option, value] of ends.options) {
      if (!ends.isWhole) refuse(draft, container.span, `the handshake of one socket of ${name} is set up apart from the others`)
      whole.options.set(option, value)
    }
  }
  if (counted && given.length > 0) refuse(draft, counted.span, `${name} is looked at as a whole after the code under test was given it, which may have changed it`)
  for (const use of given) replace(draft, use.span, serversOf(draft, container, use))
  refuseForeignReads(draft, new Set([home]), [...joined, { ...whole, uses: given }])
  for (const element of elements) replace(draft, element.span, `await ${opener}(${argumentsOf(draft, whole)})`)
}

/** An element by the name that it has before it is put into the container. */
function variableEnds(draft: Draft, variable: string, creation: Chain | undefined, home: number, looped: ReadonlySet<number>): Elements {
  const ends = endsOf(draft.facts, home, variable, creation?.scope ?? 0, `${variable}.${nearEnd(draft.stack)}`, `${variable}.${farField(draft.stack)}`)
  const targets = new Set(draft.facts.bindings.filter((binding) => binding.kind === 'loop' && binding.name === variable).map(({ span }) => span.start))
  return { ...ends, uses: ends.uses.filter(({ span }) => !looped.has(span.start) && !targets.has(span.start)), isWhole: true }
}

type Elements = Ends & { readonly isWhole: boolean }

/** The uses of one element, told by the text that names it: verifications of one socket are seen together. */
function merged(all: readonly Ends[]): readonly Elements[] {
  const byName = new Map<string, Elements>()
  for (const ends of all) {
    const key = /^\w+$/.test(ends.name) ? `${ends.name} ${ends.uses[0]?.span.start}` : ends.server
    const known = byName.get(key)
    byName.set(key, known ? { ...known, uses: [...known.uses, ...ends.uses] } : { ...ends, isWhole: 'isWhole' in ends && ends.isWhole === true })
  }
  return [...byName.values()]
}

/** What a use of the container's name reaches: elements, the container as a value, or only its size. */
function elementsAt(draft: Draft, container: Container, use: Chain, home: number): readonly Elements[] | 'given' | 'counted' | undefined {
  const [first, second] = use.links
  const before = draft.text.slice(Math.max(0, use.span.start - 200), use.span.start)
  if (first?.kind === 'index' && !isSlice(draft, first.span)) return [elementEnds(draft, use, 1, home)]
  const isView = first?.kind === 'member' && second?.kind === 'call' && use.links.length === 2 && second.call.arguments.length === 0
  if (container.kind === 'dict' && isView && (first.name === 'values' || first.name === 'items')) return loopEnds(draft, use, before, first.name === 'items' ? 1 : 0, home, true)
  if (container.kind === 'dict' && isView && first.name === 'keys') return []
  const slice = first?.kind === 'index' && use.links.length === 1
  if (use.links.length > (slice ? 1 : 0)) return undefined
  if (/\blen\(\s*$/.test(before)) return 'counted'
  if (container.kind === 'dict' && /\bin\s+$/.test(before)) return []
  const loop = container.kind === 'list' ? loopEnds(draft, use, before, 0, home, !slice) : undefined
  if (loop) return loop
  const unpacked = draft.facts.assignments.find(({ value, targets }) => value?.span.start === use.span.start && value.span.end === use.span.end && targets.length === 1 && targets[0]?.kind === 'list')
  if (unpacked && container.kind === 'list') return unpackedEnds(draft, unpacked.targets[0], home)
  if (/(?:==|!=|\bnot|\bassert|\bif|\bis)\s+$/.test(before) || /^\s*(?:==|!=|is\b)/.test(draft.text.slice(use.span.end, use.span.end + 10))) return 'counted'
  return 'given'
}

function isSlice(draft: Draft, span: Span): boolean {
  return /^\[[^[\]"']*:/.test(draft.text.slice(span.start, span.end))
}

/** `sockets[0].send_json` as a use of the name `sockets[0]`. */
function elementEnds(draft: Draft, use: Chain, links: number, home: number): Elements {
  const last = use.links[links - 1]
  const end = last?.kind === 'call' ? last.call.span.end : last?.span.end ?? use.rootSpan.end
  const rootSpan = { start: use.rootSpan.start, end }
  const name = draft.text.slice(rootSpan.start, rootSpan.end)
  const own: Chain = { ...use, root: name, rootSpan, links: use.links.slice(links) }
  return { ...endsOf(draft.facts, home, '', use.scope, `${name}.${nearEnd(draft.stack)}`, `${name}.${farField(draft.stack)}`), name, uses: [own], isWhole: false }
}

const IN_LOOP = /\bfor\s+(\w+(?:\s*,\s*\w+)*|\(\w+\s*,\s*\w+\))\s+in\s+(enumerate\(\s*|zip\(\s*(?:[\w.]+(?:\(\w+\))?\s*,\s*)*)?$/

/** The loop variable that is each element in turn, in a `for` statement or a comprehension. */
function loopEnds(draft: Draft, use: Chain, before: string, item: number, home: number, isWhole: boolean): readonly Elements[] | undefined {
  const [, targets, through] = IN_LOOP.exec(before) ?? []
  if (targets === undefined) return undefined
  const names = targets.replace(/[()]/g, '').split(',').map((each) => each.trim())
  const position = through?.startsWith('enumerate') ? 1 : through?.startsWith('zip') ? through.split(',').length - 1 : item
  const name = names[position]
  if (name === undefined || (through === undefined && names.length !== item + 1)) return undefined
  const forAt = use.span.start - before.length + before.search(/\bfor\s+[^]*$/)
  const lastFor = draft.text.lastIndexOf('for', use.span.start)
  const around = comprehensionAround(draft, use) ?? draft.facts.statements[use.statement]?.span
  if (!around || forAt < 0) return undefined
  const header = { start: lastFor, end: use.span.end }
  const uses = usesIn(draft, name, around).filter((each) => !within(each.span, header))
  if (draft.text[around.start] === '(') return generatorEnds(draft, use, around, name, uses, home, isWhole)
  return [{ ...endsOf(draft.facts, home, '', use.scope, `${name}.${nearEnd(draft.stack)}`, `${name}.${farField(draft.stack)}`), name, uses, isWhole }]
}

/** Nothing can be awaited in a generator that `all()` and `any()` walk through: it becomes a list. */
function generatorEnds(draft: Draft, use: Chain, around: Span, name: string, uses: readonly Chain[], home: number, isWhole: boolean): readonly Elements[] | undefined {
  const call = draft.facts.calls.find(({ arguments: [argument, ...more] }) => argument && more.length === 0 && contains(argument.span, use.span) && contains(around, argument.span))
    ?? draft.facts.calls.find(({ argumentsSpan }) => argumentsSpan.start === around.start && argumentsSpan.end === around.end)
  const callee = call && draft.text.slice(call.callee.start, call.callee.end)
  if (!call || !/^(?:all|any|sum|sorted|list|set|tuple)$/.test(callee ?? '')) return undefined
  replace(draft, { start: call.argumentsSpan.start + 1, end: call.argumentsSpan.start + 1 }, '[')
  replace(draft, { start: call.argumentsSpan.end - 1, end: call.argumentsSpan.end - 1 }, ']')
  return [{ ...endsOf(draft.facts, home, '', use.scope, `${name}.${nearEnd(draft.stack)}`, `${name}.${farField(draft.stack)}`), name, uses, isWhole }]
}

function usesIn(draft: Draft, name: string, around: Span): readonly Chain[] {
  return draft.facts.chains.filter((chain) => chain.root === name && within(chain.span, around))
}

/** `first, second = sockets`: each name is a pair. */
function unpackedEnds(draft: Draft, target: Value | undefined, home: number): readonly Elements[] | undefined {
  if (target?.kind !== 'list') return undefined
  const names = target.items.map((item) => (item.kind === 'chain' && item.links.length === 0 && typeof item.root === 'string' ? { name: item.root, scope: item.scope } : undefined))
  if (names.includes(undefined)) return undefined
  return names.filter((each) => each !== undefined).map(({ name, scope }) => ({
    ...endsOf(draft.facts, home, name, scope, `${name}.${nearEnd(draft.stack)}`, `${name}.${farField(draft.stack)}`),
    uses: usesOf(draft.facts, name, scope).filter(({ span }) => !within(span, target.span)), isWhole: false,
  }))
}

/** The server ends, as the code under test gets them. */
function serversOf(draft: Draft, { kind }: Container, use: Chain): string {
  const text = written(draft, use)
  return kind === 'dict' ? `{key: pair.${nearEnd(draft.stack)} for key, pair in ${text}.items()}` : `[pair.${nearEnd(draft.stack)} for pair in ${text}]`
}

/** The innermost comprehension that holds a use. */
function comprehensionAround(draft: Draft, use: Chain): Span | undefined {
  let found: Span | undefined
  for (const scope of draft.facts.scopes) if (scope.kind === 'block' && contains(scope.span, use.span)) found = scope.span
  const statement = draft.facts.statements[use.statement]
  return statement?.kind === 'block' && !(found && found.start > statement.span.start && /\bfor\b/.test(draft.text.slice(found.start, use.span.start))) ? undefined : found
}
