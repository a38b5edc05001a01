import type { Facts, Import } from '../model/facts.ts'
import type { Evidence, ServiceId } from '../model/finding.ts'
import type { Settings } from '../model/settings.ts'
import type { Surroundings } from '../model/surroundings.ts'
import { evidenceIndexOf, matchPath, matchSpecifier, matchWords, SERVICE_ORDER, type EvidenceIndex, type Match } from './evidence.ts'
import type { Found, Ownership, Target } from './found.ts'
import { handingsOf, isRole, type Handing } from './handed.ts'
import { membersOf } from './members.ts'
import { namesByRoot, namesOf } from './names.ts'
import { namingOf } from './naming.ts'
import type { Uses } from './references.ts'
import type { Resolver } from './resolve.ts'
import { longestModule, matchType, typesOf, type Typed } from './typed.ts'
import { userRulesOf } from './user-rules.ts'

/** The least sum of evidence that decides; below it a double stands for the application's own code. */
const THRESHOLD = 0.3
/** Evidence that nothing below it outweighs: then it is not looked for where a double is handed to. */
const SURE = 0.75
/** What the surroundings of a double support must have been said by something else at least this much. */
const SUPPORTED = 0.2

export interface Verdict {
  readonly service: ServiceId
  /** The strongest first. */
  readonly evidence: readonly Evidence[]
}

export interface ClassifyInput {
  readonly facts: Facts
  readonly text: string
  readonly path: string
  readonly settings: Settings
  readonly surroundings: Surroundings
  readonly resolver: Resolver
  readonly ownership: Ownership
  readonly uses: Uses
  readonly targets: readonly (Target | undefined)[]
  /** Name of the scope around each site. */
  readonly scopes: readonly string[]
}

/** Decides what a root stands in for, by the weights of docs/services.md. The returned function is called once per root. */
export function classifierOf(input: ClassifyInput): (root: number) => Verdict {
  const { facts, ownership, path } = input
  const index = evidenceIndexOf(facts.language)
  const rules = userRulesOf(input.settings)
  const names = namesByRoot(ownership)
  const own = ownModules(input)
  const types = typesOf(input)
  const handings = handingsOf(input)
  const members = membersOf(input, index)
  const surroundings = surroundingsOf(input, index, own)
  return (root) => {
    const site = ownership.found[root]
    if (!site) return { service: 'code', evidence: [] }
    const typed = types(root)
    const target = input.targets[root]
    const held = namesOf(root, site, ownership, names.get(root))
    const rule = rules?.first(path, () => namesForRules(target, typed, held, ownership.names[root]))
    if (rule) return { service: rule.service, evidence: [{ service: rule.service, weight: 1, text: `demock.json: ${rule.match}` }] }
    const evidence: Evidence[] = []
    const add: Add = (match, text, weight = match?.weight ?? 0) => {
      if (match && !evidence.some((known) => known.service === match.service && known.text === text)) evidence.push({ service: match.service, weight, text })
    }
    if (site.service) evidence.push({ service: site.service, weight: 0.95, text: `${site.name} is made for it` })
    for (const type of typed) {
      const match = matchType(type, index, own)
      if (match && !evidence.some(({ text }) => text === match.text)) evidence.push(match)
    }
    targetEvidence(site, target, index, own, add)
    for (const found of members(root, site)) evidence.push(found)
    if (!evidence.some(({ weight }) => weight >= SURE)) handingEvidence(input.uses.parameters.get(root), handings(root), held, index, evidence, add)
    nameEvidence(site, held, target, ownership.names[root], input.resolver, index, evidence, add)
    surroundings.hint([...held, ...(input.uses.parameters.get(root) ?? [])], target, evidence)
    surroundings.support(root, evidence)
    return decide(evidence)
  }
}

function decide(evidence: Evidence[]): Verdict {
  let best: ServiceId = 'code'
  let most = THRESHOLD - 0.002
  for (const service of servicesIn(evidence)) {
    const sum = sumOf(evidence, service)
    const earlier = (SERVICE_ORDER.get(service) ?? 99) < (SERVICE_ORDER.get(best) ?? 99)
    if (sum > most + 0.001 || (sum > most - 0.001 && earlier && best !== 'code')) {
      best = service
      most = Math.max(sum, most)
    }
  }
  const rank = ({ service, weight }: Evidence): number => (service === best ? 10 : 0) + weight
  return { service: best, evidence: evidence.length > 1 ? evidence.sort((a, b) => rank(b) - rank(a)) : evidence }
}

function sumOf(evidence: readonly Evidence[], service: ServiceId): number {
  let sum = 0
  for (const each of evidence) if (each.service === service) sum += each.weight
  return sum
}

/** The services that anything speaks for, in the order of the first that does. */
function servicesIn(evidence: readonly Evidence[]): ServiceId[] {
  const services: ServiceId[] = []
  for (const { service } of evidence) if (!services.includes(service)) services.push(service)
  return services
}

type Add = (match: Match | undefined, text: string, weight?: number) => void

/** What is patched. */
function targetEvidence(site: Found, target: Target | undefined, index: EvidenceIndex, own: (module: string) => boolean, add: Add): void {
  if (!target) return
  const verb = site.kind === 'spy' ? 'watches' : 'replaces'
  if (target.module) {
    const match = matchSpecifier(index, target.path)
    add(match, match?.piece === target.text ? `${verb} ${target.text}` : `the module is named ${match?.piece ?? ''}`)
    return
  }
  const heard = new Set<ServiceId>()
  const written = target.path === target.text ? [] : matchPath(index, target.text)
  for (const match of [...matchPath(index, withoutOwn(target.path, own)), ...written].sort((a, b) => b.weight - a.weight)) {
    if (heard.has(match.service)) continue
    heard.add(match.service)
    add(match, match.piece === target.text ? `${verb} ${target.text}` : `the target names ${match.piece}`)
  }
}

/** A path inside the workspace's own package: the package's name says nothing about what is in it. */
function withoutOwn(path: string, own: (module: string) => boolean): string {
  const dot = path.indexOf('.')
  return dot > 0 && own(path) ? path.slice(dot) : path
}

/** What the double is handed to. */
function handingEvidence(
  keywords: ReadonlySet<string> | undefined, handings: readonly Handing[], held: readonly string[], index: EvidenceIndex, evidence: readonly Evidence[], add: Add,
): void {
  const told = new Set(keywords)
  for (const { parameter } of handings) if (parameter !== undefined) told.add(parameter)
  for (const parameter of told) {
    const match = matchWords(index, parameter)
    if (!evidence.some(({ text, service }) => service === match?.service && text.startsWith('is handed over'))) add(match, `is handed over as ${parameter}`, 0.3)
  }
  for (const { taker, parameter } of handings) {
    if (taker === undefined) continue
    const named = index.names.get(taker)
    const match: Match | undefined = named ? { service: named, weight: 0.3, piece: taker } : matchWords(index, taker)
    if (!match || index.heads.has(match.piece)) continue
    const role = parameter === undefined ? (named !== undefined && !index.globals) || held.some(isRole) : isRole(parameter)
    if (role && !evidence.some(({ text }) => text.startsWith('is handed over'))) add(match, `is handed over to ${taker}`, 0.3)
  }
}

/** Words of the names that hold it. */
function nameEvidence(
  site: Found, held: readonly string[], target: Target | undefined, path: string | undefined, resolver: Resolver, index: EvidenceIndex, evidence: readonly Evidence[], add: Add,
): void {
  const heard = new Set<ServiceId>()
  for (const name of held) {
    if (target && !target.module && target.text.endsWith(`.${name}`)) continue
    for (const match of name.includes('.') ? matchPath(index, name) : [matchWords(index, name)]) {
      if (!match || heard.has(match.service)) continue
      heard.add(match.service)
      add(match, `is called ${name}`, Math.min(match.weight, 0.35))
    }
  }
  const dot = path?.indexOf('.') ?? -1
  const of = dot > 0 && site.chain ? resolver.classOf(path?.slice(0, dot) ?? '', site.chain.scope) : undefined
  if (of === undefined || evidence.some(({ weight }) => weight >= 0.4)) return
  const member = path?.slice(path.lastIndexOf('.')) ?? ''
  for (const match of matchPath(index, `${of}${member}`)) if (!heard.has(match.service)) add(match, `is put on ${of.slice(of.lastIndexOf('.') + 1)}`, Math.min(match.weight, 0.4))
}

function namesForRules(target: Target | undefined, typed: readonly Typed[], held: readonly string[], path: string | undefined): string[] {
  const all = [...held]
  if (path !== undefined) all.push(path)
  if (target) all.push(target.path, target.text)
  for (const { name, denotation } of typed) {
    all.push(name)
    if (denotation?.kind === 'real') all.push([denotation.module, ...denotation.members].join('.'))
  }
  return all
}

/** What is around a double. */
interface Around {
  /** Names like `session` and `client` say something only where the file imports exactly one library that has such things. */
  hint(held: readonly string[], target: Target | undefined, evidence: Evidence[]): void
  /** Imports and names of file and test support what something else says, and decide nothing. */
  support(root: number, evidence: Evidence[]): void
}

function surroundingsOf({ facts, path, scopes }: ClassifyInput, index: EvidenceIndex, own: (module: string) => boolean): Around {
  const fileName = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  const ofFile = matchWords(index, fileName)
  let services: ReadonlyMap<ServiceId, string> | undefined
  const imported = (): ReadonlyMap<ServiceId, string> => (services ??= importedServices(facts, index, own))
  const known = (service: ServiceId): boolean => ofFile?.service === service || imported().has(service)
  return {
    hint(held, target, evidence) {
      if (evidence.length > 0) agree(held, index, evidence)
      if (evidence.some(({ weight }) => weight >= 0.15) || (held.length === 0 && !target)) return
      for (const name of held) {
        const services = hintsOf(index, name).filter(known)
        if (services.length === 1 && services[0]) evidence.push({ service: services[0], weight: SUPPORTED, text: `is called ${name}` })
        if (services.length === 1) return
      }
      const services = target ? hintsOfTarget(index, target).filter(known) : []
      if (services.length === 1 && services[0]) evidence.push({ service: services[0], weight: SUPPORTED, text: `replaces ${target?.text ?? ''}` })
    },
    support(root, evidence) {
      if (evidence.length === 0) return
      const scope = scopes[root] ?? ''
      const around = scope.length > 200 ? undefined : matchWords(index, scope.slice(scope.lastIndexOf('.') + 1))
      for (const service of servicesIn(evidence)) {
        if (service === 'code' || sumOf(evidence, service) < SUPPORTED) continue
        const module = imported().get(service)
        if (module !== undefined) evidence.push({ service, weight: 0.1, text: `the file imports ${module}` })
        if (ofFile?.service === service) evidence.push({ service, weight: 0.1, text: `the file is called ${fileName}` })
        if (around?.service === service) evidence.push({ service, weight: 0.05, text: `stands in ${scope}` })
      }
    },
  }
}

/** `pool` and `execute` say little each, and together that it is a database; when they agree on one service only. */
function agree(held: readonly string[], index: EvidenceIndex, evidence: Evidence[]): void {
  if (evidence.some(({ weight }) => weight >= THRESHOLD)) return
  for (const name of held) {
    const sums = hintsOf(index, name).map((service) => ({ service, sum: sumOf(evidence, service) })).filter(({ sum }) => sum >= 0.15).sort((a, b) => b.sum - a.sum)
    const [first, second] = sums
    if (!first || (second && second.sum >= first.sum)) continue
    evidence.push({ service: first.service, weight: 0.15, text: `is called ${name}` })
    return
  }
}

function hintsOf({ hints }: EvidenceIndex, name: string): readonly ServiceId[] {
  const { words, form } = namingOf(name.slice(name.lastIndexOf('.') + 1))
  return (form === 'thing' && words.length <= 2 ? hints.get(words.at(-1) ?? '') : undefined) ?? NO_SERVICES
}

/** `model.invoke`, where the file imports one library whose models are invoked; what belongs to a class or a service of the application says nothing. */
function hintsOfTarget({ weakMembers, globals }: EvidenceIndex, { text, module }: Target): readonly ServiceId[] {
  const dot = text.indexOf('.')
  if (module || dot <= 0 || (!globals && text.includes('.', dot + 1))) return NO_SERVICES
  const owner = text.slice(0, dot)
  const member = text.slice(text.lastIndexOf('.') + 1)
  const { words } = namingOf(owner)
  return /^[a-z]/.test(owner) && words.length === 1 && !APPLICATION.has(words[0] ?? '') ? weakMembers.get(member) ?? NO_SERVICES : NO_SERVICES
}

const NO_SERVICES: readonly ServiceId[] = []
const APPLICATION: ReadonlySet<string> = new Set(['service', 'controller', 'manager', 'app', 'component', 'module', 'handler', 'provider', 'store', 'adapter', 'helper', 'utils', 'factory'])

function importedServices(facts: Facts, index: EvidenceIndex, own: (module: string) => boolean): Map<ServiceId, string> {
  const services = new Map<ServiceId, string>()
  for (const { module, imported, typeOnly } of facts.imports) {
    if (typeOnly) continue
    const service = own(module) ? undefined : longestModule(index, module, imported === undefined ? [] : [imported])
    if (service && !services.has(service)) services.set(service, module)
    const tested = service ? undefined : matchWords(index, module.slice(Math.max(module.lastIndexOf('.'), module.lastIndexOf('/')) + 1))
    if (tested && !index.heads.has(tested.piece) && !services.has(tested.service)) services.set(tested.service, module)
  }
  return services
}

/** Whether a module belongs to the workspace, by the first segment of its path; each one is asked for once. */
function ownModules({ facts, path, surroundings }: ClassifyInput): (module: string) => boolean {
  const known = new Map<string, boolean>()
  let inside: ReadonlySet<string> | undefined
  const insiders = (): ReadonlySet<string> => (inside ??= new Set(facts.imports.filter(isInside).map(({ module }) => module.slice(0, module.indexOf('.')))))
  return (module) => {
    if (facts.language !== 'python') return false
    const dot = module.indexOf('.')
    const first = dot < 0 ? module : module.slice(0, dot)
    if (first === '') return true
    let own = known.get(first)
    if (own === undefined) known.set(first, (own = surroundings.has(path, first) === 'yes' || insiders().has(first)))
    return own
  }
}

/** Only a package's own tests import what is private in it. */
function isInside({ module, imported }: Import): boolean {
  return module.includes('.') && !module.startsWith('.') && (/\._[a-z]/.test(module) || (imported !== undefined && /^_[a-zA-Z]/.test(imported)))
}
