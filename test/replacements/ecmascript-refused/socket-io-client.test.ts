// refused: it stands for a client's socket of Socket.IO
import { expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io-client'
import { ask } from './app'

it('asks', () => {
  const socket = { emit: vi.fn(), on: vi.fn() } as unknown as Socket
  ask(socket)
  expect(socket.emit).toHaveBeenCalledWith('ask')
})
