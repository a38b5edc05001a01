/** A chat over the global WebSocket. */
export class Chat {
  readonly lines: string[] = []
  status = 'connecting'
  readonly #socket: WebSocket

  constructor(url: string, name: string) {
    this.#socket = new WebSocket(url)
    this.#socket.onopen = () => {
      this.status = 'open'
      this.#socket.send(`join ${name}`)
    }
    this.#socket.onmessage = (event) => {
      this.lines.push(event.data)
      if (event.data === 'ping') this.#socket.send('pong')
    }
    this.#socket.onclose = (event) => {
      this.status = event.code === 1000 ? 'left' : `lost (${event.code} ${event.reason})`
    }
    this.#socket.onerror = () => {
      this.status = 'failing'
    }
  }

  say(text: string): void {
    if (text !== '') this.#socket.send(`say ${text}`)
  }

  leave(): void {
    this.#socket.close(1000, 'bye')
  }
}
