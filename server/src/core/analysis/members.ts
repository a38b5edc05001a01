import type { Facts } from '../model/facts.ts'
import type { Evidence, ServiceId } from '../model/finding.ts'
import type { EvidenceIndex } from './evidence-index.ts'
import type { Found } from './found.ts'
import type { Uses } from './references.ts'

/** What the members of a root speak for: those that are configured, verified, called or defined. The returned function is called once per root. */
export function membersOf({ facts, uses }: { readonly facts: Facts; readonly uses: Uses }, index: EvidenceIndex): (root: number, site: Found) => readonly Evidence[] {
  let methods: ReadonlyMap<number, readonly string[]> | undefined
  return (root, site) => {
    const used = uses.members.get(root) ?? NO_NAMES
    const own = site.class < 0 ? NOTHING : (methods ??= methodsOf(facts)).get(site.class) ?? NOTHING
    const specified = givenTo(site)
    const members = own.length + specified.length > 0 ? new Set([...used, ...own, ...specified]) : used
    const strong = grouped(members, index.members)
    const weak = grouped(members, index.weakMembers)
    if (strong.size === 0 && weak.size === 0) return NO_EVIDENCE
    const evidence: Evidence[] = []
    for (const service of new Set([...strong.keys(), ...weak.keys()])) {
      const sure = strong.get(service) ?? []
      const maybe = weak.get(service) ?? []
      const text = `has ${listed([...sure, ...maybe])}`
      if (sure.length > 1 || (sure.length === 1 && maybe.length > 0)) evidence.push({ service, weight: 0.65 + 0.02 * Math.min(sure.length, 5), text })
      else if (sure.length === 1 || (service === 'logging' && maybe.length >= LEVELS)) evidence.push({ service, weight: 0.4, text })
      else if (maybe.length > 1 || site.class >= 0 || facts.language === 'ecmascript') evidence.push({ service, weight: Math.min(0.25, 0.08 * maybe.length), text })
    }
    return evidence
  }
}

/** So many levels make a logger. */
const LEVELS = 3
const NOTHING: readonly string[] = []
const NO_EVIDENCE: readonly Evidence[] = []
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

/** Members named where a double is made: `spec=['send_json', 'close']`, `Mock(status_code=200)`. */
export function givenTo({ call, api }: Found): readonly string[] {
  if (!call || !api.spec || call.arguments.length === 0) return NOTHING
  return call.arguments.flatMap(({ name, value }, position) => {
    const isSpec = name === undefined ? position === api.spec?.position : api.spec?.keywords?.includes(name)
    if (isSpec) return value.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'string' && item.text !== undefined ? item.text : [])) : []
    return name === undefined || CONFIGURED.has(name) || !api.kind ? [] : name
  })
}

/** Keywords that set up the double itself. Source: unittest.mock documentation, "The Mock Class". */
const CONFIGURED: ReadonlySet<string> = new Set([
  'return_value', 'side_effect', 'wraps', 'name', 'unsafe', 'new', 'new_callable', 'create', 'autospec', 'spec', 'spec_set', 'instance', 'target', 'attribute', 'read_data',
])

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
