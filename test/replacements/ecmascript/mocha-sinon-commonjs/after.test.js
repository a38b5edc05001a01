'use strict'

const assert = require('node:assert')
const sinon = require('sinon')
const { Ticker } = require('./app.js')
const { useWebSocketPairs } = require('./real-websocket.js')

const webSocketPairs = useWebSocketPairs()

describe('Ticker', function () {
  let sandbox

  beforeEach(function () {
    sandbox = sinon.createSandbox()
  })

  it('sends every price', async function () {
    const ticker = new Ticker()
    const [ws, wsClient] = await webSocketPairs.open('/', { autoPong: false })
    ticker.subscribe(ws)
    ticker.tick(1)
    ticker.tick(2)
    assert.strictEqual((await wsClient.received()).length, 2)
    assert.strictEqual((await wsClient.received()).length, 2)
    assert.equal((await wsClient.receivedText())[0], '{"price":1}')
    assert.deepStrictEqual((await wsClient.receivedText()).map((text) => [text]).map((args) => JSON.parse(args[0]).price), [1, 2])
    assert.deepStrictEqual((await wsClient.received()).at(-1), '{"price":2}')
    assert.strictEqual(await wsClient.hasReceived('{"price":1}'), true)
    assert.strictEqual(await wsClient.hasReceived('{"price":3}'), false)
  })

  it('acknowledges by id', async function () {
    const ticker = new Ticker()
    const [ws, wsClient] = await webSocketPairs.open('/', { autoPong: false })
    ticker.subscribe(ws)
    await wsClient.deliver('{"id":7}')
    assert.deepStrictEqual(await wsClient.received(), ['{"ack":7}'])
    assert.ok(!((await wsClient.received()).length === 2))
    assert.strictEqual(ws.readyState, ws.OPEN)
  })

  it('pings and cuts', async function () {
    const ticker = new Ticker()
    const [ws, wsClient] = await webSocketPairs.open('/', { autoPong: false })
    ticker.subscribe(ws)
    ticker.check()
    assert.strictEqual(await wsClient.pings(), 1)
    await wsClient.expectSilence()
    ticker.stop()
    await wsClient.expectClose(1006)
  })
})
