// refused: give the socket a variable of its own
import { expect, it, vi } from 'vitest'
import { broadcast } from './app'

const createMockSocket = () => ({ send: vi.fn(), on: vi.fn(), readyState: 1 })

it('sends to all', () => {
  const sockets = [createMockSocket(), createMockSocket()]
  broadcast(sockets as any, 'hi')
  for (const socket of sockets) expect(socket.send).toHaveBeenCalledWith('hi')
})
