// refused: it is used in a function for which nobody waits
import { expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { greetLater } from './app'

async function waitUntil(isDone: () => boolean) {
  while (!isDone()) await new Promise((resolve) => setImmediate(resolve))
}

it('greets', async () => {
  const ws = { send: vi.fn(), on: vi.fn() } as unknown as WebSocket
  greetLater(ws)
  await waitUntil(() => vi.mocked(ws.send).mock.calls.length === 1)
  expect(ws.send).toHaveBeenCalledWith('hi')
})
