import type { Server } from 'socket.io'

/** A gateway as frameworks make it: its server is set from outside. */
export class Gateway {
  server!: Server

  notify(userId: string, text: string): void {
    this.server.to(`user:${userId}`).emit('notification', { text })
  }

  announce(text: string): void {
    this.server.emit('announcement', text)
  }
}
