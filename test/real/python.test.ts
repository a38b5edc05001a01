import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyse, replacementFor } from '../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { applyEdits } from '../../server/src/core/text/edits.ts'

/**
 * Each case is a folder: `app.py` the code under test, `test_before.py` its test on mocks, `test_after.py` what the engine makes of it,
 * `conftest_before.py` and `conftest_after.py` the fixtures beside it, where they are mocks, `expected.json` the outcome for each mock, `broken.json` changes of app.py that the tests must notice, `layout.json` where the test lies
 * and what other files there are, and what is else with the oldest versions. UPDATE=1 writes `test_after.py` and `expected.json` anew.
 */
const root = path.resolve(import.meta.dirname, '../replacements/python')
const update = process.env['UPDATE'] === '1'
/** ONLY=some-case,another-case runs these alone. */
const wanted = process.env['ONLY']?.split(',')
/** MUTANTS=0 runs each case on the code as it is, and leaves out the broken ones. */
const withMutants = process.env['MUTANTS'] !== '0'
/** The environment with the oldest versions runs no case that is about an API of newer ones (`"newest": true` in its layout.json). */
const isOldest = /python-oldest/.test(process.env['DEMOCK_PYTHON'] ?? '')
const names = readdirSync(root).filter((name) => (wanted === undefined || wanted.includes(name)) && !(isOldest && layoutOf(name).newest === true)).sort()

interface Layout { readonly test: string, readonly files: Readonly<Record<string, string>>, readonly newest?: boolean, readonly oldest?: Oldest }
/** What a case does with the oldest versions: converted tests that fail there, with what they say, and mocks that already leave something open there. */
interface Oldest { readonly why: string, readonly fails?: Readonly<Record<string, string>>, readonly leaks?: boolean }
interface Breakage { readonly what: string, readonly find: string, readonly replace: string }
interface Suite { readonly folder: string, readonly tests: readonly string[], readonly arguments: readonly string[] }
interface Result { readonly exit: number, readonly outcomes: Readonly<Record<string, string>>, readonly output: string }
interface Outcome { readonly target: string | undefined, readonly test: string | undefined, readonly safety: string, readonly remarks: readonly string[] }

function read(name: string, file: string): string {
  return readFileSync(path.join(root, name, file), 'utf8')
}

function json<T>(name: string, file: string, otherwise: T): T {
  return existsSync(path.join(root, name, file)) ? JSON.parse(read(name, file)) as T : otherwise
}

function layoutOf(name: string): Layout {
  return { test: conftestOf(name) === undefined ? 'test_app.py' : 'after/test_app.py', files: {}, ...json<Partial<Layout>>(name, 'layout.json', {}) }
}

/** What is else about this case in the environment of this run. */
function oldestOf(name: string): Oldest | undefined {
  return isOldest ? layoutOf(name).oldest : undefined
}

/** The conftest.py with mocks of a case. */
function conftestOf(name: string): string | undefined {
  return existsSync(path.join(root, name, 'conftest_before.py')) ? read(name, 'conftest_before.py') : undefined
}

interface Converted { readonly text: string, readonly conftest: string | undefined, readonly files: ReadonlyMap<string, string>, readonly outcomes: readonly Outcome[] }

/** Replaces one mock after the other, as quick fixes do, until none is left that can be: those of a conftest.py first. */
function convert(name: string, text: string, layout: Layout, conftest?: string): Converted {
  const beside = path.posix.join(path.posix.dirname(layout.test), 'conftest.py')
  const files = new Map([['app.py', read(name, 'app.py')] as const, ...Object.entries(layout.files), [layout.test, text] as const, ...(conftest === undefined ? [] : [[beside, conftest] as const])])
  const outcomes = [...(conftest === undefined ? [] : convertFile(beside, files)), ...convertFile(layout.test, files)]
  const after = files.get(layout.test) ?? ''
  files.delete(layout.test)
  files.delete('app.py')
  return { text: after, conftest: conftest === undefined ? undefined : files.get(beside), files, outcomes }
}

function convertFile(file: string, files: Map<string, string>): Outcome[] {
  const outcomes: Outcome[] = []
  const refused = new Set<string>()
  for (;;) {
    const source = { path: file, text: files.get(file) ?? '' }
    const report = analyse(source, DEFAULT_SETTINGS)
    const site = report.sites.findIndex((each, index) => each.root === index && each.service === 'websocket' && !refused.has(each.fingerprint))
    const found = report.sites[site]
    if (!found) return outcomes
    const result = replacementFor(source, report, site, DEFAULT_SETTINGS, (each) => files.get(each), (folder) => entriesOf(folder, files))
    outcomes.push({ target: found.target, test: found.test, safety: result.safety, remarks: result.remarks.map((remark) => remark.text) })
    if (result.safety === 'refused') {
      refused.add(found.fingerprint)
      continue
    }
    files.set(file, applyEdits(source.text, result.edits))
    for (const change of result.files) {
      expect(files.get(change.path), `${change.path} is what the change was made from`).toBe(change.expected)
      files.set(change.path, change.text)
    }
  }
}

function entriesOf(folder: string, files: ReadonlyMap<string, string>): ReadonlyMap<string, 'file' | 'folder'> {
  const inside = [...files.keys()].filter((file) => folder === '' || file.startsWith(`${folder}/`)).map((file) => file.slice(folder === '' ? 0 : folder.length + 1))
  return new Map(inside.map((file) => [file.split('/')[0] ?? '', file.includes('/') ? 'folder' : 'file']))
}

/** KEEP=folder writes the suites there and leaves them, for repeat_python.py. */
const kept = process.env['KEEP']
const work = kept ?? mkdtempSync(path.join(os.tmpdir(), 'demock-python-'))
afterAll(() => {
  if (kept === undefined) rmSync(work, { recursive: true, force: true })
  if (results.size > 0) console.log(tableOfMutants())
})

/** One folder with the code under test, and both tests beside each other. */
function writeSuite(name: string, what: string, app: string): Suite {
  const layout = layoutOf(name)
  const conftest = conftestOf(name)
  const home = conftest === undefined ? path.posix.dirname(layout.test) : 'before'
  const before = path.posix.join(home, 'test_before.py')
  const folder = path.join(work, name, what || 'whole')
  const converted = conversions.get(name)
  const files = new Map([['pytest.ini', '[pytest]\npythonpath = .\n'], ['app.py', app], ...converted?.files ?? [], [before, read(name, 'test_before.py')], [layout.test, converted?.text ?? '']])
  if (conftest !== undefined) files.set(path.posix.join(home, 'conftest.py'), conftest)
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return { folder, tests: [before, layout.test], arguments: oldestOf(name)?.leaks === true ? [] : ['-W', 'error::ResourceWarning', '-W', 'error::pytest.PytestUnraisableExceptionWarning'] }
}

const results = new Map<string, Result>()
const conversions = new Map(names.map((name) => [name, convert(name, read(name, 'test_before.py'), layoutOf(name), conftestOf(name))]))

/** All suites of all cases and breakages run before the first test; on a busy machine that takes minutes. */
const SUITES_MS = 1_200_000

beforeAll(async () => {
  const suites = new Map<string, Suite>()
  for (const name of names) {
    const app = read(name, 'app.py')
    suites.set(`${name}/`, writeSuite(name, '', app))
    for (const { what, find, replace } of breakagesOf(name)) suites.set(`${name}/${what}`, writeSuite(name, what, app.replace(find, () => replace)))
  }
  const all = await runSuites([...suites.values()])
  ;[...suites.keys()].forEach((key, index) => {
    const result = all[index]
    if (result) results.set(key, result)
  })
}, SUITES_MS)

async function runSuites(suites: readonly Suite[]): Promise<Result[]> {
  const interpreter = process.env['DEMOCK_PYTHON']
  if (interpreter === undefined) throw new Error('DEMOCK_PYTHON is not set: run by `npm test` or `npx vitest run test/real`')
  const env = { ...process.env, REAL_WEBSOCKET_TIMEOUT: '2', PYTHONDONTWRITEBYTECODE: '1' }
  const child = spawn(interpreter, [path.join(import.meta.dirname, 'run_pytest.py')], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk))
  child.stdin.end(JSON.stringify(suites))
  await once(child, 'close')
  return JSON.parse(printed) as Result[]
}

/** What broke, in which case, and how many tests of each side noticed. */
function tableOfMutants(): string {
  const rows = names.flatMap((name) => breakagesOf(name).map(({ what }) => {
    const [before, now] = [failed(`${name}/${what}`, 'before'), failed(`${name}/${what}`, 'after')]
    const verdict = before.some((test) => !now.includes(test)) ? 'MISSED' : before.length === 0 ? 'new' : 'kept'
    return { verdict, line: `${name.padEnd(28)} ${what.padEnd(44)} ${String(before.length).padStart(6)} ${String(now.length).padStart(6)}  ${verdict}` }
  }))
  const count = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length
  const head = `${'case'.padEnd(28)} ${'mutant of the code under test'.padEnd(44)} ${'mocks'.padStart(6)} ${'real'.padStart(6)}`
  const sum = `${rows.length} mutants: ${count('kept')} that mocks noticed and real connections notice, too, ${count('new')} that only real connections notice, ${count('MISSED')} missed`
  return ['', `${head}  (tests that fail)`, ...rows.map(({ line }) => line), sum, ''].join('\n')
}

/** The tests of one side, without the name of its file. */
function outcomesOf(key: string, side: 'before' | 'after'): ReadonlyMap<string, string> {
  const all = Object.entries(results.get(key)?.outcomes ?? {}).map(([id, outcome]) => [id.split('::'), outcome] as const)
  return new Map(all.filter(([[file]]) => file?.endsWith('test_before.py') === (side === 'before')).map(([[, ...id], outcome]) => [id.join('::'), outcome]))
}

function failed(key: string, side: 'before' | 'after'): string[] {
  return [...outcomesOf(key, side)].filter(([, outcome]) => outcome === 'failed').map(([name]) => name).sort()
}

function breakagesOf(name: string): readonly Breakage[] {
  return withMutants ? json<Breakage[]>(name, 'broken.json', []) : []
}

describe.each(names)('%s', (name) => {
  const converted = conversions.get(name)
  const after = converted?.text ?? ''

  it('is converted as expected', () => {
    const outcomes = `${JSON.stringify(converted?.outcomes, undefined, 2)}\n`
    if (update) {
      writeFileSync(path.join(root, name, 'test_after.py'), after)
      writeFileSync(path.join(root, name, 'expected.json'), outcomes)
      if (converted?.conftest !== undefined) writeFileSync(path.join(root, name, 'conftest_after.py'), converted.conftest)
    }
    if (converted?.conftest !== undefined) expect(converted.conftest).toBe(read(name, 'conftest_after.py'))
    expect(after).toBe(read(name, 'test_after.py'))
    expect(outcomes).toBe(read(name, 'expected.json'))
  })

  it('gives the same when it is converted again', () => {
    const again = convert(name, after, { ...layoutOf(name), files: Object.fromEntries(converted?.files ?? []) }, converted?.conftest)
    expect(again.text).toBe(after)
    expect(again.files).toEqual(converted?.files)
    expect(again.outcomes.every(({ safety }) => safety === 'refused')).toBe(true)
  })

  it('is green on mocks before, and on real connections after', () => {
    const result = results.get(`${name}/`)
    const fails = Object.entries(oldestOf(name)?.fails ?? {})
    expect(result?.exit, result?.output ?? 'it did not run').toBe(fails.length === 0 ? 0 : 1)
    const before = outcomesOf(`${name}/`, 'before')
    expect(before.size).toBeGreaterThan(0)
    expect([...before.values()]).not.toContain('failed')
    expect(outcomesOf(`${name}/`, 'after')).toEqual(new Map([...before, ...fails.map(([test]) => [test, 'failed'] as const)]))
    for (const [, says] of fails) expect(result?.output).toContain(says)
  })

  it.each(breakagesOf(name))('notices: $what', ({ what, find }) => {
    expect(read(name, 'app.py')).toContain(find)
    const before = failed(`${name}/${what}`, 'before')
    const now = failed(`${name}/${what}`, 'after')
    const output = results.get(`${name}/${what}`)?.output ?? ''
    expect(now, output).not.toEqual([])
    expect(before.filter((test) => !now.includes(test)), `noticed before and not after\n${output}`).toEqual([])
  })
})
