// refused: what it gives for a room is not the server itself
import { expect, it, vi } from 'vitest'
import type { Server } from 'socket.io'
import { shout } from './app'

it('shouts', () => {
  const emit = vi.fn()
  const io = { emit: vi.fn(), to: vi.fn(() => ({ emit })) } as unknown as Server
  shout(io, 'hi')
  expect(emit).toHaveBeenCalledWith('shouted', 'hi')
  expect(io.emit).not.toHaveBeenCalled()
})
