import picomatch from 'picomatch'
import type { LanguageId } from '../model/facts.ts'
import type { Finding, FindingCode, Site, Suspect } from '../model/finding.ts'
import type { Settings, Severity, SeverityRule } from '../model/settings.ts'
import { SERVICE_LIST } from '../services/services.ts'
import type { CountedSite } from './counts.ts'

/** How loud something is, and what decided it. */
export interface Loudness {
  readonly severity: Severity
  /** As a face shows it: `preset "boundaries"`, `"severity" rule 2`, `"silence"`. */
  readonly rule: string
}

/** The file that something stands in. */
export interface FileOf {
  /** Relative to the workspace root, with `/`. */
  readonly path: string
  readonly language: LanguageId
}

/** Findings that are no more than a hint to look; all others are warnings. */
const QUIET_FINDINGS: ReadonlySet<FindingCode> = new Set(['unused-double', 'mock-only-test'])

/** Severities from loud to quiet. */
const ORDER: readonly Severity[] = ['error', 'warning', 'information', 'hint', 'off']

const REPLACED: ReadonlySet<string> = new Set(SERVICE_LIST.flatMap(({ id, rewrites }) => Object.keys(rewrites).map((language) => `${language} ${id}`)))

/**
 * How loud a site, a suspect or a finding is. For sites, in this order: an allowed one and a silenced service are off; the last severity rule that matches decides;
 * then the preset. A suspect is never louder than information.
 */
export function severityOf(subject: Site | Suspect | Finding, settings: Settings, file: FileOf): Loudness {
  if ('code' in subject) return ofFinding(subject.code, settings)
  if (subject.allowed !== undefined) return { severity: 'off', rule: 'allowed by a directive' }
  if (settings.silence.includes(subject.service)) return { severity: 'off', rule: `"silence" names ${subject.service}` }
  const ruled = byRule(subject, settings, file.path)
  if (!('form' in subject)) return ruled ?? byPreset(subject, settings, file.language)
  if (!settings.suspects) return { severity: 'off', rule: '"suspects" is false' }
  return ruled && ORDER.indexOf(ruled.severity) > ORDER.indexOf('information') ? ruled : { severity: 'information', rule: 'what only looks like a mock is information' }
}

/** How loud a site of a report is. */
export function severityOfCounted({ service, kind, allowed }: CountedSite, settings: Settings, file: FileOf): Severity {
  if (allowed !== null || settings.silence.includes(service)) return 'off'
  return (byRule({ service, kind }, settings, file.path) ?? byPreset({ service }, settings, file.language)).severity
}

function ofFinding(code: FindingCode, settings: Settings): Loudness {
  const set = settings.findings[code]
  if (set !== undefined) return { severity: set, rule: `"findings" names ${code}` }
  return { severity: QUIET_FINDINGS.has(code) ? 'information' : 'warning', rule: `the default of ${code}` }
}

function byRule({ service, kind }: Pick<Site | Suspect, 'service' | 'kind'>, settings: Settings, path: string): Loudness | undefined {
  const { severity: rules } = settings
  for (let index = rules.length - 1; index >= 0; index--) {
    const rule = rules[index]
    if (!rule || (rule.services && !rule.services.includes(service)) || (rule.kinds && !rule.kinds.includes(kind)) || !concerns(rule, path)) continue
    return { severity: rule.severity, rule: `"severity" rule ${index + 1}` }
  }
  return undefined
}

function byPreset({ service }: Pick<Site, 'service'>, { preset }: Settings, language: LanguageId): Loudness {
  const rule = `preset "${preset}"`
  if (preset === 'strict') return { severity: 'error', rule }
  if (preset === 'observe') return { severity: 'information', rule }
  return REPLACED.has(`${language} ${service}`)
    ? { severity: 'warning', rule: `${rule}: Demock can put a real ${service} in its place` }
    : { severity: 'information', rule: `${rule}: there is no replacement for ${service} in this language yet` }
}

interface Matcher {
  readonly matches: (path: string) => boolean
  path: string
  result: boolean
}

const matchers = new WeakMap<SeverityRule, Matcher>()

/** Whether the globs of a rule match a path; the last answer is kept, as all sites of a file ask in a row. */
function concerns(rule: SeverityRule, path: string): boolean {
  if (!rule.files) return true
  let matcher = matchers.get(rule)
  if (!matcher) {
    matcher = { matches: picomatch([...rule.files], { dot: true }), path: '', result: false }
    matchers.set(rule, matcher)
  }
  if (matcher.path !== path) {
    matcher.path = path
    matcher.result = matcher.matches(path)
  }
  return matcher.result
}
