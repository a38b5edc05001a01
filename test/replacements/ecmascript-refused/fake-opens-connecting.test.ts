// refused: it is asserted that the socket is still connecting, which opens by a timer of its own
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  readyState = 0
  onopen: (() => void) | null = null
  send = vi.fn()

  constructor() {
    MockWebSocket.instances.push(this)
    queueMicrotask(() => {
      this.readyState = 1
      this.onopen?.()
    })
  }
}

it('connects', async () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  const client = connect('ws://localhost')
  expect(client.status).toBe('connecting')
  await Promise.resolve()
  expect(client.status).toBe('open')
})
