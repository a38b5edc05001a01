// refused: it gets a second name here, or its parts get names
import { expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Feed } from './app'

it('closes', () => {
  const feed = new Feed()
  feed['socket'] = { readyState: 1, send: vi.fn(), close: vi.fn() } as unknown as WebSocket
  const { socket } = feed
  const same = feed['socket']
  feed.stop()
  expect(socket.close).toHaveBeenCalled()
  expect(same.close).toHaveBeenCalled()
})
