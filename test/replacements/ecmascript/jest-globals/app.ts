import type { WebSocket } from 'ws'

interface Member { id: string; socket: WebSocket; room?: string }

export class Hub {
  readonly members = new Map<string, Member>()

  add(id: string, socket: WebSocket): void {
    this.members.set(id, { id, socket })
    socket.on('message', (data) => this.onMessage(id, data))
    socket.on('close', () => this.members.delete(id))
    socket.send(JSON.stringify({ type: 'welcome', id }))
  }

  onMessage(id: string, data: unknown): void {
    const member = this.members.get(id)!
    let message: { type?: string; room?: string; text?: string }
    try {
      message = JSON.parse(String(data))
    } catch {
      member.socket.send(JSON.stringify({ type: 'error', message: 'not JSON' }))
      return
    }
    if (message.type === 'join' && message.room) {
      member.room = message.room
      this.broadcast(message.room, { type: 'joined', id })
    } else if (message.type === 'say' && member.room) {
      this.broadcast(member.room, { type: 'said', id, text: message.text }, id)
    } else if (message.type === 'bye') {
      member.socket.close(4000, 'bye')
    }
  }

  broadcast(room: string, event: object, except?: string): number {
    let count = 0
    for (const m of this.members.values()) {
      if (m.room === room && m.id !== except && m.socket.readyState === 1) {
        m.socket.send(JSON.stringify(event))
        count++
      }
    }
    return count
  }
}
