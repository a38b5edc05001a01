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
      ['Phase 1: WebSocket', 1], ['Phase 2: Database, cache, queue', 1], ['Phase 3: Language models, HTTP, auth, e-mail, storage', expect.any(Number)], ['In no phase', expect.any(Number)],
    ])
    const backend = { sites: 3, safe: 1, review: 0, refused: 0, noReplacement: 1, allowed: 1 }
    const web = { sites: 1, safe: 0, review: 0, refused: 0, noReplacement: 1, allowed: 0 }
    expect(told.byFolder).toEqual([{ name: 'tests/chat', ...backend }, { name: 'web', ...web }])
    expect(told.byOwner).toEqual([{ name: '@ada', ...backend }, { name: '@bob', ...backend }, { name: '@cleo', ...web }])
    expect(told.byFile.map(({ name }) => name)).toEqual(['tests/chat/test_chat.py', 'web/chat.test.ts'])
    expect(told.effort.map(({ safety, sites }) => [safety, sites])).toEqual([['safe', 1], ['review', 0], ['refused', 0], ['no replacement yet', 2]])
    expect(told.suppressions).toMatchObject([{ path: 'tests/chat/test_chat.py', line: 13, reason: 'no mail | server <in> CI' }])
    expect(told.contracts[0]?.events[0]).toMatchObject({ event: 'agent_started', covered: 'mock' })
    expect(told.change).toBeUndefined()
    expect(told.phases.reduce((sum, { sites }) => sum + sites, 0)).toBe(4)
  })

  it('tells one service alone', async () => {
    const told = await report(temporaryFolder(WORKSPACE), '--service', 'cache', '--service', 'queue')
    expect(told.totals).toMatchObject({ sites: 1, filesWithMocks: 1 })
    const one = { sites: 1, files: 1, references: 1 }
    expect(told.phases).toEqual([{ name: 'Phase 2: Database, cache, queue', ...one, services: [{ name: 'cache', ...one }, { name: 'queue', sites: 0, files: 0, references: 0 }] }])
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
        files: [{ path: 'tests/test_chat.py', formerly: null, before: 2, after: 1, more: 0, fewer: 1 }, { path: 'tests/test_new.py', formerly: null, before: 0, after: 1, more: 1, fewer: 0 }],
      })
    }
  })

  it('writes Markdown and one self-contained file of HTML', async () => {
    const root = temporaryFolder(WORKSPACE)
    const markdown = await demock(root, ['report'])
    expect(markdown.out).toContain('| Phase 1: WebSocket | 1 | 1 | 3 | websocket 1 |')
    expect(markdown.out).toContain('| double email | no mail \\| server <in> CI |')
    const { out } = await demock(root, ['report', '--format', 'html'])
    expect(out).toMatch(/^<!DOCTYPE html>\n<html lang="en">/)
    expect(out).toContain('no mail | server &lt;in&gt; CI')
    expect(out).toContain('href="tests/chat/test_chat.py#L13"')
    expect(out).not.toMatch(/<script|\bsrc=|\bhref="[a-z]+:|url\(|@import/)
  })

  it.each([
    [['report', 'tests'], 'name no paths'], [['report', '--format', 'pdf'], '--format pdf: must be one of markdown, html, json'], [['report', '--service', 'x'], '--service x: must be one of'],
    [['report', '--against', 'baseline'], 'there is no baseline'], [['report', '--against', 'main'], 'in no git work tree'],
  ])('refuses %j', async (args, message) => {
    expect(await demock(temporaryFolder(WORKSPACE), args)).toMatchObject({ code: 2, out: '', error: expect.stringContaining(message) as string })
  })
})
