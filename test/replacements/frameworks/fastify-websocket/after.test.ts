import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { build, Counter } from './app'
import { useWebSocketPairs } from './real-websocket'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('Counter', () => {
  let app: FastifyInstance
  let counter: Counter

  beforeEach(async () => {
    counter = new Counter()
    app = await build(counter)
    await app.listen({ port: 0, host: '127.0.0.1' })
  })

  afterEach(async () => {
    await app.close()
  })

  it('counts', async () => {
    const [socket, socketClient] = await webSocketPairs.open()
    counter.handle(socket)
    expect(socket.listenerCount('message')).toBeGreaterThan(0)
    await socketClient.deliver(Buffer.from('2'))
    await socketClient.deliver(Buffer.from('3'))
    expect(await socketClient.received()).toHaveLength(2)
    expect((await socketClient.received()).at(-1)).toEqual(JSON.stringify({ own: 5, total: 5 }))
  })

  it('counts for all', async () => {
    const [one, oneClient] = await webSocketPairs.open()
    const [two, twoClient] = await webSocketPairs.open()
    counter.handle(one)
    counter.handle(two)
    await oneClient.deliver(Buffer.from('2'))
    await twoClient.deliver(Buffer.from('1'))
    expect(await twoClient.received()).toContainEqual(JSON.stringify({ own: 1, total: 3 }))
    await oneClient.close()
    expect(counter.total).toBe(1)
  })

  it('takes only numbers', async () => {
    const [socket, socketClient] = await webSocketPairs.open()
    counter.handle(socket)
    await socketClient.deliver(Buffer.from('many'))
    await socketClient.expectClose(1007, 'not a number')
    await socketClient.expectSilence()
  })
})
