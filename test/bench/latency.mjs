import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startServer } from './server.mjs'

const WARM_UP = 100
const KEYSTROKES = 500

/** Milliseconds from each keystroke in a test file of 2,000 lines to its diagnostics, through a real session; beside it an empty request as the floor. */
export async function keystrokes({ name, languageId, text, line, indent }) {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'demock-bench-')))
  const server = await startServer(folder)
  const { connection } = server
  const uri = pathToFileURL(path.join(folder, name)).toString()
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 0, text } })
  const diagnostics = []
  const floor = []
  let found = 0
  for (let i = 0; i < WARM_UP + KEYSTROKES; i++) {
    const start = performance.now()
    const at = { line, character: indent + i }
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: i + 1 }, contentChanges: [{ range: { start: at, end: at }, text: 'x' }],
    })
    const report = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })
    const took = performance.now() - start
    found = report.items.length
    const empty = performance.now()
    await connection.sendRequest('demock/nothing').catch(() => {})
    if (i < WARM_UP) continue
    diagnostics.push(took)
    floor.push(performance.now() - empty)
  }
  await server.stop()
  await rm(folder, { recursive: true, force: true })
  return { lines: text.split('\n').length, found, diagnostics, floor }
}

/** A Python test file of 2,000 lines; `line` is a comment in its middle, into which one types. */
export function pythonFile() {
  const tests = Array.from({ length: 154 }, (_, i) => `
@patch("app.chat.store_${i}")
async def test_sends_${i}(store):
    # 
    ws = AsyncMock()
    ws.receive_json.return_value = {"type": "message", "text": "hello ${i}", "to": ["a", "b"]}
    store.load.return_value = {"room": ${i}, "members": [1, 2, 3]}

    await handle_message(ws, store, limit=${i})

    ws.send_json.assert_called_once_with({"type": "ack", "id": ${i}})
    store.save.assert_called_once()
    assert ws.receive_json.await_count == 1
`)
  return { name: 'test_bench.py', languageId: 'python', ...fileOf('from unittest.mock import AsyncMock, patch\nfrom app.chat import handle_message\n', tests, '    # ') }
}

/** A TypeScript test file of 2,000 lines. */
export function typescriptFile() {
  const tests = Array.from({ length: 124 }, (_, i) => `
describe('room ${i}', () => {
  it('sends', async () => {
    // 
    const socket = { send: vi.fn(), close: vi.fn(), readyState: WebSocket.OPEN }
    const store = vi.spyOn(rooms, 'load').mockResolvedValue({ room: ${i}, members: [1, 2, 3] })

    await handleMessage(socket as unknown as WebSocket, { type: 'message', text: \`hello \${${i}}\` })

    expect(socket.send).toHaveBeenCalledWith(JSON.stringify({ type: 'ack', id: ${i} }))
    expect(socket.send).toHaveBeenCalledTimes(1)
    expect(socket.close).not.toHaveBeenCalled()
    expect(store).toHaveBeenCalledOnce()
    store.mockRestore()
  })
})
`)
  const head = "import { describe, expect, it, vi } from 'vitest'\nimport { WebSocket } from 'ws'\nimport { handleMessage, rooms } from './chat'\n"
  return { name: 'bench.test.ts', languageId: 'typescript', ...fileOf(head, tests, '    // ') }
}

function fileOf(head, tests, comment) {
  const lines = (head + tests.join('')).split('\n')
  const middle = lines.indexOf(comment, lines.length >> 1)
  return { text: lines.join('\n'), line: middle, indent: comment.length }
}
