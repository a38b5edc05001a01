import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { build, Counter } from './app'

function createSocket() {
  return { on: vi.fn(), send: vi.fn(), close: vi.fn(), readyState: 1 }
}

const listenerOf = (socket: ReturnType<typeof createSocket>, event: string) => socket.on.mock.calls.find(([name]) => name === event)![1] as (data?: Buffer) => void

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

  it('counts', () => {
    const socket = createSocket()
    counter.handle(socket as unknown as WebSocket)
    expect(socket.on).toHaveBeenCalledWith('message', expect.any(Function))
    listenerOf(socket, 'message')(Buffer.from('2'))
    listenerOf(socket, 'message')(Buffer.from('3'))
    expect(socket.send).toHaveBeenCalledTimes(2)
    expect(socket.send).toHaveBeenLastCalledWith(JSON.stringify({ own: 5, total: 5 }))
  })

  it('counts for all', () => {
    const one = createSocket()
    const two = createSocket()
    counter.handle(one as unknown as WebSocket)
    counter.handle(two as unknown as WebSocket)
    listenerOf(one, 'message')(Buffer.from('2'))
    listenerOf(two, 'message')(Buffer.from('1'))
    expect(two.send).toHaveBeenCalledWith(JSON.stringify({ own: 1, total: 3 }))
    listenerOf(one, 'close')()
    expect(counter.total).toBe(1)
  })

  it('takes only numbers', () => {
    const socket = createSocket()
    counter.handle(socket as unknown as WebSocket)
    listenerOf(socket, 'message')(Buffer.from('many'))
    expect(socket.close).toHaveBeenCalledWith(1007, 'not a number')
    expect(socket.send).not.toHaveBeenCalled()
  })
})
