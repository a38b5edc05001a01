import WebSocket from 'ws'
import { isAgentEvent, type AgentEvent } from './agent-events.ts'

const RECONNECT_AFTER = 1000

/** Follows an agent's events over one connection, and connects again when the service hangs up. */
export class AgentFeed {
  readonly events: AgentEvent[] = []
  connections = 0
  private socket: WebSocket | undefined
  private timer: NodeJS.Timeout | undefined
  private closed = false

  constructor(readonly url: string) {}

  connect(): void {
    const socket = new WebSocket(this.url)
    this.socket = socket
    socket.on('open', () => {
      this.connections++
      socket.send(JSON.stringify({ type: 'join', room: 'agents' }))
    })
    socket.on('message', (data) => {
      const message = JSON.parse(String(data))
      if (isAgentEvent(message)) this.events.push(message)
    })
    socket.on('close', () => {
      if (!this.closed) this.timer = setTimeout(() => this.connect(), RECONNECT_AFTER)
    })
    // A connection that cannot be made ends in 'close', too; without a listener the error would end the process.
    socket.on('error', () => undefined)
  }

  ask(text: string): void {
    this.socket?.send(JSON.stringify({ type: 'ask', text }))
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    this.socket?.close()
  }
}
