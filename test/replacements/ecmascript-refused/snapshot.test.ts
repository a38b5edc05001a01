// refused: a snapshot of recorded calls has no counterpart
import { expect, it, vi } from 'vitest'
import { attach } from './app'

it('sends what it always did', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  attach(ws)
  expect(ws.send.mock.calls).toMatchSnapshot()
})
