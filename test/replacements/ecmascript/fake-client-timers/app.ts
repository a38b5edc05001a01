type Listener = (price: number) => void

/** Prices over the browser's WebSocket: comes back with growing delays, and asks for a sign of life. */
export class Prices {
  status = 'idle'
  #socket: WebSocket | undefined
  #failures = 0
  #beat: ReturnType<typeof setInterval> | undefined
  #again: ReturnType<typeof setTimeout> | undefined
  readonly #listeners = new Set<Listener>()
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  connect(): void {
    this.status = 'connecting'
    const socket = new WebSocket(this.#url)
    socket.addEventListener('open', () => {
      this.status = 'open'
      this.#failures = 0
      this.#beat = setInterval(() => socket.send('ping'), 30_000)
    })
    socket.addEventListener('message', (event) => {
      for (const listener of this.#listeners) listener(JSON.parse(event.data).price)
    })
    socket.addEventListener('close', () => {
      clearInterval(this.#beat)
      this.status = 'lost'
      this.#again = setTimeout(() => this.connect(), 1000 * 2 ** this.#failures++)
    })
    this.#socket = socket
  }

  watch(listener: Listener): void {
    this.#listeners.add(listener)
  }

  subscribe(name: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ subscribe: name }))
  }

  stop(): void {
    clearInterval(this.#beat)
    clearTimeout(this.#again)
    this.#socket?.close()
  }
}
