/** Connects again when the connection is lost, up to three times. */
export class Persistent {
  attempts = 0
  state: 'connecting' | 'open' | 'lost' = 'connecting'
  readonly #make: () => WebSocket

  constructor(make: () => WebSocket) {
    this.#make = make
    this.#connect()
  }

  #connect(): void {
    this.attempts++
    const socket = this.#make()
    socket.onopen = () => {
      this.state = 'open'
      socket.send(`attempt ${this.attempts}`)
    }
    socket.onclose = ({ wasClean }) => {
      this.state = 'lost'
      if (!wasClean && this.attempts < 3) this.#connect()
    }
  }
}
