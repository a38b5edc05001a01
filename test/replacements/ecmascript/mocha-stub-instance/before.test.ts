import { assert } from 'chai'
import { createStubInstance, type SinonStubbedInstance } from 'sinon'
import { WebSocket } from 'ws'
import { Watch } from './app.js'

describe('Watch', () => {
  let watch: Watch
  let ws: SinonStubbedInstance<WebSocket>

  beforeEach(() => {
    watch = new Watch()
    ws = createStubInstance(WebSocket)
  })

  it('tells that it watches', () => {
    watch.add(ws)
    assert.isTrue(ws.send.calledOnceWithExactly('watched'))
    assert.strictEqual(ws.send.callCount, 1)
    assert.isFalse(ws.terminate.called)
  })

  it('pings', () => {
    watch.add(ws)
    watch.beat()
    assert(ws.ping.calledOnce)
    assert.isFalse(ws.terminate.called)
  })

  it('cuts who does not answer', () => {
    watch.add(ws)
    watch.beat()
    watch.beat()
    assert(ws.terminate.calledOnce)
    assert.equal(watch.alive.size, 0)
  })
})
