// refused: the fake timers hold `process.nextTick` back
const sinon = require('sinon')
const { expect } = require('chai')
const { beatEvery } = require('./app')

it('pings', function () {
  const clock = sinon.useFakeTimers()
  const ws = { ping: sinon.stub(), on: sinon.stub(), readyState: 1 }
  beatEvery(ws, 1000)
  clock.tick(1000)
  expect(ws.ping.calledOnce).to.be.true
})
