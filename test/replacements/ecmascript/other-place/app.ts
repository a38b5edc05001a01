import type { WebSocket } from 'ws'

/** A session that has its socket as a member. */
export class Session {
  socket: WebSocket | undefined
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  greet(): void {
    this.socket?.send(`hello ${this.#name}`)
  }

  end(): void {
    this.socket?.close(1000, 'bye')
    this.socket = undefined
  }
}
