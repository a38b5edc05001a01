import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHeartbeat } from './app.js'
import { useWebSocketPairs } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('heartbeat', () => {
  let ws
  let wsClient

  beforeEach(async () => {
    vi.useFakeTimers()
    ;[ws, wsClient] = await webSocketPairs.open('/', { autoPong: false })
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  it('pings, and terminates a peer that does not answer', async () => {
    startHeartbeat(ws, 1000)
    vi.advanceTimersByTime(1000)
    expect(await wsClient.pings()).toBe(1)
    expect(ws.readyState).toBe(ws.OPEN)
    vi.advanceTimersByTime(1000)
    expect(await wsClient.pings()).toBe(1)
  })

  it('keeps a peer that answers', async () => {
    const stop = startHeartbeat(ws, 1000)
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(1000)
      await wsClient.pong()
    }
    expect(await wsClient.pings()).toBe(5)
    expect(ws.readyState).toBe(ws.OPEN)
    stop()
  })

  it('cuts off', async () => {
    startHeartbeat(ws, 1000)
    vi.advanceTimersByTime(2000)
    await wsClient.expectClose(1006)
  })
})
