// refused: it is used while tests are collected
import { describe, expect, it, vi } from 'vitest'
import { Hub } from './app'

describe('Hub', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 }
  const hub = new Hub(ws as any)

  it('greets', () => {
    hub.greet()
    expect(ws.send).toHaveBeenCalledTimes(1)
  })
})
