// refused: what `emit` does here would have to be done by the real socket
import { expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { ask } from './app'

it('asks', async () => {
  const socket = { emit: vi.fn((event, answer) => answer()), join: vi.fn() } as unknown as Socket
  await ask(socket)
  expect(socket.emit).toHaveBeenCalled()
})
