// review: only the message itself travels
import { expect, it, vi } from 'vitest'
import { sendBinary } from './app'

it('sends with options', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  sendBinary(ws, 'x')
  expect(ws.send).toHaveBeenCalledTimes(1)
  expect(ws.send).toHaveBeenCalledWith('x', { binary: true }, expect.any(Function))
})
