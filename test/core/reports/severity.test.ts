import { describe, expect, it } from 'vitest'
import type { Finding, Site, Suspect } from '../../../server/src/core/model/finding.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'
import type { Settings } from '../../../server/src/core/model/settings.ts'
import { severityOf } from '../../../server/src/core/reports/severity.ts'

const span = { start: 0, end: 1 }
const site = (more: Partial<Site>): Site => ({
  kind: 'double', service: 'websocket', library: 'unittest-mock', api: 'unittest.mock.Mock', span, anchor: span, target: undefined, root: 0, scope: '', test: undefined,
  evidence: [], fingerprint: '', allowed: undefined, ...more,
})
const suspect: Suspect = { kind: 'fake', service: 'cache', form: 'class InMemoryRedis', span, anchor: span, target: undefined, test: undefined, evidence: [], fingerprint: '' }
const finding = (code: Finding['code']): Finding => ({ code, span, message: '', site: -1 })
const file = { path: 'tests/e2e/test_a.py', language: 'python' as const }
const loudness = (subject: Site | Suspect | Finding, settings: Partial<Settings>) => severityOf(subject, { ...DEFAULT_SETTINGS, ...settings }, file)

describe('the preset', () => {
  it.each([
    ['observe', 'websocket', 'information'], ['observe', 'code', 'information'],
    ['boundaries', 'websocket', 'warning'], ['boundaries', 'code', 'information'],
    ['strict', 'websocket', 'error'], ['strict', 'code', 'error'],
  ] as const)('%s makes %s %s', (preset, service, severity) => {
    expect(loudness(site({ service }), { preset })).toEqual({ severity, rule: expect.stringContaining(`preset "${preset}"`) })
  })
})

describe('severity rules', () => {
  it('overrule the preset, and a later one an earlier one', () => {
    const severity = [{ services: ['websocket'], severity: 'hint' }, { kinds: ['spy'], severity: 'off' }, { files: ['tests/e2e/**'], services: ['http'], severity: 'error' }] as const
    expect(loudness(site({}), { severity })).toEqual({ severity: 'hint', rule: '"severity" rule 1' })
    expect(loudness(site({ kind: 'spy' }), { severity })).toEqual({ severity: 'off', rule: '"severity" rule 2' })
    expect(loudness(site({ kind: 'spy', service: 'http' }), { severity })).toEqual({ severity: 'error', rule: '"severity" rule 3' })
    expect(loudness(site({ service: 'cache' }), { severity, preset: 'strict' }).severity).toBe('error')
  })

  it('look at the path of each file, also of two in turn', () => {
    const settings: Settings = { ...DEFAULT_SETTINGS, severity: [{ files: ['tests/e2e/**'], severity: 'off' }] }
    const severityIn = (path: string): string => severityOf(site({}), settings, { path, language: 'python' }).severity
    expect(['tests/e2e/a.py', 'tests/a.py', 'tests/e2e/.b/c.py', 'tests/e2e/a.py'].map(severityIn)).toEqual(['off', 'warning', 'off', 'off'])
  })

  it('cannot be louder than silence and directives', () => {
    const severity = [{ severity: 'error' }] as const
    expect(loudness(site({}), { severity, silence: ['websocket'] })).toEqual({ severity: 'off', rule: '"silence" names websocket' })
    expect(loudness(site({ allowed: 'a reason' }), { severity }).severity).toBe('off')
  })
})

describe('suspects', () => {
  it('are information in every preset, quieter by rules, never louder', () => {
    for (const preset of ['observe', 'boundaries', 'strict'] as const) expect(loudness(suspect, { preset }).severity).toBe('information')
    expect(loudness(suspect, { severity: [{ services: ['cache'], severity: 'error' }] }).severity).toBe('information')
    expect(loudness(suspect, { severity: [{ services: ['cache'], severity: 'hint' }] }).severity).toBe('hint')
    expect(loudness(suspect, { suspects: false }).severity).toBe('off')
    expect(loudness({ ...suspect, allowed: 'a reason' }, {}).severity).toBe('off')
  })
})

describe('findings', () => {
  it('have a default of their own, which the settings change', () => {
    expect(loudness(finding('directive'), { preset: 'observe' }).severity).toBe('warning')
    expect(loudness(finding('unused-double'), {}).severity).toBe('information')
    expect(loudness(finding('mock-only-test'), {}).severity).toBe('information')
    expect(loudness(finding('no-op-patch'), { findings: { 'no-op-patch': 'error', directive: 'off' } })).toEqual({ severity: 'error', rule: '"findings" names no-op-patch' })
    expect(loudness(finding('directive'), { findings: { directive: 'off' } }).severity).toBe('off')
  })
})
