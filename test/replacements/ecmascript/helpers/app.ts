import type { WebSocket } from 'ws'

export class Lobby {
  private readonly players: { name: string; ws: WebSocket }[] = []

  join(name: string, ws: WebSocket): void {
    for (const player of this.players) player.ws.send(JSON.stringify({ type: 'joined', name }))
    this.players.push({ name, ws })
    ws.send(JSON.stringify({ type: 'players', names: this.players.map((player) => player.name) }))
  }

  kick(name: string): void {
    const index = this.players.findIndex((player) => player.name === name)
    const [kicked] = this.players.splice(index, 1)
    kicked?.ws.close(4100, 'kicked')
    for (const player of this.players) player.ws.send(JSON.stringify({ type: 'left', name }))
  }
}
