// refused: it is looked at under another name here
import { expect, it, vi } from 'vitest'
import { join } from './app'

it('sends', () => {
  const player = { name: 'ada', socket: { send: vi.fn(), on: vi.fn(), readyState: 1 } as any }
  join(player)
  const { socket } = player
  expect(socket.send).toHaveBeenCalled()
})
