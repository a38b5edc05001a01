// refused: the file replaces the whole module 'ws'
import { expect, it, vi } from 'vitest'
import { attach } from './app'

vi.mock('ws')

it('sends', () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  attach(ws)
  expect(ws.send).toHaveBeenCalled()
})
