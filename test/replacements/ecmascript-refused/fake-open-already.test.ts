// refused: nothing opens the connection in this test, and a real socket sends only when it is open
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  readyState = 1
  send = vi.fn()

  constructor() {
    MockWebSocket.instances.push(this)
  }
}

it('sends', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  connect('ws://localhost').say('hello')
  expect(MockWebSocket.instances[0]!.send).toHaveBeenCalledWith('hello')
})
