import { bindingsOf } from '../model/bindings.ts'
import type { Chain, Facts, Value } from '../model/facts.ts'
import { takesFixtures } from './fixture-parameters.ts'
import { fixtureName } from './handing.ts'
import { libraryIndexOf } from './library-index.ts'
import type { Outside } from './outside.ts'

/**
 * Names from which a chain may lead to a mock library: a cheap, generous prefilter, so that only a few chains of a file are resolved.
 * Names that are imported from a mock library, handed in by a runner, or assigned from such a name.
 */
export function startersOf(facts: Facts, outside: Outside | undefined): ReadonlySet<string> {
  const before = outside && known.get(outside)
  if (before) return before
  const names = namesOfStarters(facts, outside)
  if (outside) known.set(outside, names)
  return names
}

/** Deeper expressions are not looked into. */
const MAX_DEPTH = 24

const known = new WeakMap<Outside, ReadonlySet<string>>()

function namesOfStarters(facts: Facts, outside: Outside | undefined): Set<string> {
  const { fixtures, globals, byModule, reexports, contextNames } = libraryIndexOf(facts.language)
  const names = new Set<string>(['require', 'import', ...fixtures.keys(), ...[...globals.keys()].filter((name) => bindingsOf(facts, name, 0).length === 0)])
  for (const fact of facts.imports) {
    const { module, imported, local, form } = fact
    if (form === 'star') {
      for (const library of byModule.get(module) ?? []) for (const name of Object.keys(library.exports)) names.add(name)
      for (const name of outside?.starNames(module) ?? []) names.add(name)
    }
    if (local === undefined) continue
    const whole = form !== 'name' || imported === undefined || imported === 'default'
    const exporting = byModule.get(module)
    if (whole ? exporting : exporting?.some((library) => Object.hasOwn(library.exports, imported))) names.add(local)
    if (byModule.has(`${module}.${imported ?? ''}`) || (imported !== undefined && reexports.has(imported)) || module === 'unittest' || imported === 'mark') names.add(local)
    else if (outside?.leads(fact)) names.add(local)
  }
  if (outside) addOwn(facts, outside, names)
  const functionNames = functionNamesOf(facts)
  for (let pass = 0, known = -1; pass < 3 && known < names.size; pass++) {
    known = names.size
    spread(facts, names, contextNames, functionNames)
  }
  return names
}

/** Parameters that are fixtures of the workspace, and what the settings tell of names of this file. */
function addOwn(facts: Facts, outside: Outside, names: Set<string>): void {
  for (const { name } of [...facts.functions, ...facts.classes]) if (name !== undefined && outside.own(name)?.kind === 'api') names.add(name)
  if (facts.language !== 'python') return
  for (const fact of facts.functions) {
    for (const { name } of takesFixtures(fact, facts) ? fact.parameters : []) {
      if (names.has(name) || name === 'self') continue
      const fixture = outside.fixture(name)
      if (fixture && (fixture.kind !== 'none' || fixture.outside)) names.add(name)
    }
  }
}

function spread(facts: Facts, names: Set<string>, contextNames: readonly string[], functionNames: ReadonlyMap<number, string>): void {
  const leads = (value: Value | undefined, depth = 0): boolean => {
    if (depth > MAX_DEPTH) return false
    if (value?.kind === 'chain') return typeof value.root === 'string' ? names.has(value.root) || isPartial(value, (inner) => leads(inner, depth + 1)) : leads(value.root, depth + 1)
    return value?.kind === 'compound' && value.operands.some((operand) => leads(operand, depth + 1))
  }
  if (facts.language === 'python' && facts.classes.some(({ bases }) => bases.some(({ value }) => leads(value)))) names.add('self').add('cls')
  facts.assignments.forEach(({ targets, value, annotation }) => { if (leads(value) || (!value && leads(annotation)) || (value?.kind === 'list' && targets[0]?.kind !== 'chain' && value.items.some((item) => leads(item)))) for (const target of targets) addNames(target, names) })
  for (const { context, target } of facts.withItems) if (target && leads(context)) addNames(target, names)
  const addFunction = (scope: number): void => {
    let at = scope
    while (at > 0 && facts.scopes[at]?.kind !== 'function') at = facts.scopes[at]?.parent ?? -1
    const name = functionNames.get(at)
    if (name !== undefined) names.add(name)
  }
  for (const { kind, value, scope } of facts.statements) {
    if ((kind === 'return' || (kind === 'expression' && value?.kind === 'compound')) && leads(value)) addFunction(scope)
  }
  for (const { value, scope } of facts.functions) if (leads(value)) addFunction(scope)
  facts.functions.forEach(({ parameters }) => parameters.forEach(({ name, annotation }) => { if (annotation && leads(annotation)) names.add(name) }))
  if (facts.language !== 'ecmascript') return
  facts.calls.forEach((call) => {
    const root = facts.chains[call.chain]?.root
    if (typeof root !== 'string' || !names.has(root)) return
    call.arguments.forEach(({ value }) => { if (value.kind === 'function') addContext(facts, value.function, names, contextNames) })
  })
}

/** Under which names a callback may be handed what leads to a mock library. */
function addContext(facts: Facts, callback: number, names: Set<string>, contextNames: readonly string[]): void {
  for (const name of contextNames) names.add(name)
  names.add('jest')
  const [first] = facts.functions[callback]?.parameters ?? []
  if (first) names.add(first.name)
}

/** `functools.partial(patch, …)`. */
function isPartial({ links, root }: Chain, leads: (value: Value) => boolean): boolean {
  const call = links.at(-1)
  const member = links.at(-2)
  const name = member?.kind === 'member' ? member.name : root
  return name === 'partial' && call?.kind === 'call' && call.call.arguments[0] !== undefined && leads(call.call.arguments[0].value)
}

/** Names of the functions of a text by their scope, of fixtures that under which tests take them; methods have none of their own. */
function functionNamesOf(facts: Facts): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (const fact of facts.functions) {
    const fixture = fact.decorators.map((index) => fixtureName(facts.decorators[index]?.value, fact)).find((name) => name !== undefined)
    if (fixture !== undefined) names.set(fact.scope, fixture)
    else if (fact.name !== undefined && fact.class < 0) names.set(fact.scope, fact.name)
  }
  for (const { targets: [target], value } of facts.assignments) {
    const fact = value?.kind === 'function' ? facts.functions[value.function] : undefined
    if (fact && target?.kind === 'chain' && typeof target.root === 'string' && target.links.length === 0) names.set(fact.scope, target.root)
  }
  return names
}

function addNames(target: Value, names: Set<string>): void {
  if (target.kind === 'chain') addRoot(target, names)
  else if (target.kind === 'object') for (const entry of target.entries) {
    addNames(entry.value, names)
    if (entry.key !== undefined) names.add(entry.key)
  }
  else if (target.kind === 'list') for (const item of target.items) addNames(item, names)
  else if (target.kind === 'compound') for (const operand of target.operands) addNames(operand, names)
}

function addRoot(chain: Chain, names: Set<string>): void {
  if (typeof chain.root === 'string') names.add(chain.root)
}
