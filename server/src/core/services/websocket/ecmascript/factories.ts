import type { Chain, Entry, FunctionFact, Value } from '../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../model/bindings.ts'
import { contains } from '../../../text/span.ts'
import { after, asMember, assigned, forget, hoisted, inline, NOTHING, type Opened, openCall, shapeFor, type Style } from './creation.ts'
import { type Draft, edit, indentAt, isExported, lineEnd, refuse, removeStatement, unwrapped } from './draft.ts'
import { functionOf, helperName } from './functions.ts'
import type { Made } from './literal.ts'
import type { Shape } from './shape.ts'
import type { World } from './world.ts'

/** Puts real connections where the mock is made, and names both ends. */
export function openConnections(world: World, made: Made, style: Style): Opened {
  const { draft } = world
  const { holder } = made
  for (const statement of made.statements) {
    const span = draft.facts.statements[statement]?.span
    if (span) removeStatement(draft, span)
  }
  if (holder.kind === 'factory') return openForFactory(world, made, holder.function, style)
  const shape = shapeFor(world, made)
  if (holder.kind === 'part') return hoisted(world, made.value, holder, shape, style)
  if (holder.kind === 'member') return asMember(world, holder.assignment, shape, style)
  if (holder.kind === 'argument') return inline(world, made.value, holder.chain, shape, style)
  return assigned(world, holder.assignment, shape, style)
}

/** A helper that makes the mock goes: each of its calls opens a connection. One that makes something of its parameters stays, and opens it itself. */
function openForFactory(world: World, made: Made, index: number, style: Style): Opened {
  const { draft } = world
  const { facts, text } = draft
  const fact = facts.functions[index]
  const helper = helperName(facts, index)
  const statement = facts.statements[fact?.statement ?? -1]
  const opened: Opened[] = []
  if (!fact || !helper || !statement) return NOTHING
  const uses = usesOf(facts, helper.name, helper.scope).filter((use) => !contains(statement.span, use.span))
  if (isExported(text, statement.span) || uses.length === 0) refuse(draft, fact.span, `other files may use \`${helper.name}\``)
  const kept = needsParameters(draft, made, fact) ? keepFactory(world, made, fact, helper.name, style) : undefined
  if (!kept) world.gone.add(index)
  const ids = new Map<string, Chain>()
  for (const use of uses) {
    if (isTypeOf(text, use)) {
      if (!made.entries.some(({ key }) => key === undefined || world.stack.isExtra(key))) world.types.push(use.span)
      continue
    }
    const [call] = use.links
    if (call?.kind !== 'call' || call.call.arguments.some(({ spread }) => spread !== undefined)) {
      refuse(draft, use.span, `\`${helper.name}\` is handed on here`)
      continue
    }
    const given = new Map(fact.parameters.map((parameter, i): [string, Value | undefined] => [parameter.name, call.call.arguments[i]?.value ?? parameter.default]))
    const shape = kept ? { ...kept, opener: text.slice(use.span.start, call.call.span.end) } : shapeFor(world, { ...made, entries: entriesFor(draft, made, fact, given) })
    const key = shape.id === undefined ? undefined : `${functionOf(facts, use.scope)} ${shape.id}`
    if (key !== undefined && (ids.has(key) || isInLoop(draft, use))) refuse(draft, use.span, 'two connections cannot have the same `id`')
    if (key !== undefined) ids.set(key, use)
    const assignment = facts.assignments.find(({ value }) => value !== undefined && unwrapped(text, value) === use)
    opened.push(assignment ? assigned(world, assignment, shape, style) : inline(world, use, use, shape, style))
  }
  if (opened.some(({ stores }) => stores.length > 0)) refuse(draft, fact.span, 'all its sockets would share the same listeners')
  if (!kept) removeStatement(draft, statement.span)
  return { stores: [], usesTypes: opened.some(({ usesTypes }) => usesTypes), usesHook: opened.some(({ usesHook }) => usesHook) }
}

function isInLoop({ facts, text }: Draft, { statement }: Chain): boolean {
  for (let at = statement; at >= 0; at = facts.statements[at]?.parent ?? -1) if (/^(?:for|while|do)\b/.test(startOf(text, facts.statements[at]?.span.start ?? 0))) return true
  return false
}

function startOf(text: string, offset: number): string {
  return text.slice(offset, offset + 6)
}

/** `typeof createSocket` within a type; where it stays it is a leftover. */
function isTypeOf(text: string, { span, links }: Chain): boolean {
  return links.length === 0 && /\btypeof\s+$/.test(text.slice(Math.max(0, span.start - 20), span.start))
}

/** Types that were taken from a helper: `ReturnType<typeof createSocket>` becomes the server end, where nothing else is done there. */
export function writeTypes({ draft, types, isTyped, stack }: World): void {
  const { text } = draft
  for (const span of isTyped ? types : []) {
    const before = /(?:Awaited<\s*)?ReturnType<\s*typeof\s+$/.exec(text.slice(Math.max(0, span.start - 40), span.start))
    const end = /^\s*>/.exec(text.slice(span.end))
    if (!before || !end || before[0].startsWith('Awaited')) continue
    const whole = { start: span.start - before[0].length, end: span.end + end[0].length }
    if (draft.edits.some((made) => made.span.start < whole.end && whole.start < made.span.end)) continue
    edit(draft, whole.start, whole.end, `${stack.support.pair}['server']`)
  }
}

/** Whether an entry makes more of a parameter than handing it on: `auth: token ? { token } : {}`. */
function needsParameters({ facts, text }: Draft, made: Made, fact: FunctionFact): boolean {
  const whole = new Set(made.entries.map(({ value }) => unwrapped(text, value)))
  return facts.chains.some((chain) => typeof chain.root === 'string' && contains(made.value.span, chain.span) && !(whole.has(chain) && chain.links.length === 0)
    && bindingsOf(facts, chain.root, chain.scope)[0]?.kind === 'parameter' && bindingsOf(facts, chain.root, chain.scope)[0]?.scope === fact.scope)
}

/** The entries that a helper's object has for one call: an argument in the place of its parameter, those of an object that is spread into it. */
function entriesFor(draft: Draft, made: Made, fact: FunctionFact, given: ReadonlyMap<string, Value | undefined>): Entry[] {
  const { facts, text } = draft
  const result = new Map<string | Entry, Entry>()
  if (hasMore(draft, made, fact)) refuse(draft, fact.span, 'it is made in a helper function, and other values with it')
  for (const entry of made.entries) {
    const value = unwrapped(text, entry.value)
    const name = value.kind === 'chain' && value.links.length === 0 && typeof value.root === 'string' && bindingsOf(facts, value.root, value.scope)[0]?.scope === fact.scope ? value.root : undefined
    const isParameter = name !== undefined && bindingsOf(facts, name, fact.scope)[0]?.kind === 'parameter'
    const argument = isParameter ? given.get(name) : undefined
    if (isParameter && !given.has(name)) {
      refuse(draft, entry.span, `what becomes of \`${name}\` cannot be told`)
      continue
    }
    if (entry.key !== undefined) {
      // A parameter without an argument is as good as not there.
      if (isParameter && !argument) continue
      result.set(entry.key, isParameter && argument ? { ...entry, value: argument, span: argument.span } : entry)
      continue
    }
    const spread = isParameter && argument ? unwrapped(text, argument) : undefined
    if (!isParameter || (spread && spread.kind !== 'object')) result.set(entry, entry)
    else for (const inner of spread?.kind === 'object' ? spread.entries : []) result.set(inner.key ?? inner, inner)
  }
  return [...result.values()]
}

/** Whether a helper does more than to make one object and to give it. */
function hasMore({ facts, text }: Draft, made: Made, fact: FunctionFact): boolean {
  return facts.statements.some(({ span, scope, kind }, index) => scope === fact.scope && contains(fact.body, span) && span.start > fact.body.start
    && !contains(span, made.value.span) && !made.statements.includes(index) && !(kind === 'return' && /^return\s+[\w$]+(?:\s+as\b[^]*)?;?$/.test(text.slice(span.start, span.end))))
}

/** The helper stays, as one that opens connections. */
function keepFactory(world: World, made: Made, fact: FunctionFact, name: string, style: Style): Shape {
  const { draft } = world
  const { text } = draft
  const isSpread = made.entries.some(({ key }) => key === undefined)
  if (isSpread || hasMore(draft, made, fact)) refuse(draft, fact.span, `what \`${name}\` does with its arguments would have to be done by the real socket`)
  const state = made.entries.find(({ key }) => key === 'readyState')
  const condition = state && conditionOf(text, state.value)
  const shape = shapeFor(world, condition === undefined ? made : { ...made, entries: made.entries.filter((entry) => entry !== state) })
  const indent = indentAt(text, fact.span.start)
  const pair = ['pair', 'opened', 'openedPair'].find((free) => !fact.parameters.some((parameter) => parameter.name === free)) ?? 'pair'
  const lines = after({ ...shape, state: 'open' }, { name: `${pair}.server`, client: `${pair}.client` })
  if (shape.state === 'closing') lines.push(`${pair}.server.close()`)
  if (shape.state === 'closed') lines.push(`await ${pair}.client.close()`)
  if (condition !== undefined) lines.push(`if (${condition}) await ${pair}.client.close()`)
  const call = openCall(shape, style)
  const body = lines.length === 0 ? [`return ${call}`] : [`const ${pair} = await ${call}`, ...lines, `return ${pair}`]
  const isArrow = fact.form === 'arrow'
  const block = `{${lineEnd(text)}${body.map((line) => `${indent}  ${line}${style.semicolon}${lineEnd(text)}`).join('')}${indent}}`
  forget(world, fact.body)
  if (lines.length > 0 && !fact.async) edit(draft, fact.span.start, fact.span.start, 'async ')
  edit(draft, fact.parametersSpan.end, fact.span.end, isArrow ? ` => ${lines.length === 0 ? call : block}` : ` ${block}`)
  return { state: 'open', autoPong: true, extras: [], stores: shape.stores, variables: shape.variables, id: shape.id }
}

/** When a state is one of two, one of them open: the condition under which it is closed. */
function conditionOf(text: string, value: Value): string | undefined {
  const plain = unwrapped(text, value)
  const match = /^([^?:]+) \? ([\w.]+) : ([\w.]+)$/.exec(text.slice(plain.span.start, plain.span.end))
  const [, asked = '', first = '', second = ''] = match ?? []
  const isOpen = (state: string): boolean => /^(?:1|[\w.]*\.?OPEN)$/.test(state)
  const isClosed = (state: string): boolean => /^(?:3|[\w.]*\.?CLOSED)$/.test(state)
  if (isOpen(second) && isClosed(first)) return asked
  if (isOpen(first) && isClosed(second)) return /^[\w.]+$/.test(asked) ? `!${asked}` : `!(${asked})`
  return undefined
}
