import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SERVICES } from '../../server/src/core/model/finding.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { createNodeHost } from '../../server/src/workspace/node-host.ts'
import { SETTING_SCHEMAS } from '../../server/src/workspace/settings-schema.ts'
import { loadSettings, mergeEditorSettings, parseSettings } from '../../server/src/workspace/settings.ts'
import { temporaryFolder } from './temporary-folder.ts'

const host = createNodeHost(() => {})

function problemsOf(text: string): string[] {
  return parseSettings(text, 'demock.json').problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`)
}

describe('loadSettings', () => {
  it('gives the defaults where there is no file', () => {
    expect(loadSettings(temporaryFolder({}), host)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] })
  })

  it('reads demock.json of the root, with a byte order mark and CRLF', () => {
    const root = temporaryFolder({ 'demock.json': '\uFEFF{\r\n  "preset": "strict"\r\n}\r\n' })
    expect(loadSettings(root, host)).toEqual({ settings: { ...DEFAULT_SETTINGS, preset: 'strict' }, problems: [] })
  })

  it('reads a named file instead, and misses it when it is not there', () => {
    const root = temporaryFolder({ 'demock.json': '{ "preset": "strict" }', 'other.json': '{ "preset": "observe" }' })
    expect(loadSettings(root, host, 'other.json').settings.preset).toBe('observe')
    const { settings, problems } = loadSettings(root, host, 'nowhere.json')
    expect(settings).toEqual(DEFAULT_SETTINGS)
    expect(problems).toEqual([{ path: 'nowhere.json', line: 1, column: 1, message: expect.stringContaining('cannot be read: ENOENT') }])
  })

  it.each<[string, string | Uint8Array | null, string]>([
    ['a folder', null, 'cannot be read'],
    ['binary', Uint8Array.of(0, 1, 2), 'binary'],
    ['no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'not valid UTF-8'],
  ])('keeps the defaults when demock.json is %s', (_what, content, message) => {
    const { settings, problems } = loadSettings(temporaryFolder({ 'demock.json': content }), host)
    expect(settings).toEqual(DEFAULT_SETTINGS)
    expect(problems).toEqual([{ path: 'demock.json', line: 1, column: 1, message: expect.stringContaining(message) }])
  })
})

describe('parseSettings', () => {
  it('takes comments, trailing commas and $schema', () => {
    const text = '// ours\n{\n  "$schema": "x",\n  "include": ["checks/**/*.py",], /* more */\n  "silence": ["time", "env" /* not env */],\n  "exclude": ["a/{b,c}/**"],\n}'
    const { settings, problems } = parseSettings(text, 'demock.json')
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, include: ['checks/**/*.py'], exclude: ['a/{b,c}/**'] })
    expect(problems).toHaveLength(1)
  })

  it.each([
    ['{\n  "exlude": []\n}', 'demock.json:2:3: there is no setting "exlude"; settings are preset, include, exclude, silence, classify, real, doubles, severity, findings, suspects, supportFolder, contracts, phases, verify'],
    ['{ "preset": "loud" }', 'demock.json:1:13: "preset" must be "observe", "boundaries" or "strict"; the default stays in force'],
    ['{ "include": "tests" }', 'demock.json:1:14: "include" must be a list of globs, like ["checks/**/*.py"]; the default stays in force'],
    ['{\n  "exclude": [\n    "ok/**",\n    5\n  ]\n}', 'demock.json:4:5: "exclude" item 2 must be a glob in quotes, like "tests/**/*.py"; the default stays in force'],
    ['{ "exclude": ["a[b"] }', 'demock.json:1:15: "exclude" item 1 has a bracket or brace that is not closed; the default stays in force'],
    ['{ "exclude": ["a\\\\b"] }', 'demock.json:1:15: "exclude" item 1 must be written with / instead of \\; the default stays in force'],
    ['{ "include": ["/abs/**"] }', 'demock.json:1:15: "include" item 1 must be relative to the workspace root, without a leading /, ./ or ../; the default stays in force'],
    ['{ "silence": ["http", "websockets"] }', `demock.json:1:23: "silence" item 2 must be one of ${SERVICES.join(', ')}; the default stays in force`],
    ['{ "supportFolder": "../up" }', 'demock.json:1:20: "supportFolder" must be a folder below the tests, without a leading / and without ..; the default stays in force'],
    ['{ "classify": [\n  { "match": "a", "service": "web" }\n] }', `demock.json:2:30: "classify" item 1.service must be one of ${SERVICES.join(', ')}; the default stays in force`],
    ['{ "classify": [{ "service": "http" }] }', 'demock.json:1:16: "classify" item 1 lacks "match"; it must be like { "match": "app.gateway.*", "service": "websocket" }; the default stays in force'],
    ['{ "real": [""] }', 'demock.json:1:12: "real" item 1 must not be empty; remove it; the default stays in force'],
    ['{ "doubles": "make_socket" }', 'demock.json:1:14: "doubles" must be a list of names, like ["tests.support.make_socket"]; the default stays in force'],
    ['{ "suspects": "no" }', 'demock.json:1:15: "suspects" must be true or false; the default stays in force'],
    ['{ "severity": [{ "severity": "off" },\n  { "severity": "loud" }] }', 'demock.json:2:17: "severity" item 2.severity must be one of error, warning, information, hint, off; the default stays in force'],
    ['{ "severity": [{ "kinds": ["spy"] }] }', 'demock.json:1:16: "severity" item 1 lacks "severity"; it must be like { "files": ["tests/e2e/**"], "services": ["websocket"], "severity": "error" }; the default stays in force'],
    ['{ "severity": [{ "severity": "off", "service": ["http"] }] }', 'demock.json:1:37: "severity" item 1 must not have "service"; it must be like { "files": ["tests/e2e/**"], "services": ["websocket"], "severity": "error" }; the default stays in force'],
    ['{ "findings": { "directive": "loud" } }', 'demock.json:1:30: "findings" item directive must be one of error, warning, information, hint, off; the default stays in force'],
    ['{ "contracts": { "job": { "events": ["a", "b"],\n  "once": ["c"] } } }', 'demock.json:2:12: "contracts" item job.once.1 must be one of its "events": a, b; the default stays in force'],
    ['{ "contracts": { "job": { "events": ["a", "b", "a"] } } }', 'demock.json:1:48: "contracts" item job.events.3 stands there already; remove it; the default stays in force'],
    ['{ "contracts": { "job": { "events": ["a", "b"], "fallback": ["a", "b"] } } }', 'demock.json:1:62: "contracts" item job.fallback.1 must not be one of its "events": it comes in place of one; the default stays in force'],
    ['{ "contracts": { "job": { "events": ["a", "b"], "fields": { "c": ["x"] } } } }', 'demock.json:1:66: "contracts" item job.fields.c must be one of its "events": a, b; the default stays in force'],
    ['{ "contracts": { "job": { "events": ["a"], "pairs": [["a"]] } } }', 'demock.json:1:54: "contracts" item job.pairs.1 must be like ["tool_executing", "tool_completed"] or ["tool_executing", "tool_completed", "tool_name"]; the default stays in force'],
    ['{ "contracts": { "job": { "final": "a" } } }', 'demock.json:1:25: "contracts" item job lacks "events"; it must be like { "events": ["job_started", "job_ended"], "final": "job_ended" }; the default stays in force'],
    ['{ "contracts": { "job": { "events": ["a"], "order": [] } } }', 'demock.json:1:44: "contracts" item job must not have "order"; it must be like { "events": ["job_started", "job_ended"], "final": "job_ended" }; the default stays in force'],
    ['{ "contracts": { "my job": { "events": ["a"] } } }', 'demock.json:1:18: "contracts" item my job must be a name of letters, digits and _, like "agent_events"; the default stays in force'],
    ['{ "contracts": ["a"] }', 'demock.json:1:16: "contracts" must be an object, like { "agent_events": { "events": ["agent_started", "final_report"] } }; the default stays in force'],
    ['{ "phases": [{ "name": "A", "services": ["http"] },\n  { "name": "B", "services": ["llm", "http"] }] }', 'demock.json:2:38: "phases" item 2.services.2 is in phase 1 already; a service is in one phase; the default stays in force'],
    ['{ "phases": [{ "name": "A", "services": ["http", "http"] }] }', 'demock.json:1:50: "phases" item 1.services.2 stands there already; remove it; the default stays in force'],
    ['{ "phases": [{ "name": "A", "services": ["http"] },\n  { "name": "a ", "services": ["llm"] }] }', 'demock.json:2:13: "phases" item 2.name is the name of another phase already; the default stays in force'],
    ['{ "phases": [{ "name": "2", "services": ["http"] }] }', 'demock.json:1:24: "phases" item 1.name must not be a number: phases are numbered anyway; the default stays in force'],
    ['{ "phases": [{ "name": "A", "services": [] }] }', 'demock.json:1:41: "phases" item 1.services must name at least one service; the default stays in force'],
    ['{ "phases": [{ "name": "A" }] }', 'demock.json:1:14: "phases" item 1 lacks "services"; it must be like { "name": "Sockets", "services": ["websocket"] }; the default stays in force'],
    ['{ "phases": { "A": ["http"] } }', 'demock.json:1:13: "phases" must be a list, like [{ "name": "Sockets", "services": ["websocket"] }]; the default stays in force'],
    ['[]', 'demock.json:1:1: must be an object in braces, like { "preset": "strict" }'],
    ['', 'demock.json:1:1: not valid JSON: a value must stand here; the whole file is ignored'],
    ['{ "preset": "strict"', 'demock.json:1:21: not valid JSON: a closing } is missing; the whole file is ignored'],
    ['{\n  preset: "strict"\n}', 'demock.json:2:3: not valid JSON: a word that is no value; put strings in double quotes; the whole file is ignored'],
  ])('tells what is wrong in %j', (text, expected) => {
    expect(problemsOf(text)).toEqual([expected])
    expect(parseSettings(text, 'demock.json').settings).toEqual(DEFAULT_SETTINGS)
  })

  it('tells all that is wrong, in the order of the text', () => {
    const text = '{\n  "severity": [{ "severity": "loud", "kinds": ["mock"] }, { "severity": "off", "files": ["/x"] }],\n  "findings": { "unused": "off" },\n  "preset": 1\n}'
    expect(problemsOf(text).map((problem) => problem.slice(0, 48))).toEqual([
      'demock.json:2:30: "severity" item 1.severity mus', 'demock.json:2:48: "severity" item 1.kinds.1 must', 'demock.json:2:90: "severity" item 2.files.1 must',
      'demock.json:3:17: "findings" must not have "unus', 'demock.json:4:13: "preset" must be "observe", "b',
    ])
    expect(problemsOf('{ "findings": [] }')).toEqual([expect.stringContaining('demock.json:1:15: "findings" must be an object with the codes')])
  })

  it('takes rules', () => {
    const text = '{ "severity": [{ "files": ["a/**"], "services": ["ui"], "kinds": ["spy"], "severity": "off" }], "findings": { "directive": "error" }, "classify": [{ "match": "a.*", "service": "ui" }], "suspects": false }'
    expect(parseSettings(text, 'x')).toEqual({
      problems: [],
      settings: {
        ...DEFAULT_SETTINGS, suspects: false, findings: { directive: 'error' }, classify: [{ match: 'a.*', service: 'ui' }],
        severity: [{ files: ['a/**'], services: ['ui'], kinds: ['spy'], severity: 'off' }],
      },
    })
  })

  it('keeps what is valid beside what is not', () => {
    expect(parseSettings('{ "preset": "strict", "exclude": 1, "silence": ["ui"] }', 'x').settings).toEqual({ ...DEFAULT_SETTINGS, preset: 'strict', silence: ['ui'] })
  })
})

describe('mergeEditorSettings', () => {
  it('overrules by what is valid and tells what is not', () => {
    expect(mergeEditorSettings(DEFAULT_SETTINGS, { preset: 'strict', exclude: 'x', include: null, statusBar: true })).toEqual({
      settings: { ...DEFAULT_SETTINGS, preset: 'strict' },
      problems: ['"exclude" must be a list of globs, like ["tests/legacy/**"]; it is ignored'],
    })
  })

  it.each([[undefined], [null], ['strict'], [[1]]])('lets the settings be for %j', (editor) => {
    expect(mergeEditorSettings(DEFAULT_SETTINGS, editor)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] })
  })
})

describe('the JSON schema of demock.json', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schemas/demock.schema.json', import.meta.url), 'utf8'))

  it('knows exactly the settings, their defaults and their words', () => {
    const { $schema, ...properties } = schema.properties
    expect($schema.type).toBe('string')
    expect(Object.keys(properties)).toEqual(Object.keys(SETTING_SCHEMAS))
    expect(Object.fromEntries(Object.entries<{ default: unknown }>(properties).map(([name, property]) => [name, property.default]))).toEqual(DEFAULT_SETTINGS)
    expect(properties.silence.items.enum).toEqual(SERVICES)
    expect(properties.preset.enum).toEqual(SETTING_SCHEMAS.preset.options)
    expect(schema.additionalProperties).toBe(false)
  })
})
