const test = require('node:test')
const assert = require('node:assert')
const { Lobby } = require('./app.js')
const { useWebSocketPairs } = require('./real-websocket.js')

const webSocketPairs = useWebSocketPairs({ afterAll: test.after, afterEach: test.afterEach })

test('starts with two', async (t) => {
  const lobby = new Lobby()
  const [firstWs, firstWsClient] = await webSocketPairs.open()
  const [secondWs, secondWsClient] = await webSocketPairs.open()
  lobby.enter(firstWs)
  await firstWsClient.expectSilence()
  lobby.enter(secondWs)
  assert.strictEqual((await firstWsClient.received()).length, 1)
  assert.strictEqual((await secondWsClient.receivedText())[0], 'start')
})
