import { afterAll, beforeAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Telemetry } from './app'
import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

describe('Telemetry', () => {
  let telemetry: Telemetry

  beforeEach(() => {
    telemetry = new Telemetry()
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('connects with its token', async () => {
    expect(await server.connections()).toHaveLength(0)
    telemetry.connect('example.org', 'secret')
    expect(await server.connections()).toHaveLength(1)
    expect((await server.connections()).map(({ url }) => url)).toContainEqual('wss://example.org/telemetry?token=secret')
  })

  it('authenticates when it is open', async () => {
    telemetry.connect('example.org', 'secret')
    await server.expectSilence()
    await (await server.connection(-1)).open()
    expect(telemetry.isOn).toBe(true)
    expect(await server.received()).toContainEqual(JSON.stringify({ type: 'auth', token: 'secret' }))
  })

  it('hands messages on', async () => {
    const listener = vi.fn()
    telemetry.onMessage(listener)
    telemetry.connect('example.org', 'secret')
    await (await server.connection(-1)).open()
    await (await server.connection(-1)).send(JSON.stringify({ type: 'value', value: 3 }))
    await (await server.connection(-1)).send(JSON.stringify({ type: 'error', text: 'no' }))
    expect(listener).toHaveBeenCalledTimes(1)
    expect(listener).toHaveBeenCalledWith({ type: 'value', value: 3 })
    expect(telemetry.lastError).toBe('no')
  })

  it('reports while it is on', async () => {
    telemetry.connect('example.org', 'secret')
    expect(telemetry.report(1)).toBe(false)
    await (await server.connection(-1)).open()
    await server.clear()
    expect(telemetry.report(2)).toBe(true)
    expect(JSON.parse((await server.receivedText())[0])).toEqual({ type: 'value', value: 2 })
    await (await server.connection(-1)).close({ code: 1006 })
    expect(telemetry.report(3)).toBe(false)
    expect(await server.received()).toHaveLength(1)
  })

  it('stops', async () => {
    telemetry.connect('example.org', 'secret')
    await (await server.connection(-1)).open()
    await server.expectNoClose()
    telemetry.stop()
    await (await server.connection(-1)).expectClose(1000, 'stopped')
  })
})
