import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { analyse } from '../server/src/core/demock.ts'
import type { Finding } from '../server/src/core/model/finding.ts'
import { DEFAULT_SETTINGS, type Settings } from '../server/src/core/model/settings.ts'
import { NO_SURROUNDINGS, type Surroundings } from '../server/src/core/model/surroundings.ts'
import { applyEdits } from '../server/src/core/text/edits.ts'
import { linesOf } from '../server/src/core/text/lines.ts'
import { readMarkers, writeMarkers, type Marker } from './support/markers.ts'

const FOLDER = fileURLToPath(new URL('fixtures/findings/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).sort()

/** A workspace with a module `chat`, in which `clock` is all that there is. */
const CHAT: Surroundings = {
  ...NO_SURROUNDINGS,
  has: (_, path) => (path === 'chat' || path === 'chat.clock' ? 'yes' : path.startsWith('chat.') ? 'no' : 'unknown'),
}

function pathOf(fixture: string): string {
  return fixture.endsWith('.py') ? `tests/test_${fixture.replaceAll('-', '_')}` : `test/${fixture.replace('.ts', '.test.ts')}`
}

function findingsIn(fixture: string, text: string, settings: Settings = DEFAULT_SETTINGS): readonly Finding[] {
  const surroundings = fixture.startsWith('no-op-patch') ? CHAT : NO_SURROUNDINGS
  return analyse({ path: pathOf(fixture), text }, settings, surroundings).findings
}

/** The code a fixture is about: its file name without what follows the code. */
function codeOf(fixture: string): string {
  return fixture.replace(/(?:-jest)?\.(?:py|ts)$/, '')
}

describe('findings', () => {
  it.each(FIXTURES)('%s', (fixture) => {
    const file = FOLDER + fixture
    const comment = fixture.endsWith('.py') ? '#' : '//'
    const marked = readMarkers(readFileSync(file, 'utf8'))
    const lines = linesOf(marked.text)
    const markers = findingsIn(fixture, marked.text).filter(({ code }) => code === codeOf(fixture)).map(({ span, code }): Marker => {
      const start = lines.positionAt(span.start)
      return { line: start.line, start: start.column, end: lines.positionAt(span.end).column, label: `finding ${code}` }
    })
    const written = writeMarkers({ text: marked.text, markers }, comment)
    if (process.env['UPDATE'] === '1') writeFileSync(file, written)
    else expect(writeMarkers(marked, comment)).toBe(written)
    expect(markers.length).toBeGreaterThan(1)
  })

  it.each(FIXTURES)('%s: none when its code is off, and the sites stay', (fixture) => {
    const { text } = readMarkers(readFileSync(FOLDER + fixture, 'utf8'))
    const code = codeOf(fixture)
    const path = pathOf(fixture)
    expect(findingsIn(fixture, text, { ...DEFAULT_SETTINGS, findings: { [code]: 'off' } }).filter((finding) => finding.code === code)).toEqual([])
    expect(analyse({ path, text }, { ...DEFAULT_SETTINGS, findings: { [code]: 'off' } }).sites).toEqual(analyse({ path, text }, DEFAULT_SETTINGS).sites)
  })
})

describe('a name that looks like an assertion', () => {
  it('is none where the file itself defines it', () => {
    const text = 'from unittest.mock import Mock\n\nclass Recorder:\n    def called_once(self): ...\n\ndef test_a(recorder):\n    run(Mock())\n    recorder.called_once()\n'
    expect(findingsIn('a.py', text)).toEqual([])
    expect(findingsIn('a.py', text.replace('def called_once', 'def other')).map(({ code }) => code)).toEqual(['vacuous-verification'])
  })
})

describe('the fix of a misspelt assertion', () => {
  it.each([
    ['ws.send.called_once_with("x")', 'ws.send.assert_called_once_with("x")'],
    ['ws.send.called_once', 'ws.send.assert_called_once()'],
    ['ws.send.assert_called_once', 'ws.send.assert_called_once()'],
    ['ws.send.awaited_once()', 'ws.send.assert_awaited_once()'],
    ['ws.send.assert_called_onc_with(1)', 'ws.send.assert_called_once_with(1)'],
    ['assert ws.send.called_once_with("x")', 'ws.send.assert_called_once_with("x")'],
    ['assert ws.send.not_called', 'ws.send.assert_not_called()'],
  ])('%s', (wrong, right) => {
    const text = `from unittest.mock import AsyncMock\n\ndef test_a():\n    ws = AsyncMock()\n    ${wrong}\n`
    const [finding] = findingsIn('a.py', text).filter(({ code }) => code === 'vacuous-verification')
    expect(finding?.fix).toBeDefined()
    expect(applyEdits(text, finding?.fix?.edits ?? [])).toBe(text.replace(wrong, right))
  })

  it.each([
    'assert ws.send.called_once(), "why"',
    'assert ws.send.called and ws.send.called_once()',
    'ws.send.assert_called_with',
    'ws.send.called',
  ])('is not given where more must be decided: %s', (wrong) => {
    const [finding] = findingsIn('a.py', `from unittest.mock import AsyncMock\n\ndef test_a():\n    ws = AsyncMock()\n    ${wrong}\n`)
      .filter(({ code }) => code === 'vacuous-verification')
    expect(finding).toBeDefined()
    expect(finding?.fix).toBeUndefined()
  })
})
