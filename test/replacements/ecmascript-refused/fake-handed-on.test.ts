// refused: it is handed on here, to where Demock does not follow it
import { expect, it, vi } from 'vitest'
import { tell } from './tell'
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

it('hears', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  connect('ws://localhost')
  const socket = MockWebSocket.instances[0]!
  tell(socket, 'x')
  expect(socket.send).not.toHaveBeenCalled()
})
