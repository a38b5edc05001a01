import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Feed } from './app.js'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

interface Inner {
  socket: { send: ReturnType<typeof vi.fn>; close: ReturnType<typeof vi.fn>; readyState: number }
}

describe('Feed', () => {
  it('subscribes', async () => {
    const feed = new Feed()
    const [socket, socketClient] = await webSocketPairs.open()
    ;(feed as any).socket = socket
    expect(feed.subscribe('a')).toBe(true)
    expect(await socketClient.received()).toContainEqual(JSON.stringify({ subscribe: 'a' }))
    expect(await socketClient.received()).toHaveLength(1)
  })

  it('waits until it is open', async () => {
    const feed = new Feed()
    const [socket, socketClient] = await webSocketPairs.open()
    await socketClient.close()
    ;(feed as any).socket = socket
    expect(feed.subscribe('a')).toBe(false)
    await socketClient.expectSilence()
  })

  it('unsubscribes once', async () => {
    const feed = new Feed()
    const inner = feed as unknown as Inner
    const [socket, socketClient] = await webSocketPairs.open()
    inner.socket = socket as never
    feed.subscribe('a')
    feed.unsubscribe('a')
    feed.unsubscribe('a')
    expect(await socketClient.received()).toHaveLength(2)
    expect(JSON.parse((await socketClient.receivedText())[1]!)).toEqual({ unsubscribe: 'a' })
    expect(socket.readyState).toBe(socket.OPEN)
  })
})

describe('a feed that is stopped', () => {
  let feed: Feed

  let socket: WebSocketPair['server']
  let socketClient: WebSocketPair['client']
  beforeEach(async () => {
    feed = new Feed()
    ;[socket, socketClient] = await webSocketPairs.open()
    feed['socket'] = socket as unknown as WebSocket
  })

  it('says nothing any more', () => {
    expect(feed['socket']).toBeDefined()
    feed.stop()
    expect(feed['socket']).toBeUndefined()
  })

  it('subscribes before', async () => {
    feed.subscribe('b')
    expect(await socketClient.received()).toContainEqual(JSON.stringify({ subscribe: 'b' }))
  })
})
