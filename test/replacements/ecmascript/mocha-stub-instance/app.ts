import type { WebSocket } from 'ws'

export class Watch {
  readonly alive = new Map<WebSocket, boolean>()

  add(ws: WebSocket): void {
    this.alive.set(ws, true)
    ws.on('pong', () => this.alive.set(ws, true))
    ws.send('watched')
  }

  beat(): void {
    for (const [ws, isAlive] of this.alive) {
      if (!isAlive) {
        ws.terminate()
        this.alive.delete(ws)
      } else {
        this.alive.set(ws, false)
        ws.ping()
      }
    }
  }
}
