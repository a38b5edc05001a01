// refused: it is made in a helper function
import { expect, it, vi } from 'vitest'
import { Notifier } from './app'

const setup = () => {
  const ws = { send: vi.fn(), on: vi.fn(), readyState: 1 } as any
  return { ws, notifier: new Notifier(ws) }
}

it('notifies', () => {
  const { ws, notifier } = setup()
  notifier.notify('hi')
  expect(ws.send).toHaveBeenCalledWith('hi')
})
