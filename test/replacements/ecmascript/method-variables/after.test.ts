import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { Feed } from './app.js'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

it('publishes', async () => {
  const [ws, wsClient] = await webSocketPairs.open()
  const feed = new Feed()
  feed.attach(ws)
  feed.publish(1)
  feed.publish(2)
  expect(await wsClient.received()).toHaveLength(2)
  expect((await wsClient.received())[1]).toEqual('{"value":2}')
  expect(JSON.parse((await wsClient.receivedText())[0]! as string)).toEqual({ value: 1 })
})

it('is silent when the connection is closed', async () => {
  const [ws, wsClient] = await webSocketPairs.open()
  await wsClient.close()
  const feed = new Feed()
  feed.attach(ws)
  feed.publish(1)
  await wsClient.expectSilence()
  expect(ws.listenerCount('message')).toBeGreaterThan(0)
})

describe('stop', () => {
  let ws: WebSocketPair['server']
  let wsClient: WebSocketPair['client']
  let feed: Feed

  beforeEach(async () => {
    ;[ws, wsClient] = await webSocketPairs.open()
    feed = new Feed()
    feed.attach(ws)
  })

  it('closes', async () => {
    feed.stop()
    await wsClient.expectClose(1000, 'stopped')
    await wsClient.expectSilence()
  })

  it('does nothing else', async () => {
    feed.publish(1)
    expect(ws.readyState).toBe(ws.OPEN)
  })
})
