// refused: with which subprotocols a connection was asked for cannot be seen at the server
import { expect, it, vi } from 'vitest'
import { connect } from './app'

it('connects', () => {
  const mockSocket = { send: vi.fn(), close: vi.fn() }
  vi.stubGlobal('WebSocket', vi.fn(() => mockSocket))
  connect('ws://localhost')
  expect(WebSocket).toHaveBeenCalledWith('ws://localhost', ['chat'])
})
