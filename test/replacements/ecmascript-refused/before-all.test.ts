// refused: it is made once for all tests
import { beforeAll, expect, it, vi } from 'vitest'
import { greet } from './app'

let ws: any

beforeAll(() => {
  ws = { send: vi.fn(), on: vi.fn(), readyState: 1 }
})

it('greets', () => {
  greet(ws)
  expect(ws.send).toHaveBeenCalledTimes(1)
})
