import type { Facts, FunctionFact, Value } from '../model/facts.ts'
import { pathOf } from '../model/bindings.ts'
import type { ServiceId } from '../model/finding.ts'
import { realPathOf, type Denotation } from './denotation.ts'
import { matchWords } from './evidence.ts'
import type { EvidenceIndex } from './evidence-index.ts'
import type { Ownership } from './found.ts'
import { namingOf } from './naming.ts'
import type { Uses } from './references.ts'
import type { Resolver } from './resolve.ts'
import { castTypeAt, identifiers, isFunctionType } from './type-names.ts'

/** A type that is said to be what a double stands for. */
export interface Typed {
  /** How it is said: `spec=`, `stands for`, `is typed`, `derives from`. */
  readonly label: string
  /** As written. */
  readonly name: string
  readonly denotation: Denotation | undefined
  /** The type is said of the double itself: one that speaks for no service then says that it is none. */
  readonly sure: boolean
}

export interface TypedInput {
  readonly facts: Facts
  readonly text: string
  readonly resolver: Resolver
  readonly ownership: Ownership
  readonly uses: Pick<Uses, 'chains'>
}

/** The types of a root: its spec, annotation, type argument, cast, and the bases of a class. The returned function is called once per root. */
export function typesOf(input: TypedInput): (root: number) => readonly Typed[] {
  const { facts, text, resolver, ownership } = input
  let annotations: ReadonlyMap<number, Value> | undefined
  let casts: ReadonlyMap<number, string> | undefined
  return (root) => {
    const site = ownership.found[root]
    const types: Typed[] = []
    if (!site) return types
    const fact = facts.classes[site.class]
    for (const { value } of fact?.bases ?? []) {
      if (value.kind === 'chain') types.push({ label: 'derives from', name: nameOf(value) ?? '', denotation: resolver.denote(value), sure: false })
    }
    const { call, api, chain } = site
    if (!call || !chain) return types
    for (const argument of call.arguments) {
      const positional = argument.name === undefined && api.spec?.position !== undefined && call.arguments[api.spec.position] === argument
      if (!positional && !(argument.name !== undefined && api.spec?.keywords?.includes(argument.name))) continue
      const name = nameOf(argument.value)
      if (name === undefined) continue
      const denotation = argument.value.kind === 'chain' ? resolver.denote(argument.value) : undefined
      types.push({ label: argument.name === undefined ? 'stands for' : `${argument.name}=`, name, denotation, sure: true })
    }
    const written = (source: string | undefined, scope = chain.scope): void => {
      if (source === undefined) return
      const names = identifiers(source.slice(Math.max(source.lastIndexOf('=>') + 1, source.search(/\[['"]/))))
      const sure = names.length === 1 && !isFunctionType(source) && !FUNCTION_NAME.test(names[0] ?? '')
      for (const name of names) types.push({ label: 'is typed', name, denotation: resolver.denoteName(name.split('.')[0] ?? name, scope), sure })
    }
    annotations ??= annotationsOf(facts)
    const literal = ownership.literals.get(root)
    const annotation = annotations.get(chain.span.start) ?? (literal && annotations.get(literal.start))
    if (annotation) written(text.slice(annotation.span.start, annotation.span.end))
    if (call.typeArguments) written(text.slice(call.typeArguments.start, call.typeArguments.end))
    if (facts.language === 'ecmascript') {
      written(castTypeAt(text, chain.span.end))
      if (literal) written(castTypeAt(text, literal.end))
      casts ??= castsOfUses(input)
      if (types.length === 0) written(casts.get(root))
    }
    return types
  }
}

/** What a `Connection` or `Channel` says in the repository of the library itself, where not all of it stands for the service. */
const OWN_LIBRARY = 0.6

/** Names of types of functions, which do not say of what: `FetchHook`. */
const FUNCTION_NAME = /(?:Fn|Func|Function|Hook|Callback|Listener)$/

/** What a type speaks for; `code` when it is surely another one. */
export function matchType({ name, denotation, sure, label }: Typed, index: EvidenceIndex, own: (module: string) => boolean): { service: ServiceId; weight: number; text: string } | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1)
  const text = `${label}${label.endsWith('=') ? '' : ' '}${last}`
  const real = realPathOf(denotation)
  const from = real ? `${text} from ${real.module}` : text
  const ofLibrary = real && longestModule(index, real.module, real.members)
  if (real && ofLibrary && (!own(real.module) || isDeep(index, real.module))) return { service: ofLibrary, weight: 0.95, text: from }
  const member = real?.members.at(-1) ?? last
  if (ofLibrary && index.hints.get(namingOf(member).words.at(-1) ?? '')?.includes(ofLibrary)) return { service: ofLibrary, weight: OWN_LIBRARY, text: from }
  const known = index.names.get(member) ?? index.names.get(last)
  if (known) return { service: known, weight: 0.85, text: from }
  const words = matchWords(index, member)
  if (words) return { service: words.service, weight: 0.7, text: from }
  return sure && startsLarge(last) && real ? { service: 'code', weight: 0.6, text: from } : undefined
}

/** Whether a module lies in a package that is known by a path of three parts, as `google.cloud.bigquery`: nobody names other things so, and it is known in its own repository too. */
function isDeep({ modules }: EvidenceIndex, module: string): boolean {
  const parts = module.split('.')
  return parts.some((_, index) => index >= 2 && modules.has(parts.slice(0, index + 1).join('.')))
}

/** The service of the longest known beginning of a module path with the names taken from it. */
export function longestModule(index: EvidenceIndex, module: string, members: readonly string[]): ServiceId | undefined {
  const separator = module.includes('/') || module.startsWith('.') ? '/' : '.'
  for (let path = [module, ...members].join('.'); path !== ''; ) {
    const service = index.modules.get(path)
    if (service) return service
    const cut = Math.max(path.lastIndexOf(separator), path.lastIndexOf('.'))
    path = cut <= 0 ? '' : path.slice(0, cut)
  }
  return undefined
}

function nameOf(value: Value): string | undefined {
  if (value.kind === 'chain') return pathOf(value)?.join('.')
  return value.kind === 'string' ? value.text : undefined
}

function startsLarge(name: string): boolean {
  const code = name.charCodeAt(0)
  return code >= 65 && code <= 90
}

/** Annotations by where the value starts: of variables, and of results that are returned at once. */
function annotationsOf(facts: Facts): Map<number, Value> {
  const annotations = new Map<number, Value>()
  for (const { annotation, value } of facts.assignments) if (annotation && value) annotations.set(value.span.start, annotation)
  const functions = new Map<number, FunctionFact>()
  for (const fact of facts.functions) if (fact.returns) functions.set(fact.scope, fact)
  if (functions.size === 0) return annotations
  for (const { kind, value, scope } of facts.statements) {
    const returns = kind === 'return' && value ? functions.get(scope)?.returns : undefined
    if (returns && value) annotations.set(value.span.start, returns)
  }
  return annotations
}

/** The type that each root is cast to where it is used: `connect(socket as unknown as WebSocket)`. */
function castsOfUses({ text, ownership, uses }: TypedInput): Map<number, string> {
  const casts = new Map<number, string>()
  for (const { chain, site, rest } of uses.chains.values()) {
    if (rest < 0 || rest < chain.links.length) continue
    const root = ownership.roots[site] ?? site
    if (casts.has(root)) continue
    const cast = castTypeAt(text, chain.span.end)
    if (cast !== undefined) casts.set(root, cast)
  }
  return casts
}
