const assert = require('node:assert')
const { useSocketIoPairs } = require('./real-socketio.js')

describe('pairs of Socket.IO', () => {
  const socketIoPairs = useSocketIoPairs()

  it('exchange events', async () => {
    const [socket, socketClient] = await socketIoPairs.open()
    socket.on('ask', (text) => socket.emit('answer', text))
    await socketClient.deliver('ask', 'x')
    assert.deepEqual(await socketClient.events(), [['answer', 'x']])
  })
})
