import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import { demock, demockAsNobody, CLI } from './demock.ts'
import { existingGitFolder, gitFolder } from './git-folder.ts'
import type { GitFolder } from './git-folder.ts'

const HEADER = '{"demock":"baseline","version":1}\n'

/** A Python test for each name, which makes a mock of that name. */
function pythonTests(...names: readonly string[]): string {
  return `from unittest.mock import AsyncMock\n\n${names.map((name) => `\nasync def test_${name}():\n    ${name} = AsyncMock()\n    await serve(${name})\n`).join('\n')}`
}

interface Judged {
  readonly code: number | null
  readonly passes: boolean
  readonly new: readonly string[]
  readonly gone: readonly string[]
  readonly moved: readonly string[]
}

async function judge(root: string, ...args: readonly string[]): Promise<Judged> {
  const { code, out, error } = await demock(root, ['check', '--format', 'json', ...args])
  expect(error).toBe('')
  const { passes, new: added, gone, moved } = JSON.parse(out) as {
    passes: boolean
    new: { path: string; scope: string; target: string }[]
    gone: { file: string; scope: string; target: string }[]
    moved: { from: string; to: string }[]
  }
  return {
    code, passes,
    new: added.map(({ path, scope, target }) => `${path} ${scope} ${target}`),
    gone: gone.map(({ file, scope, target }) => `${file} ${scope} ${target}`),
    moved: moved.map(({ from, to }) => `${from} → ${to}`),
  }
}

const PASSED: Judged = { code: 0, passes: true, new: [], gone: [], moved: [] }

async function baseline(root: string, ...args: readonly string[]): Promise<string> {
  const { code, out, error } = await demock(root, ['baseline', ...args])
  expect({ code, error }).toEqual({ code: 0, error: '' })
  return out
}

const baselineOf = ({ root }: Pick<GitFolder, 'root'>): string => readFileSync(join(root, 'demock-baseline.jsonl'), 'utf8')

describe('demock baseline', () => {
  it('is created, raised with a reason and a day, and pruned', async () => {
    const root = temporaryFolder({ 'tests/test_a.py': pythonTests('ws', 'db') })
    expect(await baseline(root, 'create')).toContain('demock-baseline.jsonl: 2 known mocks\n')
    expect(await judge(root)).toEqual(PASSED)

    writeFileSync(join(root, 'tests/test_a.py'), pythonTests('ws', 'queue'))
    expect(await judge(root)).toEqual({ code: 1, passes: false, new: ['tests/test_a.py test_queue queue'], gone: ['tests/test_a.py test_db db'], moved: [] })

    const refused = await demock(root, ['baseline', 'update'])
    expect(refused.code).toBe(2)
    expect(refused.error).toContain('1 new mock: say why it is let in')
    expect(await baseline(root, 'update', '--reason', 'no broker in CI yet')).toBe('demock-baseline.jsonl: 2 known mocks (1 more, 1 fewer)\n')
    const [, raised] = baselineOf({ root }).split('\n')
    expect(raised).toMatch(/^\{"file":"tests\/test_a\.py","scope":"test_queue","kind":"double","target":"queue","service":"\w+","reason":"no broker in CI yet","date":"\d{4}-\d\d-\d\d"\}$/)
    expect(await judge(root)).toEqual(PASSED)

    writeFileSync(join(root, 'tests/test_a.py'), pythonTests('ws'))
    expect(await baseline(root, 'prune')).toBe('demock-baseline.jsonl: 1 known mock (0 more, 1 fewer)\n')
    expect(await judge(root)).toEqual(PASSED)
  })

  it('prunes without letting anything in, and says so', async () => {
    const root = temporaryFolder({ 'tests/test_a.py': pythonTests('ws'), 'demock-baseline.jsonl': HEADER })
    expect(await demock(root, ['baseline', 'prune'])).toMatchObject({ code: 1, out: 'demock-baseline.jsonl: 0 known mocks (0 more, 0 fewer)\n', error: '1 new mock not let in: run "demock check"\n' })
    expect(baselineOf({ root })).toBe(HEADER)
  })

  it('may be empty, keeps CRLF and other names, and leaves allowed mocks out', async () => {
    const allowed = 'from unittest.mock import AsyncMock\n\nasync def test_a():\n    ws = AsyncMock()  # demock: allow(websocket) – no server in this sandbox\n    await ws.send_json({})\n'
    const root = temporaryFolder({ 'tests/test_a.py': allowed })
    await baseline(root, 'create', '--baseline', 'known mocks.jsonl')
    expect(readFileSync(join(root, 'known mocks.jsonl'), 'utf8')).toBe(HEADER)
    expect(await judge(root, '--baseline', 'known mocks.jsonl')).toEqual(PASSED)
    writeFileSync(join(root, 'known mocks.jsonl'), HEADER.replace('\n', '\r\n'))
    writeFileSync(join(root, 'tests/test_b.py'), pythonTests('ws'))
    await baseline(root, 'update', '--baseline', 'known mocks.jsonl', '--reason', 'legacy')
    expect(readFileSync(join(root, 'known mocks.jsonl'), 'utf8')).toMatch(/^\{"demock":"baseline","version":1\}\r\n\{.*\}\r\n$/)
  })

  it.each([
    [['baseline'], 'say what to do with the baseline'],
    [['baseline', 'shrink'], 'say what to do with the baseline'],
    [['baseline', 'create', 'tests'], 'name no paths'],
    [['baseline', 'create'], 'demock-baseline.jsonl is there already'],
    [['baseline', 'prune', '--reason', 'x'], '--reason belongs to "demock baseline update"'],
    [['baseline', 'update', '--reason', ' '], '--reason must say why'],
    [['check', '--format', 'xml'], '--format xml: must be one of text, json, sarif'],
    [['check', '--since', 'main', '--baseline', 'x'], 'give one of them'],
    [['check', 'nowhere'], 'there is no file or folder "nowhere"'],
  ])('refuses %j', async (args, message) => {
    const { code, error } = await demock(temporaryFolder({ 'a.py': '', 'demock-baseline.jsonl': HEADER }), args)
    expect(code).toBe(2)
    expect(error).toContain(message)
  })

  it('that is missing or broken is a loud error with the remedy', async () => {
    const root = temporaryFolder({ 'tests/test_a.py': pythonTests('ws'), 'conflict.jsonl': `${HEADER}<<<<<<< HEAD\n`, 'binary.jsonl': new Uint8Array([0, 1]) })
    for (const args of [['check'], ['baseline', 'update'], ['baseline', 'prune']]) {
      expect(await demock(root, args)).toMatchObject({ code: 2, out: '', error: expect.stringContaining('there is no baseline demock-baseline.jsonl in') as string })
    }
    expect(await demock(root, ['check', '--baseline', 'conflict.jsonl'])).toMatchObject({ code: 2, out: '', error: expect.stringMatching(/^conflict\.jsonl:2: a merge left its marker/) as string })
    expect(await demock(root, ['check', '--baseline', 'binary.jsonl'])).toMatchObject({ code: 2, error: expect.stringMatching(/^binary\.jsonl:1: binary/) as string })
  })

  it('that cannot be written is left as it is', async () => {
    const root = temporaryFolder({ 'tests/test_a.py': pythonTests('ws'), 'demock-baseline.jsonl': HEADER, 'bin/cli.cjs': readFileSync(CLI), 'bin/scan-worker.cjs': readFileSync(CLI.replace('cli.cjs', 'scan-worker.cjs')) })
    chmodSync(root, 0o555)
    const { code, error } = await demockAsNobody(join(root, 'bin/cli.cjs'), root, ['baseline', 'update', '--reason', 'x', '--no-cache'])
    chmodSync(root, 0o755)
    expect({ code, error }).toEqual({ code: 2, error: expect.stringContaining('demock-baseline.jsonl is not written: ') as string })
    expect(baselineOf({ root })).toBe(HEADER)
  })

  it('keeps what stands in a file that cannot be read now', async () => {
    const root = temporaryFolder({ 'tests/test_a.py': pythonTests('ws'), 'tests/test_b.py': pythonTests('db') })
    await baseline(root, 'create')
    writeFileSync(join(root, 'tests/test_b.py'), new Uint8Array([0xff, 0x00, 0x41]))
    expect(await demock(root, ['check'])).toMatchObject({ code: 0, error: expect.stringContaining('skipped tests/test_b.py') as string })
    await demock(root, ['baseline', 'prune'])
    expect(baselineOf({ root })).toContain('tests/test_b.py')
  })
})

describe('demock check', () => {
  it('looks only at the paths that are named', async () => {
    const root = temporaryFolder({ 'a/test_a.py': pythonTests('ws'), 'b/test_b.py': pythonTests('ws') })
    await baseline(root, 'create')
    writeFileSync(join(root, 'a/test_a.py'), pythonTests('db'))
    expect(await judge(root, 'b')).toEqual(PASSED)
    expect(await judge(root, 'a')).toMatchObject({ code: 1, new: ['a/test_a.py test_db db'], gone: ['a/test_a.py test_ws ws'] })
  })

  it('judges every step of a history', async () => {
    const folder = gitFolder({ 'tests/test_a.py': pythonTests('ws', 'db'), 'web/chat.test.ts': "import { vi } from 'vitest'\nvi.mock('./api')\n", '.gitattributes': 'demock-baseline.jsonl merge=union\n' })
    const { root, git } = folder
    await baseline(root, 'create')
    folder.commit('Know the mocks', {})
    expect(await judge(root)).toEqual(PASSED)
    expect(await judge(root, '--since', 'HEAD')).toEqual(PASSED)

    // Moved with git, then edited: the rest of its mocks stay known.
    git('mv', 'tests/test_a.py', 'tests/test_chat.py')
    git('mv', 'web/chat.test.ts', 'chat.test.ts')
    writeFileSync(join(root, 'chat.test.ts'), "import { vi } from 'vitest'\nvi.mock('./web/api')\n")
    expect(await judge(root)).toMatchObject({ code: 0, new: [], gone: [], moved: ['web/chat.test.ts → chat.test.ts', 'tests/test_a.py → tests/test_chat.py'] })
    expect(await judge(root, '--since', 'HEAD')).toMatchObject({ code: 0, new: [], gone: [] })
    await baseline(root, 'prune')
    folder.commit('Move the tests', {})
    expect(await judge(root)).toEqual(PASSED)

    // Two branches that both change the baseline.
    git('switch', '-q', '-c', 'queue')
    folder.commit('Mock a queue', { 'tests/test_queue.py': pythonTests('queue') })
    await baseline(root, 'update', '--reason', 'no broker in CI yet')
    folder.commit('Let it in', {})
    git('switch', '-q', 'main')
    folder.commit('Replace the database', { 'tests/test_chat.py': pythonTests('ws'), 'tests/test_mail.py': pythonTests('mail') })
    await baseline(root, 'update', '--reason', 'no mail server in CI yet')
    folder.commit('Follow', {})
    git('merge', '-q', '--no-edit', 'queue')
    expect(await judge(root)).toEqual(PASSED)
    expect(await judge(root, '--since', 'HEAD~1')).toMatchObject({ code: 1, new: ['tests/test_queue.py test_queue queue'] })

    // A revert brings a mock back that the baseline has forgotten.
    git('revert', '--no-commit', 'HEAD~2')
    git('checkout', '-q', 'HEAD', '--', 'demock-baseline.jsonl')
    expect(await judge(root)).toMatchObject({ code: 1, new: ['tests/test_chat.py test_db db'], gone: ['tests/test_mail.py test_mail mail'] })
    git('reset', '-q', '--hard')

    // CRLF and edits around change nothing; a case-only rename is a move.
    writeFileSync(join(root, 'tests/test_chat.py'), `# moved down\n\n${pythonTests('ws')}`.replaceAll('\n', '\r\n'))
    expect(await judge(root)).toEqual(PASSED)
    renameSync(join(root, 'tests/test_chat.py'), join(root, 'tests/test_Chat.py'))
    expect(await judge(root)).toMatchObject({ code: 0, moved: ['tests/test_chat.py → tests/test_Chat.py'] })

    // A mock swapped for another one, and one that goes into a helper, are new.
    git('reset', '-q', '--hard')
    git('clean', '-qfd')
    writeFileSync(join(root, 'tests/test_chat.py'), 'from unittest.mock import AsyncMock\n\ndef make_ws():\n    ws = AsyncMock()\n    return ws\n\nasync def test_ws():\n    await serve(make_ws())\n')
    expect(await judge(root)).toMatchObject({ code: 1, new: ['tests/test_chat.py make_ws ws'], gone: ['tests/test_chat.py test_ws ws'] })
  })

  it('against a commit sees uncommitted and untracked files, in a folder below the work tree, too', async () => {
    const folder = gitFolder({ 'service/tests/test_a.py': pythonTests('ws'), 'other/test_o.py': pythonTests('ws') })
    folder.git('switch', '-q', '-c', 'work')
    folder.commit('More', { 'service/tests/test_a.py': pythonTests('ws', 'db'), 'other/test_o.py': pythonTests('ws', 'db') })
    writeFileSync(join(folder.root, 'service/tests/test_new.py'), pythonTests('queue'))
    const service = join(folder.root, 'service')
    expect(await judge(service, '--since', 'main')).toEqual({ code: 1, passes: false, new: ['tests/test_a.py test_db db', 'tests/test_new.py test_queue queue'], gone: [], moved: [] })
    expect(await judge(service, '--since', 'main', 'tests/test_new.py')).toMatchObject({ new: ['tests/test_new.py test_queue queue'] })
    expect(folder.git('status', '--porcelain')).toBe('?? service/tests/test_new.py\n')
  })

  it('against a commit judges from where the branch left it, and is silent on mocks that are gone', async () => {
    const folder = gitFolder({ 'test_a.py': pythonTests('ws', 'db') })
    folder.git('switch', '-q', '-c', 'work')
    folder.commit('Less', { 'test_a.py': pythonTests('ws') })
    folder.git('switch', '-q', 'main')
    folder.commit('More on main', { 'test_b.py': pythonTests('queue') })
    folder.git('switch', '-q', 'work')
    expect(await judge(folder.root, '--since', 'main')).toEqual({ code: 0, passes: true, new: [], gone: ['test_a.py test_db db'], moved: [] })
  })

  it('never passes for want of history', async () => {
    const folder = gitFolder({ 'test_a.py': pythonTests('ws') })
    folder.git('switch', '-q', '-c', 'work')
    folder.commit('More', { 'test_a.py': pythonTests('ws', 'db') })
    folder.git('switch', '-q', 'main')
    folder.commit('Other', { 'test_b.py': pythonTests('ws') })
    folder.git('switch', '-q', 'work')
    const clone = temporaryFolder({})
    folder.git('clone', '-q', '--depth', '1', '--no-single-branch', `file://${folder.root}`, join(clone, 'shallow'))
    const shallow = existingGitFolder(join(clone, 'shallow'))
    expect(await demock(shallow.root, ['check', '--since', 'origin/main'])).toMatchObject({ code: 2, out: '', error: expect.stringMatching(/no common ancestor here: this clone is shallow: fetch the whole history \("fetch-depth: 0"/) as string })
    expect(await demock(shallow.root, ['check', '--since', 'v1'])).toMatchObject({ code: 2, error: expect.stringContaining('git knows no commit "v1": this clone is shallow') as string })
    expect(await demock(folder.root, ['check', '--since', '--output=x'])).toMatchObject({ code: 2 })
    expect(await demock(temporaryFolder({ 'test_a.py': '' }), ['check', '--since', 'main'])).toMatchObject({ code: 2, error: expect.stringContaining('in no git work tree') as string })
    shallow.git('fetch', '-q', '--unshallow')
    expect(await judge(shallow.root, '--since', 'origin/main')).toMatchObject({ code: 1, new: ['test_a.py test_db db'] })
  })

  it('writes SARIF that the published schema takes', async () => {
    const root = temporaryFolder({ 'tests/test_a.py': pythonTests('ws', 'db'), 'web/a ü.test.ts': "import { vi } from 'vitest'\nvi.mock('./api')\nconst f = vi.fn()\n" })
    await baseline(root, 'create')
    writeFileSync(join(root, 'tests/test_a.py'), pythonTests('ws', 'queue'))
    writeFileSync(join(root, 'tests/test_allowed.py'), pythonTests('mail').replace('AsyncMock()', 'AsyncMock()  # demock: allow(*) – no server'))
    const { code, out } = await demock(root, ['check', '--format', 'sarif'])
    expect(code).toBe(1)
    const scanned = await demock(root, ['scan', '--format', 'sarif'])
    expect(scanned.code).toBe(1)
    const load = createRequire(join(process.env['DEMOCK_SCHEMAS'] ?? '', 'package.json'))
    const { default: Ajv } = load('ajv') as { default: new (options: object) => { validate(schema: unknown, data: unknown): boolean; errors: unknown } }
    const schema = JSON.parse(readFileSync(load.resolve('schemastore/schemas/json/sarif-2.1.0.json'), 'utf8')) as unknown
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false })
    ajv.validate(schema, JSON.parse(out))
    expect(ajv.errors).toBeNull()
    ajv.validate(schema, JSON.parse(scanned.out))
    expect(ajv.errors).toBeNull()
    const { runs: [run] } = JSON.parse(scanned.out) as { runs: [{ results: { ruleId: string; level: string; suppressions?: object[] }[] }] }
    expect(run.results.map(({ ruleId, level, suppressions }) => [ruleId, level, suppressions])).toContainEqual(['email-mock', 'note', [{ kind: 'inSource', justification: 'no server' }]])
    expect(run.results).toHaveLength(5)
    expect(ajv.validate(schema, JSON.parse(out.replace('"level": "error"', '"level": "loud"')))).toBe(false)
  })
})
