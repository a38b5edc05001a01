// refused: other files may use the helper that makes it
import WS from 'jest-websocket-mock'

export function makeServer(): WS {
  return new WS('ws://localhost:1234')
}

it('is made', async () => {
  const server = makeServer()
  await server.connected
})
