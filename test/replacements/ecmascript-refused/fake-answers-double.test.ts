// refused: what its `send` does would have to be done by a real socket
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  send = vi.fn(() => this.onmessage?.({ data: 'pong' }))
  close = vi.fn()

  constructor() {
    MockWebSocket.instances.push(this)
  }
}

it('is answered', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  const client = connect('ws://localhost')
  MockWebSocket.instances[0]!.onopen?.()
  expect(client.answer).toBe('pong')
})
