import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** Folder (or file) and rank, the most particular first; folders of equal rank do not see each other. */
const RANKS: readonly (readonly [folder: string, rank: number])[] = [
  ['server/src/core/text/', 1],
  ['server/src/core/model/', 2],
  ['server/src/core/languages/python/', 3],
  ['server/src/core/languages/ecmascript/', 3],
  ['server/src/core/catalogue/', 3],
  ...readdirSync(path.join(root, 'server/src/core/services'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory()).map((entry) => [`server/src/core/services/${entry.name}/`, 3] as const),
  ['server/src/core/languages/', 3.5],
  ['server/src/core/services/', 3.5],
  ['server/src/core/analysis/', 4],
  ['server/src/core/linking/', 5],
  ['server/src/core/reports/', 5],
  ['server/src/core/gate/', 5.5],
  ['server/src/core/mutation/', 5.5],
  ['server/src/core/report/', 5.7],
  ['server/src/core/demock.ts', 6],
  ['server/src/core/convert-all.ts', 6.5],
  ['server/src/core/reanalyse.ts', 6.5],
  ['server/src/workspace/', 7],
  ['server/src/protocol/', 7],
  ['server/src/lsp/', 8],
  ['server/src/cli/', 8],
  ['server/src/', 9],
  ['client/src/', 10],
]

/** The types of a language and of a service are what their folders fulfil: they may be seen from there. */
const FORMS = ['server/src/core/languages/language.ts', 'server/src/core/services/service.ts']

interface Import {
  readonly from: string
  /** Path relative to the root for a relative import, else the package. */
  readonly to: string
  readonly line: number
}

const files = ['server/src', 'client/src'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !file.includes('/support/real-')))
const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
const imports = files.flatMap(importsOf)

function importsOf(file: string): Import[] {
  const all = texts.get(file) ?? ''
  if (isGenerated(all)) return []
  return all.split('\n').flatMap((text, line) => {
    if (/^\s*(?:\/?\*|\/\/)/.test(text)) return []
    const [, specifier] = /^(?:import|export)\s.*from '([^']+)'$|^} from '([^']+)'$|\bimport\('(\.[^']+)'\)/.exec(text)?.filter(Boolean) ?? []
    if (specifier === undefined) return []
    return [{ from: file, to: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier, line: line + 1 }]
  })
}

function isGenerated(text: string): boolean {
  return /generated/i.test(text.split('\n', 1)[0] ?? '')
}

function rankOf(file: string): readonly [string, number] {
  return RANKS.find(([folder]) => file.startsWith(folder)) ?? ['', 0]
}

const told = ({ from, to, line }: Import): string => `${from}:${line} imports ${to}`

describe('imports', () => {
  it('are found', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(imports.length).toBeGreaterThan(files.length)
  })

  it('go only to folders of a smaller rank, or stay in their folder', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!to.includes('/src/') || FORMS.includes(to)) return false
      const [folder, rank] = rankOf(from)
      const [target, targetRank] = rankOf(to)
      return folder !== target && targetRank >= rank
    })
    expect(wrong.map(told)).toEqual([])
  })

  it('of the core stay in the core, but for the glob matcher', () => {
    const wrong = imports.filter(({ from, to }) => from.startsWith('server/src/core/') && !to.startsWith('server/src/core/') && to !== 'picomatch')
    expect(wrong.map(told)).toEqual([])
  })

  it('of the client are the editor, its language client and the protocol', () => {
    const allowed = (to: string): boolean => to.startsWith('client/src/') || to === 'server/src/protocol/messages.ts' || ['vscode', 'vscode-languageclient', 'vscode-languageclient/node'].includes(to) || to.startsWith('node:')
    expect(imports.filter(({ from, to }) => from.startsWith('client/') && !allowed(to)).map(told)).toEqual([])
  })

  it('make no cycle', () => {
    const graph = new Map(files.map((file) => [file, imports.filter(({ from, to }) => from === file && texts.has(to)).map(({ to }) => to)]))
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file])
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })
})

describe('files', () => {
  it('stay within 300 lines', () => {
    const long = [...texts].filter(([, text]) => !isGenerated(text) && text.split('\n').length > 301).map(([file, text]) => `${file}: ${text.split('\n').length - 1}`)
    expect(long).toEqual([])
  })

  it('have no default export, no barrel, no any and no unfinished work', () => {
    const wrong = [...texts].filter(([, text]) => !isGenerated(text)).flatMap(([file, text]) => text.split('\n').flatMap((line, index) =>
      /^export default|^export \*|: any\b|\bas any\b|<any>|@ts-(?:ignore|expect-error)|\bTODO\b|\bFIXME\b/.test(line) && !/^\s*(?:\*|\/\/|'|\/\*\*)/.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []))
    expect(wrong).toEqual([])
  })
})
