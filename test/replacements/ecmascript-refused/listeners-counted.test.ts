// review: assert what the listeners do
import { expect, it, vi } from 'vitest'
import { attach } from './app'

it('listens', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  attach(ws)
  expect(ws.on).toHaveBeenCalledTimes(2)
  expect(ws.send).not.toHaveBeenCalled()
})
