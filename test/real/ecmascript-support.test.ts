/** The support that JavaScript and TypeScript users get, under every test runner it is made for. The tests themselves are in test/replacements/ecmascript-support. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { REAL_SOCKET_IO_CJS, REAL_SOCKET_IO_JS, REAL_SOCKET_IO_TS, REAL_WEBSOCKET_CJS, REAL_WEBSOCKET_JS, REAL_WEBSOCKET_SERVER_TS, REAL_WEBSOCKET_TS } from '../../server/src/core/services/websocket/support/support-files.ts'

const suites = path.resolve(import.meta.dirname, '../replacements/ecmascript-support')
const environment = path.join(process.env['DEMOCK_JAVASCRIPT'] ?? '', 'node_modules')
const work = mkdtempSync(path.join(os.tmpdir(), 'demock-support-'))

beforeAll(() => {
  symlinkSync(environment, path.join(work, 'node_modules'))
})

afterAll(() => {
  rmSync(work, { recursive: true })
})

interface Runner {
  readonly runner: string
  readonly suite: string
  readonly files: Readonly<Record<string, string>>
  readonly args: readonly string[]
  /** What the runner prints when all went well. */
  readonly says: RegExp
}

const jest = JSON.stringify({
  testRegex: '\\.jest\\.ts$',
  transform: { '\\.ts$': ['babel-jest', { presets: ['@babel/preset-typescript'], plugins: ['@babel/plugin-transform-modules-commonjs'] }] },
})

const runners: readonly Runner[] = [
  {
    runner: 'vitest', suite: 'pairs.vitest.ts', args: ['node_modules/vitest/vitest.mjs', 'run', '--root', 'vitest'], says: /Tests {2}.*22 passed/,
    files: { 'real-websocket.ts': REAL_WEBSOCKET_TS, 'package.json': '{ "type": "module" }', 'vitest.config.mjs': "export default { test: { include: ['*.vitest.ts'] } }" },
  },
  {
    runner: 'jest', suite: 'pairs.jest.ts', args: ['node_modules/jest/bin/jest.js', '--rootDir', 'jest', '--config', jest, '--detectOpenHandles', '--ci'], says: /Tests: +4 passed, 4 total/,
    files: { 'real-websocket.ts': REAL_WEBSOCKET_TS, 'package.json': '{}' },
  },
  {
    runner: 'vitest-servers', suite: 'servers.vitest.ts', args: ['node_modules/vitest/vitest.mjs', 'run', '--root', 'vitest-servers'], says: /Tests {2}.*17 passed/,
    files: { 'real-websocket-server.ts': REAL_WEBSOCKET_SERVER_TS, 'package.json': '{ "type": "module" }', 'vitest.config.mjs': "export default { test: { include: ['*.vitest.ts'] } }" },
  },
  {
    runner: 'jest-servers', suite: 'servers.jest.ts', args: ['node_modules/jest/bin/jest.js', '--rootDir', 'jest-servers', '--config', jest, '--detectOpenHandles', '--ci'], says: /Tests: +11 passed, 11 total/,
    files: { 'real-websocket-server.ts': REAL_WEBSOCKET_SERVER_TS, 'package.json': '{}' },
  },
  {
    runner: 'mocha', suite: 'pairs.mocha.cjs', args: ['node_modules/mocha/bin/mocha.js', '--check-leaks', 'mocha/pairs.mocha.cjs'], says: /1 passing/,
    files: { 'real-websocket.js': REAL_WEBSOCKET_CJS, 'package.json': '{}' },
  },
  {
    runner: 'node', suite: 'pairs.node.mjs', args: ['--test', 'node/pairs.node.mjs'], says: /pass 2/,
    files: { 'real-websocket.mjs': REAL_WEBSOCKET_JS, 'package.json': '{}' },
  },
  {
    runner: 'vitest-socketio', suite: 'socketio.vitest.ts', args: ['node_modules/vitest/vitest.mjs', 'run', '--root', 'vitest-socketio'], says: /Tests {2}.*11 passed/,
    files: { 'real-socketio.ts': REAL_SOCKET_IO_TS, 'package.json': '{ "type": "module" }', 'vitest.config.mjs': "export default { test: { include: ['*.vitest.ts'] } }" },
  },
  {
    runner: 'jest-socketio', suite: 'socketio.jest.ts', says: /Tests: +3 passed, 3 total/,
    args: ['node_modules/jest/bin/jest.js', '--rootDir', 'jest-socketio', '--config', jest, '--detectOpenHandles', '--ci'],
    files: { 'real-socketio.ts': REAL_SOCKET_IO_TS, 'package.json': '{}' },
  },
  {
    runner: 'mocha-socketio', suite: 'socketio.mocha.cjs', args: ['node_modules/mocha/bin/mocha.js', '--check-leaks', 'mocha-socketio/socketio.mocha.cjs'], says: /1 passing/,
    files: { 'real-socketio.js': REAL_SOCKET_IO_CJS, 'package.json': '{}' },
  },
  {
    runner: 'node-socketio', suite: 'socketio.node.mjs', args: ['--test', 'node-socketio/socketio.node.mjs'], says: /pass 2/,
    files: { 'real-socketio.mjs': REAL_SOCKET_IO_JS, 'package.json': '{}' },
  },
]

it.each(runners)('works under $runner, which then ends by itself', ({ runner, suite, files, args, says }) => {
  mkdirSync(path.join(work, runner))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(work, runner, name), text)
  copyFileSync(path.join(suites, suite), path.join(work, runner, suite))
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const run = spawnSync(process.execPath, [...args], { cwd: work, encoding: 'utf8', timeout: 240_000, env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_OPTIONS: '' } })
  const output = run.stdout + run.stderr
  expect(output).toMatch(says)
  expect(output).not.toMatch(/did not exit|open handle/)
  expect(run.status, output).toBe(0)
})

it('is what the rewrite writes', () => {
  const check = spawnSync(process.execPath, ['scripts/generate-support.mjs', '--check'], { cwd: path.resolve(import.meta.dirname, '../..'), encoding: 'utf8' })
  expect(check.stderr).toBe('')
  expect(check.status).toBe(0)
})
