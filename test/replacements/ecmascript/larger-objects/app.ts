import type { WebSocket } from 'ws'

export interface Player {
  readonly name: string
  readonly socket: WebSocket
}

export function deal(players: readonly Player[], card: string): void {
  for (const { name, socket } of players) {
    if (socket.readyState === socket.OPEN) socket.send(`${name} gets ${card}`)
  }
}

export function announce(clients: ReadonlySet<WebSocket>, text: string): void {
  for (const client of clients) if (client.readyState === 1) client.send(text)
}
