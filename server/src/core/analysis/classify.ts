import type { Facts, Value } from '../model/facts.ts'
import { pathOf } from '../model/bindings.ts'
import type { Evidence, ServiceId } from '../model/finding.ts'
import { evidenceIndexOf, matchPath, matchSpecifier, matchWords, SERVICE_ORDER, type EvidenceIndex, type Match } from './evidence.ts'
import type { Found, Ownership, Target } from './found.ts'
import type { Uses } from './references.ts'
import type { Denotation } from './denotation.ts'
import type { Resolver } from './resolve.ts'
import { castAt, identifiers } from './type-names.ts'

/** The least sum of evidence that decides; below it a double stands for the application's own code. */
const THRESHOLD = 0.3

export interface Verdict {
  readonly service: ServiceId
  /** The strongest first. */
  readonly evidence: readonly Evidence[]
}

export interface ClassifyInput {
  readonly facts: Facts
  readonly text: string
  readonly path: string
  readonly resolver: Resolver
  readonly ownership: Ownership
  readonly uses: Uses
  readonly targets: readonly (Target | undefined)[]
  /** Name of the scope around each site. */
  readonly scopes: readonly string[]
}

/** Decides what a root stands in for. The returned function is called once per root. */
export function classifierOf(input: ClassifyInput): (root: number) => Verdict {
  const { facts, ownership } = input
  const index = evidenceIndexOf(facts.language)
  const names = namesByRoot(ownership)
  const imported = importedServices(facts, index)
  const annotations = annotationsOf(facts)
  const methods = ownership.found.some((site) => site.class >= 0) ? methodsOf(facts) : new Map<number, string[]>()
  const fileName = input.path.slice(input.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  const fileMatch = matchWords(index, fileName)
  return (root) => {
    const site = ownership.found[root]
    if (!site) return { service: 'code', evidence: [] }
    const evidence: Evidence[] = []
    const add = (match: Match | undefined, text: string, weight = match?.weight ?? 0): void => {
      if (match && !evidence.some((known) => known.text === text)) evidence.push({ service: match.service, weight, text })
    }
    if (site.service) evidence.push({ service: site.service, weight: 0.95, text: `${site.name} is made for it` })
    specEvidence(root, site, input, index, annotations, add)
    targetEvidence(site, input.targets[root], index, add)
    classEvidence(site, input, index, add)
    memberEvidence(root, site, input, index, methods, evidence)
    for (const parameter of input.uses.parameters.get(root) ?? []) add(matchWords(index, parameter), `is handed over as ${parameter}`, 0.3)
    nameEvidence(site, ownership.names[root], names.get(root), input.resolver, index, add)
    context(root, input, imported, fileName, fileMatch, index, evidence)
    return decide(evidence)
  }
}

function decide(evidence: Evidence[]): Verdict {
  let best: ServiceId = 'code'
  let most = THRESHOLD - 0.001
  for (const service of servicesIn(evidence)) {
    let sum = 0
    for (const each of evidence) if (each.service === service) sum += each.weight
    const earlier = (SERVICE_ORDER.get(service) ?? 99) < (SERVICE_ORDER.get(best) ?? 99)
    if (sum > most + 0.001 || (sum > most - 0.001 && earlier && best !== 'code')) {
      best = service
      most = Math.max(sum, most)
    }
  }
  const rank = ({ service, weight }: Evidence): number => (service === best ? 10 : 0) + weight
  return { service: best, evidence: evidence.length > 1 ? evidence.sort((a, b) => rank(b) - rank(a)) : evidence }
}

/** The services that anything speaks for, in the order of the first that does. */
function servicesIn(evidence: readonly Evidence[]): ServiceId[] {
  const services: ServiceId[] = []
  for (const { service } of evidence) if (!services.includes(service)) services.push(service)
  return services
}

type Add = (match: Match | undefined, text: string, weight?: number) => void

/** T1: spec, annotation, type argument or cast that names a class. */
function specEvidence(
  root: number, site: Found, { facts, text, resolver, ownership }: ClassifyInput, index: EvidenceIndex, annotations: ReadonlyMap<Value, Value>, add: Add,
): void {
  const { call, api, chain } = site
  if (!call || !chain) return
  for (const argument of call.arguments) {
    const positional = argument.name === undefined && api.spec?.position !== undefined && call.arguments[api.spec.position] === argument
    if (!positional && !(argument.name !== undefined && api.spec?.keywords?.includes(argument.name))) continue
    if (argument.value.kind === 'list') continue
    const label = argument.name === undefined ? 'stands for' : `${argument.name}=`
    typeEvidence(argument.value.kind === 'chain' ? resolver.denote(argument.value) : undefined, nameOfValue(argument.value), label, index, add)
  }
  const types: string[] = []
  const annotation = annotations.get(chain)
  if (annotation) types.push(...identifiers(text.slice(annotation.span.start, annotation.span.end)))
  if (call.typeArguments) types.push(...identifiers(text.slice(call.typeArguments.start, call.typeArguments.end)))
  if (facts.language === 'ecmascript') {
    const literal = ownership.literals.get(root)
    for (const end of literal ? [chain.span.end, literal.end] : [chain.span.end]) types.push(...castAt(text, end))
  }
  for (const type of types) typeEvidence(resolver.denoteName(type, chain.scope), type, 'is typed', index, add)
}

function typeEvidence(denotation: Denotation | undefined, shown: string | undefined, label: string, index: EvidenceIndex, add: Add): void {
  if (shown === undefined) return
  const name = shown.slice(shown.lastIndexOf('.') + 1)
  const glue = label.endsWith('=') ? '' : ' '
  if (denotation?.kind === 'real') {
    const { module, members } = denotation
    const text = `${label}${glue}${name} from ${module}`
    const known = longestModule(index, module, members)
    if (known) {
      add({ service: known, weight: 0.95, piece: module }, text)
      return
    }
    const service = index.names.get(members.at(-1) ?? name)
    add(service ? { service, weight: 0.75, piece: name } : matchWords(index, members.at(-1) ?? name), text, service ? 0.75 : 0.45)
    return
  }
  const service = index.names.get(name)
  add(service ? { service, weight: 0.75, piece: name } : matchWords(index, name), `${label}${glue}${name}`, service ? 0.75 : 0.45)
}

function longestModule(index: EvidenceIndex, module: string, members: readonly string[]): ServiceId | undefined {
  const separator = module.includes('/') || module.startsWith('.') ? '/' : '.'
  for (let path = [module, ...members].join('.'); path !== ''; ) {
    const service = index.modules.get(path)
    if (service) return service
    const cut = Math.max(path.lastIndexOf(separator), path.lastIndexOf('.'))
    path = cut <= 0 ? '' : path.slice(0, cut)
  }
  return undefined
}

function nameOfValue(value: Value): string | undefined {
  if (value.kind === 'chain') return pathOf(value)?.join('.')
  return value.kind === 'string' ? value.text : undefined
}

/** T2 and T3: what is patched. */
function targetEvidence(site: Found, target: Target | undefined, index: EvidenceIndex, add: Add): void {
  if (!target) return
  const verb = site.kind === 'spy' ? 'watches' : 'replaces'
  if (target.module) add(matchSpecifier(index, target.path), `${verb} ${target.text}`)
  else for (const match of matchPath(index, target.path)) add(match, `${verb} ${target.text}${match.weight < 0.4 ? ` (${match.piece})` : ''}`)
}

function classEvidence(site: Found, { facts, resolver }: ClassifyInput, index: EvidenceIndex, add: Add): void {
  const fact = facts.classes[site.class]
  if (!fact) return
  for (const { value } of fact.bases) {
    if (value.kind === 'chain') typeEvidence(resolver.denote(value), nameOfValue(value), 'derives from', index, add)
  }
}

/** T4: members that are configured, verified, called or defined. */
function memberEvidence(
  root: number, site: Found, { uses, facts }: ClassifyInput, index: EvidenceIndex, methods: ReadonlyMap<number, readonly string[]>, evidence: Evidence[],
): void {
  const used = uses.members.get(root) ?? NO_NAMES
  const own = methods.get(site.class) ?? NOTHING
  const specified = specList(site)
  const members = own.length + specified.length > 0 ? new Set([...used, ...own, ...specified]) : used
  const strong = grouped(members, index.members)
  const weak = grouped(members, index.weakMembers)
  if (strong.size === 0 && weak.size === 0) return
  for (const service of new Set([...strong.keys(), ...weak.keys()])) {
    const sure = strong.get(service) ?? []
    const maybe = weak.get(service) ?? []
    const text = `has ${listed([...sure, ...maybe])}`
    if (sure.length > 1 || (sure.length === 1 && maybe.length > 0)) evidence.push({ service, weight: 0.65 + 0.02 * Math.min(sure.length, 5), text })
    else if (sure.length === 1) evidence.push({ service, weight: 0.4, text })
    else if (maybe.length > 1 || site.class >= 0 || facts.language === 'ecmascript') evidence.push({ service, weight: Math.min(0.25, 0.08 * maybe.length), text })
  }
}

const NOTHING: readonly string[] = []
const NO_NAMES: ReadonlySet<string> = new Set()
const NO_GROUPS: ReadonlyMap<ServiceId, string[]> = new Map()

/** Members by the services they speak for; most members speak for none. */
function grouped(members: ReadonlySet<string>, services: ReadonlyMap<string, readonly ServiceId[]>): ReadonlyMap<ServiceId, readonly string[]> {
  let groups: Map<ServiceId, string[]> | undefined
  for (const member of members) {
    const spokenFor = services.get(member)
    if (!spokenFor) continue
    groups ??= new Map()
    for (const service of spokenFor) {
      const group = groups.get(service)
      if (group) group.push(member)
      else groups.set(service, [member])
    }
  }
  return groups ?? NO_GROUPS
}

/** `spec=['send_json', 'close']`. */
function specList({ call, api }: Found): readonly string[] {
  if (!call || !api.spec || call.arguments.length === 0) return NOTHING
  return call.arguments.flatMap(({ name, value }, position) => {
    const isSpec = name === undefined ? position === api.spec?.position : api.spec?.keywords?.includes(name)
    return isSpec && value.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'string' && item.text !== undefined ? item.text : [])) : []
  })
}

/** T6: words of the names that hold it. */
function nameEvidence(
  site: Found, name: string | undefined, held: ReadonlySet<string> | undefined, resolver: Resolver, index: EvidenceIndex, add: Add,
): void {
  const names = site.class >= 0 ? new Set([...(held ?? []), site.name]) : held
  for (const each of names ?? NO_NAMES) add(matchWords(index, each), `is called ${each}`)
  if (name === undefined) return
  for (const match of matchPath(index, name)) add(match, `is called ${name}`, Math.min(match.weight, 0.4))
  const dot = name.indexOf('.')
  const of = dot > 0 && site.chain ? resolver.classOf(name.slice(0, dot), site.chain.scope) : undefined
  if (of !== undefined) for (const match of matchPath(index, of)) add(match, `is put on ${of.slice(of.lastIndexOf('.') + 1)}`)
}

/** T5 and T7: what the file imports and is called, and the test around; only beside other evidence. */
function context(
  root: number, { scopes }: ClassifyInput, imported: ReadonlyMap<ServiceId, string>, fileName: string, fileMatch: Match | undefined, index: EvidenceIndex,
  evidence: Evidence[],
): void {
  for (const service of imported.size > 0 ? servicesIn(evidence) : []) {
    const module = imported.get(service)
    if (module !== undefined) evidence.push({ service, weight: 0.15, text: `the file imports ${module}` })
  }
  if (fileMatch) evidence.push({ service: fileMatch.service, weight: 0.12, text: `the file is called ${fileName}` })
  const scope = scopes[root] ?? ''
  const around = scope.length > 200 ? undefined : matchWords(index, scope)
  if (around) evidence.push({ service: around.service, weight: 0.08, text: `stands in ${scope}` })
}

function namesByRoot({ held, roots }: Ownership): Map<number, Set<string>> {
  const names = new Map<number, Set<string>>()
  for (const [{ kind, depth, name }, list] of held) {
    if (kind === 'made' || depth === 0 || (depth > 1 && kind !== 'global')) continue
    for (const { site } of list) {
      if (site < 0 || (roots[site] ?? site) !== site) continue
      const known = names.get(site)
      if (known) known.add(name)
      else names.set(site, new Set([name]))
    }
  }
  return names
}

function importedServices(facts: Facts, index: EvidenceIndex): Map<ServiceId, string> {
  const services = new Map<ServiceId, string>()
  for (const { module, imported, typeOnly } of facts.imports) {
    const service = longestModule(index, module, imported === undefined ? [] : [imported])
    if (service && !services.has(service) && !typeOnly) services.set(service, module)
  }
  return services
}

function annotationsOf(facts: Facts): Map<Value, Value> {
  const annotations = new Map<Value, Value>()
  for (const { annotation, value } of facts.assignments) if (annotation && value) annotations.set(value, annotation)
  return annotations
}

function methodsOf(facts: Facts): Map<number, string[]> {
  const methods = new Map<number, string[]>()
  const add = (index: number, name: string): void => {
    const known = methods.get(index)
    if (known) known.push(name)
    else methods.set(index, [name])
  }
  for (const fact of facts.functions) if (fact.class >= 0 && fact.name !== undefined) add(fact.class, fact.name)
  const classOfScope = new Map(facts.classes.map((fact, index) => [fact.scope, index]))
  for (const { scope, targets } of facts.assignments) {
    const owner = classOfScope.get(scope)
    const [target] = targets
    if (owner !== undefined && target?.kind === 'chain' && typeof target.root === 'string') add(owner, target.root)
  }
  return methods
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4)
  const last = shown.pop() ?? ''
  return names.length > 4 ? `${shown.join(', ')}, ${last} and more` : shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}
