// refused: nothing opens the connection in this test, and a real socket sends only when it is open
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

it('says hello', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  connect('ws://localhost').hello()
  expect(MockWebSocket.instances[0]!.send).toHaveBeenCalledWith('hello')
})
