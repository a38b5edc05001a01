import type { WebSocket } from 'ws'
import type { AgentEvent } from './agent-events.ts'

interface Member {
  name: string
  socket: WebSocket
  room?: string
}

const OPEN = 1

/** Who is connected, in which room, and how a message reaches them. */
export class Hub {
  readonly members = new Map<string, Member>()

  add(name: string, socket: WebSocket): void {
    const member: Member = { name, socket }
    this.members.set(name, member)
    socket.on('message', (data) => this.receive(member, String(data)))
    socket.on('close', () => this.members.delete(name))
    socket.send(JSON.stringify({ type: 'welcome', name }))
  }

  /** Returns the number of members reached. */
  broadcast(room: string, message: object, except?: string): number {
    const text = JSON.stringify(message)
    const reached = [...this.members.values()].filter((m) => m.room === room && m.name !== except && m.socket.readyState === OPEN)
    for (const member of reached) member.socket.send(text)
    return reached.length
  }

  /** Hands an agent's event to the member who asked. */
  report(name: string, event: AgentEvent): void {
    this.members.get(name)?.socket.send(JSON.stringify(event))
  }

  private receive(member: Member, text: string): void {
    let message: { type?: string; room?: string; text?: string }
    try {
      message = JSON.parse(text)
    } catch {
      member.socket.send(JSON.stringify({ type: 'error', message: 'not JSON' }))
      return
    }
    if (message.type === 'join' && message.room) {
      member.room = message.room
      this.broadcast(message.room, { type: 'joined', name: member.name })
    } else if (message.type === 'say' && member.room) {
      this.broadcast(member.room, { type: 'said', name: member.name, text: message.text }, member.name)
    } else if (message.type === 'bye') {
      member.socket.close(4000, 'bye')
    } else {
      member.socket.send(JSON.stringify({ type: 'error', message: `unknown type ${message.type}` }))
    }
  }
}
