import type { Facts } from '../../model/facts.ts'
import type { Evidence, ServiceId } from '../../model/finding.ts'
import { matchPath, matchSpecifier, matchWords } from '../evidence.ts'
import { evidenceIndexOf, SERVICE_ORDER, type EvidenceIndex, type Match } from '../evidence-index.ts'
import type { Resolver } from '../resolve.ts'
import type { Candidate } from './candidate.ts'

export interface Judgement {
  readonly service: ServiceId
  /** The strongest first. */
  readonly evidence: readonly Evidence[]
}

/** The least sum of evidence that decides, as for sites. */
const THRESHOLD = 0.3
/** Weight of a type of which only the module speaks for a service. */
const OF_MODULE = 0.5
/** Services of which members alone say enough; those of the others are too common (`open`, `render`, `info`). */
export const BY_MEMBERS: ReadonlySet<ServiceId> = new Set(['websocket', 'cache', 'queue', 'llm', 'storage', 'email', 'database', 'http'])
/** Services of which no set of members is telling without a type. */
const BY_TYPE_ONLY: ReadonlySet<ServiceId> = new Set(['ui', 'environment', 'code'])

/** Judges candidates: the service that each one stands for, or undefined for what is no suspect. */
export function judgeOf(facts: Facts, resolver: Resolver): (candidate: Candidate) => Judgement | undefined {
  const index = evidenceIndexOf(facts.language)
  return (candidate) => {
    const scores = scoresOf(candidate, index, resolver)
    let best: Score | undefined
    for (const score of scores.values()) {
      if (score.sum < THRESHOLD - 0.001 || !isEnough(score, candidate)) continue
      if (!best || score.sum > best.sum + 0.001 || (score.sum > best.sum - 0.001 && orderOf(score) < orderOf(best))) best = score
    }
    if (best) return { service: best.service, evidence: best.evidence.sort((a, b) => b.weight - a.weight) }
    return candidate.need === 'nothing' ? { service: 'code', evidence: [] } : undefined
  }
}

interface Score {
  readonly service: ServiceId
  sum: number
  readonly evidence: Evidence[]
  /** A name, or the name of a type, speaks for it. */
  named: boolean
  /** A type speaks for it. */
  typed: boolean
  strong: number
  weak: number
}

function isEnough({ service, named, typed, strong, weak }: Score, { form, need, functions }: Candidate): boolean {
  if (need === 'nothing') return true
  if (functions.length === 0) return false
  if (need === 'service') return typed || strong + weak > 1 || (named && strong + weak > 0)
  if (typed && (strong + weak > 0 || (named && !form.startsWith('class ')))) return true
  if (BY_TYPE_ONLY.has(service)) return false
  if (named) return strong > 0 ? strong + weak > 1 : weak > 2
  return BY_MEMBERS.has(service) && (strong > 1 || (strong === 1 && weak > 1))
}

function orderOf({ service }: Score): number {
  return SERVICE_ORDER.get(service) ?? 99
}

function scoresOf(candidate: Candidate, index: EvidenceIndex, resolver: Resolver): Map<ServiceId, Score> {
  const scores = new Map<ServiceId, Score>()
  const scoreOf = (service: ServiceId): Score => {
    const known = scores.get(service)
    if (known) return known
    const score: Score = { service, sum: 0, evidence: [], named: false, typed: false, strong: 0, weak: 0 }
    scores.set(service, score)
    return score
  }
  const add = (score: Score, weight: number, text: string): void => {
    score.sum += weight
    score.evidence.push({ service: score.service, weight, text })
  }
  for (const { name, label } of candidate.types) {
    const match = typeMatch(name, candidate.scope, index, resolver)
    if (!match) continue
    const score = scoreOf(match.service)
    score.typed = true
    if (match.weight > OF_MODULE) score.named = true
    add(score, match.weight, `${label} ${name}`)
  }
  if (candidate.path !== undefined) for (const match of matchPath(index, candidate.path)) add(scoreOf(match.service), match.weight, `replaces ${candidate.path}`)
  const called = new Set<ServiceId>()
  for (const name of new Set(candidate.names)) {
    const match = matchWords(index, name)
    if (!match) continue
    const score = scoreOf(match.service)
    if (called.has(match.service)) continue
    called.add(match.service)
    score.named = true
    add(score, match.weight, `is called ${name}`)
  }
  addMembers(candidate, index, scoreOf, add)
  return scores
}

/** A type is told by its whole path, else by its own name; the module alone says little, for libraries export much else. */
function typeMatch(name: string, scope: number, index: EvidenceIndex, resolver: Resolver): Match | undefined {
  const short = name.slice(name.lastIndexOf('.') + 1)
  const denotation = resolver.denoteName(name.includes('.') ? name.slice(0, name.indexOf('.')) : name, scope)
  const module = denotation.kind === 'real' ? denotation.module : undefined
  const whole = denotation.kind === 'real' ? index.modules.get([denotation.module, ...denotation.members].join('.')) : undefined
  if (whole) return { service: whole, weight: 0.95, piece: name }
  const service = index.names.get(short)
  if (service) return { service, weight: 0.75, piece: short }
  const words = matchWords(index, short)
  if (words) return { ...words, weight: 0.6 }
  const match = module === undefined || module.startsWith('.') ? undefined : matchSpecifier(index, module)
  return match && match.weight > 0.8 ? { ...match, weight: OF_MODULE } : undefined
}

function addMembers(
  { functions, values }: Candidate, index: EvidenceIndex, scoreOf: (service: ServiceId) => Score, add: (score: Score, weight: number, text: string) => void,
): void {
  const shown = new Map<ServiceId, string[]>()
  const note = (member: string, services: readonly ServiceId[] | undefined, strong: boolean): void => {
    for (const service of services ?? []) {
      const score = scoreOf(service)
      if (strong) score.strong++
      else score.weak++
      const members = shown.get(service)
      if (members) members.push(member)
      else shown.set(service, [member])
    }
  }
  for (const member of new Set(functions)) {
    const strong = index.members.get(member)
    note(member, strong, true)
    if (!strong) note(member, index.weakMembers.get(member), false)
  }
  for (const member of new Set(values)) note(member, index.members.get(member), true)
  for (const [service, members] of shown) {
    const score = scoreOf(service)
    const { strong, weak } = score
    const weight = strong > 1 || (strong === 1 && weak > 0) ? 0.65 + 0.02 * Math.min(strong, 5) : strong === 1 ? 0.4 : Math.min(0.32, 0.08 * weak)
    add(score, weight, `has ${members.slice(0, 5).join(', ')}`)
  }
}
