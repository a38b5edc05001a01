// review: the fake closed the connection without saying with which code
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  send = vi.fn()
  close = vi.fn()

  constructor() {
    MockWebSocket.instances.push(this)
  }
}

it('notices the end', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  const client = connect('ws://localhost')
  const socket = MockWebSocket.instances[0]!
  socket.onopen?.()
  socket.onclose?.()
  expect(client.isOpen).toBe(false)
})
