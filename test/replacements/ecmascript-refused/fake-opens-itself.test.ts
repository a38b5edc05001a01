// refused: a timer of its constructor does more than to open it
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null

  constructor() {
    MockWebSocket.instances.push(this)
    setTimeout(() => {
      this.onopen?.()
      this.onmessage?.({ data: 'welcome' })
    }, 0)
  }

  send(_text: string) {}
}

it('connects', async () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  connect('ws://localhost')
  await vi.waitFor(() => expect(MockWebSocket.instances).toHaveLength(1))
})
