// refused: the test relies on its `id`
import { expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { idOf } from './app'

it('knows it', () => {
  const socket = { id: 'socket-1', emit: vi.fn(), join: vi.fn() } as unknown as Socket
  expect(idOf(socket)).toBe('socket-1')
})
