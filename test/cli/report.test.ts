import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CompletionReport } from '../../server/src/core/report/completion.ts'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import type { Tree } from '../workspace/temporary-folder.ts'
import { demock } from './demock.ts'
import { gitFolder } from './git-folder.ts'

const CHAT = `from unittest.mock import AsyncMock, patch
from fastapi import WebSocket

async def test_sends():
    ws = AsyncMock(spec=WebSocket)
    await serve(ws)
    ws.send_json.assert_any_call({"type": "agent_started"})

@patch("app.chat.redis.Redis")
def test_cache(redis): ...

def test_allowed():
    mail = AsyncMock()  # demock: allow(*) – no mail | server <in> CI
    send(mail)
`

const WORKSPACE: Tree = {
  'tests/chat/test_chat.py': CHAT,
  'web/chat.test.ts': "import { vi } from 'vitest'\nvi.mock('./api')\n",
  '.github/CODEOWNERS': '* @all\n/tests/ @ada @bob # the backend\n/web/**/*.ts @cleo\n',
}

async function report(root: string, ...args: readonly string[]): Promise<CompletionReport> {
  const { code, out, error } = await demock(root, ['report', '--format', 'json', ...args])
  expect({ code, error }).toEqual({ code: 0, error: '' })
  return JSON.parse(out) as CompletionReport
}

describe('demock report', () => {
  it('counts by phase, kind, folder, owner and effort', async () => {
    const told = await report(temporaryFolder(WORKSPACE))
    expect(told.totals).toMatchObject({ files: 2, filesWithMocks: 2, sites: 4, allowed: 1 })
    expect(told.phases.map(({ name, sites }) => [name, sites])).toEqual([
      ['Phase 1: WebSocket', 1], ['Phase 2: database, cache, queue', 1], ['Phase 3: language models, HTTP, auth, e-mail, storage', expect.any(Number)], ['In no phase', expect.any(Number)],
    ])
    expect(told.byFolder).toEqual([{ name: 'tests/chat', sites: 3 }, { name: 'web', sites: 1 }])
    expect(told.byOwner).toEqual([{ name: '@ada', sites: 3 }, { name: '@bob', sites: 3 }, { name: '@cleo', sites: 1 }])
    expect(told.effort.map(({ safety, sites }) => [safety, sites])).toEqual([['safe', 1], ['review', 0], ['refused', 0], ['no replacement yet', 2]])
    expect(told.suppressions).toMatchObject([{ path: 'tests/chat/test_chat.py', line: 13, reason: 'no mail | server <in> CI' }])
    expect(told.contracts[0]?.events[0]).toMatchObject({ event: 'agent_started', covered: 'mock' })
    expect(told.change).toBeUndefined()
    expect(told.phases.reduce((sum, { sites }) => sum + sites, 0)).toBe(4)
  })

  it('tells one service alone', async () => {
    const told = await report(temporaryFolder(WORKSPACE), '--service', 'cache', '--service', 'queue')
    expect(told.totals).toMatchObject({ sites: 1, filesWithMocks: 1 })
    expect(told.phases).toEqual([{ name: 'Phase 2: database, cache, queue', sites: 1, services: [{ name: 'cache', sites: 1 }, { name: 'queue', sites: 0 }] }])
    expect(told.contracts).toEqual([])
  })

  it('compares with a commit and with the baseline', async () => {
    const folder = gitFolder({ 'tests/test_chat.py': CHAT })
    await demock(folder.root, ['baseline', 'create'])
    folder.commit('Know', {})
    writeFileSync(join(folder.root, 'tests/test_chat.py'), CHAT.replace('AsyncMock(spec=WebSocket)', 'connected()'))
    writeFileSync(join(folder.root, 'tests/test_new.py'), 'from unittest.mock import patch\n\n@patch("app.redis.Redis")\ndef test_a(redis): ...\n')
    for (const against of ['HEAD', 'baseline']) {
      const { change } = await report(folder.root, '--against', against)
      expect(change).toMatchObject({
        before: 2, after: 2, byService: [{ service: 'cache', more: 1, fewer: 0 }, { service: 'websocket', more: 0, fewer: 1 }],
        files: [{ path: 'tests/test_chat.py', before: 2, after: 1 }, { path: 'tests/test_new.py', before: 0, after: 1 }],
      })
    }
  })

  it('writes Markdown and one self-contained file of HTML', async () => {
    const root = temporaryFolder(WORKSPACE)
    const markdown = await demock(root, ['report'])
    expect(markdown.out).toContain('| Phase 1: WebSocket | 1 | websocket 1 |')
    expect(markdown.out).toContain('| double email | no mail \\| server <in> CI |')
    const { out } = await demock(root, ['report', '--format', 'html'])
    expect(out).toMatch(/^<!DOCTYPE html>\n<html lang="en">/)
    expect(out).toContain('no mail | server &lt;in&gt; CI')
    expect(out).not.toMatch(/<script|\bsrc=|\bhref=|url\(|@import/)
  })

  it.each([
    [['report', 'tests'], 'name no paths'], [['report', '--format', 'pdf'], '--format pdf: must be one of markdown, html, json'], [['report', '--service', 'x'], '--service x: must be one of'],
    [['report', '--against', 'baseline'], 'there is no baseline'], [['report', '--against', 'main'], 'in no git work tree'],
  ])('refuses %j', async (args, message) => {
    expect(await demock(temporaryFolder(WORKSPACE), args)).toMatchObject({ code: 2, out: '', error: expect.stringContaining(message) as string })
  })
})
