import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { serve } from './app'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('serve', () => {
  let socket: WebSocketPair['server']
  let socketClient: WebSocketPair['client']
  const ended = vi.fn()

  beforeEach(async () => {
    ended.mockClear()
    ;[socket, socketClient] = await webSocketPairs.open()
    serve(socket, ended)
  })

  it('acknowledges', async () => {
    await socketClient.deliver(JSON.stringify({ type: 'connection_init' }))
    expect(JSON.parse((await socketClient.receivedText())[0]!)).toEqual({ type: 'connection_ack' })
    expect(await socketClient.received()).toHaveLength(1)
    expect(socket.readyState).toBe(socket.OPEN)
  })

  it('refuses', async () => {
    await socketClient.deliver(JSON.stringify({ type: 'connection_init', payload: { token: 'bad' } }))
    await socketClient.expectClose(4403, 'Forbidden')
    await socketClient.expectSilence()
  })

  it('answers a query', async () => {
    await socketClient.deliver(JSON.stringify({ type: 'connection_init' }))
    await socketClient.deliver(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: '{ hello(name: "ada") }' } }))
    expect(JSON.parse((await socketClient.receivedText())[1]!)).toEqual({ type: 'next', id: '1', payload: { data: { hello: 'hello ada' } } })
    expect(JSON.parse((await socketClient.receivedText())[2]!)).toEqual({ type: 'complete', id: '1' })
  })

  it('counts', async () => {
    await socketClient.deliver(JSON.stringify({ type: 'connection_init' }))
    await socketClient.deliver(JSON.stringify({ type: 'subscribe', id: 'c', payload: { query: 'subscription { count(to: 2) }' } }))
    const sent = await socketClient.receivedJson()
    expect(sent.map((message) => message.type)).toEqual(['connection_ack', 'next', 'next', 'complete'])
    expect(sent[2].payload).toEqual({ data: { count: 2 } })
  })

  it('hears the end', async () => {
    await socketClient.close(1001)
    expect(ended).toHaveBeenCalledWith(1001)
  })
})
