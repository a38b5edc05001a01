/**
 * Conversions in real applications: a NestJS application on either adapter, a Fastify server and a GraphQL server. Each test runs on mocks, on real connections and against broken
 * code. The cases are in test/replacements/frameworks, their packages in test/environments/frameworks.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breakagesOf, broken, converted } from './converted.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, 'test/replacements/frameworks')
const cases = readdirSync(folder).map((name) => ({ name, breakages: breakagesOf(path.join(folder, name)) }))
const work = mkdtempSync(path.join(os.tmpdir(), 'demock-frameworks-'))
const results = new Map<string, readonly string[]>()

function textOf(name: string, file: string): string {
  return readFileSync(path.join(folder, name, file), 'utf8')
}

function convertedCase(name: string) {
  return converted('tests/before.test.ts', textOf(name, 'before.test.ts'), new Map([['tests/app.ts', textOf(name, 'app.ts')]]))
}

interface Report {
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly message: string; readonly assertionResults: readonly { readonly title: string; readonly status: string; readonly failureMessages: readonly string[] }[] }[]
}

beforeAll(async () => {
  symlinkSync(path.join(process.env['DEMOCK_FRAMEWORKS'] ?? '', 'node_modules'), path.join(work, 'node_modules'))
  for (const { name, breakages } of cases) {
    for (const number of [-1, ...breakages.keys()]) {
      const to = path.join(work, name, number < 0 ? 'whole' : `broken-${number}`)
      mkdirSync(to, { recursive: true })
      for (const file of ['before.test.ts', 'after.test.ts']) writeFileSync(path.join(to, file), textOf(name, file))
      for (const [file, text] of convertedCase(name).files) writeFileSync(path.join(to, path.basename(file)), text)
      writeFileSync(path.join(to, 'app.ts'), broken(textOf(name, 'app.ts'), breakages[number]))
    }
  }
  writeFileSync(path.join(work, 'package.json'), '{ "type": "module" }')
  writeFileSync(path.join(work, 'tsconfig.json'), '{ "compilerOptions": { "target": "es2022", "experimentalDecorators": true, "useDefineForClassFields": false } }')
  // As Node.js resolves packages: otherwise there would be two modules of `graphql`.
  writeFileSync(path.join(work, 'vitest.config.mjs'), "export default { resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }, test: { include: ['**/*.test.ts'], maxWorkers: 2, minWorkers: 1, testTimeout: 30_000 } }")
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '--outputFile=result.json']
  const run = await promisify(execFile)(process.execPath, args, { cwd: work, timeout: 600_000, maxBuffer: 1 << 26, env: { ...env, CI: '1', NODE_OPTIONS: '' } })
    .catch((error: { stdout: string; stderr: string }) => error)
  if (!readdirSync(work).includes('result.json')) throw new Error(`vitest gave no result:\n${run.stdout}\n${run.stderr}`)
  const { testResults } = JSON.parse(readFileSync(path.join(work, 'result.json'), 'utf8')) as Report
  for (const { name, status, message, assertionResults } of testResults) {
    const failed = assertionResults.filter((result) => result.status !== 'passed').map((result) => `${result.title}: ${result.failureMessages.join('\n')}`)
    const ran = assertionResults.length > 0 ? [] : [`no test ran: ${message}`]
    results.set(path.relative(work, name), status === 'passed' ? [...failed, ...ran] : [...failed, ...ran, message].filter(Boolean))
  }
}, 900_000)

afterAll(() => {
  rmSync(work, { recursive: true })
})

describe.each(cases)('$name', ({ name, breakages }) => {
  const at = (place: string, file: string): readonly string[] => results.get(path.join(name, place, file)) ?? ['it did not run']

  it('is converted as expected, and converting it again changes nothing', () => {
    const { text, replacements } = convertedCase(name)
    expect(replacements.map(({ safety, remarks }) => [safety, remarks.map((remark) => remark.text)])).toEqual(replacements.map(() => ['safe', []]))
    expect(replacements.length).toBeGreaterThan(0)
    if (process.env['UPDATE'] === '1') writeFileSync(path.join(folder, name, 'after.test.ts'), text)
    expect(text).toBe(textOf(name, 'after.test.ts'))
    expect(converted('tests/after.test.ts', text).replacements).toEqual([])
  })

  it('is green on mocks and on real connections', () => {
    expect(at('whole', 'before.test.ts')).toEqual([])
    expect(at('whole', 'after.test.ts')).toEqual([])
  })

  it.each(breakages.map((breakage, number) => ({ ...breakage, number })))('is red for real wherever the mock was: $what', ({ number }) => {
    const onMocks = at(`broken-${number}`, 'before.test.ts').length > 0
    const forReal = at(`broken-${number}`, 'after.test.ts')
    expect(forReal).not.toEqual(['it did not run'])
    expect(forReal.length > 0 || !onMocks).toBe(true)
  })
})

it('has breakages that mocks notice, too', () => {
  const noticed = (file: string): number => cases.flatMap(({ name, breakages }) => breakages.filter((_, number) => (results.get(path.join(name, `broken-${number}`, file)) ?? []).length > 0)).length
  const all = cases.flatMap(({ breakages }) => breakages).length
  process.stderr.write(`${all} breakages: ${noticed('before.test.ts')} noticed on mocks, ${noticed('after.test.ts')} on real connections\n`)
  expect(noticed('before.test.ts')).toBeGreaterThan(all / 2)
})
