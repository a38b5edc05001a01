import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import type { Tree } from '../workspace/temporary-folder.ts'
import { CLI, demock, demockAsNobody } from './demock.ts'
import type { Outcome } from './demock.ts'

/** A good file beside each bad one: it must be counted whatever the other holds. */
const GOOD = 'from unittest.mock import AsyncMock\n\ndef test_a():\n    ws = AsyncMock()\n'
const DEEP = 100_000

async function scanned(tree: Tree, args: readonly string[] = []): Promise<Outcome & { readonly places: string[]; readonly files: number }> {
  const outcome = await demock(temporaryFolder({ 'test_good.py': GOOD, ...tree }), ['scan', '--format', 'json', ...args])
  const parsed = JSON.parse(outcome.out) as { summary: { files: number }; files: { path: string; sites: { line: number; column: number }[] }[] }
  const places = parsed.files.flatMap((file) => file.sites.map((site) => `${file.path}:${site.line}:${site.column}`))
  return { ...outcome, places, files: parsed.summary.files }
}

const GOOD_PLACE = 'test_good.py:4:10'

describe('a file that cannot be read', () => {
  it.each<[string, Tree, string]>([
    ['binary', { 'test_bad.py': Uint8Array.of(0x6d, 0x6f, 0x63, 0x6b, 0, 1, 2) }, 'skipped test_bad.py: binary: it holds a NUL byte\n'],
    ['invalid UTF-8', { 'test_bad.py': Uint8Array.of(0x6d, 0x6f, 0x63, 0x6b, 0xff, 0xfe) }, 'skipped test_bad.py: not valid UTF-8: save it as UTF-8\n'],
    ['20 MB on one line', { 'test_bad.py': 'mock.'.repeat(4_000_000) }, 'skipped test_bad.py: larger than 5000000 bytes (20000000)\n'],
  ])('is skipped with the reason: %s', async (_what, tree, error) => {
    const outcome = await scanned(tree)
    expect(outcome).toMatchObject({ code: 1, error, places: [GOOD_PLACE], files: 1 })
  })

  it('is skipped when it is a pipe, also when it is named', async () => {
    const root = temporaryFolder({ 'test_good.py': GOOD })
    execFileSync('mkfifo', [join(root, 'test_pipe.py')])
    expect(await demock(root, ['scan'])).toMatchObject({ code: 1, error: '' })
    expect(await demock(root, ['scan', 'test_pipe.py', 'test_good.py'])).toMatchObject({ code: 1, error: 'skipped test_pipe.py: neither a file nor a folder\n' })
  })

  it('is skipped when its permissions forbid it, and so is a folder', async () => {
    const root = temporaryFolder({ 'test_good.py': GOOD, 'test_shut.py': GOOD, 'shut/test_x.py': GOOD })
    chmodSync(root, 0o755)
    chmodSync(join(root, 'test_shut.py'), 0)
    chmodSync(join(root, 'shut'), 0)
    copyFileSync(CLI, join(root, 'demock.cjs'))
    const { code, out, error } = await demockAsNobody(join(root, 'demock.cjs'), root, ['scan', 'test_good.py', 'test_shut.py', 'shut'])
    expect(code).toBe(1)
    expect(out).toContain('test_good.py:4:10')
    expect(error).toMatch(/^skipped shut: EACCES.*\nskipped test_shut\.py: EACCES.*\n$/)
  })

  it('is a loud failure when it was the only one', async () => {
    const { code, error } = await demock(temporaryFolder({ 'test_bad.py': Uint8Array.of(0) }), ['scan'])
    expect(code).toBe(2)
    expect(error).toContain('demock: 0 files scanned')
  })
})

describe('a file that is odd but can be read', () => {
  it.each<[string, Tree, string[]]>([
    ['UTF-8 with a byte order mark', { 'test_odd.py': `\uFEFF${GOOD}` }, ['test_odd.py:4:10']],
    ['UTF-16', { 'test_odd.py': Buffer.from(`\uFEFF${GOOD}`, 'utf16le') }, ['test_odd.py:4:10']],
    ['CRLF', { 'test_odd.py': GOOD.replaceAll('\n', '\r\n') }, ['test_odd.py:4:10']],
    ['empty', { 'test_odd.py': '' }, []],
    ['an unterminated string before the end', { 'test_odd.py': `${GOOD}    x = "never closed\n    ` }, ['test_odd.py:4:10']],
    ['an unterminated triple-quoted string', { 'test_odd.py': `${GOOD}    x = """never closed\n` }, ['test_odd.py:4:10']],
    ['an unterminated bracket', { 'test_odd.py': `${GOOD}    x = [AsyncMock(\n` }, ['test_odd.py:4:10', 'test_odd.py:5:10']],
    ['an unterminated template', { 'a.test.ts': "import {vi} from 'vitest'\nconst f = vi.fn()\nconst t = `never ${" }, ['a.test.ts:2:11']],
    ['a linked folder that leads back', { 'sub/loop': { linkTo: '..' }, 'sub/test_odd.py': GOOD }, ['sub/test_odd.py:4:10']],
    ['a folder named like a source file', { 'x.py/test_odd.py': GOOD, 'empty.py': null }, ['x.py/test_odd.py:4:10']],
  ])('is counted: %s', async (_what, tree, places) => {
    const outcome = await scanned(tree)
    expect(outcome).toMatchObject({ code: 1, error: '' })
    expect(outcome.places).toEqual([...places, GOOD_PLACE].sort())
  })

  it.each<[string, Tree]>([
    ['nested brackets in Python', { 'test_odd.py': `${GOOD}x = ${'['.repeat(DEEP)}${']'.repeat(DEEP)}\n` }],
    ['nested calls in Python', { 'test_odd.py': `${GOOD}x = ${'f('.repeat(DEEP)}${')'.repeat(DEEP)}\n` }],
    ['open brackets in Python', { 'test_odd.py': `${GOOD}x = ${'({['.repeat(DEEP)}` }],
    ['nested brackets in TypeScript', { 'a.test.ts': `import {vi} from 'vitest'\nvi.fn()\nconst x = ${'['.repeat(DEEP)}${']'.repeat(DEEP)}\n` }],
    ['nested calls in TypeScript', { 'a.test.ts': `import {vi} from 'vitest'\nvi.fn()\nconst x = ${'f('.repeat(DEEP)}${')'.repeat(DEEP)}\n` }],
    ['nested templates in TypeScript', { 'a.test.ts': `import {vi} from 'vitest'\nvi.fn()\nconst x = ${'`${'.repeat(DEEP)}${'}`'.repeat(DEEP)}\n` }],
    ['nested blocks in TypeScript', { 'a.test.ts': `import {vi} from 'vitest'\nvi.fn()\n${'{'.repeat(DEEP)}${'}'.repeat(DEEP)}\n` }],
    ['nested arrow functions in TypeScript', { 'a.test.ts': `import {vi} from 'vitest'\nvi.fn()\nconst x = ${'() => ('.repeat(DEEP)}1${')'.repeat(DEEP)}\n` }],
    ['nested elements in TSX', { 'a.test.tsx': `import {vi} from 'vitest'\nvi.fn()\nconst x = ${'<a>'.repeat(DEEP)}${'</a>'.repeat(DEEP)}\n` }],
  ])('does not overflow the stack or hang: 100,000 %s', async (_what, tree) => {
    const outcome = await scanned(tree)
    expect(outcome).toMatchObject({ code: 1, error: '', files: 2 })
    expect(outcome.places).toHaveLength(2)
  })

  it('is left alone by the rest when it is one line of 4 MB', async () => {
    const outcome = await scanned({ 'a.test.js': `import {vi} from 'vitest';${'f(1);'.repeat(800_000)}vi.fn()` })
    expect(outcome).toMatchObject({ code: 1, error: '', places: ['a.test.js:1:4000027', GOOD_PLACE] })
  })
})

describe('settings', () => {
  it.each([
    ['{\n  "exclude": "x"\n}', 'demock.json:2:14: "exclude" must be a list of globs, like ["tests/legacy/**"]; the default stays in force\n'],
    ['{ "preset": ', 'demock.json:1:13: not valid JSON: a value must stand here; the whole file is ignored\n'],
  ])('that are invalid are told with their place, and the scan goes on: %j', async (text, error) => {
    expect(await scanned({ 'demock.json': text })).toMatchObject({ code: 1, error, places: [GOOD_PLACE] })
  })

  it('of a named file hold instead of those of demock.json', async () => {
    const outcome = await scanned({ 'demock.json': '{ "exclude": ["test_good.py"] }', 'ci.json': '{}' }, ['--config', 'ci.json'])
    expect(outcome).toMatchObject({ code: 1, error: '', places: [GOOD_PLACE] })
  })

  it('of a named file that is not there are told', async () => {
    const outcome = await scanned({}, ['--config', 'nowhere.json'])
    expect(outcome).toMatchObject({ code: 1, places: [GOOD_PLACE] })
    expect(outcome.error).toMatch(/^nowhere\.json:1:1: cannot be read: ENOENT/)
  })
})
