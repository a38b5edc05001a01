import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path, { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { analyse, replacementFor } from '../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { applyEdits } from '../../server/src/core/text/edits.ts'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import type { Tree } from '../workspace/temporary-folder.ts'
import { CLI, demock, demockAsNobody } from './demock.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

interface Report {
  readonly version: number
  readonly summary: Readonly<Record<string, number>>
  readonly outcomes: readonly { readonly path: string; readonly line: number; readonly safety: string; readonly applied: boolean; readonly reason: string | null; readonly fingerprint: string }[]
  readonly filesWritten: readonly string[]
}

interface Run {
  readonly code: number | null
  readonly error: string
  readonly report: Report
}

async function convert(root: string, ...args: string[]): Promise<Run> {
  const { code, out, error } = await demock(root, ['convert', '--service', 'websocket', '--format', 'json', ...args])
  return { code, error, report: JSON.parse(out) as Report }
}

/** The texts of all files below a folder, by path. */
function contents(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(root, join(entry.parentPath, entry.name)))
  return Object.fromEntries(paths.filter((name) => !/__pycache__|\.pytest_cache|\.git\//.test(name)).sort().map((name) => [name, readFileSync(join(root, name), 'latin1')]))
}

const HEAD = 'from unittest.mock import AsyncMock\n\nimport pytest\nfrom fastapi import WebSocket\n\n\n'
const SAFE = `@pytest.mark.asyncio
async def test_greets():
    ws = AsyncMock(spec=WebSocket)
    await greet(ws, "Ada")
    ws.send_json.assert_awaited_once_with({"type": "hello"})
`
const REVIEW = `@pytest.mark.asyncio
async def test_greets_twice():
    ws = AsyncMock(spec=WebSocket)
    await greet(ws, "Ada")
    ws.send_json.assert_awaited_once_with({"type": "hello"})
    ws.send_text.assert_awaited_once_with("bye")
`
const REFUSED = `@pytest.mark.asyncio
async def test_fails_later():
    ws = AsyncMock(spec=WebSocket)
    ws.send_json.side_effect = [None, KeyError("x")]
    await greet(ws, "Ada")
`
const ALLOWED = `@pytest.mark.asyncio
async def test_allowed():
    # demock: allow(websocket) – no server in this test
    ws = AsyncMock(spec=WebSocket)
    await greet(ws, "Ada")
`

/** A support file that is there already, so that goldens do not change with it. */
const SUPPORT = 'def as_json(value): ...\nasync def open_websocket_pair(): ...\nasync def websocket_pair(): ...\n'

const WORKSPACE: Tree = {
  'tests/conftest.py': 'from real_websocket import open_websocket_pair, websocket_pair  # noqa: F401\n',
  'tests/real_websocket.py': SUPPORT,
  'tests/test_chat.py': `${HEAD}${SAFE}\n\n${REVIEW}\n\n${REFUSED}\n\n${ALLOWED}`,
  'tests/test_more.py': `${HEAD}${SAFE}`,
  'tests/test_other.py': 'from unittest.mock import Mock\n\ndef test_a():\n    callback = Mock()\n    run(callback)\n',
}

describe('demock convert', () => {
  it('prints the diff and changes nothing, unless it is told to write', async () => {
    const root = temporaryFolder(WORKSPACE)
    const before = contents(root)
    const { code, out, error } = await demock(root, ['convert', '--service', 'websocket'])
    expect(code).toBe(1)
    await expect(out).toMatchFileSnapshot('golden/convert.diff')
    await expect(error).toMatchFileSnapshot('golden/convert-dry.txt')
    expect(contents(root)).toEqual(before)
    execFileSync('git', ['apply', '-'], { cwd: root, input: out, env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(root) } })
    const patched = contents(root)
    expect(patched).not.toEqual(before)
    for (const [name, text] of Object.entries(before)) writeFileSync(join(root, name), text, 'latin1')
    const written = await demock(root, ['convert', '--service', 'websocket', '--write'])
    expect({ code: written.code, error: written.error }).toEqual({ code: 1, error: '' })
    await expect(written.out).toMatchFileSnapshot('golden/convert-written.txt')
    expect(contents(root)).toEqual(patched)
  })

  it('gives the JSON contract', async () => {
    const { code, out, error } = await demock(temporaryFolder(WORKSPACE), ['convert', '--service', 'websocket', '--format', 'json', '--write', '--review'])
    expect({ code, error }).toEqual({ code: 1, error: '' })
    await expect(out).toMatchFileSnapshot('golden/convert.json')
  })

  it('tells the sites that a scan tells, at the places of the text before', async () => {
    const root = temporaryFolder(WORKSPACE)
    const scanned = JSON.parse((await demock(root, ['scan', '--format', 'json'])).out) as { files: { path: string; sites: { line: number; service: string; allowed: string | null; safety: string; fingerprint: string }[] }[] }
    const sites = scanned.files.flatMap(({ path: file, sites: all }) => all.filter(({ service, allowed }) => service === 'websocket' && allowed === null).map(({ line, safety, fingerprint }) => ({ path: file, line, safety, fingerprint })))
    const { report } = await convert(root, '--write', '--review')
    expect(report.outcomes.map(({ path: file, line, safety, fingerprint }) => ({ path: file, line, safety, fingerprint }))).toEqual(sites)
  })

  it('writes those for review only when it is told to, each leaving a marked place', async () => {
    const root = temporaryFolder(WORKSPACE)
    const { report } = await convert(root, '--write')
    expect(report.summary).toMatchObject({ safe: 2, review: 1, refused: 1, allowed: 1 })
    expect(report.outcomes.filter(({ applied }) => applied).map(({ safety }) => safety)).toEqual(['safe', 'safe'])
    expect(contents(root)['tests/test_chat.py']).not.toContain('demock: finish')
    const second = await convert(root, '--write', '--review')
    expect(second.report.summary).toMatchObject({ safe: 0, review: 1, refused: 1 })
    expect(second.report.filesWritten).toEqual(['tests/test_chat.py'])
    expect(contents(root)['tests/test_chat.py']).toContain('demock: finish')
  })

  it('changes nothing when it is run again', async () => {
    const root = temporaryFolder(WORKSPACE)
    await convert(root, '--write', '--review')
    const first = contents(root)
    const { code, report } = await convert(root, '--write', '--review')
    expect({ code, written: report.filesWritten, review: report.summary['review'], safe: report.summary['safe'] }).toEqual({ code: 1, written: [], review: 0, safe: 0 })
    expect(contents(root)).toEqual(first)
  })

  it('ends with 0 when everything is converted, and when there is nothing to do', async () => {
    const root = temporaryFolder({ 'tests/test_chat.py': `${HEAD}${SAFE}` })
    expect((await convert(root)).code).toBe(0)
    expect((await convert(root, '--write')).code).toBe(0)
    const again = await convert(root, '--write')
    expect({ code: again.code, report: again.report }).toMatchObject({ code: 0, report: { outcomes: [], filesWritten: [] } })
    const { out } = await demock(root, ['convert', '--service', 'websocket', '--write'])
    expect(out).toMatch(/^No WebSocket mocks to convert in \d source files\n$/)
  })

  it('writes the support once for several files, and beside each where they are apart', async () => {
    const root = temporaryFolder({ 'a/tests/test_a.py': `${HEAD}${SAFE}`, 'a/tests/test_b.py': `${HEAD}${SAFE}`, 'b/tests/test_a.py': `${HEAD}${SAFE}` })
    const { report } = await convert(root, '--write')
    expect(report.filesWritten).toEqual(['a/tests/conftest.py', 'a/tests/real_websocket.py', 'a/tests/test_a.py', 'a/tests/test_b.py', 'b/tests/conftest.py', 'b/tests/real_websocket.py', 'b/tests/test_a.py'])
  })

  it('converts what a conftest.py gives to other files together with them, whatever the order of the paths', async () => {
    const from = (file: string): string => readFileSync(path.join(ROOT, 'test/replacements/python/conftest', file), 'utf8')
    const tree = { 'tests/conftest.py': from('conftest_before.py'), 'tests/test_app.py': from('test_before.py') }
    const root = temporaryFolder(tree)
    const dry = await demock(root, ['convert', '--service', 'websocket', 'tests/test_app.py', 'tests'])
    expect(contents(root)).toEqual(tree)
    const { code, report } = await convert(root, 'tests/test_app.py', 'tests', '--write')
    expect(code).toBe(0)
    expect(report.outcomes.map(({ path: file, applied }) => [file, applied])).toEqual([...Array.from({ length: 4 }, () => ['tests/conftest.py', true]), ['tests/test_app.py', true]])
    const text = tree['tests/test_app.py'].split('\n')[(report.outcomes.at(-1)?.line ?? 0) - 1]
    expect(text).toContain('mock_websocket.send_json = AsyncMock()')
    const { 'tests/real_websocket.py': _, ...written } = contents(root)
    expect(written).toEqual({ 'tests/conftest.py': from('conftest_after.py'), 'tests/test_app.py': from('test_after.py') })
    expect(report.filesWritten).toEqual(['tests/conftest.py', 'tests/real_websocket.py', 'tests/test_app.py'])
    const patched = temporaryFolder(tree)
    execFileSync('git', ['apply', '-'], { cwd: patched, input: dry.out, env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(patched) } })
    expect(contents(patched)).toEqual(contents(root))
    expect((await convert(root, '--write')).report.filesWritten).toEqual([])
  })

  it('takes the files and folders that are named', async () => {
    const root = temporaryFolder({ 'a/test_a.py': `${HEAD}${SAFE}`, 'b/test_b.py': `${HEAD}${SAFE}`, 'outside/test_c.py': `${HEAD}${SAFE}` })
    const { report } = await convert(root, 'a', 'b/test_b.py')
    expect(report.outcomes.map((outcome) => outcome.path)).toEqual(['a/test_a.py', 'b/test_b.py'])
    const outside = await demock(join(root, 'a'), ['convert', '--service', 'websocket', '../outside/test_c.py', '--write'])
    expect(outside).toMatchObject({ code: 2, error: expect.stringContaining('skipped ../outside/test_c.py: outside of this folder: run demock in a folder that holds it') })
    expect(readFileSync(join(root, 'outside/test_c.py'), 'utf8')).toBe(`${HEAD}${SAFE}`)
  })

  it.each([
    [['convert'], 'say whose mocks to convert'],
    [['convert', '--service', 'websockets'], '--service websockets: must be one of websocket, http'],
    [['convert', '--service', 'websocket', '--write', '--dry-run'], '--write and --dry-run exclude one another'],
    [['convert', '--service', 'websocket', '--format', 'sarif'], '--format sarif: must be text or json'],
    [['convert', '--service', 'websocket', 'nowhere'], 'there is no file or folder "nowhere"'],
    [['convert', '--service', 'websocket', '--force'], "Unknown option '--force'"],
  ])('refuses %j and says what to do', async (args, message) => {
    const { code, out, error } = await demock(temporaryFolder({ 'a.py': '' }), args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toContain(message)
  })

  it('fails loudly where no file is', async () => {
    expect(await demock(temporaryFolder({}), ['convert', '--service', 'websocket'])).toMatchObject({ code: 2, error: expect.stringContaining('0 files scanned') })
  })

  it('says why nothing replaces the mocks of another service', async () => {
    const root = temporaryFolder({ 'test_a.py': 'from unittest.mock import patch\n\n@patch("redis.Redis")\ndef test_a(redis):\n    run()\n' })
    const { code, out } = await demock(root, ['convert', '--service', 'cache', '--format', 'json', '--write'])
    expect(code).toBe(1)
    expect((JSON.parse(out) as Report).outcomes).toMatchObject([{ safety: 'refused', applied: false, reason: expect.stringContaining('There is no automatic replacement for') }])
  })
})

describe('a file', () => {
  const expected = async (text: string): Promise<string> => {
    const root = temporaryFolder({ 'test_a.py': text })
    await convert(root, '--write')
    return readFileSync(join(root, 'test_a.py'), 'utf8')
  }

  it.each<[string, (text: string) => string | Uint8Array]>([
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['no end of its last line', (text) => text.trimEnd()],
    ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['CRLF, a byte order mark and no end of its last line', (text) => `\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`],
  ])('keeps %s', async (_, form) => {
    const text = `${HEAD}# 🦫 ä\n${SAFE}`
    const root = temporaryFolder({ 'test_a.py': form(text) })
    expect((await convert(root, '--write')).code).toBe(0)
    const after = await expected(text)
    expect(after).not.toContain('AsyncMock')
    expect(Buffer.compare(readFileSync(join(root, 'test_a.py')), Buffer.from(form(after)))).toBe(0)
  })

  it('keeps tabs, its mode and a link to it', async () => {
    const root = temporaryFolder({ 'real/test_a.py': `${HEAD}${SAFE.replaceAll('    ', '\t')}`, 'tests/test_a.py': { linkTo: '../real/test_a.py' } })
    chmodSync(join(root, 'real/test_a.py'), 0o755)
    expect((await convert(root, 'tests', '--write')).code).toBe(0)
    expect(lstatSync(join(root, 'tests/test_a.py')).isSymbolicLink()).toBe(true)
    expect(statSync(join(root, 'real/test_a.py')).mode & 0o777).toBe(0o755)
    expect(readFileSync(join(root, 'real/test_a.py'), 'utf8')).toBe((await expected(`${HEAD}${SAFE}`)).replaceAll('    ', '\t'))
  })

  it('is skipped when it cannot be read, and the others are converted', async () => {
    const root = temporaryFolder({ 'test_a.py': `${HEAD}${SAFE}`, 'test_binary.py': Uint8Array.of(0x6d, 0, 1), 'test_latin.py': Uint8Array.of(0x23, 0xe4, 0x0a) })
    const { code, error, report } = await convert(root, '--write')
    expect({ code, error }).toEqual({ code: 0, error: 'skipped test_binary.py: binary: it holds a NUL byte\nskipped test_latin.py: not valid UTF-8: save it as UTF-8\n' })
    expect(report.filesWritten).toContain('test_a.py')
  })

  it('is told when it cannot be written, and nothing of it is', async () => {
    const root = temporaryFolder({ 'open/test_a.py': `${HEAD}${SAFE}`, 'shut/test_b.py': `${HEAD}${SAFE}` })
    for (const folder of ['', 'open', 'open/test_a.py']) chmodSync(join(root, folder), 0o777)
    chmodSync(join(root, 'shut'), 0o555)
    copyFileSync(CLI, join(root, 'demock.cjs'))
    const { code, out, error } = await demockAsNobody(join(root, 'demock.cjs'), root, ['convert', '--service', 'websocket', '--write', '--format', 'json', 'open', 'shut'])
    expect(code).toBe(2)
    expect(error).toMatch(/^demock: shut\/\S+ is not written: EACCES/)
    const report = JSON.parse(out) as Report
    expect(report.outcomes).toMatchObject([{ path: 'open/test_a.py', applied: true, reason: null }, { path: 'shut/test_b.py', applied: false, safety: 'safe', reason: expect.stringContaining('EACCES') }])
    expect(report.filesWritten.every((file) => file.startsWith('open/'))).toBe(true)
    expect(readdirSync(join(root, 'shut'))).toEqual(['test_b.py'])
    expect(readFileSync(join(root, 'shut/test_b.py'), 'utf8')).toBe(`${HEAD}${SAFE}`)
  })

  it.each([
    ['an unterminated string', `${HEAD}${SAFE}    x = "never closed\n`],
    ['an open bracket', `${HEAD}${SAFE}    x = [1,\n`],
    ['nothing', ''],
  ])('that holds %s does not stop it', async (_, text) => {
    const root = temporaryFolder({ 'test_a.py': text, 'test_good.py': `${HEAD}${SAFE}` })
    const { report } = await convert(root, '--write')
    expect(report.filesWritten).toContain('test_good.py')
  })
})

describe('converting all mocks gives what single quick fixes give', () => {
  /** Replaces one mock after the other until none is left that can be. */
  function singly(files: Readonly<Record<string, string>>, test: string): Record<string, string> {
    const texts = { ...files }
    for (let steps = 0; steps < 100; steps++) {
      const source = { path: test, text: texts[test] ?? '' }
      const report = analyse(source, DEFAULT_SETTINGS)
      const roots = [...new Set(report.sites.filter(({ service }) => service === 'websocket').map(({ root }) => root))]
      const offer = roots.map((site) => replacementFor(source, report, site, DEFAULT_SETTINGS, (file) => texts[file])).find(({ safety }) => safety !== 'refused')
      if (!offer) return texts
      texts[test] = applyEdits(source.text, offer.edits)
      for (const change of offer.files) texts[change.path] = change.text
    }
    throw new Error(`${test} is never done`)
  }

  const folder = path.join(ROOT, 'test/replacements')
  const python = readdirSync(join(folder, 'python')).map((name): [string, Record<string, string>, string] => {
    const from = (file: string): string => readFileSync(join(folder, 'python', name, file), 'utf8')
    const layout = existsSync(join(folder, 'python', name, 'layout.json')) ? JSON.parse(from('layout.json')) as { test: string; files: Record<string, string> } : { test: 'test_app.py', files: {} }
    return [`python/${name}`, { ...layout.files, [layout.test]: from('test_before.py') }, layout.test]
  })
  const ecmascript = readdirSync(join(folder, 'ecmascript')).map((name): [string, Record<string, string>, string] => {
    const before = readdirSync(join(folder, 'ecmascript', name)).find((file) => file.startsWith('before.test.')) ?? ''
    return [`ecmascript/${name}`, { [`tests/${before}`]: readFileSync(join(folder, 'ecmascript', name, before), 'utf8') }, `tests/${before}`]
  })

  it.each([...python, ...ecmascript])('%s', async (_, files, test) => {
    const root = temporaryFolder(files)
    const { report } = await convert(root, test, '--write', '--review')
    const expected = singly(files, test)
    expect(Object.fromEntries(Object.keys(expected).map((file) => [file, readFileSync(join(root, file), 'utf8')]))).toEqual(expected)
    expect(report.filesWritten).toEqual(Object.keys(expected).filter((file) => expected[file] !== files[file]).sort())
  })
})

describe('the chat example', () => {
  it('is green when it is converted, and red when nothing is sent any more', async () => {
    const root = temporaryFolder({})
    cpSync(path.join(ROOT, 'examples/chat'), root, { recursive: true, filter: (file) => !/(?:node_modules|__pycache__|\.pytest_cache|\.venv)$/.test(file) })
    const { report } = await convert(root, '--write')
    expect(report.outcomes).toHaveLength(29)
    expect(report.outcomes.filter(({ applied }) => applied).length).toBeGreaterThanOrEqual(26)
    const pytest = (): { status: number | null; output: string } => {
      const { status, stdout, stderr } = spawnSync(process.env['DEMOCK_PYTHON'] ?? '', ['-m', 'pytest', '-q'], { cwd: join(root, 'python'), encoding: 'utf8' })
      return { status, output: stdout + stderr }
    }
    const green = pytest()
    expect(green.status, green.output).toBe(0)
    const manager = join(root, 'python/chat/connection_manager.py')
    const text = readFileSync(manager, 'utf8')
    expect(text).toContain('await websocket.send_json(message)')
    writeFileSync(manager, text.replace('await websocket.send_json(message)', 'pass'))
    expect(pytest().status).toBe(1)
  })
})
