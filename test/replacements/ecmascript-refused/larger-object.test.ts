// refused: it is part of a larger object: give the socket a variable of its own
import { beforeEach, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { join } from './app'

let player: { name: string; socket: WebSocket }

beforeEach(() => {
  player = { name: 'ada', socket: { send: vi.fn(), on: vi.fn(), readyState: 1 } as unknown as WebSocket }
})

it('sends', () => {
  join(player)
  expect(player.socket.send).toHaveBeenCalled()
})
