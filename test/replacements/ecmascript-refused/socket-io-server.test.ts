// refused: it stands for a server or a namespace of Socket.IO
import { expect, it, vi } from 'vitest'
import type { Server } from 'socket.io'
import { shout } from './app'

it('shouts', () => {
  const io = { emit: vi.fn() } as unknown as Server
  shout(io, 'hi')
  expect(io.emit).toHaveBeenCalledWith('shouted', 'hi')
})
