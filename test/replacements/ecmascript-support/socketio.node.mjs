import assert from 'node:assert/strict'
import { after, afterEach, it } from 'node:test'
import { useSocketIoPairs } from './real-socketio.mjs'

const socketIoPairs = useSocketIoPairs({ afterAll: after, afterEach })

it('exchanges events', async () => {
  const [socket, socketClient] = await socketIoPairs.open()
  socket.on('ask', (text) => socket.emit('answer', text))
  await socketClient.deliver('ask', 'x')
  assert.deepEqual(await socketClient.events(), [['answer', 'x']])
})

it('leaves a connection open, which the hook closes', async () => {
  const [socket] = await socketIoPairs.open()
  assert.equal(socket.connected, true)
})
