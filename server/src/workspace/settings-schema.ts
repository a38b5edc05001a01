import picomatch from 'picomatch'
import * as v from 'valibot'
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
  findings: v.strictObject(findingSeverities(), `must be an object with the codes ${FINDING_CODES.join(', ')}, like { "no-op-patch": "error" }`),
  suspects: v.boolean('must be true or false'),
  supportFolder: folder,
} satisfies Record<keyof Settings, v.GenericSchema>

export type SettingName = keyof typeof SETTING_SCHEMAS

/** Whether a name is that of a setting. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTING_SCHEMAS, name)
}

export type Checked = { readonly valid: Partial<Settings> } | { readonly message: string; readonly at: readonly (string | number)[] }

/** One setting as a part of the settings, or what is wrong and at which place below its value. */
export function checkSetting(name: SettingName, value: unknown): Checked {
  const result = v.safeParse(SETTING_SCHEMAS[name], value)
  if (result.success) return { valid: { [name]: result.output } }
  const [issue] = result.issues
  const at = (issue.path ?? []).flatMap((step) => (typeof step.key === 'string' || typeof step.key === 'number' ? [step.key] : []))
  const place = at.length > 0 ? ` item ${at.map((step) => (typeof step === 'number' ? step + 1 : step)).join('.')}` : ''
  return { message: `"${name}"${place} ${issue.message}`, at }
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
