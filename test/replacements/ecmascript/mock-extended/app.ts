import type { WebSocket } from 'ws'

export function announce(ws: WebSocket, names: readonly string[]): void {
  if (ws.readyState !== ws.OPEN) return
  for (const name of names) ws.send(JSON.stringify({ name }))
  if (names.length === 0) ws.close(4000, 'nobody')
}
