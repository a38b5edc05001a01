import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { analyse } from '../server/src/core/demock.ts'
import type { FileReport } from '../server/src/core/model/report.ts'
import { DEFAULT_SETTINGS, type Settings } from '../server/src/core/model/settings.ts'
import { codeOfSuspect, messageOfSuspect } from '../server/src/core/reports/message.ts'
import { linesOf } from '../server/src/core/text/lines.ts'
import { readMarkers, writeMarkers, type Marker } from './support/markers.ts'

const ROOT = fileURLToPath(new URL('fixtures/suspects/', import.meta.url))

function reportOf(text: string, path = 'tests/test_a.py', settings: Partial<Settings> = {}): FileReport {
  return analyse({ path, text }, { ...DEFAULT_SETTINGS, ...settings })
}

function markersOf(path: string, text: string): Marker[] {
  const lines = linesOf(text)
  return reportOf(text, path).suspects.map(({ anchor, kind, service, form }) => {
    const start = lines.positionAt(anchor.start)
    return { line: start.line, start: start.column, end: lines.positionAt(anchor.end).column, label: `${kind} ${service} ${form}` }
  })
}

describe('suspects', () => {
  it.each([['python.py', 'tests/test_a.py', '#'], ['ecmascript.ts', 'test/a.test.ts', '//']] as const)('%s', (fixture, path, comment) => {
    const marked = readMarkers(readFileSync(ROOT + fixture, 'utf8'))
    const written = writeMarkers({ text: marked.text, markers: markersOf(path, marked.text) }, comment)
    if (process.env['UPDATE'] === '1') writeFileSync(ROOT + fixture, written)
    else expect(writeMarkers(marked, comment)).toBe(written)
  })

  it.each(['python.py', 'ecmascript.ts'])('of %s are never sites, and stand in none', (fixture) => {
    const { text } = readMarkers(readFileSync(ROOT + fixture, 'utf8'))
    const { sites, suspects } = reportOf(text, fixture.endsWith('.py') ? 'tests/test_a.py' : 'test/a.test.ts')
    expect(suspects.length).toBeGreaterThan(10)
    for (const { span } of suspects) {
      expect(sites.filter((site) => site.span.start <= span.start && span.start < site.span.end)).toEqual([])
    }
    expect(new Set(suspects.map(({ fingerprint }) => fingerprint)).size).toBe(suspects.length)
  })
})

/** Each of these stands alone in its file: the trigger must let it pass. */
const PYTHON = [
  'ws = SimpleNamespace(send=lambda data: None)',
  'ws = type("WS", (), {"send": lambda self: None})()',
  'class InMemoryRedis:\n    def get(self): ...',
  'class NoopClient:\n    def send(self): ...',
  'class TestWebSocket:\n    def send_json(self): ...\n    def accept(self): ...',
  'class MemoryCache:\n    def get(self): ...\n    def set(self): ...\n    def expire(self): ...',
  'class Anything:\n    def send_json(self): ...\n    def receive_json(self): ...',
  'import app\ndef test_a():\n    app.send = lambda data: None',
  'import app\ndef test_a():\n    setattr(app, "send", lambda data: None)',
  'import app\ndef send(data): ...\ndef test_a():\n    app.chat.send = send',
]
const ECMASCRIPT = [
  'const ws = { send() {}, close() {}, readyState: 1 }',
  'const a = { b() {} } as unknown as Chat',
  'const a = <WebSocket>{ send() {} }',
  'const a: WebSocket = { send() {} }',
  'serve({ send() {}, readyState: 1, close() {} } as any)',
  'const cache = { get() {}, set() {}, del() {} }',
  'function makeSocket() { const sent = []; return { send() {}, close() {}, ping() {} } }',
  'const makeSocket = () => ({ send() {}, close() {}, ping() {} })',
  'const a = new Proxy({}, {}) as unknown as Redis',
  'class InMemoryRedis { get() {} }',
  'class TestWebSocket { send() {} close() {} }',
  'chat.send = () => {}',
  'chat.send = async (a, b) => {}',
  'chat.send = function () {}',
  'chat.send = ((a) => {}) as any',
  'Object.assign(chat, { send() {} })',
]

describe('a text without a mock library', () => {
  it.each(PYTHON)('is read for %j', (text) => expect(reportOf(text).suspects).toHaveLength(1))
  it.each(ECMASCRIPT)('is read for %j', (text) => expect(reportOf(text, 'a.test.ts').suspects).toHaveLength(1))

  it.each([...PYTHON, ...ECMASCRIPT])('has no sites in %j', (text) => {
    expect(reportOf(text).sites).toEqual([])
    expect(reportOf(text, 'a.test.ts').sites).toEqual([])
  })

  it.each([...PYTHON, ...ECMASCRIPT])('is left alone outside of tests: %j', (text) => {
    expect(reportOf(text, 'src/a.py').suspects).toEqual([])
    expect(reportOf(text, 'src/a.ts').suspects).toEqual([])
  })
})

describe('settings', () => {
  it.each([...PYTHON, ...ECMASCRIPT])('"suspects": false turns %j off', (text) => {
    expect(reportOf(text, 'tests/test_a.py', { suspects: false }).suspects).toEqual([])
    expect(reportOf(text, 'a.test.ts', { suspects: false }).suspects).toEqual([])
  })

  const text = 'class InMemoryRedis:\n    def get(self): ...\nclass InMemoryCache:\n    def get(self): ...\n'
  it.each([
    ['InMemoryRedis', ['class InMemoryCache']],
    ['tests.support.InMemoryRedis', ['class InMemoryCache']],
    ['tests.*', []],
    ['InMemory*', []],
    ['tests.other.*', ['class InMemoryRedis', 'class InMemoryCache']],
  ])('"real" takes %s away', (real, left) => {
    expect(reportOf(text, 'tests/support.py', { include: ['tests/**'], real: [real] }).suspects.map(({ form }) => form)).toEqual(left)
  })
})

describe('the message', () => {
  it.each([
    ['ws = SimpleNamespace(send_json=lambda data: None, accept=lambda: None)', 'suspected-websocket-mock',
      'SimpleNamespace looks like a hand-made double of a WebSocket: has send_json, accept, is called ws. The real thing would be it.'],
    ['import redis\ndef test_a():\n    redis.get = lambda key: None', 'suspected-cache-mock',
      'redis.get = lambda looks like a patch made by hand (a cache): replaces redis.get. The real thing would be it.'],
  ])('of %j', (text, code, message) => {
    const { suspects } = reportOf(text)
    expect(suspects.map(codeOfSuspect)).toEqual([code])
    expect(suspects.map((suspect) => messageOfSuspect(suspect, 'it'))).toEqual([message])
  })
})
