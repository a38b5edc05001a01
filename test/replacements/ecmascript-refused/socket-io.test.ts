// refused: nothing says that it stands for a socket of Socket.IO
import { expect, it, vi } from 'vitest'
import { greet } from './app'

it('greets', () => {
  const socket = { id: 's1', emit: vi.fn(), on: vi.fn(), join: vi.fn(), handshake: { auth: {} } }
  greet(socket as any)
  expect(socket.emit).toHaveBeenCalledWith('welcome')
})
