/** Prices of a market, at an address that nobody hands in. */
export class Market {
  readonly prices = new Map<string, number>()
  failures = 0
  isOpen = false
  #socket: WebSocket | undefined

  start(): void {
    const socket = new WebSocket('wss://market.example/v1?key=secret')
    socket.addEventListener('open', () => {
      this.isOpen = true
      socket.send(JSON.stringify({ type: 'subscribe', symbols: ['A', 'B'] }))
    })
    socket.addEventListener('message', ({ data }) => {
      const { symbol, price } = JSON.parse(data)
      this.prices.set(symbol, price)
    })
    socket.addEventListener('error', () => {
      this.failures++
    })
    socket.addEventListener('close', () => {
      this.isOpen = false
    })
    this.#socket = socket
  }

  stop(): void {
    this.#socket?.send(JSON.stringify({ type: 'unsubscribe' }))
    this.#socket?.close()
  }
}
