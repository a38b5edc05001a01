import type { ServiceId } from '../model/finding.ts'
import type { EvidenceIndex, Match } from './evidence-index.ts'
import { headOf, namingOf, type Naming } from './naming.ts'

const MOST_REMEMBERED = 4_000
/** What a word of a name weighs; see docs/services.md. */
const WORD = 0.35
const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['window', 'globalThis', 'global', 'self'])

/**
 * The service that the words of a name speak for. A word like `redis` speaks in every name of a thing or an action, a word like `response` only as the last
 * one of a thing; in names of data about a thing (`redis_url`) and of what it calls (`onToken`) no word speaks. Of several words the last decides.
 */
export function matchWords(index: EvidenceIndex, name: string): Match | undefined {
  const known = index.matchedWords.get(name)
  if (known || index.matchedWords.has(name)) return known
  const match = spokenFor(index, namingOf(name))
  if (index.matchedWords.size >= MOST_REMEMBERED) index.matchedWords.clear()
  index.matchedWords.set(name, match)
  return match
}

function spokenFor({ words: strong, heads, wholeNames }: EvidenceIndex, naming: Naming): Match | undefined {
  const { words, form } = naming
  if (form === 'reaction') return undefined
  if (form === 'value') {
    const token = words.at(-1) === 'token' ? words.slice(-2).join('') : ''
    const service = strong.get(token)
    return service ? { service, weight: WORD, piece: token } : undefined
  }
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i] ?? ''
    const pair = i > 0 ? `${words[i - 1] ?? ''}${word}` : word
    const service = strong.get(pair) ?? strong.get(word)
    if (service) return { service, weight: WORD, piece: strong.has(pair) ? pair : word }
  }
  const whole = words.length > 1 ? wholeNames.get(words.join('')) : undefined
  if (whole) return { service: whole, weight: WORD, piece: words.join('') }
  if (form === 'action' && READ_AND_WRITTEN.has(words.at(-1) ?? '') && READING.has(words[0] ?? '')) return { service: 'filesystem', weight: WORD, piece: words.at(-1) ?? '' }
  const head = headOf(naming)
  if (!head) return undefined
  const [pair, word] = head
  const service = heads.get(pair) ?? heads.get(word)
  if (words.length > 1 && LONE.has(word) && !heads.has(pair)) return undefined
  if (!service || (form === 'action' && !(service === 'email' && words[0] === 'send') && !(HANDED_OUT.has(service) && HANDING_OUT.has(words[0] ?? '') && words[1] !== 'or'))) return undefined
  return { service, weight: WORD, piece: heads.has(pair) ? pair : word }
}

/** `load_text_file` and `writeJsonFile` do to a file what a file system does. */
const READING: ReadonlySet<string> = new Set(['read', 'write', 'load', 'dump'])
const READ_AND_WRITTEN: ReadonlySet<string> = new Set(['file', 'files'])

/** Heads of things of all kinds, which speak alone only: a `CablePath`, an `audit_log`. */
const LONE: ReadonlySet<string> = new Set(['path', 'log'])
/** `create_publisher` and `getCache` hand the thing out; what `get_response` and `get_file` give is mostly something of the application. */
const HANDED_OUT: ReadonlySet<ServiceId> = new Set(['cache', 'queue', 'database', 'storage', 'llm'])
export const HANDING_OUT: ReadonlySet<string> = new Set(['get', 'create', 'make', 'build', 'open'])

/** A module of the application called so is about responses and documents of its own. */
const OWN_SUBJECTS: ReadonlySet<string> = new Set(['response', 'document', 'element', 'component', 'date', 'span'])

/** The service of a module specifier (`socket.io-client`, `./ws-manager.js`) by the longest known prefix, unless it leads into the workspace, else by its words. */
export function matchSpecifier(index: EvidenceIndex, specifier: string, own?: (module: string) => boolean): Match | undefined {
  for (let end = specifier.length; end > 0; end = specifier.lastIndexOf('/', end - 1)) {
    const service = index.modules.get(specifier.slice(0, end))
    if (service && own?.(specifier)) break
    if (service) return { service, weight: 0.9, piece: specifier.slice(0, end) }
  }
  const parts = specifier.split('/').filter((part) => part !== '.' && part !== '..')
  for (const part of parts.reverse()) {
    const base = part.replace(/\.[cm]?[jt]sx?$/, '').replace(/\.(?:server|client)$/, '')
    const service = index.names.get(base)
    if (service) return { service, weight: 0.75, piece: base }
    const match = matchWords(index, base)
    if (match && !(index.globals && OWN_SUBJECTS.has(match.piece))) return match
  }
  return undefined
}

/**
 * What a dotted path speaks for, the strongest first. The end of a path says most – `app.websocket.views.time.sleep` patches time – so each
 * further match to the left counts half, and words far from the end only hint.
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
  const all = path.split('.').filter((segment) => !TRANSPARENT.has(segment))
  const segments = all.slice(Math.max(all.findLastIndex((segment) => VENDORED.test(segment)) + 1, all.length - 12))
  const matches: Match[] = []
  let factor = 1
  let end = segments.length
  for (let i = segments.length - 1; i >= 0; i--) {
    if (insideModule(index, segments, i)) continue
    const match = matchSegment(index, segments, i, end)
    if (!match) continue
    matches.push({ ...match, weight: match.weight * factor })
    if (match.weight < HINT) continue
    factor /= 2
    end = i
  }
  return matches.sort((a, b) => b.weight - a.weight)
}

/** Packages of copies of other libraries, which are what they are elsewhere: `pip._vendor.requests`. */
const VENDORED = /^_?vendor(?:ed)?$/

/** Segments that only lead to what follows: `UserRepository.prototype.save`. */
const TRANSPARENT: ReadonlySet<string> = new Set(['prototype', 'default', 'return_value'])

/** Modules called like things of applications: only as a whole, and by their functions, which the services name one by one. */
const WORDY: ReadonlySet<string> = new Set(['platform'])

/** Whether a module path begins before a segment and goes beyond it: `env` of `process.env` says nothing by itself. */
function insideModule(index: EvidenceIndex, segments: readonly string[], at: number): boolean {
  if (!index.segments.has(segments[at] ?? '')) return false
  for (let from = Math.max(0, at - 3); from < at; from++) {
    if (!index.segments.has(segments[from] ?? '')) continue
    for (let to = at + 1; to <= Math.min(segments.length, from + 4); to++) if (index.modules.has(segments.slice(from, to).join('.'))) return true
  }
  return false
}

/** Below this a match of a path only supports others. */
const HINT = 0.3

/** `@aws-sdk` of `@aws-sdk/client-ssm`. */
function byPrefix({ modules }: EvidenceIndex, module: string): ServiceId | undefined {
  for (let end = module.lastIndexOf('/'); end > 0; end = module.lastIndexOf('/', end - 1)) {
    const service = modules.get(module.slice(0, end))
    if (service) return service
  }
  return undefined
}

function matchSegment(index: EvidenceIndex, segments: readonly string[], at: number, end: number): Match | undefined {
  const segment = segments[at] ?? ''
  const behind = segments.length - 1 - at
  const longest = index.segments.has(segment) ? Math.min(end, at + 4) : at + 1
  for (let to = longest; to > at; to--) {
    const module = to === at + 1 ? segment : segments.slice(at, to).join('.')
    const service = index.modules.get(module) ?? (at === 0 && module.includes('/') ? byPrefix(index, module) : undefined)
    if (!service || isOverruled(index, module, segments, at)) continue
    if (at === 0) return { service, weight: segments.length > 2 && isPrivate(segments.at(-1) ?? '') && !segments.slice(1, -1).some(startsLarge) ? 0.15 : 0.9, piece: module }
    if (to > at + 1 || behind <= 1) {
      if (index.globals && to === at + 1 && !GLOBAL_OBJECTS.has(segments[at - 1] ?? '')) break
      return { service, weight: 0.8, piece: module }
    }
    if (!index.globals) return { service, weight: 0.25, piece: module }
  }
  const named = index.names.get(segment)
  if (named) return { service: named, weight: 0.75, piece: segment }
  const words = wordsAt(index, segments, at, behind)
  if (words) return words
  const members = behind === 0 && !isOfApplication(segments[at - 1]) ? index.members.get(segment) ?? index.members.get(withoutPrivacy(segment)) : undefined
  if (members?.[0]) return { service: members[0], weight: 0.4, piece: segment }
  return undefined
}

/** Whether a module of one segment says nothing where it stands: `open` of `webbrowser.open` and `Request.open` is no file, `platform` of `app.platform.start` not Python's. */
function isOverruled({ modules, names }: EvidenceIndex, module: string, segments: readonly string[], at: number): boolean {
  if (WORDY.has(module)) return at < segments.length - 1
  if (module !== 'open' || at === 0) return false
  const owner = segments[at - 1] ?? ''
  return (at === 1 && modules.has(owner)) || (names.get(owner) ?? 'filesystem') !== 'filesystem'
}

/** Whether an owner is a part of an application, whose members are named like those of what it uses: `userService.updateMany`. */
function isOfApplication(owner: string | undefined): boolean {
  return owner !== undefined && APPLICATION.has(namingOf(owner).words.at(-1) ?? '')
}

/** Last words of names of the parts of an application. */
export const APPLICATION: ReadonlySet<string> = new Set([
  'service', 'controller', 'manager', 'app', 'component', 'module', 'handler', 'provider', 'store', 'adapter', 'helper', 'utils', 'factory',
])

/** Words speak in what is replaced, in the class or object it belongs to, and hint in the names of the modules around. */
function wordsAt(index: EvidenceIndex, segments: readonly string[], at: number, behind: number): Match | undefined {
  const segment = segments[at] ?? ''
  const match = matchWords(index, segment)
  if (!match) return undefined
  if (behind === 0) {
    return index.globals && at > 0 && segment === 'fetch' && !GLOBAL_OBJECTS.has(segments[at - 1] ?? '') ? undefined : { ...match, weight: 0.4 }
  }
  if (behind === 1 && startsLarge(segment) && (!GIVING.has(match.piece) || DUNDER.test(segments.at(-1) ?? ''))) return { ...match, weight: 0.4 }
  if (index.heads.has(match.piece)) return behind === 1 && ((at === 0 && IDENTIFIER.test(segment) && !LONE.has(match.piece)) || fits(index, segments, match.service)) ? match : undefined
  return { ...match, weight: behind === 1 ? WORD : 0.15 }
}

/** Heads of classes whose members are about something else: what `Credentials.get_client` gives. */
const GIVING: ReadonlySet<string> = new Set(['credentials', 'credential'])
const DUNDER = /^__\w+__$/

const IDENTIFIER = /^[\w$]+$/

/** Whether the last segment is what one does with the service: `clock.now`. */
function fits({ members, weakMembers }: EvidenceIndex, segments: readonly string[], service: ServiceId): boolean {
  const last = segments.at(-1) ?? ''
  return (weakMembers.get(last)?.includes(service) ?? false) || (members.get(last)?.includes(service) ?? false)
}

/** The service of the object that a path begins with, by a word of its name: `llm` of `self.llm.client.create`. */
export function matchOwner(index: EvidenceIndex, path: string): Match | undefined {
  const segments = path.split('.').slice(0, -1)
  for (let i = segments.length - 1; i >= 0; i--) {
    const match = matchWords(index, segments[i] ?? '')
    if (match && index.words.has(match.piece)) return match
  }
  return undefined
}

/** `_generate_content` does what `generate_content` does. */
function withoutPrivacy(name: string): string {
  return name.startsWith('_') && !name.startsWith('__') ? name.slice(1) : name
}

function isPrivate(name: string): boolean {
  return name.startsWith('_') && !name.startsWith('__')
}

function startsLarge(name: string): boolean {
  const code = name.charCodeAt(name.startsWith('_') ? 1 : 0)
  return code >= 65 && code <= 90
}
