import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { convertFiles } from '../../server/src/workspace/convert.ts'
import type { Host } from '../../server/src/workspace/host.ts'
import { createNodeHost } from '../../server/src/workspace/node-host.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { writeFiles } from '../../server/src/workspace/write-files.ts'
import { temporaryFolder } from './temporary-folder.ts'

const host = createNodeHost(() => {})
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('writing files that belong together', () => {
  it('replaces some and makes others, with the folders they need, and keeps modes', () => {
    const root = temporaryFolder({ 'a.py': 'old' })
    chmodSync(join(root, 'a.py'), 0o751)
    const problem = writeFiles([
      { path: join(root, 'a.py'), expected: bytes('old'), bytes: bytes('new') },
      { path: join(root, 'x/y/b.py'), expected: undefined, bytes: bytes('b') },
    ], host)
    expect(problem).toBeUndefined()
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('new')
    expect(statSync(join(root, 'a.py')).mode & 0o777).toBe(0o751)
    expect(readFileSync(join(root, 'x/y/b.py'), 'utf8')).toBe('b')
    expect([readdirSync(root).sort(), readdirSync(join(root, 'x/y'))]).toEqual([['a.py', 'x'], ['b.py']])
  })

  it('writes through a link and keeps it', () => {
    const root = temporaryFolder({ 'real/a.py': 'old', 'a.py': { linkTo: 'real/a.py' } })
    expect(writeFiles([{ path: join(root, 'a.py'), expected: bytes('old'), bytes: bytes('new') }], host)).toBeUndefined()
    expect(lstatSync(join(root, 'a.py')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(root, 'real/a.py'), 'utf8')).toBe('new')
  })

  it.each([
    ['it has changed', 'theirs', bytes('old'), 'it has changed meanwhile'],
    ['it has come into being', 'theirs', undefined, 'it has come into being meanwhile'],
    ['it has gone', undefined, bytes('old'), 'it has changed meanwhile'],
  ])('writes nothing when one is not as expected: %s', (_, content, expected, reason) => {
    const root = temporaryFolder({ 'a.py': 'old', ...(content === undefined ? {} : { 'b.py': content }) })
    const problem = writeFiles([
      { path: join(root, 'a.py'), expected: bytes('old'), bytes: bytes('new') },
      { path: join(root, 'made/c.py'), expected: undefined, bytes: bytes('c') },
      { path: join(root, 'b.py'), expected, bytes: bytes('new') },
    ], host)
    expect(problem).toMatchObject({ kind: 'changed', path: join(root, 'b.py'), reason: expect.stringContaining(reason) })
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('old')
    expect(readdirSync(root).sort()).toEqual(content === undefined ? ['a.py'] : ['a.py', 'b.py'])
  })

  it('writes nothing when one cannot be written', () => {
    const root = temporaryFolder({ 'a.py': 'old', 'file': 'no folder' })
    const problem = writeFiles([
      { path: join(root, 'a.py'), expected: bytes('old'), bytes: bytes('new') },
      { path: join(root, 'file/b.py'), expected: undefined, bytes: bytes('b') },
    ], host)
    expect(problem).toMatchObject({ kind: 'failed', path: join(root, 'file/b.py') })
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('old')
    expect(readdirSync(root).sort()).toEqual(['a.py', 'file'])
  })

  it('says so when it cannot put a file in its place', () => {
    const root = temporaryFolder({})
    mkdirSync(join(root, 'b.py'))
    const problem = writeFiles([{ path: join(root, 'b.py'), expected: undefined, bytes: bytes('b') }], host)
    expect(problem?.kind).toBe('changed')
    expect(readdirSync(root)).toEqual(['b.py'])
  })
})

const MOCK = `from unittest.mock import AsyncMock

import pytest
from fastapi import WebSocket


@pytest.mark.asyncio
async def test_greets():
    ws = AsyncMock(spec=WebSocket)
    await greet(ws, "Ada")
    ws.send_json.assert_awaited_once_with({"type": "hello"})
`

describe('converting files that somebody else writes at the same time', () => {
  /** A host on whose disk a file gets another content right after it was first read. */
  function hostWith(path: string, content: string): Host {
    let done = false
    return {
      ...host,
      readFile(wanted, limit) {
        const read = host.readFile(wanted, limit)
        if (wanted === path && !done) {
          done = true
          writeFileSync(path, content)
        }
        return read
      },
    }
  }

  it('leaves the file alone, tells it, and converts the others', async () => {
    const root = temporaryFolder({ 'tests/test_a.py': MOCK, 'tests/test_b.py': MOCK })
    const changed = join(root, 'tests/test_a.py')
    const order = { root, paths: [], service: 'websocket', review: false, settings: DEFAULT_SETTINGS, write: true } as const
    const result = await convertFiles({ ...order, host: hostWith(changed, `${MOCK}# mine\n`) })
    expect(result.problems).toEqual([{ kind: 'changed', path: 'tests/test_a.py', reason: 'it has changed meanwhile' }])
    expect(result.outcomes.map(({ path, safety, applied, reason }) => ({ path, safety, applied, reason }))).toEqual([
      { path: 'tests/test_a.py', safety: 'safe', applied: false, reason: 'tests/test_a.py: it has changed meanwhile' },
      { path: 'tests/test_b.py', safety: 'safe', applied: true, reason: null },
    ])
    expect(readFileSync(changed, 'utf8')).toBe(`${MOCK}# mine\n`)
    expect(readFileSync(join(root, 'tests/test_b.py'), 'utf8')).not.toContain('AsyncMock')
    expect(result.filesWritten).toContain('tests/test_b.py')
    expect(result.filesWritten).not.toContain('tests/test_a.py')
    for (const path of result.filesWritten) expect(existsSync(join(root, path))).toBe(true)
  })

  it('leaves everything alone when the support file comes from elsewhere meanwhile', async () => {
    const root = temporaryFolder({ 'tests/conftest.py': '"""Fixtures."""\n', 'tests/test_a.py': MOCK })
    const order = { root, paths: ['tests/test_a.py'], service: 'websocket', review: false, settings: DEFAULT_SETTINGS, write: true } as const
    const result = await convertFiles({ ...order, host: hostWith(join(root, 'tests/conftest.py'), '"""Other fixtures."""\n') })
    expect(result.problems).toEqual([{ kind: 'changed', path: 'tests/conftest.py', reason: 'it has changed meanwhile' }])
    expect(result.filesWritten).toEqual([])
    expect(readdirSync(join(root, 'tests')).sort()).toEqual(['conftest.py', 'test_a.py'])
    expect(readFileSync(join(root, 'tests/test_a.py'), 'utf8')).toBe(MOCK)
  })
})
