import type { Server, Socket } from 'socket.io'

/** Tells what happens, to everybody or to who is concerned. */
export class News {
  server!: Server

  toUser(id: number, text: string): void {
    this.server.to(`user:${id}`).emit('news', { text, urgent: false })
  }

  toAll(text: string): void {
    this.server.emit('news', { text, urgent: true })
  }

  quiet(): void {
    this.server.to('nobody')
  }

  async welcome(socket: Socket): Promise<void> {
    await socket.join('all')
    socket.emit('hello')
    this.server.in('all').emit('count', this.server ? 1 : 0)
  }
}
