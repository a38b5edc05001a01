/** A room of a chat, over the browser's WebSocket. */
export class Room {
  readonly members = new Set<string>()
  readonly log: string[] = []
  state = 'outside'
  #socket: WebSocket | null = null
  readonly #waiting: ((error: Error) => void)[] = []

  join(url: string, name: string): void {
    if (this.#socket) return
    const socket = new WebSocket(url)
    this.#socket = socket
    socket.onopen = () => {
      this.state = 'inside'
      socket.send(JSON.stringify({ type: 'join', name }))
    }
    socket.onmessage = ({ data }) => {
      const message = this.#read(data as string)
      if (message.type === 'joined') this.members.add(message.name)
      else if (message.type === 'left') this.members.delete(message.name)
      else if (message.type === 'kick') this.leave()
    }
    socket.onerror = () => this.log.push('error')
    socket.onclose = (event) => {
      this.state = event.code === 4001 ? 'banned' : 'outside'
      this.members.clear()
      for (const fail of this.#waiting.splice(0)) fail(new Error(`ended with ${event.code}`))
      this.#socket = null
    }
  }

  #read(data: string): { type?: string; name: string } {
    try {
      return JSON.parse(data) as { type: string; name: string }
    } catch (error) {
      this.log.push('nonsense')
      return { name: '' }
    }
  }

  say(text: string): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) this.log.push(`not said: ${text}`)
    else this.#socket.send(JSON.stringify({ type: 'say', text }))
  }

  /** Fails when the connection ends. */
  end(): Promise<never> {
    return new Promise((_, reject) => this.#waiting.push(reject))
  }

  leave(): void {
    this.#socket?.close()
  }
}
