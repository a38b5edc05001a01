// refused: what its `send` does would have to be done by a real socket
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onmessage: ((event: { data: string }) => void) | null = null

  constructor() {
    MockWebSocket.instances.push(this)
  }

  send(text: string) {
    this.onmessage?.({ data: `re: ${text}` })
  }
}

it('is answered', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  expect(connect('ws://localhost')).toBeDefined()
  expect(MockWebSocket.instances).toHaveLength(1)
})
