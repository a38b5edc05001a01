import { spawn } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import { CLI, demock } from './demock.ts'

const HELP_HINT = 'Run "demock --help" for the commands and options.'

describe('demock', () => {
  it('is executable by itself', () => {
    expect(readFileSync(CLI, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true)
    accessSync(CLI, constants.X_OK)
  })

  it.each([[['--help']], [['-h']], [['help']], [['scan', '--help']]])('shows help for %j', async (args) => {
    const { code, out, error } = await demock(temporaryFolder({}), args)
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(out).toContain('demock scan [paths…]')
  })

  it('shows its version', async () => {
    expect(await demock(temporaryFolder({}), ['--version'])).toEqual({ code: 0, out: `${manifest.version}\n`, error: '' })
  })

  it('shows help and fails without a command', async () => {
    const { code, out } = await demock(temporaryFolder({}), [])
    expect(code).toBe(2)
    expect(out).toContain('Usage')
  })

  it.each([
    [['scna'], 'there is no command "scna"'],
    [['scan', '--fromat', 'json'], "Unknown option '--fromat'"],
    [['scan', '--format', 'xml'], '--format xml: must be one of text, json, sarif, gitlab, junit, github, markdown'],
    [['scan', '--format'], "'--format <value>' argument missing"],
    [['lsp'], 'write "demock lsp --stdio"'],
    [['scan', 'nowhere', 'gone.py'], 'there is no file or folder "nowhere", "gone.py"'],
  ])('refuses %j and says what to do', async (args, message) => {
    const { code, out, error } = await demock(temporaryFolder({ 'a.py': '' }), args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toContain(message)
    expect(error).toContain(HELP_HINT)
    expect(error).not.toContain('    at ')
  })

  it('ends quietly when nobody reads its output any more', async () => {
    const root = temporaryFolder(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`test_${i}.py`, manyMocks(40)])))
    const child = spawn(process.execPath, [CLI, 'scan'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let error = ''
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, error }).toEqual({ code: 0, error: '' })
  })

  it('stops at Ctrl+C with 130 and without half a report', async () => {
    const tests = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`test_${i}.py`, manyMocks(400)]))
    const root = temporaryFolder({ ...tests, 'demock.json': '[]' })
    const child = spawn(process.execPath, [CLI, 'scan', '--format', 'json'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let error = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
    // The complaint about demock.json tells that the command has begun.
    child.stderr.once('data', () => child.kill('SIGINT'))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, out }).toEqual({ code: 130, out: '' })
    expect(error).toMatch(/demock: interrupted after [\d,]+ files?\n$/)
  })
})

function manyMocks(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => `def test_${i}():\n    ws = AsyncMock()\n    ws.send_json.assert_called_once_with({"n": ${i}})\n`)
  return `from unittest.mock import AsyncMock\n\n${lines.join('\n')}`
}
