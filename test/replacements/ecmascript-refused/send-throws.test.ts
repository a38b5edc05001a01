// refused: the `send` of a real socket does not throw
import { expect, it, vi } from 'vitest'
import { safeSend } from './app'

it('survives a failing send', () => {
  const ws = { send: vi.fn(() => { throw new Error('gone') }), readyState: 1 }
  expect(() => safeSend(ws as any, 'x')).not.toThrow()
})
