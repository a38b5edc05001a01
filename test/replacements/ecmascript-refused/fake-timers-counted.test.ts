// refused: `getTimerCount` also finds what a real connection does
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

it('stops its timers', () => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', MockWebSocket)
  const client = connect('ws://localhost')
  MockWebSocket.instances[0]!.onopen?.()
  client.leave()
  expect(vi.getTimerCount()).toBe(0)
})
