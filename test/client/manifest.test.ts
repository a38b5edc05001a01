import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json'
import { SERVICES } from '../../server/src/core/model/finding.ts'
import { SETTINGS_FILE } from '../../server/src/workspace/settings.ts'
import { SETTING_SCHEMAS } from '../../server/src/workspace/settings-schema.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const SOURCES = readdirSync(path.join(ROOT, 'client/src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join(ROOT, 'client/src', file), 'utf8'))
  .join('\n')

/** Settings but `verify`, which names programs to run and is taken from demock.json alone. */
const OF_THE_EDITOR = Object.keys(SETTING_SCHEMAS).filter((name) => name !== 'verify')

describe('the manifest', () => {
  const { contributes } = manifest

  it('names exactly the commands that the client registers', () => {
    const constants = new Map([...SOURCES.matchAll(/const (\w+) = '(demock\.\w+)'/g)].map(([, name, id]) => [name, id] as const))
    const registered = [...SOURCES.matchAll(/registerCommand\((?:'([\w.]+)'|(\w+))/g)].map(([, id, name]) => id ?? constants.get(name))
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual(registered.sort())
    expect(contributes.commands.every(({ category }) => category === 'Demock')).toBe(true)
  })

  it('uses in menus and welcomes only commands and views that are there', () => {
    const commands = contributes.commands.map(({ command }) => command)
    const used = Object.values(contributes.menus).flat().map(({ command }) => command)
    expect(used.filter((command) => !commands.includes(command))).toEqual([])
    const views = contributes.views.demock.map(({ id }) => id)
    expect(contributes.viewsWelcome.filter(({ view }) => !views.includes(view))).toEqual([])
    expect(SOURCES).toContain(`createTreeView<Row>('${views[0]}'`)
  })

  it('describes every setting, and each is read', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
      expect(setting.markdownDescription.length, name).toBeGreaterThan(20)
      expect(name, name).toMatch(/^demock\./)
    }
    const ofTheEngine = OF_THE_EDITOR.map((name) => `demock.${name}`)
    expect(Object.keys(contributes.configuration.properties).sort()).toEqual([...ofTheEngine, 'demock.enable', 'demock.statusBar.enabled', 'demock.trace.server'].sort())
  })

  it('describes the settings of the engine as the schema of demock.json does, and leaves each at null', () => {
    const schema = JSON.parse(readFileSync(path.join(ROOT, 'schemas/demock.schema.json'), 'utf8')) as { properties: Record<string, Record<string, unknown>> }
    const properties: Record<string, Record<string, unknown>> = contributes.configuration.properties
    for (const name of OF_THE_EDITOR.filter((setting) => setting !== 'preset')) {
      const { description: _, default: __, type, ...rest } = schema.properties[name] ?? {}
      expect(properties[`demock.${name}`], name).toMatchObject({ ...rest, type: [type, 'null'], default: null, scope: 'resource' })
    }
  })

  it('has a schema for the settings file', () => {
    const [validation] = contributes.jsonValidation
    expect(validation?.fileMatch).toBe(SETTINGS_FILE)
    const schema: unknown = JSON.parse(readFileSync(path.join(ROOT, validation?.url ?? ''), 'utf8'))
    expect(schema).toHaveProperty('properties.preset')
  })

  it('brings the grammars of the syntaxes folder', () => {
    const files = readdirSync(path.join(ROOT, 'syntaxes')).map((file) => `./syntaxes/${file}`)
    expect(contributes.grammars.map((grammar) => grammar.path).sort()).toEqual(files.sort())
  })
})

describe('the page that diagnostics link to', () => {
  it('has a section for every code', () => {
    const page = readFileSync(path.join(ROOT, 'docs/diagnostics.md'), 'utf8')
    const sections = [...page.matchAll(/^## ([\w-]+-mock)$/gm)].map(([, section]) => section)
    expect(sections).toEqual(expect.arrayContaining(SERVICES.map((service) => `${service}-mock`)))
  })
})
