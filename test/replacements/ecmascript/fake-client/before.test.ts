import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Feed } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  static readonly OPEN = 1
  readonly url: string
  readyState = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null
  send = vi.fn()
  close = vi.fn()

  constructor(url: string) {
    this.url = url
    MockWebSocket.instances.push(this)
  }

  simulateOpen() {
    this.readyState = MockWebSocket.OPEN
    this.onopen?.()
  }

  simulateMessage(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }

  simulateLoss(code = 1006) {
    this.onclose?.({ code, reason: '', wasClean: false })
  }
}

function latest(): MockWebSocket {
  return MockWebSocket.instances[MockWebSocket.instances.length - 1]!
}

describe('Feed', () => {
  beforeEach(() => {
    MockWebSocket.instances = []
    vi.stubGlobal('WebSocket', MockWebSocket)
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('says hello when it is open', () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    const socket = MockWebSocket.instances[0]!
    expect(socket.url).toBe('wss://feed.example/events?token=secret')
    expect(feed.statuses).toEqual(['connecting'])
    expect(socket.send).not.toHaveBeenCalled()
    socket.simulateOpen()
    expect(feed.statuses).toEqual(['connecting', 'open'])
    expect(socket.send).toHaveBeenCalledTimes(1)
    expect(socket.send).toHaveBeenCalledWith(JSON.stringify({ type: 'hello' }))
  })

  it('keeps events and answers pings', () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    latest().simulateOpen()
    latest().simulateMessage({ type: 'price', value: 1 })
    latest().simulateMessage({ type: 'ping' })
    expect(feed.events).toEqual([{ type: 'price', value: 1 }])
    expect(JSON.parse(latest().send.mock.calls[1][0])).toEqual({ type: 'pong' })
  })

  it('comes back when the connection is lost', () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    const first = latest()
    first.simulateOpen()
    first.simulateLoss()
    expect(MockWebSocket.instances).toHaveLength(2)
    expect(feed.statuses).toEqual(['connecting', 'open', 'lost 1006', 'connecting'])
  })

  it('stays away when it was closed', () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    latest().simulateOpen()
    latest().onclose?.({ code: 1000, reason: 'bye', wasClean: true })
    expect(MockWebSocket.instances.length).toBe(1)
    expect(feed.statuses).toEqual(['connecting', 'open', 'closed'])
  })

  it('disconnects', () => {
    const feed = new Feed('feed.example')
    feed.connect('secret')
    latest().simulateOpen()
    expect(latest().close).not.toHaveBeenCalled()
    feed.disconnect()
    expect(latest().close).toHaveBeenCalledWith(1000, 'done')
  })
})
