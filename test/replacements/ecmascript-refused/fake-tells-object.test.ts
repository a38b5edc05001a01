// refused: a real message is text, or bytes: an object has to be told as JSON
import { expect, it, vi } from 'vitest'
import { connect } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  send = vi.fn()

  constructor() {
    MockWebSocket.instances.push(this)
  }
}

it('hears', () => {
  vi.stubGlobal('WebSocket', MockWebSocket)
  const client = connect('ws://localhost')
  MockWebSocket.instances[0]!.onopen?.()
  MockWebSocket.instances[0]!.onmessage?.({ data: { text: 'x' } })
  expect(client.heard).toEqual([{ text: 'x' }])
})
