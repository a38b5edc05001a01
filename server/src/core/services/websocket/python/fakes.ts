/** Hand-written classes that stand for a socket and only record: `class FakeWebSocket` with a list of what was sent. */
import type { Argument, Chain, ClassFact, FunctionFact, Statement } from '../../../model/facts.ts'
import { usesOf } from '../../../model/bindings.ts'
import { contains } from '../../../text/span.ts'
import type { Fake, Told } from './fake.ts'
import { codeUnder } from './handed-to.ts'
import { calledName, deleteClass, lastCall, refuse, written, type Draft } from './draft.ts'

/** Reads the class of a site; undefined, with a refusal, when it does more than record. */
export function readFake(draft: Draft, site: number): { readonly fake: Fake, readonly owner: ClassFact } | undefined {
  const found = draft.report.sites[site]
  const index = draft.facts.classes.findIndex(({ span }) => found !== undefined && span.start === found.span.start)
  const owner = draft.facts.classes[index]
  if (!owner?.name) return undefined
  const reading: Reading = { name: owner.name, attributes: new Map(), switches: new Map(), failing: new Map(), identity: new Set(), sends: 0 }
  const before = draft.refusals.length
  if (owner.bases.some(({ value }) => written(draft, value) !== 'object')) refuse(draft, owner.nameSpan ?? owner.span, `${owner.name} derives from another class`)
  const methods = draft.facts.functions.filter((fact) => fact.class === index)
  for (const statement of draft.facts.statements) {
    if (statement.parent !== owner.statement || statement.kind === 'definition' || statement.value?.kind === 'string' || written(draft, statement) === 'pass') continue
    refuse(draft, statement.span, `${owner.name} has more than methods`)
  }
  for (const fact of methods) if (fact.name === '__hash__') for (const [, name] of draft.text.slice(fact.body.start, fact.body.end).matchAll(/self\.(\w+)/g)) reading.identity.add(name ?? '')
  for (const fact of methods) readMethod(draft, reading, fact)
  if (reading.attributes.size === 0) refuse(draft, owner.nameSpan ?? owner.span, `${owner.name} does not record what it is sent`)
  const fails = failingOf(draft, reading, owner)
  return draft.refusals.length > before ? undefined : { fake: { name: owner.name, attributes: reading.attributes, fails }, owner }
}

/** What has been read of a class so far. */
interface Reading {
  readonly name: string
  readonly attributes: Map<string, Told>
  /** Attributes that the constructor gives a truth value, with the argument for it. */
  readonly switches: Map<string, string | undefined>
  /** Attributes on which sends raise, the exception, and how many do. */
  readonly failing: Map<string, { readonly exception: string, readonly raised: string, readonly count: number }>
  /** Attributes by which it is told from others: a real socket is one by itself. */
  readonly identity: Set<string>
  sends: number
}

/** The one switch on which all sends fail; what a closed connection does anyway is none. */
function failingOf(draft: Draft, { name, attributes, switches, failing, sends }: Reading, owner: ClassFact): Fake['fails'] {
  const own = [...failing].filter(([attribute, { exception }]) => !(attributes.get(attribute) === 'closed' && exception === 'RuntimeError'))
  const [first, ...more] = own
  const unused = [...switches].find(([attribute, parameter]) => parameter !== undefined && attribute !== first?.[0])
  if (unused || more.length > 0 || (first && (!switches.has(first[0]) || attributes.has(first[0]) || first[1].count !== sends))) {
    refuse(draft, owner.nameSpan ?? owner.span, `${name} does more than record: what it does when ${unused?.[0] ?? first?.[0] ?? ''} is set is known to the test only`)
  }
  return first && { attribute: first[0], parameter: switches.get(first[0]), exception: first[1].exception, raised: first[1].raised }
}

const FIXED = /^self\.\w+(?:\s*:[^=]+)?\s*=\s*(?:\[\s*\]|\{\s*\}|None|True|False|-?\d+|(['"])\w*\1)$/

function readMethod(draft: Draft, reading: Reading, fact: FunctionFact): void {
  const { name, attributes } = reading
  const no = (): void => refuse(draft, fact.nameSpan ?? fact.span, `${name}.${fact.name ?? ''}() does more than record: its behaviour is known to the test only`)
  const statements = draft.facts.statements.filter((statement) => statement.parent === fact.statement && statement.value?.kind !== 'string' && !/^(?:pass|\.\.\.|import json)$/.test(written(draft, statement)))
  if (fact.decorators.length > 0) return no()
  if (fact.name === '__init__') {
    if (!statements.every((statement) => isInitial(draft, reading, fact, written(draft, statement)))) no()
    return
  }
  if (fact.name === '__hash__' || fact.name === '__eq__' || fact.name === '__repr__') {
    if (!isIdentity(draft, reading, fact, statements)) no()
    return
  }
  if (!fact.async) return no()
  const isSend = fact.name === 'send_json' || fact.name === 'send_text' || fact.name === 'send_bytes'
  const [first] = statements
  const [, attribute, raised, exception] = isSend && first ? /^if\s+self\.(\w+)\s*:\s*raise\s+((\w+)(?:\((?:[^()]*|\([^()]*\))*\))?)$/.exec(written(draft, first)) ?? [] : []
  const body = attribute === undefined ? statements : statements.slice(1)
  if (isSend && isHandedOn(draft, fact, body)) return
  if (isSend) reading.sends++
  if (attribute !== undefined && raised !== undefined && exception !== undefined) {
    const known = reading.failing.get(attribute)
    if (known && known.exception !== exception) return no()
    reading.failing.set(attribute, { exception, raised, count: (known?.count ?? 0) + 1 })
  }
  const told = body.map((statement) => toldBy(draft, fact, statement))
  for (const each of told) {
    if (!each) return no()
    const known = attributes.get(each.attribute)
    if (known !== undefined && known !== each.told) return refuse(draft, fact.nameSpan ?? fact.span, `${name}.${each.attribute} records messages of several kinds, which arrive in one stream`)
    attributes.set(each.attribute, each.told)
  }
  if (isSend ? told.length !== 1 : fact.name !== 'accept' && fact.name !== 'close') no()
}

/** Whether a statement of the constructor only says what is there before anything is recorded. */
function isInitial(draft: Draft, { switches, identity }: Reading, fact: FunctionFact, text: string): boolean {
  const [, attribute, value] = /^self\.(\w+)(?:\s*:[^=]+)?\s*=\s*(.+)$/s.exec(text) ?? []
  if (attribute === undefined || value === undefined) return false
  const parameter = fact.parameters.slice(1).find((each) => each.name === value)
  if (parameter) {
    if (parameter.spread !== undefined || !parameter.default || written(draft, parameter.default) !== 'False') return false
    switches.set(attribute, parameter.name)
    return true
  }
  if (value === 'False') switches.set(attribute, undefined)
  return FIXED.test(text) || (identity.has(attribute) && /^(?:str\()?(?:uuid\.)?uuid4\(\)\)?(?:\.hex)?$/.test(value))
}

/** Whether a method says no more of it than that it is the same as itself. */
function isIdentity(draft: Draft, { name, identity }: Reading, fact: FunctionFact, body: readonly Statement[]): boolean {
  const [only, ...more] = body
  if (!only || more.length > 0) return false
  if (fact.name === '__repr__') return only.kind === 'return'
  const text = written(draft, only)
  if (fact.name === '__hash__') return /^return\s+(?:id\(self\)|hash\((?:id\(self\)|self\.\w+)\))$/.test(text)
  const [, other] = /^return\s+(?:isinstance\(\w+,\s*\w+\)\s+and\s+)?(?:self\s+is\s+(\w+)|\w+\.\w+\s*==\s*\w+\.\w+)$/.exec(text) ?? []
  return other === fact.parameters[1]?.name || ([...identity].some((each) => new RegExp(`\\b${each}\\s*==`).test(text)) && text.includes('return') && (!text.includes('isinstance') || text.includes(name)))
}

/** `await self.send_text(json.dumps(data))`: nothing of its own, where the code under test sends no JSON but text that is JSON. */
function isHandedOn(draft: Draft, fact: FunctionFact, body: readonly Statement[]): boolean {
  const [only, ...more] = body
  const parameter = fact.parameters[1]?.name ?? ''
  if (fact.name !== 'send_json' || !only || more.length > 0 || !new RegExp(`^await\\s+self\\.send_text\\(\\s*json\\.dumps\\(\\s*${parameter}\\s*\\)\\s*\\)$`).test(written(draft, only))) return false
  const code = codeUnder(draft).filter(({ facts }) => facts !== draft.facts)
  return code.length > 0 && code.every(({ text }) => !/\.send_json\b/.test(text))
}

/** What one statement of a method records. */
function toldBy(draft: Draft, fact: FunctionFact, statement: Statement): { readonly attribute: string, readonly told: Told } | undefined {
  const text = written(draft, statement)
  const parameter = fact.parameters[1]?.name
  const [, list, item] = /^self\.(\w+)\.append\(\s*(\w+|json\.loads\(\s*\w+\s*\))\s*\)$/.exec(text) ?? []
  if (list !== undefined) {
    if (item === parameter && fact.name === 'send_json') return { attribute: list, told: 'received_json' }
    if (item === parameter && fact.name === 'send_text') return { attribute: list, told: 'received_text' }
    if (item === parameter && fact.name === 'send_bytes') return { attribute: list, told: 'received_bytes' }
    return fact.name === 'send_text' && item?.replace(/\s/g, '') === `json.loads(${parameter ?? ''})` ? { attribute: list, told: 'received_json' } : undefined
  }
  const [, attribute, value] = /^self\.(\w+)\s*=\s*(\w+)$/.exec(text) ?? []
  if (attribute === undefined) return undefined
  if (value === 'True' && fact.name === 'accept') return { attribute, told: 'accepted' }
  if (value === 'True' && fact.name === 'close') return { attribute, told: 'closed' }
  if (fact.name === 'close' && fact.parameters.some(({ name }) => name === value)) return value === 'code' || value === 'reason' ? { attribute, told: value } : undefined
  return undefined
}

/** Every place that makes one. */
export function creationsOf(draft: Draft, { name, fails }: Fake, owner: ClassFact): readonly Chain[] {
  const made = usesOf(draft.facts, name, 0).filter((chain) => !contains(owner.span, chain.span))
  const creations = made.filter((chain) => calledName(chain) === name && chain.links.length === 1)
  if (creations.length === 0) refuse(draft, owner.nameSpan ?? owner.span, `nothing in this file makes a ${name}: it may be used elsewhere`)
  for (const chain of creations) if ((lastCall(chain)?.arguments ?? []).some((argument) => !isSwitch(draft, fails, argument))) refuse(draft, chain.span, `${name} is given arguments`)
  return creations
}

function isSwitch(draft: Draft, fails: Fake['fails'], { name, value, spread }: Argument): boolean {
  return spread === undefined && fails?.parameter !== undefined && (name === undefined || name === fails.parameter) && /^(?:True|False)$/.test(written(draft, value))
}

/** Deletes the class; refuses when something still names it. */
export function dropFake(draft: Draft, { name }: Fake, owner: ClassFact): void {
  const gone = draft.edits.filter(({ span }) => span.end > span.start)
  for (const chain of usesOf(draft.facts, name, 0)) {
    if (!contains(owner.span, chain.span) && !gone.some(({ span }) => contains(span, chain.span))) refuse(draft, chain.span, `${name} itself is used as a value`)
  }
  deleteClass(draft, owner)
}
