import type { WebSocket } from 'ws'

export class Broadcaster {
  readonly clients = new Set<WebSocket>()

  subscribe(ws: WebSocket): void {
    this.clients.add(ws)
    ws.on('close', () => this.clients.delete(ws))
  }

  publish(event: string, payload: unknown): void {
    const text = JSON.stringify({ event, payload })
    for (const ws of this.clients) {
      if (ws.readyState === ws.OPEN) ws.send(text)
    }
  }

  publishBytes(bytes: Buffer): void {
    for (const ws of this.clients) ws.send(bytes)
  }
}
