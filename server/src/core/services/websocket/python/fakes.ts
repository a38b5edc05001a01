/** Hand-written classes that stand for a socket and only record: `class FakeWebSocket` with a list of what was sent. */
import type { Chain, ClassFact, FunctionFact, Statement } from '../../../model/facts.ts'
import { usesOf } from '../../../model/bindings.ts'
import { contains } from '../../../text/span.ts'
import type { Fake, Told } from './fake.ts'
import { calledName, deleteClass, lastCall, refuse, written, type Draft } from './draft.ts'

/** Reads the class of a site; undefined, with a refusal, when it does more than record. */
export function readFake(draft: Draft, site: number): { readonly fake: Fake, readonly owner: ClassFact } | undefined {
  const found = draft.report.sites[site]
  const index = draft.facts.classes.findIndex(({ span }) => found !== undefined && span.start === found.span.start)
  const owner = draft.facts.classes[index]
  if (!owner?.name) return undefined
  const attributes = new Map<string, Told>()
  const before = draft.refusals.length
  if (owner.bases.some(({ value }) => written(draft, value) !== 'object')) refuse(draft, owner.nameSpan ?? owner.span, `${owner.name} derives from another class`)
  const methods = draft.facts.functions.filter((fact) => fact.class === index)
  for (const statement of draft.facts.statements) {
    if (statement.parent !== owner.statement || statement.kind === 'definition' || statement.value?.kind === 'string' || written(draft, statement) === 'pass') continue
    refuse(draft, statement.span, `${owner.name} has more than methods`)
  }
  for (const fact of methods) readMethod(draft, owner.name, fact, attributes)
  if (attributes.size === 0) refuse(draft, owner.nameSpan ?? owner.span, `${owner.name} does not record what it is sent`)
  return draft.refusals.length > before ? undefined : { fake: { name: owner.name, attributes }, owner }
}

function readMethod(draft: Draft, name: string, fact: FunctionFact, attributes: Map<string, Told>): void {
  const no = (): void => refuse(draft, fact.nameSpan ?? fact.span, `${name}.${fact.name ?? ''}() does more than record: its behaviour is known to the test only`)
  const body = draft.facts.statements.filter((statement) => statement.parent === fact.statement && statement.value?.kind !== 'string' && !/^(?:pass|\.\.\.)$/.test(written(draft, statement)))
  if (fact.decorators.length > 0) return no()
  if (fact.name === '__init__') {
    if (fact.parameters.length > 1 || !body.every((statement) => /^self\.\w+(?:\s*:[^=]+)?\s*=\s*(?:\[\s*\]|None|True|False|-?\d+|(['"])\w*\1)$/.test(written(draft, statement)))) no()
    return
  }
  if (!fact.async) return no()
  const told = body.map((statement) => toldBy(draft, fact, statement))
  for (const each of told) {
    if (!each) return no()
    const known = attributes.get(each.attribute)
    if (known !== undefined && known !== each.told) return refuse(draft, fact.nameSpan ?? fact.span, `${name}.${each.attribute} records messages of several kinds, which arrive in one stream`)
    attributes.set(each.attribute, each.told)
  }
  const isSend = fact.name === 'send_json' || fact.name === 'send_text' || fact.name === 'send_bytes'
  if (isSend ? told.length !== 1 : fact.name !== 'accept' && fact.name !== 'close') no()
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
export function creationsOf(draft: Draft, { name }: Fake, owner: ClassFact): readonly Chain[] {
  const made = usesOf(draft.facts, name, 0).filter((chain) => !contains(owner.span, chain.span))
  const creations = made.filter((chain) => calledName(chain) === name && chain.links.length === 1)
  if (creations.length === 0) refuse(draft, owner.nameSpan ?? owner.span, `nothing in this file makes a ${name}: it may be used elsewhere`)
  for (const chain of creations) if ((lastCall(chain)?.arguments.length ?? 0) > 0) refuse(draft, chain.span, `${name} is given arguments`)
  return creations
}

/** Deletes the class; refuses when something still names it. */
export function dropFake(draft: Draft, { name }: Fake, owner: ClassFact): void {
  const gone = draft.edits.filter(({ span }) => span.end > span.start)
  for (const chain of usesOf(draft.facts, name, 0)) {
    if (!contains(owner.span, chain.span) && !gone.some(({ span }) => contains(span, chain.span))) refuse(draft, chain.span, `${name} itself is used as a value`)
  }
  deleteClass(draft, owner)
}
