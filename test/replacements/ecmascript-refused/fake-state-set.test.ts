// refused: it is changed here, and a real connection would have to be brought into that state
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  readyState = 0
  send = vi.fn()

  constructor() {
    MockWebSocket.instances.push(this)
  }
}

it('does not send', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  const client = connect('ws://localhost')
  const socket = MockWebSocket.instances[0]!
  socket.readyState = 3
  client.say('hello')
  expect(socket.send).not.toHaveBeenCalled()
})
