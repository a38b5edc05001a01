import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHeartbeat } from './app.js'

describe('heartbeat', () => {
  let ws
  const trigger = (event, ...args) => {
    ws.on.mock.calls.filter((call) => call[0] === event)[0][1](...args)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    ws = { on: vi.fn(), ping: vi.fn(), terminate: vi.fn(), readyState: 1 }
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  it('pings, and terminates a peer that does not answer', () => {
    startHeartbeat(ws, 1000)
    vi.advanceTimersByTime(1000)
    expect(ws.ping).toHaveBeenCalledTimes(1)
    expect(ws.terminate).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(ws.ping).toHaveBeenCalledOnce()
  })

  it('keeps a peer that answers', () => {
    const stop = startHeartbeat(ws, 1000)
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(1000)
      trigger('pong')
    }
    expect(ws.ping).toHaveBeenCalledTimes(5)
    expect(ws.terminate).not.toHaveBeenCalled()
    stop()
  })

  it('cuts off', () => {
    startHeartbeat(ws, 1000)
    vi.advanceTimersByTime(2000)
    expect(ws.terminate).toHaveBeenCalledTimes(1)
  })
})
