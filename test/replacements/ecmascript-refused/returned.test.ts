// refused: `send` is handed on, or verified in a way that Demock does not know
import { expect, it, vi } from 'vitest'
import { greet } from './app'

it('greets', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  greet(ws)
  expect(ws.send).toHaveReturnedTimes(1)
})
