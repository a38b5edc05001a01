import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WS from 'vitest-websocket-mock'
import { Market } from './app'

describe('Market', () => {
  let server: WS
  let market: Market

  beforeEach(async () => {
    server = new WS('wss://market.example/v1', { jsonProtocol: true })
    market = new Market()
    market.start()
    await server.connected
  })

  afterEach(() => {
    server.close()
    WS.clean()
  })

  it('subscribes', async () => {
    await expect(server).toReceiveMessage({ type: 'subscribe', symbols: ['A', 'B'] })
  })

  it('keeps prices', () => {
    server.send({ symbol: 'A', price: 1.5 })
    server.send({ symbol: 'B', price: 2 })
    server.send({ symbol: 'A', price: 3 })
    expect([...market.prices]).toEqual([['A', 3], ['B', 2]])
  })

  it('unsubscribes', async () => {
    market.stop()
    await server.closed
    expect(server).toHaveReceivedMessages([{ type: 'unsubscribe' }])
    expect(market.isOpen).toBe(false)
  })

  it('counts failures', async () => {
    expect(market.isOpen).toBe(true)
    server.error()
    expect(market.failures).toBe(1)
    expect(market.isOpen).toBe(false)
  })
})
