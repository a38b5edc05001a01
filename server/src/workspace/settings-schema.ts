import picomatch from 'picomatch'
import * as v from 'valibot'
import { contractsSchema } from './contracts-schema.ts'
import { phasesSchema } from './phases-schema.ts'
import { verifySchema } from './verify-schema.ts'
import { FINDING_CODES, KINDS, SERVICES } from '../core/model/finding.ts'
import type { FindingCode } from '../core/model/finding.ts'
import type { Settings, Severity } from '../core/model/settings.ts'

const services = `one of ${SERVICES.join(', ')}`

const glob = v.pipe(
  v.string('must be a glob in quotes, like "tests/**/*.py"'),
  v.nonEmpty('must not be empty; remove it'),
  v.check((text) => !text.includes('\\'), 'must be written with / instead of \\'),
  v.check((text) => !/^(?:\/|[A-Za-z]:|\.\.?\/)/.test(text), 'must be relative to the workspace root, without a leading /, ./ or ../'),
  v.check(isBalanced, 'has a bracket or brace that is not closed'),
)

const folder = v.pipe(
  v.string('must be a folder in quotes, like "support"'),
  v.nonEmpty('must not be empty; write "." for the folder of the tests'),
  v.check((text) => !text.includes('\\'), 'must be written with / instead of \\'),
  v.check((text) => !/^(?:\/|[A-Za-z]:)/.test(text) && !text.split('/').includes('..'), 'must be a folder below the tests, without a leading / and without ..'),
)

const service = v.picklist(SERVICES, `must be ${services}`)

const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'] as const satisfies readonly Severity[]
const severity = v.picklist(SEVERITIES, `must be one of ${SEVERITIES.join(', ')}`)

const name = v.pipe(v.string('must be a name in quotes, like "app.gateway.*"'), v.nonEmpty('must not be empty; remove it'))

const severityRule = v.strictObject({
  files: v.optional(v.array(glob, 'must be a list of globs, like ["tests/e2e/**"]')),
  services: v.optional(v.array(service, `must be a list of services: ${services}`)),
  kinds: v.optional(v.array(v.picklist(KINDS, `must be one of ${KINDS.join(', ')}`), `must be a list of kinds: ${KINDS.join(', ')}`)),
  severity,
}, 'must be like { "files": ["tests/e2e/**"], "services": ["websocket"], "severity": "error" }')

const findingsForm = `must be an object with the codes ${FINDING_CODES.join(', ')}, like { "no-op-patch": "error" }`

/** How each setting is validated; the messages complete the sentence that begins with the setting's name. */
export const SETTING_SCHEMAS = {
  preset: v.picklist(['observe', 'boundaries', 'strict'], 'must be "observe", "boundaries" or "strict"'),
  include: v.array(glob, 'must be a list of globs, like ["checks/**/*.py"]'),
  exclude: v.array(glob, 'must be a list of globs, like ["tests/legacy/**"]'),
  silence: v.array(service, `must be a list of services: ${services}`),
  classify: v.array(v.strictObject({ match: name, service }, 'must be like { "match": "app.gateway.*", "service": "websocket" }'), 'must be a list, like [{ "match": "app.gateway.*", "service": "websocket" }]'),
  real: v.array(name, 'must be a list of names, like ["tests.support.LiveServer"]'),
  doubles: v.array(name, 'must be a list of names, like ["tests.support.make_socket"]'),
  severity: v.array(severityRule, 'must be a list of rules, like [{ "services": ["websocket"], "severity": "error" }]'),
  findings: v.pipe(v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), findingsForm), v.strictObject(findingSeverities(), findingsForm)),
  suspects: v.boolean('must be true or false'),
  supportFolder: folder,
  contracts: contractsSchema,
  phases: phasesSchema,
  verify: verifySchema,
} satisfies Record<keyof Settings, v.GenericSchema>

export type SettingName = keyof typeof SETTING_SCHEMAS

/** Whether a name is that of a setting. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTING_SCHEMAS, name)
}

/** What is wrong at a place below a setting's value. */
export interface Fault {
  readonly message: string
  readonly at: readonly (string | number)[]
  /** The fault is the name of the place, not what stands there. */
  readonly ofName: boolean
}

export type Checked = { readonly valid: Partial<Settings> } | { readonly faults: readonly Fault[] }

/** One setting as a part of the settings, or all that is wrong with it. */
export function checkSetting(name: SettingName, value: unknown): Checked {
  const result = v.safeParse(SETTING_SCHEMAS[name], value)
  return result.success ? { valid: { [name]: result.output } } : { faults: result.issues.map((issue) => faultOf(name, issue)) }
}

function faultOf(name: SettingName, issue: v.BaseIssue<unknown>): Fault {
  const at = (issue.path ?? []).flatMap((step) => (typeof step.key === 'string' || typeof step.key === 'number' ? [step.key] : []))
  const key = at.at(-1)
  const told = (place: readonly (string | number)[], message: string): string =>
    `"${name}"${place.length > 0 ? ` item ${place.map((step) => (typeof step === 'number' ? step + 1 : step)).join('.')}` : ''} ${message}`
  if (issue.type === 'regex' && issue.path?.at(-1)?.origin === 'key') return { message: told(at, issue.message), at, ofName: true }
  if (issue.type !== 'strict_object' || issue.path?.at(-1)?.origin !== 'key' || key === undefined) return { message: told(at, issue.message), at, ofName: false }
  const around = at.slice(0, -1)
  const isMissing = issue.expected !== 'never'
  return { message: told(around, `${isMissing ? 'lacks' : 'must not have'} "${key}"; it ${issue.message}`), at: isMissing ? around : at, ofName: !isMissing }
}

/** Each code of a finding with its optional severity. */
function findingSeverities(): Record<FindingCode, v.OptionalSchema<typeof severity, undefined>> {
  return Object.fromEntries(FINDING_CODES.map((code) => [code, v.optional(severity)])) as Record<FindingCode, v.OptionalSchema<typeof severity, undefined>>
}

function isBalanced(text: string): boolean {
  try {
    picomatch.makeRe(text, { strictBrackets: true })
    return true
  } catch {
    return false
  }
}
