import type { WebSocket } from 'ws'

export class Session {
  closed: number | undefined

  private readonly socket: WebSocket

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => this.socket.send(`echo ${data}`))
    socket.on('close', (code) => (this.closed = code))
  }
}
