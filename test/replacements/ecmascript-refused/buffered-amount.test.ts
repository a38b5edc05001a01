// refused: a fresh connection has another `bufferedAmount`
import { expect, it, vi } from 'vitest'
import { push } from './app'

it('cuts a slow connection', () => {
  const ws = { send: vi.fn(), terminate: vi.fn(), readyState: 1, bufferedAmount: 1_000_000 } as any
  push(ws, 'hi')
  expect(ws.terminate).toHaveBeenCalled()
})
