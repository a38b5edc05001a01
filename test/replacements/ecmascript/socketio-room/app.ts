import type { Socket } from 'socket.io'

export class Lobby {
  readonly names = new Map<string, string>()

  register(socket: Socket): void {
    socket.on('enter', (name: string, ack?: (result: { ok: boolean }) => void) => {
      if (!name) {
        socket.emit('problem', { message: 'no name' })
        return
      }
      this.names.set(socket.id, name)
      void socket.join('lobby')
      socket.emit('entered', { name, count: this.names.size })
      ack?.({ ok: true })
    })
    socket.on('disconnect', () => this.names.delete(socket.id))
  }

  reject(socket: Socket): void {
    if (socket.handshake.auth['token'] !== 'secret') socket.disconnect(true)
    else socket.emit('welcome')
  }
}
