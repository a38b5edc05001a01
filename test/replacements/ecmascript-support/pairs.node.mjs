import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import { openWebSocketPair, useWebSocketPairs } from './real-websocket.mjs'

describe('pairs under node:test, in ECMAScript modules', () => {
  const webSocketPairs = useWebSocketPairs({ afterAll: after, afterEach })

  it('exchange messages', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    ws.on('message', (data) => ws.send(`echo ${data}`))
    await wsClient.deliver('x')
    assert.deepEqual(await wsClient.received(), ['echo x'])
  })

  it('are closed by the test when there are no hooks', async (t) => {
    const pair = await openWebSocketPair()
    t.after(() => pair.close())
    pair.server.send('1')
    assert.deepEqual(await pair.client.received(), ['1'])
  })
})
