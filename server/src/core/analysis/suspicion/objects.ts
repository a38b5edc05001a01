import { bindingsOf, pathOf } from '../../model/bindings.ts'
import type { Call, Chain, Facts, Value } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import type { Places } from '../places.ts'
import { castAt, identifiers } from '../type-names.ts'
import type { Candidate, TypeClue } from './candidate.ts'
import { functionForm, unwrapped } from './functions.ts'

/** Where an object stands: the names it is given and the type it is declared with. */
interface Around {
  readonly target: string | undefined
  readonly names: readonly string[]
  readonly annotation: Value | undefined
  /** Nothing tells what it is but its own text: an argument. */
  readonly handed: boolean
}

const NOWHERE: Around = { target: undefined, names: [], annotation: undefined, handed: true }
const DOUBLE_CAST = /\s*\)?\s*as\s+(?:unknown|any|never)\s+as\s/y
const CAST_BEFORE = /<([A-Za-z_$][\w$.]{0,80})(?:<[^<>]{0,80}>)?>\s*\(?\s*$/
const LOOSE_CAST = /\s*\)?\s*as\s+(?:any|never|unknown)\b/y
const SATISFIES = /\s*\)?\s*satisfies\s+([\w$.<>[\], |&]{1,120})/y
const MAX_DEPTH = 6
/** Types that only change what their arguments say. */
const UTILITY_TYPES: ReadonlySet<string> = new Set(['Readonly', 'Required', 'Omit', 'Exclude', 'Extract', 'NonNullable', 'Awaited', 'InstanceType', 'Parameters', 'DeepPartial', 'Dict'])
/** Casts to these say what an object configures, not what it stands for. */
const OPTION_TYPE = /(?:Options?|Opts|Config(?:uration)?|Props|Params|Args|Settings|Handlers?|Callbacks?|Hooks?|Listeners?|Definition|Schema|Spec|Input|Plugin|Middleware|Extension)$/

/** Objects made of functions without a class: namespaces and types made in passing (Python), object literals and proxies (ECMAScript). */
export function objectCandidates(facts: Facts, places: Places, text: string): Candidate[] {
  const candidates: Candidate[] = []
  const arrows = facts.language === 'ecmascript' ? arrowNames(facts) : new Map<number, string>()
  const visit = (value: Value, around: Around, depth: number): void => {
    if (depth > MAX_DEPTH) return
    const inner = unwrapped(value)
    if (facts.language === 'python') {
      const candidate = inner.kind === 'chain' ? pythonObject(inner, around, facts) : undefined
      if (candidate) candidates.push(candidate)
      return
    }
    if (inner.kind === 'compound') for (const operand of inner.operands) visit(operand, around, depth + 1)
    else if (inner.kind === 'list') for (const item of inner.items) visit(item, NOWHERE, depth + 1)
    else if (inner.kind === 'chain') {
      const candidate = proxy(inner, value, around, text) ?? assigned(inner, value, around, facts, text)
      if (candidate) candidates.push(candidate)
    } else if (inner.kind === 'object') {
      const candidate = literal(inner.entries, inner.span, inner.span, value, 'object literal', around, facts, text)
      if (candidate) candidates.push(candidate)
      for (const entry of inner.entries) {
        const key = entry.key
        const path = around.target !== undefined && key !== undefined ? `${around.target}.${key}` : key
        visit(entry.value, { target: path, names: key === undefined ? [] : [key], annotation: undefined, handed: around.handed }, depth + 1)
      }
    }
  }
  const functionAround = (index: number): Around => {
    const fact = facts.functions[index]
    const name = fact?.form === 'method' ? undefined : fact?.name ?? arrows.get(index)
    return { target: undefined, names: name === undefined ? [] : [madeBy(name)], annotation: fact?.returns, handed: false }
  }
  for (const { targets, annotation, value } of facts.assignments) {
    if (!value) continue
    const [target] = targets
    const path = target?.kind === 'chain' ? pathOf(target) : undefined
    visit(value, { target: path?.join('.'), names: path?.slice(-1) ?? [], annotation, handed: false }, 0)
  }
  for (const { kind, value, scope } of facts.statements) {
    if (!value || (kind !== 'return' && kind !== 'expression')) continue
    visit(value, kind === 'return' ? functionAround(places.functionAt(scope)) : NOWHERE, 0)
  }
  facts.functions.forEach(({ value, parameters }, index) => {
    if (value) visit(value, functionAround(index), 0)
    for (const parameter of parameters) {
      if (parameter.default) visit(parameter.default, { target: parameter.name, names: [parameter.name], annotation: parameter.annotation, handed: false }, 0)
    }
  })
  for (const call of facts.calls) {
    for (const { name, value } of call.arguments) visit(value, name === undefined ? NOWHERE : { target: name, names: [name], annotation: undefined, handed: false }, 0)
  }
  return candidates
}

/** What a factory makes: `Socket` of `makeSocket`. */
function madeBy(name: string): string {
  return name.replace(/^(?:make|create|build|new|get|open|fresh|mock|fake|stub)_?(?=[A-Z])/, '')
}

/** Names of arrow functions and function expressions, by what they are assigned to. */
function arrowNames(facts: Facts): Map<number, string> {
  const names = new Map<number, string>()
  for (const { targets, value } of facts.assignments) {
    const [target] = targets
    const name = target?.kind === 'chain' ? pathOf(target)?.at(-1) : undefined
    if (value?.kind === 'function' && name !== undefined) names.set(value.function, name)
  }
  return names
}

/** `SimpleNamespace(send=…)`, `type("WS", (), {…})()`, and instances of a named tuple or data class whose fields are functions. */
function pythonObject(chain: Chain, around: Around, facts: Facts): Candidate | undefined {
  const callAt = chain.links.findIndex((link) => link.kind === 'call')
  const link = chain.links[callAt]
  if (link?.kind !== 'call' || typeof chain.root !== 'string') return undefined
  const path = pathOf(chain) ?? []
  const name = path.at(-1) ?? ''
  const { call } = link
  if (name === 'SimpleNamespace' || (name === 'Namespace' && bindingsOf(facts, chain.root, chain.scope)[0]?.kind === 'import')) {
    const { functions, values } = keywordMembers(call, facts)
    if (functions.length === 0) return undefined
    return { ...inPassing(name, call, chain, around), functions, values, need: 'nothing' }
  }
  if (path.length === 1 && name === 'type' && call.arguments.length === 3) return typeInPassing(call, chain, around, facts)
  return undefined
}

function typeInPassing(call: Call, chain: Chain, around: Around, facts: Facts): Candidate | undefined {
  const [named, bases, body] = call.arguments.map((argument) => argument.value)
  if (named?.kind !== 'string' || bases?.kind !== 'list' || bases.items.length > 1 || body?.kind !== 'object') return undefined
  const [base] = bases.items
  if (base && !(base.kind === 'chain' && base.root === 'object')) return undefined
  const functions: string[] = []
  const values: string[] = []
  for (const { key, value } of body.entries) if (key !== undefined) (functionForm(value, facts) === undefined ? values : functions).push(key)
  if (functions.length === 0) return undefined
  const candidate = inPassing('type', call, chain, around)
  return { ...candidate, form: `type(${JSON.stringify(named.text ?? '')}, …)`, names: [...candidate.names, named.text ?? ''], functions, values, need: 'nothing' }
}

function keywordMembers(call: Call, facts: Facts): { readonly functions: string[]; readonly values: string[] } {
  const functions: string[] = []
  const values: string[] = []
  for (const { name, value } of call.arguments) if (name !== undefined) (functionForm(value, facts) === undefined ? values : functions).push(name)
  return { functions, values }
}

function inPassing(form: string, call: Call, chain: Chain, { target, names }: Around): Omit<Candidate, 'functions' | 'values' | 'need'> {
  return { kind: 'fake', form, span: call.span, anchor: call.callee, target, names, types: [], scope: chain.scope, path: undefined }
}

/** `new Proxy({}, {…})`: an object that answers to every name. */
function proxy(chain: Chain, outer: Value, around: Around, text: string): Candidate | undefined {
  const [link] = chain.links
  if (chain.root !== 'Proxy' || link?.kind !== 'call' || link.call.form !== 'new' || link.call.arguments.length !== 2) return undefined
  const inner = link.call.arguments[0]?.value
  const bare = inner && unwrapped(inner)
  if (bare?.kind !== 'object' || bare.entries.length > 0) return undefined
  const { types, doubled } = typesOf(outer, link.call.span, around, text)
  return {
    kind: 'fake', form: 'Proxy', span: link.call.span, anchor: link.call.callee, target: around.target, names: around.names, functions: ['*'], values: [], types,
    scope: chain.scope, path: undefined, need: doubled ? 'nothing' : 'service',
  }
}

/** `Object.assign(new EventEmitter(), {…})`: an object literal with events. */
function assigned(chain: Chain, outer: Value, around: Around, facts: Facts, text: string): Candidate | undefined {
  const [member, link] = chain.links
  if (chain.root !== 'Object' || member?.kind !== 'member' || member.name !== 'assign' || link?.kind !== 'call') return undefined
  const [first, second] = link.call.arguments.map((argument) => argument.value)
  const made = first && unwrapped(first)
  const isPlain = (made?.kind === 'object' && made.entries.length === 0) || (made?.kind === 'chain' && (made.root === 'EventEmitter' || made.root === 'EventTarget'))
  if (!isPlain || second?.kind !== 'object') return undefined
  return literal(second.entries, link.call.span, link.call.callee, outer, 'Object.assign', around, facts, text)
}

function literal(
  entries: readonly { readonly key: string | undefined; readonly value: Value }[], span: Span, anchor: Span, outer: Value, form: string, around: Around, facts: Facts,
  text: string,
): Candidate | undefined {
  const functions: string[] = []
  const values: string[] = []
  for (const { key, value } of entries) {
    if (functionForm(value, facts) !== undefined) functions.push(key ?? '[…]')
    else if (key !== undefined) values.push(key)
  }
  if (functions.length === 0) return undefined
  const { types, doubled } = typesOf(outer, span, around, text)
  LOOSE_CAST.lastIndex = span.end
  if (types.length === 0 && around.handed && !LOOSE_CAST.test(text)) return undefined
  if (types.some(({ name }) => OPTION_TYPE.test(name))) return undefined
  const start = anchor === span ? { start: span.start, end: span.start + 1 } : anchor
  return {
    kind: 'fake', form: types[0] ? `${form} as ${types[0].name}` : form, span, anchor: start, target: around.target, names: around.names, functions, values, types,
    scope: 0, path: undefined, need: doubled ? 'nothing' : 'interface',
  }
}

/** Types of casts and annotations; `doubled` when the compiler had to be overruled to believe them. */
function typesOf(outer: Value, span: Span, { annotation }: Around, text: string): { readonly types: TypeClue[]; readonly doubled: boolean } {
  const types = castAt(text, span.end).filter((name) => !UTILITY_TYPES.has(name)).slice(0, 1)
  DOUBLE_CAST.lastIndex = span.end
  const doubled = DOUBLE_CAST.test(text) && types.length > 0
  SATISFIES.lastIndex = span.end
  const satisfied = SATISFIES.exec(text)?.[1]
  if (satisfied !== undefined) types.push(...leading(satisfied))
  if (outer.span.start < span.start) {
    const before = CAST_BEFORE.exec(text.slice(Math.max(outer.span.start, span.start - 200), span.start))?.[1]
    if (before !== undefined) types.push(before)
  }
  if (annotation) types.push(...leading(text.slice(annotation.span.start, annotation.span.end)))
  return { types: [...new Set(types)].map((name): TypeClue => ({ name, label: 'is typed' })), doubled }
}

/** The first name of a type: what it is about, without its type arguments. */
function leading(type: string): string[] {
  return identifiers(type).filter((name) => !UTILITY_TYPES.has(name)).slice(0, 1)
}
