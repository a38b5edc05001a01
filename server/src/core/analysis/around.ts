import type { Facts, Import } from '../model/facts.ts'
import type { Evidence, ServiceId } from '../model/finding.ts'
import type { Surroundings } from '../model/surroundings.ts'
import { APPLICATION, HANDING_OUT, matchWords } from './evidence.ts'
import type { EvidenceIndex } from './evidence-index.ts'
import type { Target } from './found.ts'
import { namingOf } from './naming.ts'
import { longestModule } from './typed.ts'
import { isGeneric, servicesIn, sumOf, THRESHOLD } from './weighing.ts'

/** What the surroundings of a double support must have been said by something else at least this much. */
const SUPPORTED = 0.2

export interface AroundInput {
  readonly facts: Facts
  readonly path: string
  readonly surroundings: Surroundings
  /** Name of the scope around each site. */
  readonly scopes: readonly string[]
}

/** What is around a double. */
export interface Around {
  /** Names like `session` and `client` say something only where the file imports exactly one library that has such things. */
  hint(held: readonly string[], target: Target | undefined, evidence: Evidence[]): void
  /** A `response` or `request` that nothing else tells is one of the only service whose library the file imports, if that is not HTTP. */
  answer(evidence: Evidence[]): void
  /** Imports and names of file and test support what something else says, and decide nothing. */
  support(root: number, evidence: Evidence[]): void
}

/** What the file around the doubles tells. */
export function aroundOf({ facts, path, scopes }: AroundInput, index: EvidenceIndex, own: (module: string) => boolean): Around {
  const fileName = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  const ofFile = matchWords(index, fileName)
  let services: ReadonlyMap<ServiceId, string> | undefined
  const imported = (): ReadonlyMap<ServiceId, string> => (services ??= importedServices(facts, index, own))
  let answering: ReadonlySet<ServiceId> | undefined
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
    answer(evidence) {
      const called = evidence.find(({ text }) => text.startsWith('is called '))
      if (!called || !isGeneric({ service: 'http', evidence }) || evidence.some(({ service }) => service !== 'http')) return
      answering ??= servicesOfImports(facts, index)
      const [first] = answering
      if (answering.size === 1 && first && first !== 'http') evidence.push({ service: first, weight: ANSWER, text: `${called.text}, of ${first}` })
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
  const gives = form === 'action' && HANDING_OUT.has(words[0] ?? '')
  return ((form === 'thing' || gives) && words.length <= 2 ? hints.get(words.at(-1) ?? '') : undefined) ?? NO_SERVICES
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

/** What the service says that answers; more than the name alone with all that supports it. */
const ANSWER = 0.6
const ANSWERING: ReadonlySet<ServiceId> = new Set(['websocket', 'http', 'database', 'cache', 'queue', 'llm', 'storage', 'email', 'auth'])

const NO_SERVICES: readonly ServiceId[] = []

/** The services beyond the process itself whose libraries a file imports, the workspace's own one included. */
function servicesOfImports({ imports }: Facts, index: EvidenceIndex): Set<ServiceId> {
  const services = new Set<ServiceId>()
  for (const { module, imported, typeOnly } of imports) {
    const service = typeOnly ? undefined : longestModule(index, module, imported === undefined ? [] : [imported])
    if (service && ANSWERING.has(service)) services.add(service)
  }
  return services
}

function importedServices(facts: Facts, index: EvidenceIndex, own: (module: string) => boolean): Map<ServiceId, string> {
  const services = new Map<ServiceId, string>()
  for (const { module, imported, typeOnly } of facts.imports) {
    if (typeOnly) continue
    const named = longestModule(index, module, imported === undefined ? [] : [imported])
    const service = named && !own(module) ? named : undefined
    if (service && !services.has(service)) services.set(service, module)
    const tested = service ? undefined : matchWords(index, module.slice(Math.max(module.lastIndexOf('.'), module.lastIndexOf('/')) + 1))
    if (tested && !index.heads.has(tested.piece) && !services.has(tested.service)) services.set(tested.service, module)
  }
  return services
}

/** Whether a module belongs to the workspace: in Python by the first segment of its path, in JavaScript by where its specifier leads. Each one is asked for once. */
export function ownModules({ facts, path, surroundings }: AroundInput): (module: string) => boolean {
  const known = new Map<string, boolean>()
  let inside: ReadonlySet<string> | undefined
  const insiders = (): ReadonlySet<string> => (inside ??= new Set(facts.imports.filter(isInside).map(({ module }) => module.slice(0, module.indexOf('.')))))
  return (module) => {
    if (facts.language !== 'python') {
      if (module.startsWith('.')) return true
      let leadsHere = known.get(module)
      if (leadsHere === undefined) known.set(module, (leadsHere = surroundings.has(path, module) === 'yes'))
      return leadsHere
    }
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
