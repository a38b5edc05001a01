import type { Evidence, ServiceId, Site, Suspect } from '../model/finding.ts'
import type { CountedSite } from './counts.ts'

/** The real thing, with its article, as a sentence names it. */
const NOUNS: Readonly<Record<ServiceId, string>> = {
  websocket: 'a WebSocket',
  http: 'an HTTP service',
  database: 'a database',
  cache: 'a cache',
  queue: 'a message queue',
  llm: 'a language model',
  auth: 'authentication',
  email: 'e-mail delivery',
  storage: 'object storage',
  filesystem: 'the file system',
  process: 'a process',
  time: 'the clock',
  environment: 'the environment',
  logging: 'logging',
  ui: 'the user interface',
  code: 'code of the application',
}

/** Evidence below this only supports other evidence and would not convince a reader. */
const LEAST_SHOWN = 0.2

/** The code of a diagnostic: `websocket-mock`. */
export function codeOf(site: Pick<Site, 'service'>): string {
  return `${site.service}-mock`
}

/** One sentence on a site: `AsyncMock stands in for a WebSocket: spec=WebSocket from fastapi, has accept and send_text`. */
export function messageOf(site: Site): string {
  const reasons = reasonsOf(site)
  return reasons.length > 0 ? `${headOf(site)}: ${reasons.join(', ')}` : headOf(site)
}

/** The evidence that the sentence on a site tells. */
export function reasonsOf(site: Site): string[] {
  if (site.kind === 'timer' || site.kind === 'env') return []
  const telling = ({ service, weight, text }: Evidence): boolean => service === site.service && weight >= LEAST_SHOWN && !repeatsHead(site, text)
  return site.evidence.filter(telling).slice(0, 3).map(({ text }) => text)
}

/** The same sentence on a site of a report. */
export function messageOfCounted(site: CountedSite): string {
  const subject = { ...site, target: site.target ?? undefined }
  const reasons = site.kind === 'timer' || site.kind === 'env' ? [] : site.evidence.filter((text) => !repeatsHead(subject, text)).slice(0, 3)
  return reasons.length > 0 ? `${headOf(subject)}: ${reasons.join(', ')}` : headOf(subject)
}

/** What the head of a sentence says. */
type Subject = Pick<Site, 'kind' | 'service' | 'api' | 'target'>

/** Whether evidence only says again what the head of the sentence has said. */
function repeatsHead({ kind, target }: Subject, text: string): boolean {
  if (kind === 'fake') return text === `is called ${target ?? ''}`
  return (kind === 'patch' || kind === 'spy') && (text === `replaces ${target ?? ''}` || text === `watches ${target ?? ''}`)
}

/** Section of the documentation on all suspects. */
export const SUSPECTED = 'suspected-mock'

/** The code of a diagnostic on a suspect: `suspected-websocket-mock`. */
export function codeOfSuspect({ service }: Suspect): string {
  return `suspected-${service}-mock`
}

/** One sentence on a suspect, and what the real thing would be. `real` names it: `a real WebSocket connection on loopback`. */
export function messageOfSuspect({ kind, service, form, evidence }: Suspect, real: string): string {
  const reasons = evidence.slice(0, 3).map(({ text }) => text)
  const head = kind === 'patch' ? `${form} looks like a patch made by hand (${NOUNS[service]})` : `${form} looks like a hand-made double of ${NOUNS[service]}`
  return `${reasons.length > 0 ? `${head}: ${reasons.join(', ')}` : head}. The real thing would be ${real}.`
}

function headOf(site: Subject): string {
  const noun = NOUNS[site.service]
  const api = site.api.slice(site.api.startsWith('unittest.mock.') ? 'unittest.mock.'.length : 0)
  const target = site.target ?? 'a real object'
  if (site.kind === 'double') return `${api} stands in for ${noun}`
  if (site.kind === 'patch') return `${api} replaces ${target} (${noun})`
  if (site.kind === 'spy') return `${api} watches ${target} (${noun})`
  if (site.kind === 'intercept') return `${api} intercepts what goes to ${noun}`
  if (site.kind === 'fake') return `${site.target ?? api} is a hand-written stand-in for ${noun}`
  if (site.kind === 'timer') return `${api} replaces the clock`
  return `${api} replaces ${variableOf(site.target)}`
}

/** `A` of `os.environ[A]`; a whole mapping is no single variable. */
function variableOf(target: string | undefined): string {
  if (target === undefined || target.endsWith('environ')) return 'environment variables'
  const key = target.endsWith(']') ? target.slice(target.indexOf('[') + 1, -1) : target
  return `the environment variable ${key}`
}
