// refused: `send` is made elsewhere
import { expect, it, vi } from 'vitest'
import { greet } from './app'

it('greets', () => {
  const send = vi.fn()
  const ws = { send, on: vi.fn(), readyState: 1 } as any
  greet(ws)
  expect(send).toHaveBeenCalledWith('hi')
})
