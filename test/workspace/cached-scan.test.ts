import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Settings } from '../../server/src/core/model/settings.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { createNodeHost } from '../../server/src/workspace/node-host.ts'
import type { Host } from '../../server/src/workspace/host.ts'
import { scan } from '../../server/src/workspace/scan.ts'
import type { ScanResult } from '../../server/src/workspace/scan.ts'
import { temporaryFolder } from './temporary-folder.ts'

const TREE = {
  'tests/__init__.py': '',
  'tests/helpers.py': 'from unittest.mock import AsyncMock as Socket\n',
  'tests/test_chat.py': 'from tests.helpers import Socket\n\nasync def test_chat(mocker):\n    ws = Socket()\n    await ws.send_json(1)\n',
  'tests/test_none.py': 'def test_nothing():\n    assert True\n',
  'app.py': 'x = 1\n',
}

/** Scans a folder with its cache beside it, a minute from now: all that the test has written is old then. Also tells which files were read. */
async function scanned(root: string, settings: Settings = DEFAULT_SETTINGS): Promise<{ result: ScanResult; read: string[] }> {
  const read: string[] = []
  const node = createNodeHost(() => {})
  const host: Host = {
    ...node,
    readFile(path, limit) {
      read.push(path.slice(root.length + 1).replaceAll('\\', '/'))
      return node.readFile(path, limit)
    },
  }
  const cache = { folder: join(root, '.cache'), engine: 'one', now: () => Date.now() + 60_000 }
  return { result: await scan({ root, paths: [], settings, host, cache }), read }
}

const sitesOf = ({ result }: { result: ScanResult }): string[] => result.files.flatMap(({ path, sites }) => sites.map(({ line, api }) => `${path}:${line} ${api}`))

describe('a scan with a cache', () => {
  it('reads nothing again and tells the same', async () => {
    const root = temporaryFolder(TREE)
    const first = await scanned(root)
    expect(sitesOf(first)).toEqual(['tests/test_chat.py:4 unittest.mock.AsyncMock'])
    expect(first.read).toContain('tests/test_none.py')
    const second = await scanned(root)
    expect(second.result).toEqual(first.result)
    expect(second.read).toEqual([])
  })

  it('counts anew what has changed', async () => {
    const root = temporaryFolder(TREE)
    await scanned(root)
    writeFileSync(join(root, 'tests/test_none.py'), 'from unittest.mock import Mock\n\ndef test_something():\n    assert Mock()\n')
    const second = await scanned(root)
    expect(sitesOf(second)).toEqual(['tests/test_chat.py:4 unittest.mock.AsyncMock', 'tests/test_none.py:4 unittest.mock.Mock'])
    expect(second.read).toEqual(['tests/test_none.py'])
  })

  it.each([
    ['changed', (root: string) => writeFileSync(join(root, 'tests/helpers.py'), 'class Socket:\n    async def send_json(self, x): ...\n')],
    ['gone', (root: string) => rmSync(join(root, 'tests/helpers.py'))],
  ])('counts anew when a helper is %s', async (_what, change) => {
    const root = temporaryFolder(TREE)
    await scanned(root)
    change(root)
    expect(sitesOf(await scanned(root))).toEqual([])
  })

  it('counts anew under other settings', async () => {
    const root = temporaryFolder(TREE)
    await scanned(root)
    expect(sitesOf(await scanned(root, { ...DEFAULT_SETTINGS, exclude: ['tests/test_chat.py'] }))).toEqual([])
  })

  it('never keeps what a date may change', async () => {
    const root = temporaryFolder({ 'tests/test_a.py': 'from unittest.mock import Mock\n\ndef test_a():\n    # demock: allow(code until 2999-01-01) - it is far away\n    assert Mock()\n' })
    await scanned(root)
    expect((await scanned(root)).read).toEqual(['tests/test_a.py'])
  })
})
