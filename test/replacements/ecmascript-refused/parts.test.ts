// refused: its parts get names
import { expect, it, vi } from 'vitest'
import { greet } from './app'

it('greets', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  const { send } = ws
  greet(ws)
  expect(send).toHaveBeenCalledWith('hi')
})
