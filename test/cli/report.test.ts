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

  it('tells one phase alone, by its number, its name or a service of it', async () => {
    const phases = '{ "phases": [{ "name": "What costs", "services": ["llm", "email"] }, { "name": "The rest", "services": ["websocket", "cache", "code"] }] }'
    const root = temporaryFolder({ ...WORKSPACE, 'demock.json': phases })
    const whole = await report(root)
    expect(whole.phases.map(({ name, sites }) => [name, sites])).toEqual([['Phase 1: What costs', 1], ['Phase 2: The rest', 3]])
    const [one, ...others] = await Promise.all(['1', 'what costs', 'llm', 'email'].map((name) => report(root, '--phase', name)))
    expect(one).toMatchObject({ phase: 'Phase 1: What costs', services: ['llm', 'email'], totals: { sites: 1, filesWithMocks: 1, references: 2 } })
    for (const other of others) expect(other).toEqual(one)
    expect(await demock(root, ['report', '--phase', '3'])).toMatchObject({ code: 2, out: '', error: expect.stringContaining('--phase 3: must be the number, the name or a service of a phase: "Phase 1: What costs" (llm, email), "Phase 2:') as string })
    expect(await demock(root, ['report', '--phase', '1', '--service', 'llm'])).toMatchObject({ code: 2, error: expect.stringContaining('give --phase or --service') as string })
  })

  it('tells until when mocks are allowed, and which exceptions do not hold', async () => {
    const test = (name: string, directive: string): string => `def test_${name}():\n    ${name} = AsyncMock()  # demock: allow(*) ${directive}\n    send(${name})\n`
    const told = await report(temporaryFolder({ 'tests/test_a.py': `from unittest.mock import AsyncMock\n${test('ws', 'until 2999-12-31 – moves soon')}${test('db', '– no server')}${test('mail', 'until 2001-01-01 – was soon')}` }))
    expect(told.suppressions.map(({ line, reason, until }) => [line, reason, until])).toEqual([[3, 'moves soon', '2999-12-31'], [6, 'no server', null]])
    expect(told.directives).toEqual([{ path: 'tests/test_a.py', line: 9, message: expect.stringContaining('expired on 2001-01-01') as string }])
    expect(told.totals).toMatchObject({ sites: 3, allowed: 2 })
  })

  it('tells what was proven, as far as it holds today', async () => {
    const root = temporaryFolder(WORKSPACE)
    const { out } = await demock(root, ['scan', '--format', 'json'])
    const [file] = (JSON.parse(out) as { files: { path: string; sites: { fingerprint: string; service: string }[] }[] }).files
    const there = file?.sites.find(({ service }) => service === 'websocket')?.fingerprint
    const proof = (path: string, outcome: string, fingerprints: readonly (string | undefined)[]): object =>
      ({ path, outcome, sites: fingerprints.map((fingerprint) => ({ service: 'websocket', fingerprint })), left: 0, mutants: [{ noticed: true }, { noticed: true }], filesWritten: [] })
    const proofs = { version: 1, summary: {}, files: [proof('tests/chat/test_chat.py', 'proven', ['gone', there]), proof('tests/test_b.py', 'not proven', ['b']), proof('tests/test_c.py', 'rolled back', ['c', 'd'])] }
    writeFileSync(join(root, 'proofs.json'), JSON.stringify(proofs))
    const { verified } = await report(root, '--proofs', 'proofs.json')
    expect(verified).toMatchObject({ proven: 1, notProven: 1, rolledBack: 2, files: [{ path: 'tests/chat/test_chat.py', outcome: 'proven', sites: 2, mutants: 2, noticed: 2, there: 1 }, { there: 0 }, { there: 0 }] })
    const markdown = await demock(root, ['report', '--proofs', 'proofs.json'])
    expect(markdown.out).toContain('**1 mock** replaced and proven, 1 converted but not proven, 2 rolled back.')
    expect(markdown.out).toContain('| `tests/chat/test_chat.py` | proven | 2 | 2 of 2 | 1 of them still stand in the file |')
    expect((await report(root, '--proofs', 'proofs.json', '--service', 'llm')).verified?.files).toEqual([])
    expect(await demock(root, ['report', '--proofs', 'demock.json'])).toMatchObject({ code: 2, out: '', error: expect.stringContaining('--proofs demock.json: ') as string })
    writeFileSync(join(root, 'proofs.json'), '{"version":2}')
    expect(await demock(root, ['report', '--proofs', 'proofs.json'])).toMatchObject({ code: 2, error: expect.stringContaining('it is not what "demock convert --verify --format json" writes') as string })
  })

  it('follows moved files, and links to where it is told', async () => {
    const folder = gitFolder({ 'tests/test_chat.py': CHAT })
    folder.git('mv', 'tests/test_chat.py', 'tests/test_sockets.py')
    writeFileSync(join(folder.root, 'tests/test_sockets.py'), CHAT.replace('@patch("app.chat.redis.Redis")\n', ''))
    const { change } = await report(folder.root, '--against', 'HEAD')
    expect(change?.files).toEqual([{ path: 'tests/test_sockets.py', formerly: 'tests/test_chat.py', before: 2, after: 1, more: 0, fewer: 1 }])
    const { out } = await demock(folder.root, ['report', '--links', 'https://example.org/blob/main'])
    expect(out).toContain('[`tests/test_sockets.py:7`](https://example.org/blob/main/tests/test_sockets.py#L7)')
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
