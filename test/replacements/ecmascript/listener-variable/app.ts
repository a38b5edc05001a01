import type { WebSocket } from 'ws'

export interface Store { save(text: string): Promise<number> }

export function attach(socket: WebSocket, store: Store): void {
  socket.on('message', async (data) => {
    let request: { type: string; text: string }
    try {
      request = JSON.parse(data.toString())
    } catch {
      socket.send(JSON.stringify({ type: 'error', reason: 'bad json' }))
      return
    }
    socket.send(JSON.stringify({ type: 'ack' }))
    const id = await store.save(request.text)
    socket.send(JSON.stringify({ type: 'saved', id }))
  })
}
