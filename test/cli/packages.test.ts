/** The packages that a support file needs: package.json after a conversion by the real command and the real language server, and the command that is shown. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver-protocol'
import { demock } from './demock.ts'
import { afterEdit } from '../lsp/edits.ts'
import { startSession, uriOf, workspaceWith } from '../lsp/session.ts'
import { temporaryFolder } from '../workspace/temporary-folder.ts'

const TEST = `import { expect, it, vi } from 'vitest'
import { greet } from './chat'

it('greets', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 }
  greet(ws as never)
  expect(ws.send).toHaveBeenCalledWith('hello')
})
`
const SOCKET_IO = `const { greet } = require('./chat')

test('greets', () => {
  const socket = { id: 'a', emit: jest.fn(), on: jest.fn(), join: jest.fn() }
  greet(socket)
  expect(socket.emit).toHaveBeenCalledWith('hello', 1)
})
`
const MANIFEST = '{\n  "name": "chat",\n  "devDependencies": {\n    "vitest": "3.2.4",\n    "zod": "4.0.0"\n  }\n}\n'
const WITH_PACKAGES = '{\n  "name": "chat",\n  "devDependencies": {\n    "@types/ws": "^8.5.10",\n    "vitest": "3.2.4",\n    "ws": "^8.18.0",\n    "zod": "4.0.0"\n  }\n}\n'

describe('packages that a conversion needs', () => {
  it.each([
    ['pnpm install', { 'pnpm-lock.yaml': '' }],
    ['yarn install', { 'yarn.lock': '' }],
    ['bun install', { 'bun.lock': '' }],
    ['npm install', { 'package-lock.json': '{}' }],
    ['npm install', {}],
  ])('are added by the command, which says "%s"', async (command, lock) => {
    const root = temporaryFolder({ 'package.json': MANIFEST, 'tests/chat.test.ts': TEST, ...lock })
    const dry = await demock(root, ['convert', '--service', 'websocket'])
    expect(dry.out).toContain('+    "ws": "^8.18.0",')
    expect(dry.error).toContain(`run "${command}" then`)
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(MANIFEST)

    const { code, out } = await demock(root, ['convert', '--service', 'websocket', '--write'])
    expect(code).toBe(0)
    expect(out).toContain(`Packages were added to the development dependencies: run "${command}".`)
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(WITH_PACKAGES)
  })

  it('are those of Socket.IO, in the version of its server', async () => {
    const root = temporaryFolder({ 'package.json': '{ "name": "chat", "dependencies": { "socket.io": "^4.5.1" } }\n', 'yarn.lock': '', 'tests/chat.test.js': SOCKET_IO })
    const { out } = await demock(root, ['convert', '--service', 'websocket', '--write', '--review', '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject({ installs: ['yarn install'], filesWritten: ['package.json', 'tests/chat.test.js', 'tests/real-socketio.js'] })
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe('{ "name": "chat", "dependencies": { "socket.io": "^4.5.1" }, "devDependencies": { "socket.io-client": "^4.5.1" } }\n')
  })

  it('are looked for in all packages around, and added to the nearest with the manager of the root', async () => {
    const inner = '{\n  "name": "api"\n}\n'
    const root = temporaryFolder({
      'package.json': '{\n  "packageManager": "pnpm@9.0.0",\n  "devDependencies": {\n    "ws": "^8.0.0"\n  }\n}\n',
      'api/package.json': inner, 'api/src/package.json': '{ "type": "module" }\n', 'api/src/chat.test.ts': TEST, 'yarn.lock': '',
    })
    const { out } = await demock(root, ['convert', '--service', 'websocket', '--write', '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject({ installs: ['pnpm install'] })
    expect(readFileSync(join(root, 'api/package.json'), 'utf8')).toBe('{\n  "name": "api",\n  "devDependencies": {\n    "@types/ws": "^8.5.10"\n  }\n}\n')
  })

  it.each([
    ['they are listed', '{ "dependencies": { "ws": "8.0.0" }, "devDependencies": { "@types/ws": "8.0.0" } }'],
    ['package.json cannot be read', '{ "dependencies": '],
  ])('are left out where %s', async (_, manifest) => {
    const root = temporaryFolder({ 'package.json': manifest, 'chat.test.ts': TEST })
    const { out } = await demock(root, ['convert', '--service', 'websocket', '--write', '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject({ installs: [], filesWritten: ['chat.test.ts', 'real-websocket.ts'] })
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(manifest)
  })

  it('are named by a proof that cannot be run without them', async () => {
    const manifest = '{ "name": "chat", "type": "module", "scripts": { "test": "node --test" } }\n'
    const root = temporaryFolder({
      'package.json': manifest, 'yarn.lock': '', 'tests/chat.js': 'export function greet(ws) {\n  ws.send("hello")\n}\n',
      'tests/chat.test.js': `import assert from 'node:assert'
import { mock, test } from 'node:test'
import { greet } from './chat.js'

test('greets', () => {
  const ws = { send: mock.fn(), on: mock.fn(), readyState: 1 }
  greet(ws)
  assert.strictEqual(ws.send.mock.callCount(), 1)
})
`,
    })
    const { out } = await demock(root, ['convert', '--service', 'websocket', '--verify', '--write', '--format', 'json', '--no-progress'])
    const { files } = JSON.parse(out) as { readonly files: readonly { readonly outcome: string; readonly reason: string }[] }
    expect(files.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['rolled back', 'ws is not installed, which a real connection needs: add it to the devDependencies of package.json, run "yarn install", and verify again'],
    ])
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(manifest)
  })

  it('come with the quick fix, whose title says how to install them', async () => {
    const folder = await workspaceWith({ 'package.json': MANIFEST, 'pnpm-lock.yaml': '', 'tests/chat.test.ts': TEST })
    const session = await startSession({ folders: [folder] })
    const uri = uriOf(folder, 'tests/chat.test.ts')
    await session.open(uri, 'typescript', TEST)
    const [diagnostic] = await session.pull(uri)
    const range = diagnostic?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
    const actions = await session.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], triggerKind: 1 } })
    expect(actions[0]?.title).toBe('Replace by a real WebSocket connection (adds ws and @types/ws to package.json, then run: pnpm install)')
    const { edit = {} } = await session.request<CodeAction>('codeAction/resolve', actions[0])
    const manifest = uriOf(folder, 'package.json')
    expect(afterEdit(edit, { [uri]: { version: 1, text: TEST } })[manifest]).toBe(WITH_PACKAGES)
    expect(Object.values(edit.changeAnnotations ?? {})).toEqual([{ label: 'Add the packages of the real connection', needsConfirmation: false, description: 'then run: pnpm install' }])
    const marked = (edit.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'edits' in change && change.edits.some((each) => 'annotationId' in each))
    expect(marked.map(({ textDocument }) => textDocument.uri)).toEqual([manifest])
  })
})
