import type { WebSocket } from 'ws'

export class Feed {
  #ws: WebSocket | undefined

  attach(ws: WebSocket): void {
    this.#ws = ws
    ws.on('message', (data) => {
      if (String(data) === 'stop') this.stop()
    })
  }

  publish(value: number): void {
    if (this.#ws?.readyState === 1) this.#ws.send(JSON.stringify({ value }))
  }

  stop(): void {
    this.#ws?.close(1000, 'stopped')
  }
}
