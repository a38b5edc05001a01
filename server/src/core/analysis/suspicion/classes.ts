import { pathOf } from '../../model/bindings.ts'
import type { ClassFact, Facts } from '../../model/facts.ts'
import { evidenceIndexOf } from '../evidence-index.ts'
import type { Resolver } from '../resolve.ts'
import { classNames } from '../sites.ts'
import type { Candidate, TypeClue } from './candidate.ts'
import { classNamingOf } from './words.ts'

/** Bases that make a class no stand-in: tests, data, errors and declarations of types. */
const OTHER_BASES = /^(?:\w*(?:TestCase|Tests?|Exception|Error|Warning|Enum|Model|Schema|Mixin|Component|Document)|I?Protocol|TypedDict|NamedTuple|ABC|Flag)$/
/** Bases that say nothing about what a class is. */
const PLAIN_BASES: ReadonlySet<string> = new Set(['object', 'EventEmitter', 'EventTarget', 'Generic', 'Object', 'dict', 'list', 'UserDict', 'Map', 'Set', 'Array', 'implements'])
/** Names under which frameworks and their users offer real clients and servers for tests. */
const REAL_TOOLS = /^Test(?:Client|Server|App|Application|Request|Session|Transport|Runner|Suite|Base|Helper|Context|Environment)s?$/
const SUITE_METHOD = /^(?:test|setup_|setUp|tearDown|teardown_|asyncSetUp)/

/** Classes of test code that may stand for a service; those that are sites by their name are left out by `isSite`. */
export function classCandidates(facts: Facts, resolver: Resolver, isSite: (index: number) => boolean): Candidate[] {
  const candidates: Candidate[] = []
  const names = classNames(facts)
  const members = membersOf(facts)
  facts.classes.forEach((fact, index) => {
    const name = names[index]
    if (name === undefined || isSite(index) || REAL_TOOLS.test(name)) return
    const { functions, values } = members[index] ?? NO_MEMBERS
    if (functions.length === 0 || functions.some((method) => SUITE_METHOD.test(method))) return
    const bases = fact.bases.flatMap((base) => (base.value.kind === 'chain' ? [{ as: base.name, name: pathOf(base.value)?.join('.') ?? '' }] : []))
    if (bases.some((base) => OTHER_BASES.test(lastOf(base.name)))) return
    const derived = bases.filter((base) => base.as === undefined && !PLAIN_BASES.has(lastOf(base.name)))
    const known = evidenceIndexOf(facts.language).names.has(name)
    const naming = classNamingOf(name) ?? (known && derived.length === 0 ? 'likely' : undefined)
    if (naming === undefined && (derived.length > 0 || fact.decorators.length > 0)) return
    const implemented = bases.filter((base) => base.as === 'implements')
    const types: TypeClue[] = [
      ...(known ? [{ name, label: 'is called' }] : []),
      ...derived.map((base): TypeClue => ({ name: base.name, label: 'derives from' })),
      ...implemented.map((base): TypeClue => ({ name: base.name, label: 'implements' })),
    ]
    if (naming !== 'sure' && derived.some((base) => isFrameworkClass(base.name, fact, resolver))) return
    candidates.push({
      kind: 'fake',
      form: `class ${name}`,
      span: fact.span,
      anchor: { start: fact.span.start, end: fact.nameSpan && fact.nameSpan.start >= fact.span.start ? fact.nameSpan.end : fact.span.start + 'class'.length },
      target: name,
      need: naming === 'sure' ? 'nothing' : naming === 'likely' ? 'service' : 'interface',
      names: [name],
      functions,
      values,
      types,
      scope: fact.parent,
      path: undefined,
    })
  })
  return candidates
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

function isFrameworkClass(base: string, fact: ClassFact, resolver: Resolver): boolean {
  const root = base.includes('.') ? base.slice(0, base.indexOf('.')) : base
  return resolver.denoteName(root, fact.parent).kind === 'real'
}

interface Members {
  readonly functions: string[]
  readonly values: string[]
}

const NO_MEMBERS: Members = { functions: [], values: [] }

/** Methods and fields by class, without constructors. */
function membersOf(facts: Facts): Members[] {
  const members = facts.classes.map((): Members => ({ functions: [], values: [] }))
  for (const { class: index, name, form } of facts.functions) {
    if (index < 0 || name === undefined || name.startsWith('__') || form === 'constructor' || name === 'constructor') continue
    members[index]?.[form === 'getter' || form === 'setter' ? 'values' : 'functions'].push(name)
  }
  const classOfScope = new Map(facts.classes.map((fact, index) => [fact.scope, index]))
  for (const { scope, targets, value } of facts.assignments) {
    const index = classOfScope.get(scope)
    const [target] = targets
    if (index === undefined || target?.kind !== 'chain' || typeof target.root !== 'string' || target.links.length > 0) continue
    members[index]?.[value?.kind === 'function' ? 'functions' : 'values'].push(target.root)
  }
  return members
}
