/** A queue that is sent as soon as there is a connection. */
export class Outbox {
  status = 'closed'
  readonly answers: string[] = []
  readonly #waiting: string[] = []
  #socket: WebSocket | undefined

  open(url: string): Promise<void> {
    const socket = new WebSocket(url)
    this.#socket = socket
    this.status = 'opening'
    socket.onmessage = ({ data }) => this.answers.push(data)
    socket.onclose = () => {
      this.status = 'closed'
    }
    return new Promise((resolve) => {
      socket.onopen = () => {
        this.status = 'open'
        for (const each of this.#waiting.splice(0)) socket.send(each)
        resolve()
      }
    })
  }

  put(text: string): void {
    if (this.status === 'open') this.#socket?.send(text)
    else this.#waiting.push(text)
  }

  close(): void {
    this.#socket?.close()
  }
}
