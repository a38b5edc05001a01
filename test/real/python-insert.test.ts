/** Inserting a fixture into a Python test that has no mock: the test gets both ends of a real connection and runs. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { analyse, insertionAt } from '../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { applyEdits } from '../../server/src/core/text/edits.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'demock-insert-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const PATH = 'tests/test_greeting.py'
const TEST = `def test_greeting(tmp_path):
    greeting = "hello"
    assert greeting
`

function inserted(text: string): { readonly text: string, readonly files: ReadonlyMap<string, string> } | undefined {
  const source = { path: PATH, text }
  const insertion = insertionAt(source, analyse(source, DEFAULT_SETTINGS), text.indexOf('assert'), 'websocket', DEFAULT_SETTINGS, () => undefined)
  return insertion && { text: applyEdits(text, insertion.edits), files: new Map(insertion.files.map((file) => [file.path, file.text])) }
}

it('gives a test both ends of a real connection', () => {
  const result = inserted(TEST)
  expect(result?.text).toBe(`import pytest


@pytest.mark.asyncio
async def test_greeting(tmp_path, websocket_pair):
    greeting = "hello"
    assert greeting
`)
  expect([...result?.files.keys() ?? []].sort()).toEqual(['tests/conftest.py', 'tests/real_websocket.py'])
  mkdirSync(path.join(folder, 'tests'))
  for (const [file, text] of result?.files ?? []) writeFileSync(path.join(folder, file), text)
  const used = '    await websocket_pair.server.accept()\n    await websocket_pair.server.send_text(greeting)\n    assert await websocket_pair.client.received_text() == ["hello"]\n'
  writeFileSync(path.join(folder, PATH), (result?.text ?? '') + used)
  const run = spawnSync(process.env['DEMOCK_PYTHON'] ?? 'python3', ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', PATH], { cwd: folder, encoding: 'utf8' })
  expect(run.stdout).toContain('1 passed')
})

it('is not offered outside of tests', () => {
  expect(inserted('VALUE = 1\nassert VALUE\n')).toBeUndefined()
})
