const assert = require('node:assert/strict')
const { useWebSocketPairs } = require('./real-websocket')

describe('pairs under mocha, in CommonJS', () => {
  const webSocketPairs = useWebSocketPairs()

  it('exchange messages', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    ws.on('message', (data) => ws.send(`echo ${data}`))
    await wsClient.deliver('x')
    assert.deepEqual(await wsClient.received(), ['echo x'])
  })
})
