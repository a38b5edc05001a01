import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { Session } from './app.js'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('Session', () => {
  let session: Session
  let mockWs: WebSocketPair['server']
  let mockWsClient: WebSocketPair['client']

  beforeEach(async () => {
    session = new Session('ada')
    ;[mockWs, mockWsClient] = await webSocketPairs.open()
    session.socket = mockWs as unknown as WebSocket
  })

  it('greets', async () => {
    session.greet()
    expect(await mockWsClient.received()).toContainEqual('hello ada')
    expect(await mockWsClient.received()).toHaveLength(1)
    expect(mockWs.readyState).toBe(mockWs.OPEN)
  })

  it('ends', async () => {
    session.end()
    await mockWsClient.expectClose(1000, 'bye')
    session.greet()
    await mockWsClient.expectSilence()
  })
})
