// refused: give the socket a variable of its own
import { expect, it, vi } from 'vitest'
import { join } from './app'

it('sends', () => {
  const player = { name: 'ada', socket: { send: vi.fn(), on: vi.fn(), readyState: 1 } }
  join(player as any)
  expect(player.socket.send).toHaveBeenCalled()
})
