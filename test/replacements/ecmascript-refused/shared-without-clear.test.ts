// review: the tests shared one mock and its calls
import { describe, expect, it, vi } from 'vitest'
import { greet } from './app'

describe('greet', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 }

  it('greets', () => {
    greet(ws as any)
    expect(ws.send).toHaveBeenCalledWith('hello')
  })

  it('greets again', () => {
    greet(ws as any)
    expect(ws.send).toHaveBeenLastCalledWith('hello')
  })
})
