import { afterAll, beforeAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Feed } from './app'
import { useWebSocketServers, type Connection, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

async function latest(): Promise<Connection> {
  return await server.connection(-1)
}

describe('Feed', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('says hello when it is open', async () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    const socket = await server.connection(0)
    expect(socket.url).toBe('wss://feed.example/events?token=secret')
    expect(feed.statuses).toEqual(['connecting'])
    await socket.expectSilence()
    await socket.open()
    expect(feed.statuses).toEqual(['connecting', 'open'])
    expect(await socket.received()).toHaveLength(1)
    expect(await socket.received()).toContainEqual(JSON.stringify({ type: 'hello' }))
  })

  it('keeps events and answers pings', async () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    await (await latest()).open()
    await (await latest()).send(JSON.stringify({ type: 'price', value: 1 }))
    await (await latest()).send(JSON.stringify({ type: 'ping' }))
    expect(feed.events).toEqual([{ type: 'price', value: 1 }])
    expect(JSON.parse((await (await latest()).receivedText())[1])).toEqual({ type: 'pong' })
  })

  it('comes back when the connection is lost', async () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    const first = await latest()
    await first.open()
    await first.close({ code: 1006 })
    expect(await server.connections()).toHaveLength(2)
    expect(feed.statuses).toEqual(['connecting', 'open', 'lost 1006', 'connecting'])
  })

  it('stays away when it was closed', async () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    await (await latest()).open()
    await (await latest()).close({ code: 1000, reason: 'bye' })
    expect((await server.connections()).length).toBe(1)
    expect(feed.statuses).toEqual(['connecting', 'open', 'closed'])
  })

  it('disconnects', async () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    await (await latest()).open()
    await (await latest()).expectNoClose()
    feed.disconnect()
    await (await latest()).expectClose(1000, 'done')
  })
})
