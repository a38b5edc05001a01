import { beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Feed } from './app.js'

interface Inner {
  socket: { send: ReturnType<typeof vi.fn>; close: ReturnType<typeof vi.fn>; readyState: number }
}

describe('Feed', () => {
  it('subscribes', () => {
    const feed = new Feed()
    ;(feed as any).socket = { readyState: WebSocket.OPEN, send: vi.fn() }
    expect(feed.subscribe('a')).toBe(true)
    expect((feed as any).socket.send).toHaveBeenCalledWith(JSON.stringify({ subscribe: 'a' }))
    expect((feed as any).socket.send).toHaveBeenCalledTimes(1)
  })

  it('waits until it is open', () => {
    const feed = new Feed()
    ;(feed as any).socket = { readyState: WebSocket.CLOSED, send: vi.fn() }
    expect(feed.subscribe('a')).toBe(false)
    expect((feed as any).socket.send).not.toHaveBeenCalled()
  })

  it('unsubscribes once', () => {
    const feed = new Feed()
    const inner = feed as unknown as Inner
    inner.socket = { readyState: 1, send: vi.fn(), close: vi.fn() }
    feed.subscribe('a')
    feed.unsubscribe('a')
    feed.unsubscribe('a')
    expect(inner.socket.send).toHaveBeenCalledTimes(2)
    expect(JSON.parse(inner.socket.send.mock.calls[1]![0])).toEqual({ unsubscribe: 'a' })
    expect(inner.socket.close).not.toHaveBeenCalled()
  })
})

describe('a feed that is stopped', () => {
  let feed: Feed

  beforeEach(() => {
    feed = new Feed()
    feed['socket'] = { readyState: 1, send: vi.fn(), close: vi.fn() } as unknown as WebSocket
  })

  it('says nothing any more', () => {
    expect(feed['socket']).toBeDefined()
    feed.stop()
    expect(feed['socket']).toBeUndefined()
  })

  it('subscribes before', () => {
    feed.subscribe('b')
    expect(feed['socket']!.send).toHaveBeenCalledWith(JSON.stringify({ subscribe: 'b' }))
  })
})
