import { assert } from 'chai'
import { WebSocket } from 'ws'
import { Watch } from './app.js'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs()

describe('Watch', () => {
  let watch: Watch
  let ws: WebSocketPair['server']
  let wsClient: WebSocketPair['client']

  beforeEach(async () => {
    watch = new Watch()
    ;[ws, wsClient] = await webSocketPairs.open('/', { autoPong: false })
  })

  it('tells that it watches', async () => {
    watch.add(ws)
    assert.deepStrictEqual(await wsClient.received(), ['watched'])
    assert.strictEqual((await wsClient.received()).length, 1)
    assert.strictEqual(ws.readyState, ws.OPEN)
  })

  it('pings', async () => {
    watch.add(ws)
    watch.beat()
    assert.strictEqual(await wsClient.pings(), 1)
    assert.strictEqual(ws.readyState, ws.OPEN)
  })

  it('cuts who does not answer', async () => {
    watch.add(ws)
    watch.beat()
    watch.beat()
    await wsClient.expectClose(1006)
    assert.equal(watch.alive.size, 0)
  })
})
