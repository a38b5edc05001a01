// refused: two connections cannot have the same `id`
import { expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { idsOf } from './app'

const socketOf = () => ({ id: 'socket-1', emit: vi.fn(), join: vi.fn() }) as unknown as Socket

it('knows them', () => {
  const one = socketOf()
  const two = socketOf()
  expect(idsOf(one, two)).toEqual(['socket-1', 'socket-1'])
})
