import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileProof } from '../../server/src/core/mutation/proof.ts'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import type { Tree } from '../workspace/temporary-folder.ts'
import { CLI, demock } from './demock.ts'

const APP = `async def greet(ws, name):
    await ws.accept()
    await ws.send_json({"type": "hello", "name": name})


async def part(ws):
    await ws.send_json({"type": "bye"})
    await ws.send_text("plain")
`

const PYTEST: Tree = { 'pytest.ini': '[pytest]\nasyncio_mode = auto\n', 'app/__init__.py': '', 'app/chat.py': APP }

/** A test that mocks Starlette's socket, with these lines behind the creation. */
function pythonTest(...lines: readonly string[]): string {
  return `from unittest.mock import AsyncMock

from fastapi import WebSocket

from app.chat import greet, part


async def test_socket():
    ws = AsyncMock(spec=WebSocket)
${lines.map((line) => `    ${line}\n`).join('')}`
}

const GREETS = pythonTest('await greet(ws, "Ada")', 'ws.send_json.assert_awaited_once_with({"type": "hello", "name": "Ada"})')

interface Verified {
  readonly code: number | null
  readonly error: string
  readonly proofs: readonly FileProof[]
}

async function verify(root: string, ...args: readonly string[]): Promise<Verified> {
  const { code, out, error } = await demock(root, ['convert', '--service', 'websocket', '--verify', '--format', 'json', '--python', process.env['DEMOCK_PYTHON'] ?? '', '--mutants', '4', ...args], { timeout: 280_000 })
  return { code, error, proofs: (JSON.parse(out) as { files: FileProof[] }).files }
}

const packages = (): Tree[string] => ({ linkTo: join(process.env['DEMOCK_JAVASCRIPT'] ?? '', 'node_modules') })

const copiesLeft = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('demock-verify-'))

/** A run of its own: `told` resolves when the first tests run, `exited` with the exit code. */
function started(root: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, 'convert', '--service', 'websocket', '--verify', '--python', process.env['DEMOCK_PYTHON'] ?? '', ...args], { cwd: root })
  let [out, error] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
  const told = new Promise<void>((resolve) => child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    error += chunk
    if (error.includes('-m pytest')) resolve()
  }))
  const exited = once(child, 'close') as Promise<[number | null]>
  return { child, told, exited, out: () => out, error: () => error }
}

describe('demock convert --verify', () => {
  it('writes what is proven: green before and after, red for every breakage that the mock noticed', async () => {
    const root = temporaryFolder({ ...PYTEST, 'tests/test_chat.py': GREETS })
    const { code, error, proofs: [proof] } = await verify(root, '--write')
    expect(code).toBe(0)
    expect(error).toContain('-m pytest -q')
    expect(proof).toMatchObject({ path: 'tests/test_chat.py', outcome: 'proven', sites: [{ target: 'ws' }], filesWritten: expect.arrayContaining(['tests/test_chat.py', 'tests/real_websocket.py']) as string[] })
    expect(proof?.mutants.map(({ line, operator, noticed }) => [line, operator, noticed])).toEqual([[3, 'left out', true], [3, 'altered', true], [3, 'doubled', true]])
    expect(readFileSync(join(root, 'tests/test_chat.py'), 'utf8')).toContain('open_websocket_pair')
    expect(readFileSync(join(root, 'app/chat.py'), 'utf8')).toBe(APP)
  })

  it('without --write leaves everything as it was', async () => {
    const root = temporaryFolder({ ...PYTEST, 'tests/test_chat.py': GREETS })
    const { proofs: [proof], error } = await verify(root)
    expect(proof).toMatchObject({ outcome: 'proven', filesWritten: [] })
    expect(error).toContain('nothing is written')
    expect(readFileSync(join(root, 'tests/test_chat.py'), 'utf8')).toBe(GREETS)
    expect(existsSync(join(root, 'tests/real_websocket.py'))).toBe(false)
  })

  it('says what is missing where nothing could be broken', async () => {
    const test = GREETS.replace('from app.chat import greet, part\n', `\nasync def greet(ws, name):\n    await ws.accept()\n    await ws.send_json({"type": "hello", "name": name})\n`)
    const { code, proofs: [proof] } = await verify(temporaryFolder({ ...PYTEST, 'tests/test_chat.py': test }), '--write')
    expect(code).toBe(1)
    expect(proof).toMatchObject({ outcome: 'not proven', reason: 'no place was found in the code under test that could be broken where the test looks', mutants: [] })
  })

  it('takes back what turns red, with the output, and keeps what holds beside it', async () => {
    // Only send_json is verified, and plain text arrives as well: on the wire both are text.
    const red = pythonTest('await ws.accept()', 'await part(ws)', 'ws.send_json.assert_awaited_once_with({"type": "bye"})')
    const root = temporaryFolder({ ...PYTEST, 'tests/test_chat.py': GREETS, 'tests/test_part.py': red })
    const { code, proofs } = await verify(root, '--write')
    expect(code).toBe(1)
    expect(proofs.map(({ path, outcome }) => [path, outcome])).toEqual([['tests/test_chat.py', 'proven'], ['tests/test_part.py', 'rolled back']])
    expect(proofs[1]).toMatchObject({ reason: expect.stringMatching(/^after the conversion 1 of 1 tests failed: .*test_socket/) as string, output: expect.stringContaining('plain') as string, filesWritten: [] })
    expect(readFileSync(join(root, 'tests/test_part.py'), 'utf8')).toBe(red)
  })

  it.each([
    ['is red before', { 'tests/test_chat.py': `${GREETS}    assert False\n` }, [], /^before the conversion 1 of 1 tests failed/],
    ['hangs', { 'tests/test_chat.py': `${GREETS}    import asyncio\n    await asyncio.sleep(600)\n` }, ['--timeout', '6'], /^before the conversion the tests did not end in time, and were killed/],
    ['cannot be loaded', { 'tests/test_chat.py': GREETS, 'app/__init__.py': 'import nowhere_to_be_found\n' }, [], /^before the conversion 1 of 1 tests failed/],
  ])('leaves a suite alone that %s', async (_what, files, args, reason) => {
    const root = temporaryFolder({ ...PYTEST, ...files })
    const { code, proofs: [proof] } = await verify(root, '--write', ...args)
    expect({ code, outcome: proof?.outcome, reason: proof?.reason }).toEqual({ code: 1, outcome: 'rolled back', reason: expect.stringMatching(reason) as string })
    expect(readFileSync(join(root, 'tests/test_chat.py'), 'utf8')).toBe(files['tests/test_chat.py'])
  })

  it('names the runner that is missing', async () => {
    const root = temporaryFolder({ ...PYTEST, 'tests/test_chat.py': GREETS })
    const { out } = await demock(root, ['convert', '--service', 'websocket', '--verify', '--python', join(root, 'no-python')])
    expect(out).toMatch(/rolled back: 1 mock – there is no Python interpreter .*no-python: make a virtual environment \.venv, or name one with --python/)
  })

  it('proves tests of vitest', async () => {
    const source = `export function greet(socket: { send(text: string): void }, name: string): void {\n  socket.send(JSON.stringify({ type: 'hello', name }))\n}\n`
    const test = `import { expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { greet } from '../src/chat'

it('greets', () => {
  const socket = { send: vi.fn(), on: vi.fn(), close: vi.fn(), readyState: 1 } as unknown as WebSocket
  greet(socket, 'Ada')
  expect(socket.send).toHaveBeenCalledWith(JSON.stringify({ type: 'hello', name: 'Ada' }))
})
`
    const root = temporaryFolder({ 'package.json': '{ "type": "module", "devDependencies": { "vitest": "3.2.4", "ws": "8.18.0" } }\n', node_modules: packages(), 'src/chat.ts': source, 'tests/chat.test.ts': test })
    const { code, proofs: [proof] } = await verify(root, '--write')
    expect({ code, proof }).toMatchObject({ code: 0, proof: { outcome: 'proven', filesWritten: expect.arrayContaining(['tests/chat.test.ts']) as string[] } })
    expect(proof?.mutants.map(({ operator, noticed }) => [operator, noticed])).toContainEqual(['left out', true])
  })

  it('leaves a file alone that has changed meanwhile', async () => {
    const root = temporaryFolder({ ...PYTEST, 'tests/test_chat.py': GREETS })
    const { child, told, exited, out } = started(root, '--write', '--mutants', '1')
    await told
    writeFileSync(join(root, 'tests/test_chat.py'), `# edited\n${GREETS}`)
    await exited
    expect({ code: child.exitCode, out: out() }).toEqual({ code: 1, out: expect.stringMatching(/rolled back: 1 mock.* is not written: it has changed meanwhile/) as string })
    expect(readFileSync(join(root, 'tests/test_chat.py'), 'utf8')).toBe(`# edited\n${GREETS}`)
    expect(existsSync(join(root, 'tests/real_websocket.py'))).toBe(false)
  })

  it('ends at once when it is interrupted, with nothing half done and nothing left running', async () => {
    const before = copiesLeft()
    const hangs = `${GREETS}    import asyncio, pathlib\n    pathlib.Path(${JSON.stringify('started')}).write_text("")\n    await asyncio.sleep(600)\n`
    const root = temporaryFolder({ ...PYTEST, 'tests/test_chat.py': hangs })
    const { child, told, exited, error } = started(root, '--write')
    await told
    child.kill('SIGINT')
    const [code] = await exited
    expect({ code, error: error() }).toEqual({ code: 130, error: expect.stringContaining('demock: interrupted') as string })
    expect(readFileSync(join(root, 'tests/test_chat.py'), 'utf8')).toBe(hangs)
    expect(copiesLeft().filter((name) => !before.includes(name))).toEqual([])
  })

  it.each([[['--python', 'x'], '--python belongs to --verify'], [['--verify', '--timeout', '0'], '--timeout 0: must be a number above 0']])('refuses %j', async (args, message) => {
    expect(await demock(temporaryFolder({ 'a.py': '' }), ['convert', '--service', 'websocket', ...args])).toMatchObject({ code: 2, error: expect.stringContaining(message) as string })
  })
})
