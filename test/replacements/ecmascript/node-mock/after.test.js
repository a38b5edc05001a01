import assert from 'node:assert/strict'
import { after, afterEach, describe, it } from 'node:test'
import { attach, reject } from './app.js'
import { useWebSocketPairs } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll: after, afterEach })

describe('attach', () => {
  it('says that it is ready', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    attach(ws, new Map())
    assert.strictEqual((await wsClient.received()).length, 1)
    assert.strictEqual((await wsClient.received()).length, 1)
    assert.deepStrictEqual([(await wsClient.received())[0]], ['ready'])
    assert.strictEqual(ws.readyState, ws.OPEN)
  })

  it('answers what is stored', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    const store = new Map([['a', 1]])
    attach(ws, store)
    await wsClient.clear()
    await wsClient.deliver('{"key":"b","value":2}')
    await wsClient.expectSilence()
    await wsClient.deliver('{"key":"a"}')
    await wsClient.deliver('{"key":"b"}')
    assert.strictEqual((await wsClient.received()).length, 2)
    assert.deepEqual(JSON.parse((await wsClient.receivedText())[0]), { key: 'a', value: 1 })
    assert.equal(JSON.parse((await wsClient.receivedText()).at(-1)).value, 2)
    assert.deepEqual((await wsClient.receivedText()).map((text) => ({ arguments: [text] })).map((call) => JSON.parse(call.arguments[0]).key), ['a', 'b'])
  })

  it('forgets all when the connection closes', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    const store = new Map([['a', 1]])
    attach(ws, store)
    await wsClient.close()
    assert.equal(store.size, 0)
  })
})

it('rejects', async (t) => {
  const [ws, wsClient] = await webSocketPairs.open()
  reject(ws)
  await wsClient.expectClose()
  assert.deepStrictEqual((await wsClient.expectClose()).code, 1008)
  assert.ok((await wsClient.received()).length === 0)
})
