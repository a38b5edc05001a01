import type { WebSocket } from 'ws'

export function authenticate(ws: WebSocket, token: string | undefined): boolean {
  if (token === undefined) {
    ws.close(4401, 'missing token')
    return false
  }
  if (token === 'expired') {
    ws.send('{"type":"expired"}')
    ws.close(4403, 'token expired at noon')
    return false
  }
  if (token === 'hostile') {
    ws.terminate()
    return false
  }
  ws.send('{"type":"ready"}')
  return true
}
