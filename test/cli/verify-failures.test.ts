import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileProof } from '../../server/src/core/mutation/proof.ts'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import { CLI, demock } from './demock.ts'
import type { Outcome } from './demock.ts'
import { PLAIN } from './verify-projects.ts'

const TEST = 'tests/test_chat.py'
const ARGS = ['convert', '--service', 'websocket', '--verify', '--python', process.env['DEMOCK_PYTHON'] ?? '', '--mutants', '1']
const textOf = (root: string, path = TEST): string => readFileSync(join(root, path), 'utf8')

async function verify(root: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome & { readonly files: readonly FileProof[] }> {
  const result = await demock(root, [...ARGS, '--format', 'json', ...args], { timeout: 280_000, env: { ...process.env, ...env } })
  return { ...result, files: (JSON.parse(result.out) as { files: FileProof[] }).files }
}

describe('demock convert --verify', () => {
  it('proves one mock of a file, and leaves the others; what was proven needs no run again', async () => {
    const two = `${String(PLAIN[TEST])}\n\nasync def test_other():\n    ws = AsyncMock(spec=WebSocket)\n    await greet(ws, "Bo")\n    ws.send_json.assert_awaited_once_with({"type": "hello", "name": "Bo"})\n`
    const root = temporaryFolder({ ...PLAIN, [TEST]: two })
    const first = await verify(root, [`${TEST}:9`])
    expect(first.files.map(({ outcome, sites, resumed }) => [outcome, sites.map(({ line }) => line), resumed])).toEqual([['proven', [9], undefined]])
    const second = await verify(root, [`${TEST}:9:12`, '--write'])
    expect(second.files.map(({ outcome, sites, resumed }) => [outcome, sites.map(({ line }) => line), resumed])).toEqual([['proven', [9], true]])
    expect(second.error).not.toContain('-m pytest')
    expect(second.error).toContain('1 file had been proven by an earlier run')
    expect(textOf(root)).toContain('ws = AsyncMock(spec=WebSocket)')
    expect(textOf(root)).toContain('open_websocket_pair')
  })

  it.each([[`${TEST}:1`, 'no WebSocket mock begins at'], [`${TEST}:999`, 'has no line 999']])('refuses %s', async (place, message) => {
    expect(await demock(temporaryFolder(PLAIN), [...ARGS, place])).toMatchObject({ code: 2, error: expect.stringContaining(message) as string })
  })

  it('goes on after an interruption, with what was written before', async () => {
    const root = temporaryFolder({ ...PLAIN, 'tests/test_hangs.py': `${String(PLAIN[TEST])}\n\nasync def test_slow():\n    import asyncio, os\n    await asyncio.sleep(600 if os.path.exists("tests/real_websocket.py") else 0)\n` })
    const child = spawn(process.execPath, [CLI, ...ARGS, '--write'], { cwd: root })
    let [out, error] = ['', '']
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (error += chunk))
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk
      if (out.includes('test_chat.py  proven') && !child.killed) child.kill('SIGTERM')
    })
    await once(child, 'close')
    expect({ code: child.exitCode, error }).toEqual({ code: 130, error: expect.stringContaining('interrupted after 1 of 2 files') as string })
    expect(textOf(root)).toContain('open_websocket_pair')
    expect(textOf(root, 'tests/test_hangs.py')).toContain('AsyncMock(spec')
    const again = await verify(root, ['--write', '--timeout', '10'])
    expect(again.files.map(({ path, outcome, resumed }) => [path, outcome, resumed])).toContainEqual([TEST, 'proven', true])
    expect(again.error).toContain('going on after an interruption: 1 file proven and written then')
  })

  it('leaves read-only files alone', async () => {
    const root = temporaryFolder(PLAIN)
    chmodSync(join(root, TEST), 0o444)
    const { code, files: [proof] } = await verify(root, ['--write'])
    expect({ code, outcome: proof?.outcome, reason: proof?.reason }).toEqual({ code: 1, outcome: 'rolled back', reason: expect.stringContaining('is not written: it is read-only') as string })
    expect(textOf(root)).toBe(PLAIN[TEST])
    expect(existsSync(join(root, 'tests/real_websocket.py'))).toBe(false)
  })

  it.runIf(process.platform !== 'win32')('says so when the copy does not fit on the disk', async () => {
    const root = temporaryFolder({ ...PLAIN, 'data.bin': new Uint8Array(3_000_000) })
    const temporary = mkdtempSync(join(tmpdir(), 'demock-full-'))
    // Files of more than a megabyte cannot be written, as on a disk that is full.
    const child = spawn('bash', ['-c', 'ulimit -f 1000; exec "$@"', 'bash', process.execPath, CLI, ...ARGS, '--write'], { cwd: root, env: { ...process.env, TMPDIR: temporary } })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
    await once(child, 'close')
    expect({ code: child.exitCode, out }).toEqual({ code: 1, out: expect.stringMatching(/rolled back: 1 mock – the work tree cannot be copied: .*(?:EFBIG|too large)/) as string })
    expect(textOf(root)).toBe(PLAIN[TEST])
    expect(readdirSync(temporary)).toEqual([])
  })

  // A file system of its own needs no privileges where user namespaces are allowed. Where they are not, only the limit above stands for a full disk.
  it.runIf(mountsDisks()).each([
    ['the copy does not fit', 'temporary', '8k', /rolled back: 1 mock – the work tree cannot be copied: ENOSPC/],
    ['the runner cannot write its results', 'temporary', '12k', /rolled back: 1 mock – the tests could not write: the disk of the temporary folder is full/],
    ['the conversion does not fit into the copy', 'temporary', '16k', /rolled back: 1 mock – tests\/\S+ cannot be written in the copy: ENOSPC/],
    ['what is proven does not fit into the project', 'project', '20k', /rolled back: 1 mock, 1 of 1 breakages noticed – tests\/\S+ is not written: ENOSPC/],
  ])('loses nothing on a full disk: %s', (_what, full, size, told) => {
    const root = temporaryFolder(PLAIN)
    const home = mkdtempSync(join(tmpdir(), 'demock-full-'))
    for (const name of ['project', 'temporary', 'after']) mkdirSync(join(home, name))
    const script = `cd "$HOME_OF_TEST" && mount -t tmpfs -o size=${size} tmpfs ${full} && cp -R "$PROJECT"/. project/ && cd project && "$@"; code=$?; cp -R . ../after/; ls -A ../temporary >&2; exit $code`
    const env = { ...process.env, HOME_OF_TEST: home, PROJECT: root, TMPDIR: join(home, 'temporary') }
    const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', process.execPath, CLI, ...ARGS, '--write'], { env, encoding: 'utf8', timeout: 280_000 })
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringMatching(told) as string })
    expect(stderr).not.toMatch(/^demock-verify-/m)
    for (const path of Object.keys(PLAIN)) expect(textOf(join(home, 'after'), path)).toBe(PLAIN[path])
    expect(readdirSync(join(home, 'after/tests'))).toEqual(['test_chat.py'])
  })

  it.runIf(process.platform !== 'win32')('draws progress over itself on a terminal, and none where that is not wanted', async () => {
    const inTerminal = async (...args: readonly string[]): Promise<string> => {
      const child = spawn(process.env['DEMOCK_PYTHON'] ?? '', ['-c', 'import os, pty, sys\nsys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))', process.execPath, CLI, ...ARGS, ...args], { cwd: temporaryFolder(PLAIN), stdio: ['ignore', 'pipe', 'inherit'] })
      let out = ''
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
      await once(child, 'close')
      expect(child.exitCode).toBe(0)
      return out
    }
    const drawn = await inTerminal()
    expect(drawn).toContain('\r\u001B[K[░░░░░░░░░░░░░░░░░░░░░░░░] 0 of 3 breakages tried on the mock tests')
    expect(drawn).toContain('\r\u001B[K[░░░░░░░░░░░░░░░░░░░░░░░░] 0 of 1 breakages tried on tests/test_chat.py\r\u001B[K')
    expect(drawn).not.toContain('ws.send_json left out')
    const plain = await inTerminal('--no-progress')
    expect(plain).not.toContain('░')
    expect(plain).toContain('app/chat.py:2: ws.send_json left out')
  })
})

/** Also whether memory has pages of the size that the sizes of the disks are made of. */
function mountsDisks(): boolean {
  return spawnSync('unshare', ['-rm', 'sh', '-c', 'test "$(getconf PAGESIZE)" = 4096 && mount -t tmpfs -o size=4k tmpfs /mnt']).status === 0
}
