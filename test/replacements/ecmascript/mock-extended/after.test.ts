import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { announce } from './app.js'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('announce', () => {
  let ws: WebSocketPair['server']
  let wsClient: WebSocketPair['client']

  beforeEach(async () => {
    [ws, wsClient] = await webSocketPairs.open('/', { autoPong: false })
  })

  it('sends each name', async () => {
    announce(ws, ['ada', 'bob'])
    expect(await wsClient.received()).toHaveLength(2)
    expect((await wsClient.received())[0]).toEqual('{"name":"ada"}')
    expect(ws.readyState).toBe(ws.OPEN)
  })

  it('closes when there is nobody', async () => {
    announce(ws, [])
    await wsClient.expectSilence()
    await wsClient.expectClose(4000, 'nobody')
  })
})
