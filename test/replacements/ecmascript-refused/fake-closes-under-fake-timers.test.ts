// review: its `close` told the code at once
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  send = vi.fn()
  close = vi.fn(() => this.onclose?.({ code: 1000 }))

  constructor() {
    MockWebSocket.instances.push(this)
  }
}

it('comes back', () => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', MockWebSocket)
  const client = connect('ws://localhost')
  MockWebSocket.instances[0]!.onopen?.()
  vi.advanceTimersByTime(60_000)
  expect(client.isOpen).toBe(false)
})
