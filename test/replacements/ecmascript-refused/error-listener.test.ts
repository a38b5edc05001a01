// refused: no peer can make the server end emit an Error of your choice
import { expect, it, vi } from 'vitest'
import { attach } from './app'

it('logs errors', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  const log = attach(ws)
  ws.on.mock.calls.find((call: any) => call[0] === 'error')[1](new Error('boom'))
  expect(log).toEqual(['boom'])
})
