import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const work = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'demock-dynamic-')))
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** Runs a suite with its recorder and compares; the figures of each API as `creations places (not test code) sites (by value) (engine misses)`. */
function run(name: string, runner: string, files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const folder = path.join(work, name)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  if (runner !== 'pytest') symlinkSync(path.join(process.env['DEMOCK_JAVASCRIPT'] ?? '', 'node_modules'), path.join(folder, 'node_modules'))
  const command = [path.join(root, 'test/corpus/dynamic/compare.mjs'), '--runner', runner, '--list', folder, ...args]
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', VITEST: '' } })
  expect(status, stderr).toBe(0)
  const rows = [...stdout.matchAll(/^([\w.]+)((?: +\d+){6}) +\S+ +\S+$/gm)].map(([, api, numbers]) => [api, numbers?.trim().replace(/ +/g, ' ')])
  return { rows: Object.fromEntries(rows) as Record<string, string>, stdout }
}

it('sees what a pytest suite creates, and not what the mock library makes itself', () => {
  const test = `import os
from unittest import mock
from unittest.mock import MagicMock, Mock, create_autospec, patch
from helper import make

class Real:
    child = 1

@patch('os.getcwd', new=lambda: '/')
def test_patches(monkeypatch):
    monkeypatch.setenv('A', 'b')
    monkeypatch.setitem(os.environ, 'C', 'd')
    with patch.object(os, 'sep', '/'), mock.patch.dict('os.environ', {'E': 'f'}):
        pass

def test_doubles():
    for _ in range(3):
        double = MagicMock(return_value=Mock())
    double.child.grandchild()
    create_autospec(Real).child
    [cls() for cls in (Mock,)]
    make()

def never():
    Mock()
unused = lambda: Mock()
`
  const { rows, stdout } = run('pytest', 'pytest', { 'test_a.py': test, 'helper.py': 'from unittest.mock import Mock\ndef make():\n    return Mock()\n' }, ['-q', '-p', 'no:cacheprovider'])
  expect(rows).toEqual({
    MagicMock: '3 1 0 1 0 0',
    Mock: '5 3 1 1 1 0',
    create_autospec: '1 1 0 1 0 0',
    'monkeypatch.setenv': '1 1 0 1 0 0',
    'monkeypatch.setitem': '1 1 0 1 0 0',
    patch: '1 1 0 1 0 0',
    'patch.dict': '1 1 0 1 0 0',
    'patch.object': '1 1 0 1 0 0',
    all: '14 10 1 8 1 0',
  })
  expect(stdout).toContain('silent      test_a.py:26:18')
  expect(stdout).toContain('of 9 sites on executed lines 1 never created anything')
})

const body = `const real = { send() { return 1 } }
RUNNER.mock('./real', () => ({ answer: RUNNER.fn() }))
test('creates', () => {
  for (const name of ['a', 'b']) RUNNER.fn().mockReturnValue(name)
  RUNNER.spyOn(real, 'send')
  RUNNER.useFakeTimers()
  RUNNER.useRealTimers()
  expect(answer).toBeDefined()
})
`
const figures = (name: string) => ({
  [`${name}.fn`]: '3 2 0 2 0 0', [`${name}.mock`]: '1 1 0 1 0 0', [`${name}.spyOn`]: '1 1 0 1 0 0', [`${name}.useFakeTimers`]: '1 1 0 1 0 0', all: '6 5 0 5 0 0',
})

it('sees what a vitest suite creates, through source maps', () => {
  const test = `import { expect, test, vi } from 'vitest'\nimport { answer } from './real'\ninterface Left { readonly out: string }\n\n${body.replaceAll('RUNNER', 'vi')}`
  const { rows } = run('vitest', 'vitest', { 'package.json': '{"type": "module"}', 'real.ts': 'export const answer = 1', 'a.test.ts': test })
  expect(rows).toEqual(figures('vi'))
})

it('sees what a jest suite creates', () => {
  const { rows } = run('jest', 'jest', { 'package.json': '{}', 'real.js': 'exports.answer = 1', 'a.test.js': `const { answer } = require('./real')\n${body.replaceAll('RUNNER', 'jest')}` })
  expect(rows).toEqual(figures('jest'))
})
