import { WebSocket } from 'ws'

/** A socket that belongs to a user. */
export type UserSocket = WebSocket & { userId?: string }

/** Sends to all that are open. */
export class Registry {
  readonly #sockets = new Set<UserSocket>()

  get size(): number {
    return this.#sockets.size
  }

  add(socket: UserSocket): void {
    this.#sockets.add(socket)
  }

  broadcast(method: string, params: unknown): void {
    const text = JSON.stringify({ method, params })
    for (const socket of this.#sockets) if (socket.readyState === WebSocket.OPEN) socket.send(text)
  }

  tell(userId: string, text: string): void {
    for (const socket of this.#sockets) if (socket.userId === userId) socket.send(text)
  }
}
