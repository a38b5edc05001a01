// node test/real/repeat.mjs [--runs 1000] [--runner vitest|jest] [--copies 25] [--environment <folder with node_modules>]: runs the converted JavaScript and TypeScript suites again and
// again, in random order and in parallel, and counts the runs that failed. Of a suite there are several copies, so that it also runs beside itself. It tells, too, how long a test took.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { transformSync } from 'esbuild'
import { javascriptEnvironment } from '../../scripts/environments.mjs'
import { ROOT } from '../../scripts/installed-folder.mjs'

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, runner: { type: 'string', default: 'vitest' }, copies: { type: 'string', default: '25' }, environment: { type: 'string' } },
})
const CASES = path.join(ROOT, 'test/replacements/ecmascript')
const SUPPORT = path.join(ROOT, 'server/src/core/services/websocket/support/support-files.ts')
const { code } = transformSync(readFileSync(SUPPORT, 'utf8'), { loader: 'ts', format: 'esm' })
const written = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
const environment = options.environment ?? await javascriptEnvironment({ log: console.error })
const copies = Number(options.copies)
const runs = Number(options.runs)
const names = readdirSync(CASES).filter((name) => (options.runner === 'jest' ? name.startsWith('jest-') : !/^(?:jest|mocha|node)-/.test(name)))
const work = mkdtempSync(path.join(os.tmpdir(), 'demock-repeat-'))

try {
  prepare()
  const failures = []
  const times = { before: [], after: [] }
  let done = 0
  while (done < runs) {
    const { testResults } = once()
    for (const { name, status, message, assertionResults } of testResults) {
      const kind = name.includes('before.test') ? 'before' : 'after'
      for (const { duration, status: outcome } of assertionResults) if (outcome === 'passed') times[kind].push(duration ?? 0)
      const failed = assertionResults.filter((result) => result.status !== 'passed')
      if (status !== 'passed' || failed.length > 0) failures.push(`${path.relative(work, name)}: ${failed.map((result) => `${result.title}: ${result.failureMessages[0]}`).join('; ') || message}`)
    }
    done += copies
    console.log(`${done} runs of ${names.length} suites: ${failures.length} failures; median per test ${median(times.after).toFixed(1)} ms on real connections, ${median(times.before).toFixed(1)} ms on mocks`)
  }
  for (const failure of failures) console.log(failure)
  if (failures.length > 0) process.exitCode = 1
} finally {
  rmSync(work, { recursive: true })
}

/** The copies; the suites on mocks lie beside the first one of each, for comparison. */
function prepare() {
  symlinkSync(path.join(environment, 'node_modules'), path.join(work, 'node_modules'))
  for (const name of names) {
    const files = readdirSync(path.join(CASES, name))
    const after = files.find((file) => file.startsWith('after.test.')) ?? ''
    for (let copy = 0; copy < copies; copy++) {
      const to = path.join(work, name, String(copy))
      mkdirSync(to, { recursive: true })
      for (const file of files) if (file !== 'broken.json' && (copy === 0 || !file.startsWith('before'))) copyFileSync(path.join(CASES, name, file), path.join(to, file))
      for (const file of supportOf(readFileSync(path.join(CASES, name, after), 'utf8'), after)) writeFileSync(path.join(to, file.name), file.text)
    }
  }
  writeFileSync(path.join(work, 'package.json'), `{ "type": "${options.runner === 'jest' ? 'commonjs' : 'module'}" }`)
  writeFileSync(path.join(work, 'vitest.config.mjs'), "export default { test: { include: ['**/*.test.*'], pool: 'threads', maxWorkers: 2, minWorkers: 1, isolate: false, sequence: { shuffle: { files: true, tests: true } }, testTimeout: 30_000 } }")
  writeFileSync(path.join(work, 'jest.config.json'), JSON.stringify({
    testEnvironment: 'node', maxWorkers: 2, testTimeout: 30_000, cacheDirectory: path.join(work, 'jest-cache'),
    transform: { '\\.tsx?$': ['babel-jest', { presets: ['@babel/preset-typescript'], plugins: ['@babel/plugin-transform-modules-commonjs'] }] },
  }))
}

/** The support files that a converted suite imports, as they are written beside it. */
function supportOf(text, file) {
  const constants = { 'real-websocket': 'REAL_WEBSOCKET', 'real-websocket-server': 'REAL_WEBSOCKET_SERVER', 'real-socketio': 'REAL_SOCKET_IO' }
  const ending = /\.(?:ts|mjs|js)$/.exec(file)?.[0] ?? '.ts'
  const kind = ending === '.ts' ? 'TS' : /^import\s/m.test(text) ? 'JS' : 'CJS'
  return Object.entries(constants).filter(([name]) => new RegExp(`/${name}(?:\\.[cm]?[jt]s)?['"]`).test(text)).map(([name, constant]) => ({ name: `${name}${ending}`, text: written[`${constant}_${kind}`] }))
}

function once() {
  const result = path.join(work, 'result.json')
  rmSync(result, { force: true })
  const seed = String(Math.floor(Math.random() * 2 ** 31))
  const args = options.runner === 'jest'
    ? ['node_modules/jest/bin/jest.js', '--config', 'jest.config.json', '--randomize', '--seed', seed, '--json', '--outputFile=result.json']
    : ['node_modules/vitest/vitest.mjs', 'run', '--sequence.seed', seed, '--reporter=json', '--outputFile=result.json']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: work, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, CI: '1', NODE_OPTIONS: '' } })
  if (!existsSync(result)) throw new Error(`${options.runner} gave no result:\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`)
  return JSON.parse(readFileSync(result, 'utf8'))
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
