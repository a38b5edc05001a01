import { expect } from 'chai'
import sinon from 'sinon'
import type { WebSocket } from 'ws'
import { Rooms } from './app.js'

describe('Rooms', () => {
  let rooms: Rooms
  let ws: any
  let other: any

  beforeEach(() => {
    rooms = new Rooms()
    ws = { send: sinon.stub(), close: sinon.spy(), on: sinon.stub(), readyState: 1, OPEN: 1 }
    other = { send: sinon.stub(), close: sinon.spy(), on: sinon.stub(), readyState: 1, OPEN: 1 }
  })

  afterEach(() => {
    sinon.restore()
  })

  it('greets who joins', () => {
    rooms.join('a', ws)
    expect(ws.send.calledOnce).to.be.true
    expect(ws.send.firstCall.args[0]).to.equal('{"type":"joined","room":"a","count":1}')
    expect(JSON.parse(ws.send.getCall(0).args[0])).to.deep.equal({ type: 'joined', room: 'a', count: 1 })
    expect(other.send.called).to.be.false
    expect(ws.on.calledWith('message', sinon.match.func)).to.be.true
  })

  it('tells all members, and nobody else', () => {
    rooms.join('a', ws)
    rooms.join('b', other)
    ws.send.resetHistory()
    other.send.resetHistory()
    rooms.say('a', 'hello')
    expect(ws.send.calledOnceWithExactly('hello')).to.be.true
    expect(ws.send.calledWith(sinon.match(/ell/))).to.equal(true)
    expect(other.send.called).to.equal(false)
    expect(other.send.callCount).to.equal(0)
    expect(ws.send.neverCalledWith('bye')).to.be.true
  })

  it('passes on what a member says', () => {
    rooms.join('a', ws)
    rooms.join('a', other)
    const onMessage = ws.on.getCalls().find((call: any) => call.args[0] === 'message').args[1]
    onMessage(Buffer.from('hi'))
    expect(other.send.lastCall.calledWith('hi')).to.be.true
    expect(ws.send.callCount).to.equal(2)
    sinon.assert.calledWith(other.send, 'hi')
    sinon.assert.calledTwice(other.send)
    expect(other.send.getCalls().map((call: any) => call.args[0])).to.deep.equal(['{"type":"joined","room":"a","count":2}', 'hi'])
  })

  it('closes the connections of a room', () => {
    rooms.join('a', ws)
    rooms.kick('a', 'over')
    expect(ws.close.calledOnce).to.be.true
    expect(ws.close.calledWith(4001, 'over')).to.be.true
    expect(other.close.called).to.be.false
    sinon.assert.notCalled(other.close)
  })

  it('says nothing to a closed connection', () => {
    rooms.join('a', ws as unknown as WebSocket)
    ws.readyState = 3
    ws.send.resetHistory()
    rooms.say('a', 'hello')
    sinon.assert.notCalled(ws.send)
    expect(ws.send.notCalled).to.be.true
  })
})
