import { join } from 'node:path'
import { parse } from 'jsonc-parser'
import picomatch from 'picomatch'
import type { Facts, ObjectLiteral, Value } from '../core/model/facts.ts'
import { languageOf } from '../core/demock.ts'
import { decode } from './decode.ts'
import type { Host } from './host.ts'

const LARGEST = 1_000_000

/**
 * Globs of the files that the configuration of test runners in a root names as tests: `python_files` and `testpaths` of pytest (pytest.ini, .pytest.ini, pyproject.toml,
 * tox.ini, setup.cfg: the first that has a section of pytest), `testMatch` of jest, `include` of vitest. Nothing is run: what a configuration computes is not seen.
 * Patterns that any source file meets are left out.
 */
export function testRunnerGlobs(root: string, host: Host): string[] {
  const read = (name: string): string | undefined => textOf(join(root, name), host)
  return [...new Set([...pytestGlobs(read), ...jestGlobs(read), ...vitestGlobs(read)])].filter(isTelling)
}

type Read = (name: string) => string | undefined

function textOf(path: string, host: Host): string | undefined {
  if (host.stat(path)?.kind !== 'file') return undefined
  try {
    const decoded = decode(host.readFile(path, LARGEST))
    return 'text' in decoded ? decoded.text : undefined
  } catch {
    return undefined
  }
}

/** Sections in the order in which pytest looks for them (pytest documentation, Configuration file formats). */
const PYTEST_SECTIONS = [
  ['pytest.ini', 'pytest'], ['.pytest.ini', 'pytest'], ['pyproject.toml', 'tool.pytest.ini_options'], ['tox.ini', 'pytest'], ['setup.cfg', 'tool:pytest'],
] as const

function pytestGlobs(read: Read): string[] {
  for (const [file, name] of PYTEST_SECTIONS) {
    const section = sectionOf(read(file) ?? '', name)
    if (section === undefined) continue
    const files = words(section, 'python_files')
    const folders = words(section, 'testpaths').map((folder) => folder.replace(/^\.\//, '').replace(/\/+$/, '')).filter((folder) => folder !== '.' && folder !== '')
    return files.flatMap((pattern) => (pattern.includes('/') ? [`**/${pattern}`] : folders.length > 0 ? folders.map((folder) => `${folder}/**/${pattern}`) : [`**/${pattern}`]))
  }
  return []
}

/** The lines of a section of an INI or TOML file. */
function sectionOf(text: string, name: string): string | undefined {
  const lines = text.split(/\r\n|\r|\n/)
  const start = lines.findIndex((line) => line.trim() === `[${name}]`)
  if (start < 0) return undefined
  const length = lines.slice(start + 1).findIndex((line) => /^\[[^\]'",]+\]\s*(?:#.*)?$/.test(line))
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n')
}

/** The words of a setting: on its line, on indented lines below, or strings of a TOML array. */
function words(section: string, key: string): string[] {
  const match = new RegExp(`^${key}[ \\t]*=[ \\t]*(.*(?:\\n[ \\t]+.*|\\n\\].*)*)`, 'm').exec(section)
  const value = (match?.[1] ?? '').replace(/(?:^|[ \t])[#;].*$/gm, '')
  const quoted = [...value.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(([, double, single]) => double ?? single ?? '')
  return (quoted.length > 0 ? quoted.join(' ') : value.replace(/[[\],]/g, ' ')).split(/\s+/).filter((word) => word !== '')
}

function jestGlobs(read: Read): string[] {
  const manifest: unknown = parse(read('package.json') ?? '{}')
  const ofManifest = isRecord(manifest) && isRecord(manifest['jest']) ? manifest['jest']['testMatch'] : undefined
  const config: unknown = parse(read('jest.config.json') ?? '{}')
  const listed = [ofManifest, isRecord(config) ? config['testMatch'] : undefined].flatMap((list: unknown) => (Array.isArray(list) ? list : [list]))
  const code = ['jest.config.js', 'jest.config.ts', 'jest.config.mjs', 'jest.config.cjs'].flatMap((file) => stringsAt(file, read, ['testMatch']))
  return [...listed.filter((item): item is string => typeof item === 'string'), ...code].map((glob) => glob.replace(/^<rootDir>\//, ''))
}

function vitestGlobs(read: Read): string[] {
  const endings = ['ts', 'mts', 'js', 'mjs']
  return ['vitest.config', 'vite.config'].flatMap((name) => endings.flatMap((ending) => stringsAt(`${name}.${ending}`, read, ['test', 'include'])))
}

/** The strings of a list at a path of keys, in any object literal of a file of JavaScript or TypeScript. */
function stringsAt(file: string, read: Read, path: readonly string[]): string[] {
  const text = read(file)
  const facts = text === undefined ? undefined : languageOf(file)?.read(text, file)
  return facts ? objectsOf(facts).flatMap((object) => stringsIn(object, path)) : []
}

/** Object literals that are assigned, returned, exported or handed to a call. */
function objectsOf(facts: Facts): ObjectLiteral[] {
  const values: (Value | undefined)[] = [
    ...facts.assignments.map(({ value }) => value),
    ...facts.statements.map(({ value }) => value),
    ...facts.calls.flatMap((call) => call.arguments.map(({ value }) => value)),
    ...facts.functions.map(({ value }) => value),
  ]
  return values.flatMap((value): ObjectLiteral[] => {
    const inner = value?.kind === 'compound' && value.operands.length === 1 ? value.operands[0] : value
    return inner?.kind === 'object' ? [inner] : []
  })
}

function stringsIn(object: ObjectLiteral, [key, ...rest]: readonly string[]): string[] {
  return object.entries.filter((entry) => entry.key === key).flatMap(({ value }): string[] => {
    if (value.kind === 'object' && rest.length > 0) return stringsIn(value, rest)
    if (rest.length > 0) return []
    const items = value.kind === 'list' ? value.items : [value]
    return items.flatMap((item) => (item.kind === 'string' && item.text !== undefined ? [item.text] : []))
  })
}

/** Files of no test; a glob that matches one of them tells nothing. */
const ORDINARY = ['', 'src/', 'lib/', 'app/', 'src/a/b/', 'packages/a/src/'].flatMap((folder) =>
  ['index.js', 'server.ts', 'main.mjs', 'view.tsx', 'view.jsx', 'models.py', '__init__.py'].map((name) => folder + name))

/** Whether a glob tells tests from other code, and stays below the root. */
function isTelling(glob: string): boolean {
  if (/^[!/]|\\/.test(glob) || glob.split('/').includes('..')) return false
  try {
    const matches = picomatch(glob, { dot: true })
    return !ORDINARY.some((path) => matches(path))
  } catch {
    return false
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
