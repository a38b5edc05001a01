import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { Feed } from './app.js'

it('publishes', () => {
  const send = vi.fn()
  const ws = { send, on: vi.fn(), readyState: 1 } as unknown as WebSocket
  const feed = new Feed()
  feed.attach(ws)
  feed.publish(1)
  feed.publish(2)
  expect(send).toHaveBeenCalledTimes(2)
  expect(send).toHaveBeenNthCalledWith(2, '{"value":2}')
  expect(JSON.parse(send.mock.calls[0]![0] as string)).toEqual({ value: 1 })
})

it('is silent when the connection is closed', () => {
  const sendSpy = vi.fn()
  const on = vi.fn()
  const ws = { send: sendSpy, on, close: vi.fn(), readyState: 3 }
  const feed = new Feed()
  feed.attach(ws as any)
  feed.publish(1)
  expect(sendSpy).not.toHaveBeenCalled()
  expect(on).toHaveBeenCalledWith('message', expect.any(Function))
})

describe('stop', () => {
  let close: ReturnType<typeof vi.fn>
  let ws: WebSocket
  let feed: Feed

  beforeEach(() => {
    close = vi.fn()
    ws = { send: vi.fn(), close, on: vi.fn(), readyState: 1 } as unknown as WebSocket
    feed = new Feed()
    feed.attach(ws)
  })

  it('closes', () => {
    feed.stop()
    expect(close).toHaveBeenCalledWith(1000, 'stopped')
    expect(ws.send).not.toHaveBeenCalled()
  })

  it('does nothing else', () => {
    feed.publish(1)
    expect(close).not.toHaveBeenCalled()
  })
})
