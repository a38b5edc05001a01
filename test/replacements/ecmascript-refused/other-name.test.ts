// refused: it is looked at under another name here
import { expect, it, vi } from 'vitest'
import { broadcast } from './app'

it('sends to all', () => {
  const a = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  const b = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  broadcast([a, b], 'hi')
  for (const ws of [a, b]) expect(ws.send).toHaveBeenCalledWith('hi')
})
