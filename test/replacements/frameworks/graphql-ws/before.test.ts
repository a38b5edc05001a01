import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { serve } from './app'

describe('serve', () => {
  let socket: { on: ReturnType<typeof vi.fn>; once: ReturnType<typeof vi.fn>; send: ReturnType<typeof vi.fn>; close: ReturnType<typeof vi.fn> }
  const ended = vi.fn()

  beforeEach(() => {
    ended.mockClear()
    socket = { on: vi.fn(), once: vi.fn(), send: vi.fn((_data, sent) => sent?.()), close: vi.fn() }
    serve(socket as unknown as WebSocket, ended)
  })

  it('acknowledges', async () => {
    const onMessage = socket.on.mock.calls.find(([event]) => event === 'message')![1] as (text: string) => Promise<void>
    await onMessage(JSON.stringify({ type: 'connection_init' }))
    expect(JSON.parse(socket.send.mock.calls[0]![0])).toEqual({ type: 'connection_ack' })
    expect(socket.send).toHaveBeenCalledTimes(1)
    expect(socket.close).not.toHaveBeenCalled()
  })

  it('refuses', async () => {
    const onMessage = socket.on.mock.calls.find(([event]) => event === 'message')![1] as (text: string) => Promise<void>
    await onMessage(JSON.stringify({ type: 'connection_init', payload: { token: 'bad' } }))
    expect(socket.close).toHaveBeenCalledWith(4403, 'Forbidden')
    expect(socket.send).not.toHaveBeenCalled()
  })

  it('answers a query', async () => {
    const onMessage = socket.on.mock.calls.find(([event]) => event === 'message')![1] as (text: string) => Promise<void>
    await onMessage(JSON.stringify({ type: 'connection_init' }))
    await onMessage(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{ hello(name: "ada") }' } }))
    expect(JSON.parse(socket.send.mock.calls[1]![0])).toEqual({ type: 'next', id: '1', payload: { data: { hello: 'hello ada' } } })
    expect(JSON.parse(socket.send.mock.calls[2]![0])).toEqual({ type: 'complete', id: '1' })
  })

  it('counts', async () => {
    const onMessage = socket.on.mock.calls.find(([event]) => event === 'message')![1] as (text: string) => Promise<void>
    await onMessage(JSON.stringify({ type: 'connection_init' }))
    await onMessage(JSON.stringify({ type: 'subscribe', id: 'c', payload: { query: 'subscription { count(to: 2) }' } }))
    const sent = socket.send.mock.calls.map(([text]) => JSON.parse(text))
    expect(sent.map((message) => message.type)).toEqual(['connection_ack', 'next', 'next', 'complete'])
    expect(sent[2].payload).toEqual({ data: { count: 2 } })
  })

  it('hears the end', () => {
    const onClose = socket.once.mock.calls.find(([event]) => event === 'close')![1] as (code: number) => void
    onClose(1001)
    expect(ended).toHaveBeenCalledWith(1001)
  })
})
