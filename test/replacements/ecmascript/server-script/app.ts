/** Calls of a remote procedure, answered by id. */
export class Remote {
  #next = 1
  readonly #waiting = new Map<number, (value: unknown) => void>()
  readonly #socket: WebSocket
  readonly ready: Promise<void>
  readonly notices: unknown[] = []

  constructor(url: string) {
    this.#socket = new WebSocket(url, ['rpc'])
    this.ready = new Promise((resolve, reject) => {
      this.#socket.onopen = () => resolve()
      this.#socket.onerror = () => reject(new Error('no connection'))
    })
    this.#socket.onmessage = ({ data }) => {
      const { id, result } = JSON.parse(data)
      const waiting = this.#waiting.get(id)
      if (waiting) waiting(result)
      else this.notices.push(result)
    }
  }

  async call(method: string, ...args: unknown[]): Promise<unknown> {
    await this.ready
    const id = this.#next++
    const answer = new Promise<unknown>((resolve) => this.#waiting.set(id, resolve))
    this.#socket.send(JSON.stringify({ id, method, args }))
    return answer
  }

  close(): void {
    this.#socket.close()
  }
}
