'use strict'

const { expect } = require('chai')
const sinon = require('sinon')
const { counter } = require('./app.js')

describe('counter', function () {
  /** @type {import('socket.io').Socket} */
  let socket

  beforeEach(function () {
    socket = { emit: sinon.stub(), on: sinon.stub(), join: sinon.stub(), disconnect: sinon.stub() }
    counter(socket)
  })

  afterEach(function () {
    sinon.restore()
  })

  it('counts', async function () {
    const add = socket.on.getCalls().find((call) => call.args[0] === 'add').args[1]
    await add(1)
    await add(2)
    expect(socket.emit.calledTwice).to.be.true
    expect(socket.emit.calledWith('count', 3)).to.be.true
    expect(socket.emit.firstCall.args).to.deep.equal(['count', 1])
    expect(socket.emit.lastCall.args[1]).to.equal(3)
    expect(socket.disconnect.called).to.be.false
    sinon.assert.calledWith(socket.emit, 'count', sinon.match.number)
    sinon.assert.neverCalledWith(socket.emit, 'count', 2)
  })

  it('ends', async function () {
    await socket.on.args.find(([event]) => event === 'add')[1](11)
    sinon.assert.calledOnceWithExactly(socket.emit, 'count', 11)
    expect(socket.disconnect.calledOnce).to.be.true
  })
})
