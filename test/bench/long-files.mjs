/** A Python test file of 2,000 lines; `line` is an empty comment in its middle, below which one types `comment` or `code`. */
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
  return { name: 'test_bench.py', languageId: 'python', ...fileOf('from unittest.mock import AsyncMock, patch\nfrom app.chat import handle_message\n', tests, '    # ', '    saved = await store.save(ws, "hello", 12, limit=34)') }
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
  return { name: 'bench.test.ts', languageId: 'typescript', ...fileOf(head, tests, '    // ', '    const saved = await rooms.save(socket, "hello", { limit: 34 })') }
}

function fileOf(head, tests, comment, code) {
  const lines = (head + tests.join('')).split('\n')
  const middle = lines.indexOf(comment, lines.length >> 1)
  return { text: lines.join('\n'), line: middle, comment, code }
}
