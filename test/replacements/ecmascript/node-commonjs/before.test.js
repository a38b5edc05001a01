const test = require('node:test')
const assert = require('node:assert')
const { Lobby } = require('./app.js')

test('starts with two', (t) => {
  const lobby = new Lobby()
  const firstWs = { send: t.mock.fn(), on: t.mock.fn() }
  const secondWs = { send: t.mock.fn(), on: t.mock.fn() }
  lobby.enter(firstWs)
  assert.strictEqual(firstWs.send.mock.callCount(), 0)
  lobby.enter(secondWs)
  assert.strictEqual(firstWs.send.mock.calls.length, 1)
  assert.strictEqual(secondWs.send.mock.calls[0].arguments[0], 'start')
})
