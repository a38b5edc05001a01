import type { WebSocket } from 'ws'

export class Rooms {
  readonly rooms = new Map<string, Set<WebSocket>>()

  join(room: string, ws: WebSocket): void {
    const members = this.rooms.get(room) ?? new Set()
    members.add(ws)
    this.rooms.set(room, members)
    ws.on('message', (data) => this.say(room, String(data)))
    ws.on('close', () => members.delete(ws))
    ws.send(JSON.stringify({ type: 'joined', room, count: members.size }))
  }

  say(room: string, text: string): void {
    for (const ws of this.rooms.get(room) ?? []) {
      if (ws.readyState === ws.OPEN) ws.send(text)
    }
  }

  kick(room: string, reason: string): void {
    for (const ws of this.rooms.get(room) ?? []) ws.close(4001, reason)
    this.rooms.delete(room)
  }
}
