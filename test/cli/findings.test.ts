import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import { demock } from './demock.ts'

const FILES = {
  'tests/test_chat.py': `from unittest.mock import AsyncMock


async def test_greets():
    ws = AsyncMock()
    await greet(ws)
    ws.send_json.called_once_with({"type": "hello"})
    unused = AsyncMock()
`,
}

describe('findings of a scan', () => {
  it('are in the JSON, each with the mock it is about, and counted by code', async () => {
    const { code, out } = await demock(temporaryFolder(FILES), ['scan', '--format', 'json'])
    expect(code).toBe(1)
    const { summary, files: [file] } = JSON.parse(out)
    expect(summary.sites).toBe(2)
    expect(summary.findings).toEqual({
      'unused-double': 1, 'dead-double': 0, 'vacuous-verification': 1, 'no-op-patch': 0, 'mock-only-test': 0, 'self-fulfilling-assertion': 0, directive: 0,
    })
    expect(file.findings).toMatchObject([
      { line: 7, column: 18, endLine: 7, endColumn: 34, code: 'vacuous-verification', severity: 'warning', site: file.sites[0].fingerprint },
      { line: 8, column: 14, endLine: 8, endColumn: 23, code: 'unused-double', severity: 'information', site: file.sites[1].fingerprint },
    ])
  })

  it('are in the text', async () => {
    const { out } = await demock(temporaryFolder(FILES), ['scan'])
    expect(out).toMatch(/^ {2}tests\/test_chat\.py:7:18 {2}warning vacuous-verification called_once_with is no assertion of a mock: .*\n/m)
    expect(out).toContain('2 findings beside them\n  1  unused-double\n  1  vacuous-verification\n')
  })

  it('go away when the settings put their code off, and the mocks stay', async () => {
    const root = temporaryFolder({ ...FILES, 'demock.json': '{ "findings": { "unused-double": "off", "vacuous-verification": "off" } }' })
    const { summary, files: [file] } = JSON.parse((await demock(root, ['scan', '--format', 'json'])).out)
    expect(file.findings).toEqual([])
    expect(summary.sites).toBe(2)
  })
})
