// review: a connection closes without a handshake only with code 1006
import WS from 'jest-websocket-mock'

it('closes', async () => {
  const server = new WS('ws://localhost:1234')
  new WebSocket('ws://localhost:1234')
  await server.connected
  server.close({ code: 1011, reason: 'broken', wasClean: false })
})
