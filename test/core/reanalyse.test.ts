import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { analyse } from '../../server/src/core/demock.ts'
import type { FileReport } from '../../server/src/core/model/report.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { reanalyse } from '../../server/src/core/reanalyse.ts'
import { linesOf } from '../../server/src/core/text/lines.ts'
import { pythonFile, typescriptFile } from '../bench/long-files.mjs'

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url))
const EDITS_OF_FIXTURES = 10
const EDITS_OF_LONG_FILES = 15

/** Numbers from 0 up to a limit, always the same ones (Mulberry32). */
function numbersFrom(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * limit)
  }
}

const PIECES = [
  'x', ' ', '\t', '\n', '\r\n', '    ', '(', ')', '[', ']', '{', '}', '"', "'", '"""', "'''", '`', '${', '\\', '/', '#', '.', ',', ':', ';', '=', '@', '_', '\f', 'é', '\u2028',
  '# note', '// note', '/* note */', '/*', '*/', '\n# note', '\n// note', '\n\n', '# Mock()', '// vi.fn()', '# locals()', '// eval(', '# demock: allow(code) – so', '// class FakeSocket {}',
  '# class FakeSocket:', '\n    # a\n\n    # b', '\n  // a\n\n  /* b\n c */', 'else:', '@patch("a.b")\n', 'ws = Mock()\n', 'return', 'await ',
]

/** Ends and beginnings of lines, and insides of comments, are where one types comments: most edits fall there. */
function placeIn(text: string, upTo: (limit: number) => number): number {
  const at = upTo(text.length + 1)
  const way = upTo(6)
  if (way < 2) return at
  const near = way < 4 ? text.indexOf('\n', at) : way === 4 ? text.lastIndexOf('\n', at) + 1 : text.slice(at).search(/#|\/\//) + at + upTo(4)
  return Math.min(Math.max(near, 0), text.length)
}

function edited(text: string, upTo: (limit: number) => number): string {
  const at = placeIn(text, upTo)
  const piece = PIECES[upTo(PIECES.length)] ?? ''
  const way = upTo(10)
  if (way < 6) return text.slice(0, at) + piece + text.slice(at)
  if (way < 8) return text.slice(0, at) + text.slice(at + 1 + upTo(3))
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at) + 1 || text.length
  return way === 8 ? text.slice(0, start) + text.slice(end) : text.slice(0, start) + text.slice(start, end) + text.slice(start)
}

/** What one has typed with its brackets and quotes closed, as an editor does at once. */
function closed(typed: string): string {
  const open: string[] = []
  for (const character of typed) {
    if (open.at(-1) === character) open.pop()
    else if (open.at(-1) !== '"' && CLOSING.has(character)) open.push(CLOSING.get(character) ?? '')
  }
  return typed + open.reverse().join('')
}

const CLOSING: ReadonlyMap<string, string> = new Map([['(', ')'], ['{', '}'], ['"', '"']])

const IN_PYTHON = {
  path: 'tests/test_room.py',
  before: `from unittest.mock import AsyncMock, Mock
from app import greet, room

class TestRoom:
    def test_one(self):
        ws = AsyncMock()
        greet(ws)

    def test_two(self):
        store = Mock()
        greet(store)
        store.save.assert_called_once()

def test_three():
    client = Mock()
    greet(client)
`,
}
const IN_TYPESCRIPT = {
  path: 'test/room.test.ts',
  before: `import { expect, it, vi } from 'vitest'
import { greet, room } from './app'

let shared: unknown
it('one', () => {
  const socket = { send: vi.fn() }
  greet(socket)
})
it('two', () => {
  const store = vi.fn()
  greet(store)
  expect(store).toHaveBeenCalled()
})
it('two', () => { greet(vi.fn()) })
`,
}

/** What is typed into one test of a file, and whether that test is all that has to be looked at. */
const EDITS_OF_TESTS = [
  { ...IN_PYTHON, what: 'a use of a double', from: 'greet(store)', to: 'greet(store, room=1)', seen: 'the test alone' },
  { ...IN_PYTHON, what: 'another double', from: 'greet(ws)', to: 'greet(ws, Mock())', seen: 'the test alone' },
  { ...IN_PYTHON, what: 'one double less', from: 'client = Mock()', to: 'client = object()', seen: 'the test alone' },
  { ...IN_PYTHON, what: 'an open bracket', from: 'greet(ws)', to: 'greet(ws', seen: 'the test alone' },
  { ...IN_PYTHON, what: 'an attribute of the class', from: 'store = Mock()', to: 'self.store = Mock()', seen: 'more' },
  { ...IN_PYTHON, what: 'a member of what is imported', from: 'greet(store)', to: 'room.store = store', seen: 'more' },
  { ...IN_PYTHON, what: 'a global name', from: 'greet(store)', to: 'global shared; shared = store', seen: 'more' },
  { ...IN_PYTHON, what: 'an import', from: 'greet(store)', to: 'import redis', seen: 'more' },
  { ...IN_PYTHON, what: 'an open text', from: 'greet(ws)', to: "greet('''ws)", seen: 'more' },
  { ...IN_PYTHON, what: 'the end of the test', from: '        greet(store)', to: '    greet(store)', seen: 'more' },
  { ...IN_PYTHON, what: 'the name of the test', from: 'test_two', to: 'test_one', seen: 'more' },
  { ...IN_PYTHON, what: 'the name of another test', from: 'greet(store)', to: 'self.test_one()', seen: 'more' },
  { ...IN_TYPESCRIPT, what: 'a use of a double', from: 'greet(store)', to: 'greet(store, 1)', seen: 'the test alone' },
  { ...IN_TYPESCRIPT, what: 'another double', from: 'greet(socket)', to: 'greet(socket, vi.fn())', seen: 'the test alone' },
  { ...IN_TYPESCRIPT, what: 'another double in one of two tests of the same name', from: 'greet(store)', to: 'greet(store, vi.fn())', seen: 'more' },
  { ...IN_TYPESCRIPT, what: 'a name of the file', from: 'greet(store)', to: 'shared = store', seen: 'more' },
  { ...IN_TYPESCRIPT, what: 'a bracket too many', from: 'greet(store)', to: 'greet(store) })', seen: 'more' },
]

/** The lines and columns of all that an editor shows. */
function shownOf({ sites, suspects, findings, references, problems }: FileReport, text: string): unknown {
  const lines = linesOf(text)
  const places = [...sites, ...suspects].map(({ anchor }) => anchor).concat([...sites, ...references, ...findings, ...problems].map(({ span }) => span))
  return places.map(({ start, end }) => [lines.positionAt(start), lines.positionAt(end)])
}

/** With the facts that a report reads when they are asked for. */
function plain(report: FileReport | undefined): FileReport | undefined {
  return report && { ...report, facts: report.facts }
}

/** Types into a text and compares each version's report with that of an analysis from the beginning. Gives how many were made from an earlier one. */
function typeInto(path: string, start: string, edits: number, seed: number): number {
  const upTo = numbersFrom(seed)
  let text = start
  let basis = { source: { path, text }, report: analyse({ path, text }, DEFAULT_SETTINGS) }
  let shown = new Map<string, unknown>()
  let reused = 0
  for (let i = 0; i < edits; i++) {
    const before = text
    text = edited(text, upTo)
    const source = { path, text }
    const fresh = analyse(source, DEFAULT_SETTINGS)
    const again = reanalyse(source, basis, DEFAULT_SETTINGS)
    if (again) {
      const { report, moved: { lines, from }, part } = again
      const view = lines === 0 ? '' : `${lines} ${from}`
      // The comparison of Node is many times as fast; that of expect tells what is different.
      if (!isDeepStrictEqual(plain(report), fresh)) expect(plain(report), `edit ${i} of ${path}`).toEqual(fresh)
      reused++
      if (part) continue
      const here = shownOf(report, text)
      expect(here, `edit ${i} of ${path}`).toEqual(shown.get(view) ?? here)
      shown.set(view, here)
      continue
    }
    if (fresh.sites.length === 0 || upTo(3) > 0) text = before
    else {
      basis = { source, report: fresh }
      shown = new Map([['', shownOf(fresh, text)]])
    }
  }
  return reused
}

function pathOf(fixture: string): string {
  const name = basename(fixture)
  return name.endsWith('.py') ? `tests/test_${name}` : `test/${name.replace(/(\.[cm]?[jt]sx?)$/, '.test$1')}`
}

describe('a report made from that of an earlier version is what a fresh analysis gives', () => {
  const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:py|[cm]?[jt]sx?)$/.test(path)).sort()
  let reused = 0

  it.each(fixtures)('in %s', (fixture) => {
    reused += typeInto(pathOf(fixture), readFileSync(FIXTURES + fixture, 'utf8'), EDITS_OF_FIXTURES, fixture.length)
  })

  it('for many edits', () => expect(reused).toBeGreaterThan(fixtures.length / 2))

  it.each([pythonFile(), typescriptFile()])('in $name', ({ name, text }) => {
    expect(typeInto(`tests/${name}`, text, EDITS_OF_LONG_FILES, 1)).toBeGreaterThan(0)
  })

  it.each([pythonFile(), typescriptFile()])('while one types code in $name', ({ name, text, line, code }) => {
    const path = `tests/${name}`
    const basis = { source: { path, text }, report: analyse({ path, text }, DEFAULT_SETTINGS) }
    const at = linesOf(text).offsetAt({ line: line + 1, column: 0 })
    for (let typed = 5; typed <= code.length; typed += 4) {
      const source = { path, text: `${text.slice(0, at)}${closed(code.slice(0, typed))}\n${text.slice(at)}` }
      const again = reanalyse(source, basis, DEFAULT_SETTINGS)
      expect(again?.part, code.slice(0, typed)).toBeDefined()
      expect(isDeepStrictEqual(plain(again?.report), analyse(source, DEFAULT_SETTINGS)), code.slice(0, typed)).toBe(true)
    }
  })

  it.each(EDITS_OF_TESTS)('$what in $path is seen in $seen', ({ path, before, from, to, seen }) => {
    const basis = { source: { path, text: before }, report: analyse({ path, text: before }, DEFAULT_SETTINGS) }
    const source = { path, text: before.replace(from, to) }
    const again = reanalyse(source, basis, DEFAULT_SETTINGS)
    const fresh = analyse(source, DEFAULT_SETTINGS)
    expect(fresh.sites.length).toBeGreaterThan(0)
    if (seen === 'the test alone') expect(plain(again?.report)).toEqual(fresh)
    else expect(again).toBeUndefined()
  })

  it.each([pythonFile(), typescriptFile()])('while one types comments in $name', ({ name, text, line, comment }) => {
    const path = `tests/${name}`
    const basis = { source: { path, text }, report: analyse({ path, text }, DEFAULT_SETTINGS) }
    const at = linesOf(text).offsetAt({ line, column: comment.length })
    for (const typed of ['a', 'as it is', `said\n${comment}`, '\n', `\n\n${comment}so`]) {
      const source = { path, text: text.slice(0, at) + typed + text.slice(at) }
      expect(isDeepStrictEqual(plain(reanalyse(source, basis, DEFAULT_SETTINGS)?.report), analyse(source, DEFAULT_SETTINGS)), typed).toBe(true)
    }
  })
})
