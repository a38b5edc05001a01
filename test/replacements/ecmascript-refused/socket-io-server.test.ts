// refused: `sockets` of a real server has more in it than the double says
import { expect, it, vi } from 'vitest'
import type { Server } from 'socket.io'
import { shout } from './app'

it('shouts', () => {
  const io = { emit: vi.fn(), sockets: { sockets: new Map() } } as unknown as Server
  shout(io, 'hi')
  expect(io.emit).toHaveBeenCalledWith('shouted', 'hi')
})
