import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'

/** Counts what it is told, for each connection. */
export class Counter {
  total = 0

  /** The handler of the route. */
  handle(socket: WebSocket): void {
    let own = 0
    socket.on('message', (data: Buffer | string) => {
      const step = Number(data.toString())
      if (Number.isNaN(step)) {
        socket.close(1007, 'not a number')
        return
      }
      own += step
      this.total += step
      socket.send(JSON.stringify({ own, total: this.total }))
    })
    socket.on('close', () => (this.total -= own))
  }
}

export async function build(counter: Counter): Promise<FastifyInstance> {
  const app = Fastify()
  await app.register(websocket)
  app.get('/count', { websocket: true }, (socket) => counter.handle(socket))
  return app
}
