import { WebSocket } from 'ws'

/** Subscribes to topics over one socket. */
export class Feed {
  private socket: WebSocket | undefined
  readonly #topics = new Set<string>()

  subscribe(topic: string): boolean {
    this.#topics.add(topic)
    if (this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(JSON.stringify({ subscribe: topic }))
    return true
  }

  unsubscribe(topic: string): void {
    if (this.#topics.delete(topic)) this.socket?.send(JSON.stringify({ unsubscribe: topic }))
  }

  stop(): void {
    this.socket?.close(1000)
    this.socket = undefined
  }
}
