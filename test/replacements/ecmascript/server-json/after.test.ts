import { afterAll, beforeAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'
import { Market } from './app'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

describe('Market', () => {
  let server: RealWebSocketServer
  let market: Market

  beforeEach(async () => {
    server = webSocketServers.open('wss://market.example/v1', { jsonProtocol: true })
    market = new Market()
    market.start()
    await server.connected
  })

  afterEach(async () => {
    await server.close()
  })

  it('subscribes', async () => {
    expect(await server.nextMessage).toEqual({ type: 'subscribe', symbols: ['A', 'B'] })
  })

  it('keeps prices', async () => {
    await server.send({ symbol: 'A', price: 1.5 })
    await server.send({ symbol: 'B', price: 2 })
    await server.send({ symbol: 'A', price: 3 })
    expect([...market.prices]).toEqual([['A', 3], ['B', 2]])
  })

  it('unsubscribes', async () => {
    market.stop()
    await server.closed
    expect(await server.received()).toEqual(expect.arrayContaining([{ type: 'unsubscribe' }]))
    expect(market.isOpen).toBe(false)
  })

  it('counts failures', async () => {
    expect(market.isOpen).toBe(true)
    await server.error()
    expect(market.failures).toBe(1)
    expect(market.isOpen).toBe(false)
  })
})
