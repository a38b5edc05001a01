/** Conversions of JavaScript and TypeScript tests: as written, run on mocks, run on real connections, and run against broken code. */
import { execFile, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { transformSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyse, insertionAt } from '../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { applyEdits } from '../../server/src/core/text/edits.ts'
import { type Breakage, breakagesOf, broken, converted, type Converted } from './converted.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, 'test/replacements/ecmascript')
/** All cases, or with `CASES=mocha,node-mock` those whose names hold one of these. */
const allCases = readdirSync(folder)
const cases = allCases.filter((name) => (process.env['CASES'] ?? '').split(',').some((part) => name.includes(part)))
const environment = path.join(process.env['DEMOCK_JAVASCRIPT'] ?? '', 'node_modules')

/** Tells of each test of node:test in one line. */
const REPORTER = `export default async function* (events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const error = type === 'test:fail' ? String(data.details.error?.cause?.message ?? data.details.error?.message) : undefined
    yield JSON.stringify({ file: data.file, name: data.name, error }) + '\\n'
  }
}
`

interface Case {
  readonly name: string
  readonly before: string
  readonly after: string
  readonly app: string
  readonly breakages: readonly Breakage[]
}

function caseOf(name: string): Case {
  const files = readdirSync(path.join(folder, name))
  const before = files.find((file) => file.startsWith('before.test.')) ?? ''
  const breakages = breakagesOf(path.join(folder, name))
  return { name, before, after: before.replace('before', 'after'), app: files.find((file) => file.startsWith('app.')) ?? '', breakages }
}

/** The runner that the name of a case begins with; vitest otherwise. */
function runnerOf(name: string): string {
  return /^(jest|mocha|node)-/.exec(name)?.[1] ?? 'vitest'
}

/** What a runner without a transformation of its own gets of a file. */
function runnable(runner: string, file: string, text: string): readonly [string, string] {
  if (!file.endsWith('.ts') || (runner !== 'mocha' && runner !== 'node')) return [file, text]
  return [file.replace(/\.ts$/, '.js'), transformSync(text, { loader: 'ts', format: 'esm', target: 'node20', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } }).code]
}

function convertedCase({ name, before, app }: Case): Converted {
  const around = new Map([[`tests/${path.basename(app)}`, readFileSync(path.join(folder, name, path.basename(app)), 'utf8')]])
  return converted(`tests/${before}`, readFileSync(path.join(folder, name, before), 'utf8'), around)
}

describe.each(cases.map(caseOf))('$name', (one) => {
  it('is converted as expected, and converting it again changes nothing', () => {
    const { text, replacements } = convertedCase(one)
    expect(replacements.map(({ safety, remarks }) => [safety, remarks.map((remark) => remark.text)])).toEqual(replacements.map(() => ['safe', []]))
    expect(replacements.length).toBeGreaterThan(0)
    const expected = path.join(folder, one.name, one.after)
    if (process.env['UPDATE'] === '1') writeFileSync(expected, text)
    expect(text).toBe(readFileSync(expected, 'utf8'))
    expect(converted(`tests/${one.after}`, text).replacements).toEqual([])
  })
})

describe('what cannot be kept honest', () => {
  const refused = path.join(root, 'test/replacements/ecmascript-refused')

  it.each(readdirSync(refused))('%s', (name) => {
    const text = readFileSync(path.join(refused, name), 'utf8')
    const [, safety, reason] = /^\/\/ (refused|review): (.*)\r?\n/.exec(text) ?? []
    const result = converted(`tests/${name}`, text)
    expect([...new Set(result.replacements.map((replacement) => replacement.safety))]).toEqual([safety])
    const remarks = result.replacements.flatMap((replacement) => replacement.remarks)
    expect(remarks.map((remark) => remark.text).join('\n')).toContain(reason)
    for (const remark of remarks) expect(text.slice(remark.span.start, remark.span.end)).not.toBe('')
    if (safety === 'review') expect(result.text).toContain(`// demock: finish – ${remarks[0]?.text}`)
    else expect(result.text).toBe(text)
  })
})

describe('what a socket is known by', () => {
  const text = "import { expect, it, vi } from 'vitest'\nimport { greet } from './app'\n\nit('greets', () => {\n  const ws = { send: vi.fn(), readyState: 1 }\n  greet(ws as never)\n  expect(ws.send).toHaveBeenCalledWith('hi')\n})\n"
  const safety = (file: string, around: string): readonly string[] => converted('tests/a.test.ts', text, new Map([[`tests/${file}`, around]])).replacements.map((each) => each.safety)

  it.each(['ws', '@fastify/websocket', '@nestjs/platform-ws', 'express-ws', 'graphql-ws/use/ws'])('is a module under test that imports %s', (module) => {
    expect(safety('app.ts', `import thing from '${module}'\n`)).toEqual(['safe'])
  })

  it.each(['ws', '@fastify/websocket', '@nestjs/platform-ws'])('is a dependency on %s', (name) => {
    expect(safety('package.json', `{ "dependencies": { "${name}": "1.0.0" } }`)).toEqual(['safe'])
  })

  it('is neither uWebSockets.js nor nothing', () => {
    expect(safety('app.ts', "import { App } from 'uWebSockets.js'\n")).toEqual(['refused'])
    expect(safety('app.ts', 'export const a = 1\n')).toEqual(['refused'])
  })
})

describe('inserting a connection', () => {
  const inserted = (marked: string, name = 'tests/a.test.ts'): string | undefined => {
    const text = marked.replace('|', '')
    const source = { path: name, text }
    const offer = insertionAt(source, analyse(source, DEFAULT_SETTINGS), marked.indexOf('|'), 'websocket', DEFAULT_SETTINGS, () => undefined)
    return offer && (offer.safety === 'refused' ? `refused: ${offer.remarks[0]?.text}` : applyEdits(text, offer.edits))
  }

  it('opens one in the test around the cursor', () => {
    expect(inserted("import { it } from 'vitest'\n\nit('x', () => {\n  one()\n  |two()\n})\n")).toBe(
      "import { afterAll, afterEach, it } from 'vitest'\nimport { useWebSocketPairs } from './real-websocket'\n\n"
      + "const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })\n\n"
      + "it('x', async () => {\n  one()\n  const [ws, wsClient] = await webSocketPairs.open()\n  two()\n})\n")
    expect(inserted("const { run } = require('./run.js');\ntest('x', async () => {\n  const ws = run();|\n});\n", 'a.test.js')).toBe(
      "const { run } = require('./run.js');\nconst { useWebSocketPairs } = require('./real-websocket.js');\n\nconst webSocketPairs = useWebSocketPairs();\n"
      + "test('x', async () => {\n  const ws = run();\n  const [socket, socketClient] = await webSocketPairs.open();\n});\n")
  })

  it('opens one in tests of node:test and mocha', () => {
    expect(inserted("import { test } from 'node:test'\n\ntest('x', () => {\n  |one()\n})\n", 'a.test.mjs')).toBe(
      "import { after, afterEach, test } from 'node:test'\nimport { useWebSocketPairs } from './real-websocket.mjs'\n\n"
      + "const webSocketPairs = useWebSocketPairs({ afterAll: after, afterEach })\n\n"
      + "test('x', async () => {\n  const [ws, wsClient] = await webSocketPairs.open()\n  one()\n})\n")
    expect(inserted("const { expect } = require('chai')\n\nit('x', function () {\n  |one()\n})\n", 'a.test.js')).toBe(
      "const { expect } = require('chai')\nconst { useWebSocketPairs } = require('./real-websocket')\n\nconst webSocketPairs = useWebSocketPairs()\n\n"
      + "it('x', async function () {\n  const [ws, wsClient] = await webSocketPairs.open()\n  one()\n})\n")
  })

  it('is not offered outside of tests, and refused where the test cannot wait', () => {
    expect(inserted("it('x', () => {})\nconst a = |1\n")).toBeUndefined()
    expect(inserted("it('x', (done) => {|})\n")).toBe('refused: a function cannot both wait and call `done`: make the test async first')
  })
})

describe('the types', () => {
  it('of every result and of the support are strict', () => {
    const work = mkdtempSync(path.join(os.tmpdir(), 'demock-types-'))
    try {
      symlinkSync(environment, path.join(work, 'node_modules'))
      for (const one of allCases.map(caseOf).filter(({ before }) => before.endsWith('.ts'))) {
        mkdirSync(path.join(work, one.name))
        for (const [file, text] of convertedCase(one).files) writeFileSync(path.join(work, one.name, path.basename(file)), text)
        for (const file of [one.after, one.app]) copyFileSync(path.join(folder, one.name, file), path.join(work, one.name, file))
      }
      const common = { target: 'es2022', module: 'preserve', moduleResolution: 'bundler', strict: true, allowImportingTsExtensions: true, noEmit: true, skipLibCheck: true }
      const strictest = {
        ...common, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, erasableSyntaxOnly: true, verbatimModuleSyntax: true, noImplicitReturns: true,
        noImplicitOverride: true, noUnusedLocals: true, noUnusedParameters: true, noPropertyAccessFromIndexSignature: true, types: ['node'],
      }
      writeFileSync(path.join(work, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...common, types: ['node', 'jest'] }, include: ['.'] }))
      writeFileSync(path.join(work, 'support.json'), JSON.stringify({ compilerOptions: strictest, files: ['broadcast/real-websocket.ts', 'socketio-room/real-socketio.ts', 'server-json/real-websocket-server.ts'] }))
      for (const project of ['tsconfig.json', 'support.json']) {
        const { stdout } = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', path.join(work, project)], { encoding: 'utf8' })
        expect(stdout).toBe('')
      }
    } finally {
      rmSync(work, { recursive: true })
    }
  })
})

describe('run', () => {
  const work = mkdtempSync(path.join(os.tmpdir(), 'demock-ecmascript-'))
  const results = new Map<string, readonly string[]>()

  beforeAll(async () => {
    symlinkSync(environment, path.join(work, 'node_modules'))
    for (const runner of ['vitest', 'jest', 'mocha', 'node']) mkdirSync(path.join(work, runner))
    for (const name of cases) {
      const one = caseOf(name)
      const { files } = convertedCase(one)
      const runner = runnerOf(name)
      for (const number of [-1, ...one.breakages.keys()]) {
        const to = path.join(work, runner, name, number < 0 ? 'whole' : `broken-${number}`)
        mkdirSync(to, { recursive: true })
        const texts = [
          ...[one.before, one.after].map((file) => [file, readFileSync(path.join(folder, name, file), 'utf8')] as const),
          ...[...files].map(([file, text]) => [path.basename(file), text] as const),
          [one.app, broken(readFileSync(path.join(folder, name, one.app), 'utf8'), one.breakages[number])] as const,
        ]
        for (const each of texts) writeFileSync(path.join(to, runnable(runner, ...each)[0]), runnable(runner, ...each)[1])
        const isModule = /^import\s/m.test(readFileSync(path.join(folder, name, one.before), 'utf8'))
        if (runner === 'mocha' || runner === 'node') writeFileSync(path.join(to, 'package.json'), `{ "type": "${isModule ? 'module' : 'commonjs'}" }`)
      }
    }
    writeFileSync(path.join(work, 'jest/package.json'), '{ "type": "commonjs" }')
    writeFileSync(path.join(work, 'vitest/package.json'), '{ "type": "module" }')
    writeFileSync(path.join(work, 'jest/jest.config.json'), JSON.stringify({
      testEnvironment: 'node', maxWorkers: 2, testTimeout: 30_000, cacheDirectory: path.join(work, 'jest-cache'),
      transform: { '\\.tsx?$': ['babel-jest', { presets: ['@babel/preset-typescript'], plugins: ['@babel/plugin-transform-modules-commonjs'] }] },
    }))
    writeFileSync(path.join(work, 'vitest/vitest.config.mjs'), "export default { test: { include: ['**/*.test.*'], pool: 'threads', maxWorkers: 2, isolate: false, testTimeout: 30_000 } }")
    writeFileSync(path.join(work, 'node/reporter.mjs'), REPORTER)
    const suites = (runner: string): string[] => readdirSync(path.join(work, runner), { recursive: true, encoding: 'utf8' }).filter((file) => /\.test\.[cm]?[jt]s$/.test(file))
    const commands: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
      mocha: [['mocha/bin/mocha.js', '--reporter', 'json', '--timeout', '30000', '--check-leaks', ...suites('mocha')], ['--reporter-option', 'output=mocha.json']],
      node: [['--test', '--test-reporter=./reporter.mjs', ...suites('node')], ['--test-reporter-destination=node.jsonl']],
      jest: [['jest/bin/jest.js', '--detectOpenHandles=false'], ['--json', '--outputFile=result.json']],
      vitest: [['vitest/vitest.mjs', 'run'], ['--reporter=json', '--outputFile=result.json']],
    }
    for (const [runner, [command, output]] of Object.entries(commands)) if (suites(runner).length > 0) await collect(command, path.join(work, runner), output)
  }, 900_000)

  afterAll(() => {
    rmSync(work, { recursive: true })
  })

  /** Runs a test runner and notes the failed tests of each file. */
  async function collect([program = '', ...args]: readonly string[], cwd: string, output: readonly string[]): Promise<void> {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const line = program.startsWith('-') ? [program, ...output, ...args] : [path.join(environment, program), ...args, ...output]
    // Without blocking: vitest wants to hear from this process.
    const run = await promisify(execFile)(process.execPath, line, { cwd, timeout: 600_000, maxBuffer: 1 << 26, env: { ...env, CI: '1', NODE_OPTIONS: '' } }).catch((error: { stdout: string; stderr: string }) => error)
    if (existsSync(path.join(cwd, 'mocha.json'))) return noteMocha(cwd)
    if (existsSync(path.join(cwd, 'node.jsonl'))) return noteNode(cwd)
    if (!existsSync(path.join(cwd, 'result.json'))) throw new Error(`${program} gave no result:\n${run.stdout}\n${run.stderr}`)
    const { testResults } = JSON.parse(readFileSync(path.join(cwd, 'result.json'), 'utf8')) as { testResults: { name: string; status: string; message: string; assertionResults: { title: string; status: string; failureMessages: string[] }[] }[] }
    for (const { name, status, message, assertionResults } of testResults) {
      const failed = assertionResults.filter((result) => result.status !== 'passed').map((result) => `${result.title}: ${result.failureMessages.join('\n')}`)
      const ran = assertionResults.length > 0 ? [] : [`no test ran: ${message}`]
      results.set(path.relative(path.join(work), name), status === 'passed' ? [...failed, ...ran] : [...failed, ...ran, message].filter(Boolean))
    }
  }

  function noteMocha(cwd: string): void {
    const { passes, failures } = JSON.parse(readFileSync(path.join(cwd, 'mocha.json'), 'utf8')) as Record<'passes' | 'failures', { file: string; fullTitle: string; err: { message?: string } }[]>
    for (const { file } of [...passes, ...failures]) results.set(path.relative(work, file), [])
    for (const { file, fullTitle, err } of failures) results.set(path.relative(work, file), [...(results.get(path.relative(work, file)) ?? []), `${fullTitle}: ${err.message}`])
  }

  function noteNode(cwd: string): void {
    const lines = readFileSync(path.join(cwd, 'node.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { file: string; name: string; error?: string })
    for (const { file } of lines) results.set(path.relative(work, file), [])
    for (const { file, name, error } of lines) if (error !== undefined) results.set(path.relative(work, file), [...(results.get(path.relative(work, file)) ?? []), `${name}: ${error}`])
  }

  /** What a test file left behind by that runner is known by. */
  function resultOf(name: string, place: string, file: string): readonly string[] | undefined {
    const runner = runnerOf(name)
    return results.get(path.join(runner, name, place, runnable(runner, file, '')[0]))
  }

  describe.each(cases.map(caseOf))('$name', ({ name, before, after, breakages }) => {
    const at = (place: string, file: string): readonly string[] => resultOf(name, place, file) ?? ['it did not run']

    it('is green on mocks and on real connections', () => {
      expect(at('whole', before)).toEqual([])
      expect(at('whole', after)).toEqual([])
    })

    it.each(breakages.map((breakage, number) => ({ ...breakage, number })))('is red for real wherever the mock was: $what', ({ number }) => {
      const onMocks = at(`broken-${number}`, before).length > 0
      const forReal = at(`broken-${number}`, after)
      expect(forReal).not.toEqual(['it did not run'])
      expect(forReal.length > 0 || !onMocks).toBe(true)
    })
  })

  it('has breakages that mocks notice, too', () => {
    const noticed = cases.map(caseOf).flatMap(({ name, before, after, breakages }) => breakages.map((_, number) => {
      const place = (file: string): boolean => (resultOf(name, `broken-${number}`, file) ?? []).length > 0
      return { onMocks: place(before), forReal: place(after) }
    }))
    const count = (pick: (each: { onMocks: boolean; forReal: boolean }) => boolean): number => noticed.filter(pick).length
    process.stderr.write(`${noticed.length} breakages: ${count((each) => each.onMocks)} noticed on mocks, ${count((each) => each.forReal)} on real connections\n`)
    expect(count((each) => each.onMocks)).toBeGreaterThan(noticed.length / 2)
  })
})
