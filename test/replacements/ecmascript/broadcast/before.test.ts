import { describe, it, expect, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { Broadcaster } from './app.js'

describe('Broadcaster', () => {
  it('publishes to every subscriber, in order', () => {
    const first = { send: vi.fn(), on: vi.fn(), readyState: 1, OPEN: 1 } as unknown as WebSocket
    const second = { send: vi.fn(), on: vi.fn(), readyState: 1, OPEN: 1 } as unknown as WebSocket
    const broadcaster = new Broadcaster()
    broadcaster.subscribe(first)
    broadcaster.subscribe(second)

    broadcaster.publish('price', { symbol: 'A', value: 1 })
    broadcaster.publish('price', { symbol: 'A', value: 2 })

    expect(first.send).toHaveBeenCalledTimes(2)
    expect(first.send).toHaveBeenNthCalledWith(1, JSON.stringify({ event: 'price', payload: { symbol: 'A', value: 1 } }))
    expect(first.send).toHaveBeenNthCalledWith(2, expect.stringContaining('"value":2'))
    expect(vi.mocked(second.send).mock.calls.map((call) => JSON.parse(call[0] as string).payload.value)).toEqual([1, 2])
  })

  it('does not send to closed sockets', () => {
    const open = { send: vi.fn(), on: vi.fn(), readyState: 1, OPEN: 1 }
    const closed = { send: vi.fn(), on: vi.fn(), readyState: 3, OPEN: 1 }
    const broadcaster = new Broadcaster()
    broadcaster.subscribe(open as any)
    broadcaster.subscribe(closed as any)

    broadcaster.publish('tick', null)

    expect(open.send).toHaveBeenCalledWith('{"event":"tick","payload":null}')
    expect(closed.send).not.toHaveBeenCalled()
  })

  it('sends bytes as they are', () => {
    const ws = { send: vi.fn(), on: vi.fn() }
    const broadcaster = new Broadcaster()
    broadcaster.subscribe(ws as never)
    broadcaster.publishBytes(Buffer.from([1, 2, 3]))
    expect(ws.send).toHaveBeenCalledWith(Buffer.from([1, 2, 3]))
    expect(ws.send).not.toHaveBeenCalledWith(Buffer.from([1]))
    expect(ws.on).toHaveBeenCalledWith('close', expect.any(Function))
  })
})
