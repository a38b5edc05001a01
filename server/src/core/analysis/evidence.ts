import type { LanguageId } from '../model/facts.ts'
import type { ServiceId } from '../model/finding.ts'
import { SERVICE_LIST } from '../services/services.ts'
import { joinedWordsOf } from './words.ts'

/** The words of all services, turned around: what does this module, name, member or word speak for? */
export interface EvidenceIndex {
  readonly modules: ReadonlyMap<string, ServiceId>
  /** Segments of module paths of several segments: only these can be part of one. */
  readonly segments: ReadonlySet<string>
  readonly names: ReadonlyMap<string, ServiceId>
  readonly members: ReadonlyMap<string, readonly ServiceId[]>
  readonly weakMembers: ReadonlyMap<string, readonly ServiceId[]>
  readonly words: ReadonlyMap<string, ServiceId>
  /** Names and paths looked up before: a test suite uses the same few over and over. */
  readonly matchedWords: Map<string, Match | undefined>
  readonly matchedPaths: Map<string, readonly Match[]>
}

/** A match inside a path: `weight` says how sure it is. */
export interface Match {
  readonly service: ServiceId
  readonly weight: number
  /** The piece that matched. */
  readonly piece: string
}

const MOST_REMEMBERED = 4_000

/** Order of precedence: an earlier one wins a tie. */
export const SERVICE_ORDER: ReadonlyMap<ServiceId, number> = new Map(SERVICE_LIST.map((service, index) => [service.id, index]))

function indexed(language: LanguageId): EvidenceIndex {
  const modules = new Map<string, ServiceId>()
  const names = new Map<string, ServiceId>()
  const members = new Map<string, ServiceId[]>()
  const weakMembers = new Map<string, ServiceId[]>()
  const words = new Map<string, ServiceId>()
  const once = (map: Map<string, ServiceId>, key: string, id: ServiceId): void => {
    if (!map.has(key)) map.set(key, id)
  }
  const many = (map: Map<string, ServiceId[]>, key: string, id: ServiceId): void => {
    map.set(key, [...(map.get(key) ?? []), id])
  }
  for (const { id, evidence } of SERVICE_LIST) {
    const own = evidence[language]
    for (const module of own.modules) once(modules, module, id)
    for (const name of own.names) once(names, name, id)
    for (const member of own.members) many(members, member, id)
    for (const member of own.weakMembers) many(weakMembers, member, id)
    for (const word of own.words) once(words, word, id)
  }
  const segments = new Set([...modules.keys()].filter((module) => module.includes('.')).flatMap((module) => module.split('.')))
  return { modules, segments, names, members, weakMembers, words, matchedWords: new Map(), matchedPaths: new Map() }
}

const INDEXES: Readonly<Record<LanguageId, EvidenceIndex>> = { python: indexed('python'), ecmascript: indexed('ecmascript') }

/** The evidence of all services for one language, indexed once. */
export function evidenceIndexOf(language: LanguageId): EvidenceIndex {
  return INDEXES[language]
}

/** The service whose words a name holds; the last word that speaks decides (`redis_ws` is a WebSocket). */
export function matchWords(index: EvidenceIndex, name: string): Match | undefined {
  const known = index.matchedWords.get(name)
  if (known || index.matchedWords.has(name)) return known
  let match: Match | undefined
  for (const word of joinedWordsOf(name)) {
    const service = index.words.get(word)
    if (service) match = { service, weight: 0.35, piece: word }
  }
  if (index.matchedWords.size >= MOST_REMEMBERED) index.matchedWords.clear()
  index.matchedWords.set(name, match)
  return match
}

/** The service of a module specifier (`socket.io-client`, `./ws-manager.js`) by the longest known prefix, else by its words. */
export function matchSpecifier(index: EvidenceIndex, specifier: string): Match | undefined {
  for (let end = specifier.length; end > 0; end = specifier.lastIndexOf('/', end - 1)) {
    const service = index.modules.get(specifier.slice(0, end))
    if (service) return { service, weight: 0.9, piece: specifier.slice(0, end) }
  }
  const parts = specifier.split('/').filter((part) => part !== '.' && part !== '..')
  for (const part of parts.reverse()) {
    const base = part.replace(/\.[cm]?[jt]sx?$/, '')
    const service = index.names.get(base)
    if (service) return { service, weight: 0.75, piece: base }
    const match = matchWords(index, base)
    if (match) return match
  }
  return undefined
}

/**
 * What a dotted path speaks for, the strongest first. The end of a path says most – `app.websocket.views.time.sleep` patches time – so each
 * further match to the left counts half.
 */
export function matchPath(index: EvidenceIndex, path: string): readonly Match[] {
  const known = index.matchedPaths.get(path)
  if (known) return known
  const matches = matchSegments(index, path)
  if (index.matchedPaths.size >= MOST_REMEMBERED) index.matchedPaths.clear()
  index.matchedPaths.set(path, matches)
  return matches
}

function matchSegments(index: EvidenceIndex, path: string): Match[] {
  const segments = path.split('.').slice(-12)
  const matches: Match[] = []
  let factor = 1
  let end = segments.length
  for (let i = segments.length - 1; i >= 0; i--) {
    if (insideModule(index, segments, i)) continue
    const match = matchSegment(index, segments, i, end)
    if (!match) continue
    matches.push({ ...match, weight: match.weight * factor })
    factor /= 2
    end = i
  }
  return matches.sort((a, b) => b.weight - a.weight)
}

/** Whether a module path begins before a segment and goes beyond it: `env` of `process.env` says nothing by itself. */
function insideModule(index: EvidenceIndex, segments: readonly string[], at: number): boolean {
  if (!index.segments.has(segments[at] ?? '')) return false
  for (let from = Math.max(0, at - 3); from < at; from++) {
    if (!index.segments.has(segments[from] ?? '')) continue
    for (let to = at + 1; to <= Math.min(segments.length, from + 4); to++) if (index.modules.has(segments.slice(from, to).join('.'))) return true
  }
  return false
}

function matchSegment(index: EvidenceIndex, segments: readonly string[], at: number, end: number): Match | undefined {
  const segment = segments[at] ?? ''
  const longest = index.segments.has(segment) ? Math.min(end, at + 4) : at + 1
  for (let to = longest; to > at; to--) {
    const module = to === at + 1 ? segment : segments.slice(at, to).join('.')
    const service = index.modules.get(module)
    if (service) return { service, weight: at === 0 ? 0.9 : 0.8, piece: module }
  }
  const named = index.names.get(segment)
  if (named) return { service: named, weight: 0.75, piece: segment }
  const words = matchWords(index, segment)
  if (words) return words
  const members = at === segments.length - 1 ? index.members.get(segment) : undefined
  return members?.[0] ? { service: members[0], weight: 0.4, piece: segment } : undefined
}
