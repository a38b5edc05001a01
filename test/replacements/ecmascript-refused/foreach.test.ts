// refused: it is used in a function for which nobody waits
import { expect, it, vi } from 'vitest'
import { attach } from './app'

it('sends', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  attach(ws);
  ['a', 'b'].forEach((text) => {
    expect(ws.send).toHaveBeenCalledWith(text)
  })
})
