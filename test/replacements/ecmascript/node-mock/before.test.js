import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { attach, reject } from './app.js'

const createSocket = () => ({ send: mock.fn(), close: mock.fn(), on: mock.fn(), readyState: 1 })

describe('attach', () => {
  it('says that it is ready', () => {
    const ws = createSocket()
    attach(ws, new Map())
    assert.strictEqual(ws.send.mock.calls.length, 1)
    assert.strictEqual(ws.send.mock.callCount(), 1)
    assert.deepStrictEqual(ws.send.mock.calls[0].arguments, ['ready'])
    assert.equal(ws.close.mock.callCount(), 0)
  })

  it('answers what is stored', () => {
    const ws = createSocket()
    const store = new Map([['a', 1]])
    attach(ws, store)
    ws.send.mock.resetCalls()
    const onMessage = ws.on.mock.calls.find((call) => call.arguments[0] === 'message').arguments[1]
    onMessage('{"key":"b","value":2}')
    assert.equal(ws.send.mock.callCount(), 0)
    onMessage('{"key":"a"}')
    onMessage('{"key":"b"}')
    assert.equal(ws.send.mock.callCount(), 2)
    assert.deepEqual(JSON.parse(ws.send.mock.calls[0].arguments[0]), { key: 'a', value: 1 })
    assert.equal(JSON.parse(ws.send.mock.calls.at(-1).arguments[0]).value, 2)
    assert.deepEqual(ws.send.mock.calls.map((call) => JSON.parse(call.arguments[0]).key), ['a', 'b'])
  })

  it('forgets all when the connection closes', () => {
    const ws = createSocket()
    const store = new Map([['a', 1]])
    attach(ws, store)
    ws.on.mock.calls.find(({ arguments: [event] }) => event === 'close').arguments[1]()
    assert.equal(store.size, 0)
  })
})

it('rejects', (t) => {
  const ws = { send: t.mock.fn(), close: t.mock.fn(), readyState: 1 }
  reject(ws)
  assert.strictEqual(ws.close.mock.callCount(), 1)
  assert.deepStrictEqual(ws.close.mock.calls[0].arguments[0], 1008)
  assert.ok(ws.send.mock.callCount() === 0)
})
