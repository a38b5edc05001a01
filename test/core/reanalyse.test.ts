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

/** The lines and columns of all that an editor shows. */
function shownOf({ sites, suspects, findings, references, problems }: FileReport, text: string): unknown {
  const lines = linesOf(text)
  const places = [...sites, ...suspects].map(({ anchor }) => anchor).concat([...sites, ...references, ...findings, ...problems].map(({ span }) => span))
  return places.map(({ start, end }) => [lines.positionAt(start), lines.positionAt(end)])
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
      const { report, lines, from } = again
      const view = lines === 0 ? '' : `${lines} ${from}`
      // The comparison of Node is many times as fast; that of expect tells what is different.
      if (!isDeepStrictEqual({ ...report }, fresh)) expect({ ...report }, `edit ${i} of ${path}`).toEqual(fresh)
      const here = shownOf(report, text)
      expect(here, `edit ${i} of ${path}`).toEqual(shown.get(view) ?? here)
      shown.set(view, here)
      reused++
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

  it.each([pythonFile(), typescriptFile()])('while one types comments in $name', ({ name, text, line, comment }) => {
    const path = `tests/${name}`
    const basis = { source: { path, text }, report: analyse({ path, text }, DEFAULT_SETTINGS) }
    const at = linesOf(text).offsetAt({ line, column: comment.length })
    for (const typed of ['a', 'as it is', `said\n${comment}`, '\n', `\n\n${comment}so`]) {
      const source = { path, text: text.slice(0, at) + typed + text.slice(at) }
      expect(isDeepStrictEqual({ ...reanalyse(source, basis, DEFAULT_SETTINGS)?.report }, analyse(source, DEFAULT_SETTINGS)), typed).toBe(true)
    }
  })
})
