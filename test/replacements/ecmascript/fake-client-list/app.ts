/** Asks questions over the browser's WebSocket, one connection for each topic. */
export class Topics {
  readonly answers: string[] = []
  readonly #open = new Map<string, WebSocket>()

  join(topic: string): void {
    const socket = new WebSocket(`ws://localhost/${topic}`)
    socket.onmessage = ({ data }) => {
      this.answers.push(`${topic}: ${data}`)
    }
    socket.onerror = () => {
      this.answers.push(`${topic} failed`)
    }
    this.#open.set(topic, socket)
  }

  ask(topic: string, question: string): void {
    this.#open.get(topic)?.send(question)
  }
}
