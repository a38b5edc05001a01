import type { WebSocket } from 'ws'

const OPEN = 1

export class ConnectionManager {
  private readonly connections = new Map<string, WebSocket>()

  get size(): number {
    return this.connections.size
  }

  add(id: string, ws: WebSocket): void {
    this.connections.set(id, ws)
    const timer = setInterval(() => ws.ping(), 30_000)
    ws.on('close', () => {
      clearInterval(timer)
      this.connections.delete(id)
    })
  }

  broadcast(message: object): void {
    for (const ws of this.connections.values()) {
      if (ws.readyState === OPEN) ws.send(JSON.stringify(message))
    }
  }
}
