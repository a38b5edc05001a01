// refused: its sockets open by a timer of their own
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onopen: (() => void) | null = null

  constructor() {
    MockWebSocket.instances.push(this)
    setTimeout(() => this.onopen?.(), 0)
  }

  send(_text: string) {}
}

it('connects', async () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  connect('ws://localhost')
  await vi.waitFor(() => expect(MockWebSocket.instances).toHaveLength(1))
})
