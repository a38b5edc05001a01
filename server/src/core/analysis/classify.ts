import type { Facts } from '../model/facts.ts'
import type { Evidence, ServiceId } from '../model/finding.ts'
import type { Settings } from '../model/settings.ts'
import type { Surroundings } from '../model/surroundings.ts'
import { aroundOf, ownModules } from './around.ts'
import { declaredEvidenceOf } from './declared.ts'
import { matchOwner, matchPath, matchSpecifier, matchWords } from './evidence.ts'
import { evidenceIndexFor, type EvidenceIndex, type Match } from './evidence-index.ts'
import type { Found, Ownership, Target } from './found.ts'
import { handingsOf, isRole, type Handing } from './handed.ts'
import { lendersOf } from './lending.ts'
import { givenTo, membersOf } from './members.ts'
import { classesAround, namesByRoot, namesOf } from './names.ts'
import type { Places } from './places.ts'
import type { Uses } from './references.ts'
import type { Resolver } from './resolve.ts'
import { matchType, typesOf, type Typed } from './typed.ts'
import { userRulesOf } from './user-rules.ts'
import { decide, THRESHOLD, withLent, type Verdict } from './weighing.ts'

/** Evidence that nothing below it outweighs: then it is not looked for where a double is handed to. */
const SURE = 0.75

export interface ClassifyInput {
  readonly facts: Facts
  readonly text: string
  readonly path: string
  readonly settings: Settings
  readonly surroundings: Surroundings
  readonly resolver: Resolver
  readonly places: Places
  readonly ownership: Ownership
  readonly uses: Uses
  readonly targets: readonly (Target | undefined)[]
  /** Name of the scope around each site. */
  readonly scopes: readonly string[]
}

/** Decides what a root stands in for, by the weights of docs/services.md. The returned function is called once per root. */
export function classifierOf(input: ClassifyInput): (root: number) => Verdict {
  const { facts, ownership, path } = input
  const index = evidenceIndexFor(facts)
  const rules = userRulesOf(input.settings)
  const names = namesByRoot(ownership)
  const own = ownModules(input)
  const types = typesOf(input)
  const handings = handingsOf(input)
  const classes = classesAround(facts)
  const members = membersOf(input, index)
  const surroundings = aroundOf(input, index, own)
  const declared = declaredEvidenceOf(input, index)
  const verdictOf = (root: number): Verdict => {
    const site = ownership.found[root]
    if (!site) return { service: 'code', evidence: [] }
    const typed = types(root)
    const target = input.targets[root]
    const held = namesOf(root, site, ownership, names.get(root))
    const rule = rules?.first(path, () => namesForRules(target, typed, held, ownership.names[root]))
    if (rule) return { service: rule.service, evidence: [{ service: rule.service, weight: 1, text: `demock.json: ${rule.match}` }] }
    const evidence: Evidence[] = []
    const add: Add = (match, text, weight = match?.weight ?? 0) => {
      if (!match || (match.piece === 'path' && isOtherPath(site)) || evidence.some((known) => known.service === match.service && known.text === text)) return
      evidence.push({ service: match.service, weight, text })
    }
    if (site.service) evidence.push({ service: site.service, weight: 0.95, text: `${site.name} is made for it` })
    for (const type of typed) {
      const match = matchType(type, index, own)
      if (match && !evidence.some(({ text }) => text === match.text)) evidence.push(match)
    }
    targetEvidence(site, target, index, own, add)
    if (target?.module && evidence.length === 0) exportsEvidence(ownership.siblings.get(root) ?? [], index, add)
    for (const found of members(root, site)) evidence.push(found)
    if (!evidence.some(({ weight }) => weight >= SURE)) handingEvidence(input.uses.parameters.get(root), handings(root), held, index, evidence, add)
    declared(target, () => handings(root), evidence)
    const within = classes(site)
    if (within !== undefined) add(index.names.has(within) ? { service: index.names.get(within) ?? 'code', weight: 0.36, piece: within } : matchWords(index, within), `stands in the class ${within}`, 0.36)
    nameEvidence(site, held, target, ownership.names[root], input.resolver, index, evidence, add)
    surroundings.hint([...held, ...(input.uses.parameters.get(root) ?? [])], target, evidence)
    surroundings.support(root, evidence)
    surroundings.answer(evidence)
    return decide(evidence)
  }
  return withLent(verdictOf, lendersOf(input))
}

type Add = (match: Match | undefined, text: string, weight?: number) => void

/** What is patched. */
function targetEvidence(site: Found, target: Target | undefined, index: EvidenceIndex, own: (module: string) => boolean, add: Add): void {
  if (!target) return
  const verb = site.kind === 'spy' ? 'watches' : 'replaces'
  if (target.module) {
    const match = matchSpecifier(index, target.path, own)
    add(match, match?.piece === target.text ? `${verb} ${target.text}` : `the module is named ${match?.piece ?? ''}`)
    return
  }
  const heard = new Set<ServiceId>()
  let told = false
  const written = target.path === target.text || GLOBAL.test(target.text) ? [] : matchPath(index, target.text)
  for (const match of [...matchPath(index, withoutOwn(target.path, own)), ...written].sort((a, b) => b.weight - a.weight)) {
    if (heard.has(match.service)) continue
    heard.add(match.service)
    add(match, match.piece === target.text ? `${verb} ${target.text}` : `the target names ${match.piece}`)
    if (match.weight >= THRESHOLD) told = true
  }
  const owner = (target.onObject || index.globals) && !told ? matchOwner(index, target.text) : undefined
  if (owner) add(owner, `the target belongs to ${owner.piece}`)
}

/** What the names of a module's exports agree on, where its own name says nothing: `vi.mock('./client', () => ({ createS3Client: vi.fn() }))`. */
function exportsEvidence(names: readonly string[], index: EvidenceIndex, add: Add): void {
  const told = names.flatMap((name) => {
    const match = matchWords(index, name)
    return match && index.words.has(match.piece) ? [{ match, name }] : []
  })
  const [first] = told
  if (first && told.length * 2 >= names.length && told.every(({ match }) => match.service === first.match.service)) add(first.match, `the module gives ${first.name}`, THRESHOLD)
}

/** A property of the globals says by its own name what it is. */
const GLOBAL = /^(?:window|globalThis|global|self)\./

/** A path inside the workspace's own package: the package's name says nothing about what is in it, but for the words of the last part of a specifier. */
function withoutOwn(path: string, own: (module: string) => boolean): string {
  const slash = path.lastIndexOf('/')
  const dot = path.indexOf('.', slash + 1)
  if (dot <= 0 || path.startsWith('.') || !own(slash < 0 ? path : path.slice(0, dot))) return path
  return slash < 0 ? path.slice(dot) : `.${path.slice(slash + 1)}`
}

/** What the double is handed to. */
function handingEvidence(
  keywords: ReadonlySet<string> | undefined, handings: readonly Handing[], held: readonly string[], index: EvidenceIndex, evidence: readonly Evidence[], add: Add,
): void {
  for (const { into } of handings) {
    const [match] = into === undefined ? [] : matchPath(index, into)
    add(match, `is put into the module ${into?.slice(0, into.lastIndexOf('.')) ?? ''}`)
  }
  for (const { part } of handings) {
    const owner = part === undefined ? undefined : matchOwner(index, part)
    add(owner, `is part of ${owner?.piece ?? ''}`, 0.3)
  }
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
  const outer = dot > 0 && site.chain ? resolver.denoteName(path?.slice(0, dot) ?? '', site.chain.scope) : undefined
  const outside = outer?.kind === 'none' || outer?.kind === 'real' ? outer.outside : undefined
  if (outside?.service) add({ service: outside.service, weight: 0.4, piece: outside.name }, `is put on ${outside.name} of ${outside.path}`)
  const of = dot > 0 && site.chain ? resolver.classOf(path?.slice(0, dot) ?? '', site.chain.scope) : undefined
  if (of === undefined || evidence.some(({ weight }) => weight >= 0.4)) return
  const member = path?.slice(path.lastIndexOf('.') + 1) ?? ''
  for (const match of matchPath(index, `${of}.${member}`)) if (!heard.has(match.service) && (hasMember(index, match.service, member) || CLIENT.test(of))) add(match, `is put on ${of.slice(of.lastIndexOf('.') + 1)}`, Math.min(match.weight, 0.4))
}

/** Whether a path is made with members that none of a file has: that of a query, of a URL. Source: docs.python.org, "pathlib". */
function isOtherPath(site: Found): boolean {
  const given = givenTo(site)
  return given.length > 0 && !given.some((name) => PATH_MEMBER.test(name))
}

const PATH_MEMBER = new RegExp(`^(?:${[
  'name', 'stem', 'suffix', 'suffixes', 'part', 'parts', 'parent', 'parents', 'drive', 'root', 'anchor', 'exists', 'open', 'stat', 'glob', 'rglob', 'iterdir', 'joinpath', 'resolve',
  'absolute', 'relative_to', 'as_posix', 'unlink', 'rename', 'touch', 'mkdir', 'rmdir', '(?:is|read|write|with|expand)_\\w+',
].join('|')})$`)

/** Classes all of whose methods speak with a service. */
const CLIENT = /(?:Client|Connection|Driver)$/

/** Whether a service is known to have a member: a double over any other one of a real object, unless it is a client or the like, stands for that attribute, not for the object. */
function hasMember({ members, weakMembers }: EvidenceIndex, service: ServiceId, name: string): boolean {
  return (members.get(name)?.includes(service) ?? false) || (weakMembers.get(name)?.includes(service) ?? false)
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
