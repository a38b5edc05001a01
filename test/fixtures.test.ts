import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { realThingsOf } from '../server/src/core/analysis/real-things.ts'
import { LIBRARIES } from '../server/src/core/catalogue/libraries.ts'
import { analyse, languageOf } from '../server/src/core/demock.ts'
import { SERVICES } from '../server/src/core/model/finding.ts'
import { DEFAULT_SETTINGS } from '../server/src/core/model/settings.ts'
import { linesOf } from '../server/src/core/text/lines.ts'
import { readMarkers, writeMarkers, type Marker } from './support/markers.ts'

const ROOT = fileURLToPath(new URL('fixtures/', import.meta.url))

/** Every fixture below a folder, relative to it. */
function fixturesIn(folder: string): string[] {
  return readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:py|[cm]?[jt]sx?)$/.test(path)).sort()
}

/** A fixture is analysed as the test file it stands for: `basic.py` as tests/test_basic.py, `basic.ts` as test/basic.test.ts; `*.production.*` and manual mocks under src. */
function pathOf(fixture: string): string {
  const name = basename(fixture)
  if (fixture.includes('__mocks__/')) return `src/${fixture.slice(fixture.indexOf('__mocks__/'))}`
  if (name.includes('.production.')) return `src/${name.replace('.production', '')}`
  if (name === 'conftest.py') return `tests/${name}`
  return name.endsWith('.py') ? `tests/test_${name.replaceAll('-', '_')}` : `test/${name.replace(/(\.[cm]?[jt]sx?)$/, '.test$1')}`
}

function markersOf(path: string, text: string): Marker[] {
  const lines = linesOf(text)
  return analyse({ path, text }, DEFAULT_SETTINGS).sites.map((site) => {
    const start = lines.positionAt(site.anchor.start)
    return { line: start.line, start: start.column, end: lines.positionAt(site.anchor.end).column, label: `${site.kind} ${site.service} ${site.api}` }
  })
}

/** Names that are recognised as real in fixtures of the catalogue. */
function realMarkersOf(path: string, text: string): Marker[] {
  const language = languageOf(path)
  if (!language) return []
  const lines = linesOf(text)
  return realThingsOf(language.read(text, path)).map(({ span, api }) => {
    const start = lines.positionAt(span.start)
    return { line: start.line, start: start.column, end: lines.positionAt(span.end).column, label: `real ${api}` }
  })
}

function check(folder: string): void {
  for (const fixture of fixturesIn(folder)) {
    it(fixture, () => {
      const file = `${ROOT}${folder}/${fixture}`
      const comment = fixture.endsWith('.py') ? '#' : '//'
      const marked = readMarkers(readFileSync(file, 'utf8'))
      const path = pathOf(fixture)
      const real = folder === 'libraries' ? realMarkersOf(path, marked.text) : []
      const found = [...markersOf(path, marked.text), ...real].sort((a, b) => a.line - b.line || a.start - b.start)
      const written = writeMarkers({ text: marked.text, markers: found }, comment)
      if (process.env['UPDATE'] === '1') writeFileSync(file, written)
      else expect(writeMarkers(marked, comment)).toBe(written)
    })
  }
}

describe('libraries', () => {
  check('libraries')
})
describe('services', () => {
  check('services')
})

describe('catalogue', () => {
  it('lists every file of its folder', () => {
    const script = fileURLToPath(new URL('../scripts/generate-libraries.mjs', import.meta.url))
    expect(spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  })

  it('has a fixture for every library that finds it', () => {
    const found = new Set(fixturesIn('libraries').map((fixture) => fixture.split('/')[0]))
    expect([...found].sort()).toEqual(LIBRARIES.map((library) => library.id).sort())
    for (const { id } of LIBRARIES) {
      const libraries = fixturesIn('libraries').filter((fixture) => fixture.startsWith(`${id}/`)).flatMap((fixture) => {
        const { text } = readMarkers(readFileSync(`${ROOT}libraries/${fixture}`, 'utf8'))
        const { facts, sites } = analyse({ path: pathOf(fixture), text }, DEFAULT_SETTINGS)
        const things = realThingsOf(facts.scopes.length > 0 ? facts : languageOf(fixture)?.read(text, fixture) ?? facts)
        return [...sites.map((site) => site.library), ...things.map((thing) => thing.library)]
      })
      expect(libraries).toContain(id)
    }
  })

  it('names files after ids', () => {
    const files = readdirSync(new URL('../server/src/core/catalogue/libraries/', import.meta.url)).map((file) => file.replace('.ts', ''))
    expect(files.sort()).toEqual(LIBRARIES.map((library) => library.id).sort())
  })
})

describe('every service', () => {
  it('is recognised in at least one fixture', () => {
    const found = new Set<string>()
    for (const folder of ['libraries', 'services']) {
      for (const fixture of fixturesIn(folder)) {
        const { text } = readMarkers(readFileSync(`${ROOT}${folder}/${fixture}`, 'utf8'))
        for (const site of analyse({ path: pathOf(fixture), text }, DEFAULT_SETTINGS).sites) found.add(site.service)
      }
    }
    expect(SERVICES.filter((service) => !found.has(service))).toEqual([])
  })
})
