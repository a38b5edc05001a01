// review: its sockets were open from the beginning
import { expect, it, vi } from 'vitest'
import { connect } from './app'

it('hears', () => {
  const mockSocket = { send: vi.fn(), close: vi.fn(), readyState: 1, onopen: null as null | (() => void), onmessage: null as null | ((event: { data: string }) => void) }
  vi.stubGlobal('WebSocket', vi.fn(() => mockSocket))
  const client = connect('ws://localhost')
  mockSocket.onopen?.()
  mockSocket.onmessage?.({ data: 'x' })
  expect(client.heard).toEqual(['x'])
})
