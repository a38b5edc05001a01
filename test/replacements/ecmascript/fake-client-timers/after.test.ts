import { afterAll, beforeAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Prices } from './app'
import { useWebSocketServers, type Connection, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

const socketOf = async (index: number): Promise<Connection> => {
  const socket = await server.connection(index)
  if (!socket) throw new Error(`there is no socket ${index}`)
  return socket
}

describe('Prices', () => {
  const originalWebSocket = globalThis.WebSocket

  beforeEach(() => {
    vi.useFakeTimers()
  })

  afterEach(() => {
    vi.useRealTimers()
    globalThis.WebSocket = originalWebSocket
  })

  it('comes back later and later', async () => {
    const prices = new Prices('wss://prices.example/live')
    prices.connect()
    expect(await server.connections()).toHaveLength(1)
    expect((await server.connections()).map((each) => each.url)).toEqual(['wss://prices.example/live'])
    await (await server.connection(0)).open()
    await (await server.connection(0)).close({ code: 1006 })
    expect(prices.status).toBe('lost')
    vi.advanceTimersByTime(999)
    expect(await server.connections()).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(await server.connections()).toHaveLength(2)
    await (await server.connection(1)).close({ code: 1006 })
    vi.advanceTimersByTime(1999)
    expect(await server.connections()).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(await server.connections()).toHaveLength(3)
  })

  it('begins anew after a success', async () => {
    const prices = new Prices('wss://prices.example/live')
    prices.connect()
    await (await socketOf(0)).open()
    await (await socketOf(0)).close({ code: 1006 })
    vi.advanceTimersByTime(1000)
    await (await socketOf(1)).open()
    await (await socketOf(1)).close({ code: 1006 })
    vi.advanceTimersByTime(1000)
    expect(await server.connections()).toHaveLength(3)
    expect((await socketOf(2)).url).toBe('wss://prices.example/live')
  })

  it('asks for a sign of life', async () => {
    const prices = new Prices('wss://prices.example/live')
    prices.connect()
    const [socket] = await server.connections()
    await socket.open()
    await socket.expectSilence()
    vi.advanceTimersByTime(60_000)
    expect(await socket.received()).toHaveLength(2)
    expect((await socket.received()).at(-1)).toEqual('ping')
  })

  it('tells prices, and subscribes when it is open', async () => {
    const prices = new Prices('wss://prices.example/live')
    const told = vi.fn()
    prices.watch(told)
    prices.connect()
    prices.subscribe('too early')
    await (await server.connection(0)).open()
    prices.subscribe('gold')
    await (await server.connection(0)).send(JSON.stringify({ price: 7 }))
    expect(told).toHaveBeenCalledWith(7)
    expect((await (await server.connection(0)).receivedText())[0]).toBe(JSON.stringify({ subscribe: 'gold' }))
  })

  it('stops', async () => {
    const prices = new Prices('wss://prices.example/live')
    prices.connect()
    await (await server.connection(0)).open()
    await (await server.connection(0)).expectNoClose()
    prices.stop()
    await (await server.connection(0)).expectClose()
  })
})
