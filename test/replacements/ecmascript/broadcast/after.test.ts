import { afterAll, afterEach, describe, it, expect } from 'vitest'
import type { WebSocket } from 'ws'
import { Broadcaster } from './app.js'
import { useWebSocketPairs } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('Broadcaster', () => {
  it('publishes to every subscriber, in order', async () => {
    const [first, firstClient] = await webSocketPairs.open()
    const [second, secondClient] = await webSocketPairs.open()
    const broadcaster = new Broadcaster()
    broadcaster.subscribe(first)
    broadcaster.subscribe(second)

    broadcaster.publish('price', { symbol: 'A', value: 1 })
    broadcaster.publish('price', { symbol: 'A', value: 2 })

    expect(await firstClient.received()).toHaveLength(2)
    expect((await firstClient.received())[0]).toEqual(JSON.stringify({ event: 'price', payload: { symbol: 'A', value: 1 } }))
    expect((await firstClient.received())[1]).toEqual(expect.stringContaining('"value":2'))
    expect((await secondClient.receivedText()).map((text): [string] => [text]).map((call) => JSON.parse(call[0] as string).payload.value)).toEqual([1, 2])
  })

  it('does not send to closed sockets', async () => {
    const [open, openClient] = await webSocketPairs.open()
    const [closed, closedClient] = await webSocketPairs.open()
    await closedClient.close()
    const broadcaster = new Broadcaster()
    broadcaster.subscribe(open)
    broadcaster.subscribe(closed)

    broadcaster.publish('tick', null)

    expect(await openClient.received()).toContainEqual('{"event":"tick","payload":null}')
    await closedClient.expectSilence()
  })

  it('sends bytes as they are', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    const broadcaster = new Broadcaster()
    broadcaster.subscribe(ws)
    broadcaster.publishBytes(Buffer.from([1, 2, 3]))
    expect(await wsClient.received()).toContainEqual(Buffer.from([1, 2, 3]))
    expect(await wsClient.received()).not.toContainEqual(Buffer.from([1]))
    expect(ws.listenerCount('close')).toBeGreaterThan(0)
  })
})
