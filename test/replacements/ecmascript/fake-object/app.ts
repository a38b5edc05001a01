type Listener = (message: unknown) => void

/** Telemetry over the browser's WebSocket. */
export class Telemetry {
  isOn = false
  lastError = ''
  readonly #listeners: Listener[] = []
  #socket: WebSocket | undefined

  connect(host: string, token: string): void {
    const socket = new WebSocket(`wss://${host}/telemetry?token=${token}`)
    socket.addEventListener('open', () => {
      this.isOn = true
      socket.send(JSON.stringify({ type: 'auth', token }))
    })
    socket.addEventListener('message', (event) => {
      const message = JSON.parse(event.data)
      if (message.type === 'error') this.lastError = message.text
      else for (const listener of this.#listeners) listener(message)
    })
    socket.addEventListener('close', () => {
      this.isOn = false
    })
    this.#socket = socket
  }

  onMessage(listener: Listener): void {
    this.#listeners.push(listener)
  }

  report(value: number): boolean {
    if (!this.isOn) return false
    this.#socket?.send(JSON.stringify({ type: 'value', value }))
    return true
  }

  stop(): void {
    this.#socket?.close(1000, 'stopped')
  }
}
