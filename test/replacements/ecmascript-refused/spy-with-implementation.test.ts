// refused: one of its methods gets another implementation here
import { expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { enter } from './app'

it('enters', async () => {
  const socket = { join: vi.fn() } as unknown as Socket
  const join = vi.spyOn(socket, 'join').mockImplementation(async () => undefined)
  await enter(socket)
  expect(join).toHaveBeenCalledWith('lobby')
})
