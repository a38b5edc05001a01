// refused: it is used in a subtest, behind which the hooks close the connections
import assert from 'node:assert'
import { test } from 'node:test'
import { greet } from './app.mjs'

test('greets', async (t) => {
  const ws = { send: t.mock.fn(), on: t.mock.fn() }
  await t.test('at once', () => {
    greet(ws)
    assert.equal(ws.send.mock.callCount(), 1)
  })
})
