// review: it arrives as JSON
import { expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { stamp } from './app'

const entry = { at: new Date(0) }

it('stamps', () => {
  const socket = { emit: vi.fn(), join: vi.fn() } as unknown as Socket
  stamp(socket, entry.at)
  expect(socket.emit).toHaveBeenCalledWith('stamped', entry)
})
