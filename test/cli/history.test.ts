import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CompletionReport } from '../../server/src/core/report/completion.ts'
import type { History } from '../../server/src/core/report/history.ts'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import { demock } from './demock.ts'
import { gitFolder } from './git-folder.ts'

const before = process.env['XDG_CACHE_HOME']
let caches = ''

beforeEach(() => {
  caches = temporaryFolder({})
  process.env['XDG_CACHE_HOME'] = caches
})

afterEach(() => {
  if (before === undefined) delete process.env['XDG_CACHE_HOME']
  else process.env['XDG_CACHE_HOME'] = before
})

/** A test with one double for each name. */
function doubles(...names: readonly string[]): string {
  return `from unittest.mock import AsyncMock\n\n${names.map((name) => `async def test_${name}():\n    ${name} = AsyncMock()\n    await serve(${name})\n`).join('\n')}`
}

const HELPER = 'from unittest.mock import MagicMock as Double\n'
const USER = 'from .helpers import Double\n\ndef test_a():\n    serve(Double())\n'

async function history(root: string, ...args: readonly string[]): Promise<History> {
  const { code, out, error } = await demock(root, ['report', '--history', '--format', 'json', ...args])
  expect({ code, error }).toEqual({ code: 0, error: '' })
  const told = (JSON.parse(out) as CompletionReport).history
  if (!told) throw new Error('no history')
  return told
}

function cached(): string {
  const folder = join(caches, 'demock', 'scans')
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.history.json'))
  return readFileSync(join(folder, file ?? ''), 'utf8')
}

describe('demock report --history', () => {
  it('counts each commit as a scan of it would, beside the files of that commit', async () => {
    const folder = gitFolder({ 'tests/test_a.py': doubles('ws', 'redis'), 'app.py': '' })
    folder.commit('A helper hands on a library', { 'tests/helpers.py': HELPER, 'tests/test_b.py': USER, 'tests/__init__.py': '', '.gitignore': 'ignored/\n' })
    folder.commit('The helper is real now', { 'tests/helpers.py': 'from app import Double\n', 'app.py': 'class Double: ...\n' })
    folder.git('switch', '-q', '-c', 'work', 'HEAD~1')
    folder.commit('Beside', { 'tests/test_c.py': doubles('s3') })
    folder.git('switch', '-q', 'main')
    folder.git('merge', '-q', '--no-edit', 'work')
    const { commits, every, points, shallow } = await history(folder.root)
    expect({ commits, every, shallow, sites: points.map(({ sites }) => sites), files: points.map(({ files }) => files) }).toEqual({ commits: 4, every: 1, shallow: false, sites: [2, 3, 2, 3], files: [2, 5, 5, 6] })
    for (const { commit, sites, filesWithMocks, byService, byKind } of points) {
      folder.git('checkout', '-q', commit)
      const { out } = await demock(folder.root, ['scan', '--format', 'json', '--no-cache'])
      const { summary } = JSON.parse(out) as { summary: { sites: number; filesWithMocks: number; byService: Record<string, number>; byKind: Record<string, number> } }
      const some = (counts: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
      expect({ sites, filesWithMocks, byService, byKind }).toEqual({ sites: summary.sites, filesWithMocks: summary.filesWithMocks, byService: some(summary.byService), byKind: some(summary.byKind) })
    }
  })

  it('keeps what it counted, by content, and counts only what is new', async () => {
    const folder = gitFolder({ 'tests/test_a.py': doubles('ws') })
    for (const names of [['ws', 'redis'], ['ws', 'redis', 's3'], ['ws']]) folder.commit('More or less', { 'tests/test_a.py': doubles(...names) })
    const fresh = await history(folder.root, '--no-cache')
    const first = await history(folder.root)
    const kept = cached()
    expect(await history(folder.root)).toEqual(first)
    expect(cached()).toBe(kept)
    expect(fresh).toEqual(first)
    expect(first.points.map(({ sites }) => sites)).toEqual([1, 2, 3, 1])
    // A number that was changed in the cache shows that it is read; another content shows that it is counted.
    const folderOfCaches = join(caches, 'demock', 'scans')
    const name = readdirSync(folderOfCaches).filter((file) => readFileSync(join(folderOfCaches, file), 'utf8') === kept)[0] ?? ''
    writeFileSync(join(folderOfCaches, name), kept.replaceAll('"filesWithMocks":1', '"filesWithMocks":7'))
    folder.commit('A new test', { 'tests/test_b.py': doubles('queue') })
    expect((await history(folder.root)).points.map(({ filesWithMocks }) => filesWithMocks)).toEqual([7, 7, 7, 7, 2])
  })

  it('is bounded, and takes the first and the newest commit', async () => {
    const folder = gitFolder({ 'tests/test_a.py': doubles('ws') })
    for (let commit = 1; commit < 12; commit++) folder.commit(`Commit ${commit}`, { 'tests/test_a.py': doubles(...Array.from({ length: commit + 1 }, (_, index) => `ws${index}`)) })
    const { commits, every, points } = await history(folder.root, '--points', '5')
    expect({ commits, every, sites: points.map(({ sites }) => sites) }).toEqual({ commits: 12, every: 5, sites: [1, 6, 11, 12] })
  })

  it('of a folder below the work tree and of a shallow clone says what it can', async () => {
    const folder = gitFolder({ 'service/tests/test_a.py': doubles('ws'), 'tests/test_b.py': doubles('redis', 's3') })
    folder.commit('More', { 'service/tests/test_a.py': doubles('ws', 'queue') })
    expect((await history(join(folder.root, 'service'))).points.map(({ files, sites }) => [files, sites])).toEqual([[1, 1], [1, 2]])
    const clone = join(temporaryFolder({}), 'shallow')
    folder.git('clone', '-q', '--depth', '1', `file://${folder.root}`, clone)
    expect(await history(clone)).toMatchObject({ commits: 1, shallow: true, points: [{ sites: 4 }] })
  })

  it('tells who adds mocks, by what commits say of themselves', async () => {
    const folder = gitFolder({ 'tests/test_a.py': doubles('ws') })
    folder.commit('More\n\nCo-Authored-By: Claude <noreply@anthropic.com>', { 'tests/test_a.py': doubles('ws', 'redis', 's3'), 'notes.md': 'AsyncMock()' })
    folder.commit('Move one, take one away', { 'tests/test_a.py': doubles('ws'), 'tests/test_b.py': doubles('s3') })
    folder.git('commit', '-q', '--allow-empty', '-m', 'Nothing')
    const { authors } = await history(folder.root, '--by-author')
    expect(authors).toMatchObject({
      commits: 4, all: 4,
      byAgent: [{ agent: 'Claude', commits: 1, adding: 1, added: 2, removed: 0 }, { agent: null, commits: 3, adding: 1, added: 1, removed: 1 }],
    })
    expect((await history(folder.root, '--by-author', '--commits', '2')).authors).toMatchObject({ commits: 2, all: 4, byAgent: [{ agent: null, commits: 2, adding: 0, added: 0, removed: 1 }] })
  })

  it('takes no rename for a change, and leaves out contents that git does not have', async () => {
    const folder = gitFolder({ 'tests/test_a.py': doubles('ws', 'redis'), 'tests/test_b.py': doubles('s3') })
    folder.git('mv', 'tests/test_a.py', 'tests/test_c.py')
    folder.commit('Move and change', { 'tests/test_c.py': doubles('ws', 'redis', 'queue'), 'tests/test_b.py': doubles('s3', 'mail') })
    expect((await history(folder.root, '--by-author')).authors?.byAgent).toEqual([{ agent: null, commits: 2, adding: 2, added: 5, removed: 0 }])
    // An object that is lost: the second commit tells nothing of the file, and the first point knows it not.
    const lost = folder.git('rev-parse', 'HEAD~1:tests/test_b.py').trim()
    rmSync(join(folder.root, '.git', 'objects', lost.slice(0, 2), lost.slice(2)))
    const left = await history(folder.root, '--by-author', '--no-cache')
    expect(left.points.map(({ sites }) => sites)).toEqual([2, 5])
    expect(left.authors?.byAgent).toEqual([{ agent: null, commits: 2, adding: 2, added: 3, removed: 0 }])
  })

  it.each([
    [['--points', '10'], '--points belongs to --history'], [['--history', '--points', '1'], '--points 1: must be a whole number, 2 or more'], [['--history', '--commits', '9'], '--commits belongs to --by-author'],
    [['--history'], 'in no git work tree'],
  ])('refuses %j', async (args, message) => {
    expect(await demock(temporaryFolder({ 'a.py': '' }), ['report', ...args])).toMatchObject({ code: 2, out: '', error: expect.stringContaining(message) as string })
  })
})
