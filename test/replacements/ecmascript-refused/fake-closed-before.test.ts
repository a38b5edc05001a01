// review: the connection is closed before, so that this no longer tells
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  send = vi.fn()
  close = vi.fn()

  constructor() {
    MockWebSocket.instances.push(this)
  }
}

it('closes what failed', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  connect('ws://localhost')
  const [socket] = MockWebSocket.instances
  socket!.onopen?.()
  socket!.onclose?.({ code: 1006 })
  expect(socket!.close).toHaveBeenCalled()
})
