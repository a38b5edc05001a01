import type { Facts, LanguageId } from '../model/facts.ts'
import type { ServiceId } from '../model/finding.ts'
import { SERVICE_LIST } from '../services/services.ts'
import { namingOf } from './naming.ts'

/** The words of all services, turned around: what does this module, name, member or word speak for? */
export interface EvidenceIndex {
  readonly modules: ReadonlyMap<string, ServiceId>
  /** Segments of module paths of several segments: only these can be part of one. */
  readonly segments: ReadonlySet<string>
  readonly names: ReadonlyMap<string, ServiceId>
  /** The names of several words, without what separates them. */
  readonly wholeNames: ReadonlyMap<string, ServiceId>
  readonly members: ReadonlyMap<string, readonly ServiceId[]>
  readonly weakMembers: ReadonlyMap<string, readonly ServiceId[]>
  /** Words that speak wherever they stand in a name. */
  readonly words: ReadonlyMap<string, ServiceId>
  /** Words that speak only as the last one of a name. */
  readonly heads: ReadonlyMap<string, ServiceId>
  /** Last words of names that speak only where the file imports a library of the service. */
  readonly hints: ReadonlyMap<string, readonly ServiceId[]>
  /** Whether modules also are names of globals (`fetch`, `document`), which mean the same only at the beginning of a path. */
  readonly globals: boolean
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

/** Order of precedence: an earlier one wins a tie. */
export const SERVICE_ORDER: ReadonlyMap<ServiceId, number> = new Map(SERVICE_LIST.map((service, index) => [service.id, index]))

function indexed(language: LanguageId): EvidenceIndex {
  const modules = new Map<string, ServiceId>()
  const names = new Map<string, ServiceId>()
  const wholeNames = new Map<string, ServiceId>()
  const members = new Map<string, ServiceId[]>()
  const weakMembers = new Map<string, ServiceId[]>()
  const words = new Map<string, ServiceId>()
  const heads = new Map<string, ServiceId>()
  const hints = new Map<string, ServiceId[]>()
  const once = (map: Map<string, ServiceId>, key: string, id: ServiceId): void => {
    if (!map.has(key)) map.set(key, id)
  }
  const many = (map: Map<string, ServiceId[]>, key: string, id: ServiceId): void => {
    map.set(key, [...(map.get(key) ?? []), id])
  }
  for (const { id, evidence } of SERVICE_LIST) {
    const own = evidence[language]
    for (const module of own.modules) once(modules, module, id)
    for (const name of own.names) {
      once(names, name, id)
      const { words: parts } = namingOf(name)
      if (parts.length > 1) once(wholeNames, parts.join(''), id)
    }
    for (const member of own.members) many(members, member, id)
    for (const member of own.weakMembers) many(weakMembers, member, id)
    for (const word of own.words) once(words, word, id)
    for (const word of own.heads) once(heads, word, id)
    for (const word of own.hints) many(hints, word, id)
  }
  const segments = new Set([...modules.keys()].filter((module) => module.includes('.')).flatMap((module) => module.split('.')))
  return { modules, segments, names, wholeNames, members, weakMembers, words, heads, hints, globals: language === 'ecmascript', matchedWords: new Map(), matchedPaths: new Map() }
}

const INDEXES: Readonly<Record<LanguageId, EvidenceIndex>> = { python: indexed('python'), ecmascript: indexed('ecmascript') }
const PLAIN_SOCKETS = withoutSockets(INDEXES.ecmascript)

/** The evidence of all services for one language, indexed once. */
export function evidenceIndexOf(language: LanguageId): EvidenceIndex {
  return INDEXES[language]
}

/** The same for one text: where it imports sockets of the network and no WebSocket, a socket is one of those. */
export function evidenceIndexFor({ language, imports }: Facts): EvidenceIndex {
  const index = INDEXES[language]
  if (language !== 'ecmascript' || !imports.some(({ module }) => NETWORK.test(module))) return index
  return imports.some(({ module }) => index.modules.get(module) === 'websocket') ? index : PLAIN_SOCKETS
}

const NETWORK = /^(?:node:)?(?:net|dgram|tls|http2)$/

function withoutSockets(index: EvidenceIndex): EvidenceIndex {
  const names = new Map([...index.names].filter(([name, service]) => service !== 'websocket' || !name.endsWith('Socket') || name.includes('Web')))
  const heads = new Map([...index.heads].filter(([word]) => word !== 'socket'))
  const hints = new Map([...index.hints].filter(([word]) => word !== 'socket'))
  return { ...index, names, heads, hints, matchedWords: new Map(), matchedPaths: new Map() }
}
