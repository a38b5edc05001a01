// refused: what the methods of a class of your own do
import { expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { greet } from './app'

class FakeWebSocket {
  readonly sent: string[] = []

  send(text: string): void {
    this.sent.push(text)
  }
}

it('greets', () => {
  const ws = new FakeWebSocket()
  greet(ws as unknown as WebSocket)
  expect(ws.sent).toEqual(['hi'])
})
