// refused: it is typed as the browser's `WebSocket`
import { expect, it, vi } from 'vitest'
import { Feed } from './feed'

it('closes what it opened', () => {
  const socket = { send: vi.fn(), close: vi.fn() } as unknown as WebSocket
  const feed = new Feed(() => socket)

  feed.stop()

  expect(socket.close).toHaveBeenCalledTimes(1)
})
