import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { LIBRARIES } from '../server/src/core/catalogue/libraries.ts'
import { FINDING_CODES, SERVICES } from '../server/src/core/model/finding.ts'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  contributes: { configuration: { properties: Record<string, { default: unknown, description?: string, markdownDescription?: string }> } }
}

describe('README', () => {
  const readme = read('README.md')

  it('lists every setting with its default and description', () => {
    const rows = Object.entries(manifest.contributes.configuration.properties).map(([name, { default: value, description, markdownDescription }]) =>
      `| \`${name}\` | \`${JSON.stringify(value)}\` | ${description ?? markdownDescription} |`)
    const table = readme.slice(readme.indexOf('<!-- settings: begin'), readme.indexOf('<!-- settings: end'))
    expect(table.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows)
  })

  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([])
  })
})

describe('docs/diagnostics.md', () => {
  it('explains the code of every service, and suspects', () => {
    const headings = [...read('docs/diagnostics.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings.sort()).toEqual([...SERVICES, 'suspected'].map((of) => `${of}-mock`).sort())
  })
})

describe('docs/findings.md', () => {
  it('explains every code of a finding', () => {
    const headings = [...read('docs/findings.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(FINDING_CODES)
  })
})

describe('the catalogue', () => {
  it.each(LIBRARIES.map((library) => [library.id, library] as const))('%s has a marked fixture and an https documentation address', (id, library) => {
    expect(existsSync(path.join(root, 'test/fixtures/libraries', id))).toBe(true)
    expect(library.documentation).toMatch(/^https:\/\//)
  })
})
