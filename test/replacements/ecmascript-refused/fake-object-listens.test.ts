// refused: what its `addEventListener` does would have to be done by a real socket
import { expect, it, vi } from 'vitest'
import { connect } from './app'

it('connects', () => {
  const handlers: Record<string, () => void> = {}
  const mockSocket = { send: vi.fn(), close: vi.fn(), addEventListener: vi.fn((type: string, handler: () => void) => { handlers[type] = handler }) }
  vi.stubGlobal('WebSocket', vi.fn(() => mockSocket))
  const client = connect('ws://localhost')
  handlers['open']!()
  expect(client.isOpen).toBe(true)
})
