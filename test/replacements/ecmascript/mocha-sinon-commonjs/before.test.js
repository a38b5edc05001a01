'use strict'

const assert = require('node:assert')
const sinon = require('sinon')
const { Ticker } = require('./app.js')

describe('Ticker', function () {
  let sandbox

  beforeEach(function () {
    sandbox = sinon.createSandbox()
  })

  afterEach(function () {
    sandbox.restore()
  })

  function createSocket() {
    return { send: sandbox.stub(), on: sandbox.stub(), ping: sandbox.stub(), terminate: sandbox.stub(), readyState: 1 }
  }

  it('sends every price', function () {
    const ticker = new Ticker()
    const ws = createSocket()
    ticker.subscribe(ws)
    ticker.tick(1)
    ticker.tick(2)
    assert(ws.send.calledTwice)
    assert.strictEqual(ws.send.callCount, 2)
    assert.equal(ws.send.args[0][0], '{"price":1}')
    assert.deepStrictEqual(ws.send.args.map((args) => JSON.parse(args[0]).price), [1, 2])
    assert.ok(ws.send.lastCall.calledWithExactly('{"price":2}'))
    sinon.assert.calledWithExactly(ws.send, '{"price":1}')
    sandbox.assert.neverCalledWith(ws.send, '{"price":3}')
  })

  it('acknowledges by id', function () {
    const ticker = new Ticker()
    const ws = createSocket()
    ticker.subscribe(ws)
    ws.on.withArgs('message').firstCall.args[1]('{"id":7}')
    assert(ws.send.calledOnceWith('{"ack":7}'))
    assert.ok(!ws.send.calledTwice)
    assert(ws.terminate.notCalled)
  })

  it('pings and cuts', function () {
    const ticker = new Ticker()
    const ws = createSocket()
    ticker.subscribe(ws)
    ticker.check()
    assert.strictEqual(ws.ping.callCount, 1)
    assert(ws.send.notCalled)
    ticker.stop()
    assert(ws.terminate.calledOnce)
  })
})
