import { bindingsOf } from '../model/bindings.ts'
import type { Chain, Facts, Value } from '../model/facts.ts'
import { libraryIndexOf } from './library-index.ts'

/**
 * Names from which a chain may lead to a mock library: a cheap, generous prefilter, so that only a few chains of a file are resolved.
 * Names that are imported from a mock library, handed in by a runner, or assigned from such a name.
 */
export function startersOf(facts: Facts): ReadonlySet<string> {
  const { fixtures, globals, byModule, reexports, contextNames } = libraryIndexOf(facts.language)
  const names = new Set<string>(['require', 'import', ...fixtures.keys(), ...[...globals.keys()].filter((name) => bindingsOf(facts, name, 0).length === 0)])
  for (const { module, imported, local, form } of facts.imports) {
    if (form === 'star') for (const library of byModule.get(module) ?? []) for (const name of Object.keys(library.exports)) names.add(name)
    if (local === undefined) continue
    const whole = form !== 'name' || imported === undefined || imported === 'default'
    const exporting = byModule.get(module)
    if (whole ? exporting : exporting?.some((library) => Object.hasOwn(library.exports, imported))) names.add(local)
    if (byModule.has(`${module}.${imported ?? ''}`) || (imported !== undefined && reexports.has(imported)) || module === 'unittest' || imported === 'mark') names.add(local)
  }
  for (let pass = 0, known = -1; pass < 2 && known < names.size; pass++) {
    known = names.size
    spread(facts, names, contextNames)
  }
  return names
}

function spread(facts: Facts, names: Set<string>, contextNames: readonly string[]): void {
  const leads = (value: Value | undefined): boolean => {
    if (value?.kind === 'chain') return typeof value.root === 'string' ? names.has(value.root) : leads(value.root)
    return value?.kind === 'compound' && value.operands.some(leads)
  }
  if (facts.language === 'python' && facts.classes.some(({ bases }) => bases.some(({ value }) => leads(value)))) names.add('self').add('cls')
  facts.assignments.forEach(({ targets, value, annotation }) => { if (leads(value) || (!value && leads(annotation))) for (const target of targets) addNames(target, names) })
  for (const { context, target } of facts.withItems) if (target && leads(context)) addNames(target, names)
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
