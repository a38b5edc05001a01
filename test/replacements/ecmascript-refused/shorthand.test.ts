// refused: `send` does not belong to this socket alone
import { expect, it, vi } from 'vitest'
import { greet } from './app'

const send = vi.fn()

it('greets', () => {
  const ws = { send, on: vi.fn(), readyState: 1 } as any
  greet(ws)
  expect(send).toHaveBeenCalledWith('hi')
})
