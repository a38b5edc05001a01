// refused: the list of connections is emptied in the middle of a test
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onopen: (() => void) | null = null
  send = vi.fn()

  constructor() {
    MockWebSocket.instances.push(this)
  }
}

it('connects once more', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  connect('ws://localhost')
  MockWebSocket.instances.length = 0
  connect('ws://localhost')
  expect(MockWebSocket.instances).toHaveLength(1)
})
