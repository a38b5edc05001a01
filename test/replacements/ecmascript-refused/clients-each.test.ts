// refused: it is looked at under another name here
import { expect, it, vi } from 'vitest'
import { broadcast } from './app'
import type { WebSocket } from 'ws'

it('sends to all', () => {
  const clients = [{ readyState: 1, send: vi.fn() } as unknown as WebSocket, { readyState: 1, send: vi.fn() } as unknown as WebSocket]
  broadcast(new Set(clients), 'hi')
  clients.forEach((client) => expect(client.send).toHaveBeenCalledWith('hi'))
})
