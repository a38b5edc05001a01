import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { openGitObjects } from '../../server/src/workspace/history/git-objects.ts'
import { historyOf } from '../../server/src/workspace/history/history.ts'
import { createNodeHost } from '../../server/src/workspace/node-host.ts'
import { gitFolder } from './git-folder.ts'

const TEST = 'from unittest.mock import Mock\n\ndef test_a():\n    serve(Mock())\n'

describe('historyOf', () => {
  it('tells how far it has come, and gives nothing when it is interrupted', async () => {
    const folder = gitFolder({ 'tests/test_a.py': TEST })
    folder.commit('More', { 'tests/test_b.py': TEST })
    const request = { root: folder.root, settings: DEFAULT_SETTINGS, host: createNodeHost(() => {}), points: 10, authors: 10 }
    const told: unknown[] = []
    const history = await historyOf({ ...request, signal: new AbortController().signal, onProgress: (progress) => told.push(progress) })
    expect(history?.points.map(({ sites }) => sites)).toEqual([1, 2])
    expect(told).toEqual([{ step: 'points', done: 0, of: 2 }, { step: 'points', done: 1, of: 2 }, { step: 'authors', done: 0, of: 2 }])
    expect(await historyOf({ ...request, signal: AbortSignal.abort() })).toBeUndefined()
  })
})

describe('openGitObjects', () => {
  it('gives contents of any bytes and sizes, and leaves out what is too large or not there', async () => {
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`many/${index}.txt`, `${index}\n`.repeat(index)]))
    const folder = gitFolder({ ...many, 'empty.txt': '', 'no-end.txt': 'ä\u0000b', 'large.txt': 'x'.repeat(300_000) })
    const nameOf = (path: string): string => folder.git('rev-parse', `HEAD:${path}`).trim()
    const objects = openGitObjects(folder.root, 200_000)
    const names = new Map(folder.git('ls-tree', '-r', 'HEAD').trim().split('\n').map((line) => [line.split('\t')[1] ?? '', line.split(/\s/)[2] ?? '']))
    const read = await objects.read([...names.values(), '0123456789012345678901234567890123456789'])
    const text = (path: string): string | undefined => {
      const bytes = read.get(names.get(path) ?? '')
      return bytes && Buffer.from(bytes).toString()
    }
    expect([text('empty.txt'), text('no-end.txt'), text('large.txt')]).toEqual(['', 'ä\u0000b', undefined])
    for (const [path, content] of Object.entries(many)) expect(text(path), path).toBe(content)
    expect(await objects.read([])).toEqual(new Map())
    expect((await objects.read([nameOf('no-end.txt')])).size).toBe(1)
    await objects.close()
    await expect(objects.read([nameOf('no-end.txt')])).rejects.toThrow('git could not read all contents')
  })
})
