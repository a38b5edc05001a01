import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyse, replacementFor } from '../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { applyEdits } from '../../server/src/core/text/edits.ts'

const example = path.resolve(import.meta.dirname, '../../examples/chat')
const python = process.env['DEMOCK_PYTHON'] ?? ''
const javascript = process.env['DEMOCK_JAVASCRIPT'] ?? ''

let chat: string

beforeAll(() => {
  chat = mkdtempSync(path.join(tmpdir(), 'demock-chat-'))
  cpSync(example, chat, { recursive: true, filter: (file) => !/(?:node_modules|__pycache__|\.pytest_cache|\.venv)$/.test(file) })
  symlinkSync(path.join(javascript, 'node_modules'), path.join(chat, 'typescript/node_modules'))
})

afterAll(() => rmSync(chat, { recursive: true, force: true }))

describe('the chat example', () => {
  it('is green as it is written, on mocks', () => {
    expect(runTests()).toEqual({ python: 19, typescript: 10 })
  })

  it('is green after every safe replacement of a WebSocket, 26 of 29', () => {
    const { replaced, before } = replaceSockets()
    expect(before).toBe(29)
    expect(replaced).toBeGreaterThanOrEqual(26)
    expect(runTests()).toEqual({ python: 19, typescript: 10 })
  })

  it('is red then, when nothing is sent to a user any more', () => {
    breakFile('python/chat/connection_manager.py', 'await websocket.send_json(message)', 'pass')
    breakFile('typescript/src/hub.ts', 'member.socket.send(text)', 'void text')
    expect(pytest().status).toBe(1)
    expect(vitest().status).toBe(1)
  })
})

/** The numbers of tests that pass; any that fails is told. */
function runTests(): { python: number, typescript: number } {
  const [py, ts] = [pytest(), vitest()]
  expect(py.status, py.output).toBe(0)
  expect(ts.status, ts.output).toBe(0)
  return { python: Number(/(\d+) passed/.exec(py.output)?.[1]), typescript: Number(/Tests\s+(\d+) passed/.exec(ts.output)?.[1]) }
}

function pytest(): { status: number | null, output: string } {
  const { status, stdout, stderr } = spawnSync(python, ['-m', 'pytest', '-q'], { cwd: path.join(chat, 'python'), encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

function vitest(): { status: number | null, output: string } {
  const own = Object.entries(process.env).filter(([key]) => !/^(?:VITEST|NODE_ENV|TEST|MODE|DEV|PROD|SSR|BASE_URL)/.test(key))
  const run = [path.join(javascript, 'node_modules/vitest/vitest.mjs'), 'run', '--root', path.join(chat, 'typescript')]
  const env = { ...Object.fromEntries(own), NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, run, { cwd: path.join(chat, 'typescript'), encoding: 'utf8', env })
  return { status, output: stdout + stderr }
}

/** Replaces one mock after the other, as a person does by quick fixes; sites of WebSockets before, and how many of them are gone. */
function replaceSockets(): { before: number, replaced: number } {
  const tests = ['python/tests', 'typescript/tests'].flatMap((folder) => readdirSync(path.join(chat, folder)).map((file) => `${folder}/${file}`))
  const files = tests.filter((file) => /(?:test_\w+\.py|\.test\.ts)$/.test(file))
  const before = files.reduce((sum, file) => sum + socketsOf(file).length, 0)
  for (const file of files) while (replaceOne(file));
  return { before, replaced: before - files.reduce((sum, file) => sum + socketsOf(file).length, 0) }
}

function replaceOne(file: string): boolean {
  const source = { path: file, text: readFileSync(path.join(chat, file), 'utf8') }
  const report = analyse(source, DEFAULT_SETTINGS)
  const read = (wanted: string): string | undefined => (existsSync(path.join(chat, wanted)) ? readFileSync(path.join(chat, wanted), 'utf8') : undefined)
  const offer = socketsOf(file).map((site) => replacementFor(source, report, site, DEFAULT_SETTINGS, read)).find(({ safety }) => safety === 'safe')
  if (!offer) return false
  writeFileSync(path.join(chat, file), applyEdits(source.text, offer.edits))
  for (const change of offer.files) {
    mkdirSync(path.dirname(path.join(chat, change.path)), { recursive: true })
    writeFileSync(path.join(chat, change.path), change.text)
  }
  return true
}

/** Indexes of the sites that stand in for a WebSocket. */
function socketsOf(file: string): number[] {
  const text = readFileSync(path.join(chat, file), 'utf8')
  return analyse({ path: file, text }, DEFAULT_SETTINGS).sites.flatMap(({ service }, index) => (service === 'websocket' ? [index] : []))
}

function breakFile(file: string, from: string, to: string): void {
  const text = readFileSync(path.join(chat, file), 'utf8')
  expect(text).toContain(from)
  writeFileSync(path.join(chat, file), text.replace(from, to))
}
