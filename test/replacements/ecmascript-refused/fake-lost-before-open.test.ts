// review: the fake ended a connection that was never open
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

it('comes back', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  const client = connect('ws://localhost')
  MockWebSocket.instances[0]!.onclose?.({ code: 1006 })
  expect(client.isOpen).toBe(false)
})
