// refused: a real socket that is not open yet is closed without the code that it was given
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

it('says goodbye', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  connect('ws://localhost').leave()
  expect(MockWebSocket.instances[0]!.close).toHaveBeenCalledWith(1000, 'bye')
})
