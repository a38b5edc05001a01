'use strict'

const { expect } = require('chai')
const sinon = require('sinon')
const { counter } = require('./app.js')
const { useSocketIoPairs } = require('./real-socketio.js')

const socketIoPairs = useSocketIoPairs()

describe('counter', function () {
  /** @type {import('socket.io').Socket} */
  let socket
  let socketClient

  beforeEach(async function () {
    [socket, socketClient] = await socketIoPairs.open()
    counter(socket)
  })

  it('counts', async function () {
    await socketClient.deliver('add', 1)
    await socketClient.deliver('add', 2)
    expect(await socketClient.events()).to.have.lengthOf(2)
    expect(await socketClient.received('count')).to.deep.include([3])
    expect((await socketClient.events()).at(0)).to.deep.equal(['count', 1])
    expect((await socketClient.events()).at(-1)[1]).to.equal(3)
    expect(socket.connected).to.equal(true)
    expect(await socketClient.hasReceived('count', sinon.match.number)).to.equal(true)
    expect(await socketClient.received('count')).to.not.deep.include([2])
  })

  it('ends', async function () {
    await socketClient.deliver('add', 11)
    expect(await socketClient.events()).to.deep.equal([['count', 11]])
    await socketClient.expectDisconnect()
  })
})
