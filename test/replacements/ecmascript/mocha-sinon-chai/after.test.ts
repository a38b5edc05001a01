import { expect } from 'chai'
import sinon from 'sinon'
import type { WebSocket } from 'ws'
import { Rooms } from './app.js'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs()

describe('Rooms', () => {
  let rooms: Rooms
  let ws: WebSocketPair['server']
  let wsClient: WebSocketPair['client']
  let other: WebSocketPair['server']
  let otherClient: WebSocketPair['client']

  beforeEach(async () => {
    rooms = new Rooms()
    ;[ws, wsClient] = await webSocketPairs.open()
    ;[other, otherClient] = await webSocketPairs.open()
  })

  it('greets who joins', async () => {
    rooms.join('a', ws)
    expect(await wsClient.received()).to.have.lengthOf(1)
    expect((await wsClient.receivedText())[0]!).to.equal('{"type":"joined","room":"a","count":1}')
    expect(JSON.parse((await wsClient.receivedText())[0]!)).to.deep.equal({ type: 'joined', room: 'a', count: 1 })
    await otherClient.expectSilence()
    expect(ws.listenerCount('message')).to.be.greaterThan(0)
  })

  it('tells all members, and nobody else', async () => {
    rooms.join('a', ws)
    rooms.join('b', other)
    await wsClient.clear()
    await otherClient.clear()
    rooms.say('a', 'hello')
    expect(await wsClient.received()).to.deep.equal(['hello'])
    expect(await wsClient.hasReceived(sinon.match(/ell/))).to.equal(true)
    await otherClient.expectSilence()
    await otherClient.expectSilence()
    expect(await wsClient.received()).to.not.deep.include('bye')
  })

  it('passes on what a member says', async () => {
    rooms.join('a', ws)
    rooms.join('a', other)
    await wsClient.deliver(Buffer.from('hi'))
    expect((await otherClient.received()).at(-1)).to.deep.equal('hi')
    expect(await wsClient.received()).to.have.lengthOf(2)
    expect(await otherClient.received()).to.deep.include('hi')
    expect(await otherClient.received()).to.have.lengthOf(2)
    expect(await otherClient.receivedText()).to.deep.equal(['{"type":"joined","room":"a","count":2}', 'hi'])
  })

  it('closes the connections of a room', async () => {
    rooms.join('a', ws)
    rooms.kick('a', 'over')
    await wsClient.expectClose()
    await wsClient.expectClose(4001, 'over')
    expect(other.readyState).to.equal(other.OPEN)
    expect(other.readyState).to.equal(other.OPEN)
  })

  it('says nothing to a closed connection', async () => {
    rooms.join('a', ws)
    await wsClient.clear()
    ws.close()
    rooms.say('a', 'hello')
    await wsClient.expectSilence()
    await wsClient.expectSilence()
  })
})
