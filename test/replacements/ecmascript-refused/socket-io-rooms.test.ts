// refused: what goes to a room is seen by its other members only
import { expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { tell } from './app'

it('tells the room', () => {
  const socket = { emit: vi.fn(), to: vi.fn().mockReturnThis() } as unknown as Socket
  tell(socket, 'hi')
  expect(socket.to).toHaveBeenCalledWith('room')
  expect(socket.emit).toHaveBeenCalledWith('said', 'hi')
})
