import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileCounts } from '../../server/src/core/reports/counts.ts'
import { cacheFolder } from '../../server/src/workspace/cache-folder.ts'
import { openScanCache } from '../../server/src/workspace/scan-cache.ts'
import type { ScanCache } from '../../server/src/workspace/scan-cache.ts'
import { temporaryFolder } from './temporary-folder.ts'

const COUNTS: FileCounts = { path: 'test_a.py', sites: [], findings: [], suspects: [], references: 3 }

/** A minute from now: all that the test has written is old then. */
const LATER = (): number => Date.now() + 60_000

function remembered(identity: readonly unknown[] = ['engine']): { root: string; path: (name: string) => string; open: (now?: () => number, other?: readonly unknown[]) => ScanCache } {
  const root = temporaryFolder({ 'test_a.py': 'x', 'helpers.py': 'y', 'test_b.py': 'z' })
  const path = (name: string): string => join(root, name)
  const open = (now = LATER, other = identity): ScanCache => openScanCache({ folder: path('cache'), root, identity: other, now })
  const first = open()
  expect(first.recall(path('test_a.py'))).toBeUndefined()
  first.note(path('test_a.py'), COUNTS, [path('helpers.py'), path('conftest.py')])
  first.note(path('test_b.py'), null, [])
  first.save(true)
  return { root, path, open }
}

describe('the cache of scans', () => {
  it('knows files that have not changed, those without sites too', () => {
    const { path, open } = remembered()
    const cache = open()
    expect(cache.recall(path('test_a.py'))).toEqual(COUNTS)
    expect(cache.recall(path('test_b.py'))).toBeNull()
    expect(cache.recall(path('helpers.py'))).toBeUndefined()
  })

  it.each([
    ['the file has changed', (path: (name: string) => string) => writeFileSync(path('test_a.py'), 'x = 1')],
    ['only its time has', (path: (name: string) => string) => utimesSync(path('test_a.py'), 1, 1)],
    ['it is gone', (path: (name: string) => string) => rmSync(path('test_a.py'))],
    ['a file that was looked at has changed', (path: (name: string) => string) => writeFileSync(path('helpers.py'), 'y = 1')],
    ['one that was looked at has come', (path: (name: string) => string) => writeFileSync(path('conftest.py'), '')],
  ])('forgets a file when %s', (_what, change) => {
    const { path, open } = remembered()
    change(path)
    const cache = open()
    expect(cache.recall(path('test_a.py'))).toBeUndefined()
    expect(cache.recall(path('test_b.py'))).toBeNull()
  })

  it('is empty for another engine or other settings, and when its file is broken', () => {
    const { path, open } = remembered()
    expect(open(LATER, ['another']).recall(path('test_b.py'))).toBeUndefined()
    for (const name of readdirSync(path('cache'))) writeFileSync(join(path('cache'), name), '{"key":')
    expect(open().recall(path('test_b.py'))).toBeUndefined()
  })

  it('does not trust what has changed a moment ago', () => {
    const { path, open } = remembered()
    writeFileSync(path('test_b.py'), 'z = 1')
    const cache = open(Date.now)
    cache.note(path('test_b.py'), COUNTS, [])
    cache.save(false)
    expect(open().recall(path('test_b.py'))).toBeUndefined()
  })

  it('keeps what a scan of a part did not meet, and drops it after a scan of everything', () => {
    const { path, open } = remembered()
    const part = open()
    part.note(path('helpers.py'), null, [])
    part.save(false)
    expect(open().recall(path('test_a.py'))).toEqual(COUNTS)
    const everything = open()
    everything.recall(path('helpers.py'))
    everything.save(true)
    expect(open().recall(path('test_a.py'))).toBeUndefined()
    expect(open().recall(path('helpers.py'))).toBeNull()
  })

  it('leaves a folder alone that cannot be written', () => {
    const root = temporaryFolder({ 'test_a.py': 'x', taken: 'a file' })
    const cache = openScanCache({ folder: join(root, 'taken', 'below'), root, identity: [], now: LATER })
    cache.note(join(root, 'test_a.py'), COUNTS, [])
    cache.save(true)
    expect(readdirSync(root).sort()).toEqual(['taken', 'test_a.py'])
  })
})

describe('cacheFolder', () => {
  it('is where each system keeps what can be made again', () => {
    expect(cacheFolder('linux', { XDG_CACHE_HOME: '/c' })).toBe(join('/c', 'demock', 'scans'))
    expect(cacheFolder('linux', {})).toMatch(/\.cache.demock.scans$/)
    expect(cacheFolder('darwin', { XDG_CACHE_HOME: '/c' })).toBe(join('/c', 'demock', 'scans'))
    expect(cacheFolder('darwin', {})).toMatch(/Caches.demock.scans$/)
    expect(cacheFolder('win32', { LOCALAPPDATA: 'L' })).toBe(join('L', 'demock', 'scans'))
  })
})
