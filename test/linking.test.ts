import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { analyse, languageOf } from '../server/src/core/demock.ts'
import { createLinker } from '../server/src/core/linking/linker.ts'
import { linesOf } from '../server/src/core/text/lines.ts'
import { createNodeHost } from '../server/src/workspace/node-host.ts'
import { linkedFiles } from '../server/src/workspace/linked-files.ts'
import { loadSettings } from '../server/src/workspace/settings.ts'
import { readMarkers, writeMarkers, type Marker } from './support/markers.ts'

const ROOT = fileURLToPath(new URL('fixtures/linking/', import.meta.url))
const host = createNodeHost(() => {})

/** The texts of a case without their markers: each case is a workspace of its own. */
function textsOf(folder: string): ReadonlyMap<string, { readonly text: string; readonly marked: ReturnType<typeof readMarkers> }> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/')).filter((path) => languageOf(path)).sort()
  return new Map(paths.map((path) => {
    const marked = readMarkers(readFileSync(`${folder}/${path}`, 'utf8'))
    return [path, { text: marked.text, marked }]
  }))
}

describe.each(readdirSync(ROOT).sort())('%s', (name) => {
  const folder = ROOT + name
  const texts = textsOf(folder)
  const { settings } = loadSettings(folder, host)
  const linker = createLinker(linkedFiles(folder, (path) => texts.get(path)?.text ?? readFileSync(`${folder}/${path}`, 'utf8'), host), settings)

  it.each([...texts])('%s', (path, { text, marked }) => {
    const lines = linesOf(text)
    const markerAt = ({ start, end }: { readonly start: number; readonly end: number }, label: string): Marker => {
      const from = lines.positionAt(start)
      return { line: from.line, start: from.column, end: lines.positionAt(end).column, label }
    }
    const { sites, references } = analyse({ path, text }, settings, linker.surroundingsOf(path))
    const outside = references.flatMap((reference) => (reference.outside ? markerAt(reference.span, `outside ${reference.role} ${reference.outside.path}`) : []))
    const found = [...sites.map((site) => markerAt(site.anchor, `${site.kind} ${site.service} ${site.api}`)), ...outside].sort((a, b) => a.line - b.line || a.start - b.start)
    const comment = path.endsWith('.py') ? '#' : '//'
    const written = writeMarkers({ text, markers: found }, comment)
    if (process.env['UPDATE'] === '1') writeFileSync(`${folder}/${path}`, written)
    else expect(writeMarkers(marked, comment)).toBe(written)
  })
})
