// refused: `mockSocket` is made once for all tests, and its calls are never cleared
import { expect, it, vi } from 'vitest'
import { connect } from './app'

const mockSocket = { send: vi.fn(), close: vi.fn(), onopen: null as null | (() => void) }
vi.stubGlobal('WebSocket', vi.fn(() => mockSocket))

it('says hello', () => {
  connect('ws://localhost')
  mockSocket.onopen?.()
  expect(mockSocket.send).toHaveBeenCalledTimes(1)
})

it('says it again', () => {
  connect('ws://localhost')
  mockSocket.onopen?.()
  expect(mockSocket.send).toHaveBeenCalledTimes(2)
})
