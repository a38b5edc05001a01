import type { Socket } from 'socket.io'

interface Tokens {
  nameOf(token: string): Promise<string | undefined>
}

/** Knows who is there, by the id of the socket. */
export class Desk {
  readonly names = new Map<string, string>()
  readonly #tokens: Tokens

  constructor(tokens: Tokens) {
    this.#tokens = tokens
  }

  async welcome(socket: Socket): Promise<void> {
    const header = socket.handshake.headers.authorization
    const name = await this.#tokens.nameOf(String(socket.handshake.auth['token'] ?? header?.replace('Bearer ', '')))
    if (name === undefined) {
      socket.emit('refused', { reason: 'no token' })
      socket.disconnect(true)
      return
    }
    socket.data.name = name
    this.names.set(socket.id, name)
    await socket.join(`user:${name}`)
    socket.emit('welcome', { name })
  }

  leave(socket: Socket): void {
    this.names.delete(socket.id)
  }
}
