import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Prices } from './app'

const made: FakeWebSocket[] = []

class FakeWebSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 3
  readyState: number = FakeWebSocket.CONNECTING
  closeCalled = false
  readonly url: string
  readonly send = vi.fn()
  private readonly listeners = new Map<string, Set<(event: unknown) => void>>()

  constructor(url: string) {
    this.url = url
    made.push(this)
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    const known = this.listeners.get(type) ?? new Set()
    known.add(listener)
    this.listeners.set(type, known)
  }

  close(): void {
    this.closeCalled = true
  }

  private emit(type: string, event: unknown): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event)
  }

  simulateOpen(): void {
    this.readyState = FakeWebSocket.OPEN
    this.emit('open', new Event('open'))
  }

  simulateMessage(data: string): void {
    this.emit('message', { data } as MessageEvent)
  }

  simulateClose(): void {
    this.readyState = FakeWebSocket.CLOSED
    this.emit('close', new Event('close'))
  }
}

const socketOf = (index: number): FakeWebSocket => {
  const socket = made[index]
  if (!socket) throw new Error(`there is no socket ${index}`)
  return socket
}

describe('Prices', () => {
  const originalWebSocket = globalThis.WebSocket

  beforeEach(() => {
    made.length = 0
    vi.useFakeTimers()
    Object.defineProperty(globalThis, 'WebSocket', { value: FakeWebSocket, writable: true, configurable: true })
  })

  afterEach(() => {
    vi.useRealTimers()
    globalThis.WebSocket = originalWebSocket
  })

  it('comes back later and later', () => {
    const prices = new Prices('wss://prices.example/live')
    prices.connect()
    expect(made).toHaveLength(1)
    expect(made.map((each) => each.url)).toEqual(['wss://prices.example/live'])
    made[0]!.simulateOpen()
    made[0]!.simulateClose()
    expect(prices.status).toBe('lost')
    vi.advanceTimersByTime(999)
    expect(made).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(made).toHaveLength(2)
    made[1]!.simulateClose()
    vi.advanceTimersByTime(1999)
    expect(made).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(made).toHaveLength(3)
  })

  it('begins anew after a success', () => {
    const prices = new Prices('wss://prices.example/live')
    prices.connect()
    socketOf(0).simulateOpen()
    socketOf(0).simulateClose()
    vi.advanceTimersByTime(1000)
    socketOf(1).simulateOpen()
    socketOf(1).simulateClose()
    vi.advanceTimersByTime(1000)
    expect(made).toHaveLength(3)
    expect(socketOf(2).url).toBe('wss://prices.example/live')
  })

  it('asks for a sign of life', () => {
    const prices = new Prices('wss://prices.example/live')
    prices.connect()
    const [socket] = made
    socket!.simulateOpen()
    expect(socket!.send).not.toHaveBeenCalled()
    vi.advanceTimersByTime(60_000)
    expect(socket!.send).toHaveBeenCalledTimes(2)
    expect(socket!.send).toHaveBeenLastCalledWith('ping')
  })

  it('tells prices, and subscribes when it is open', () => {
    const prices = new Prices('wss://prices.example/live')
    const told = vi.fn()
    prices.watch(told)
    prices.connect()
    prices.subscribe('too early')
    made[0]!.simulateOpen()
    prices.subscribe('gold')
    made[0]!.simulateMessage(JSON.stringify({ price: 7 }))
    expect(told).toHaveBeenCalledWith(7)
    expect(made[0]!.send.mock.calls[0]![0]).toBe(JSON.stringify({ subscribe: 'gold' }))
  })

  it('stops', () => {
    const prices = new Prices('wss://prices.example/live')
    prices.connect()
    made[0]!.simulateOpen()
    expect(made[0]!.closeCalled).toBe(false)
    prices.stop()
    expect(made[0]!.closeCalled).toBe(true)
  })
})
