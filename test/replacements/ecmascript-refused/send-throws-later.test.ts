// refused: the `send` of a real socket does not throw
import { expect, it, vi } from 'vitest'
import { safeSend } from './app'

it('survives a failing send', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  ws.send.mockImplementationOnce(() => {
    throw new Error('gone')
  })
  expect(safeSend(ws, 'x')).toBe(false)
})
