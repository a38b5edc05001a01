/** A feed of events over the browser's WebSocket. */
export class Feed {
  readonly events: unknown[] = []
  readonly statuses: string[] = []
  #socket: WebSocket | undefined

  readonly #host: string

  constructor(host: string) {
    this.#host = host
  }

  connect(token: string): void {
    this.statuses.push('connecting')
    const socket = new WebSocket(`wss://${this.#host}/events?token=${token}`)
    socket.onopen = () => {
      this.statuses.push('open')
      socket.send(JSON.stringify({ type: 'hello' }))
    }
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data)
      if (message.type === 'ping') socket.send(JSON.stringify({ type: 'pong' }))
      else this.events.push(message)
    }
    socket.onclose = (event) => {
      this.statuses.push(event.code === 1000 ? 'closed' : `lost ${event.code}`)
      if (event.code === 1006) this.connect(token)
    }
    this.#socket = socket
  }

  disconnect(): void {
    this.#socket?.close(1000, 'done')
  }
}
