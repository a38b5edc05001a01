import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { Registry, type UserSocket } from './app.js'
import { useWebSocketPairs } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

async function mockWs(open = true) {
  const pair = await webSocketPairs.open()
  if (!open) await pair.client.close()
  return pair
}

describe('Registry', () => {
  it('counts', async () => {
    const registry = new Registry()
    registry.add((await mockWs()).server)
    expect(registry.size).toBe(1)
  })

  it('sends to all', async () => {
    const registry = new Registry()
    const [one, oneClient] = await mockWs()
    const [two, twoClient] = await mockWs()
    registry.add(one)
    registry.add(two)
    registry.broadcast('event', { data: 1 })
    expect(await oneClient.received()).toHaveLength(1)
    expect(await twoClient.received()).toHaveLength(1)
    const sent = JSON.parse((await oneClient.receivedText())[0]! as string)
    expect(sent.method).toBe('event')
    expect(sent.params).toEqual({ data: 1 })
  })

  it('leaves out who has gone', async () => {
    const registry = new Registry()
    const [open, openClient] = await mockWs(true)
    const [closed, closedClient] = await mockWs(false)
    registry.add(open)
    registry.add(closed)
    registry.broadcast('event', {})
    expect(await openClient.received()).toHaveLength(1)
    await closedClient.expectSilence()
  })

  it('tells one user', async () => {
    const registry = new Registry()
    const [ada, adaClient] = await webSocketPairs.open()
    Object.assign(ada, { userId: 'ada' })
    const [bob, bobClient] = await webSocketPairs.open()
    Object.assign(bob, { userId: 'bob', role: 'guest' })
    registry.add(ada)
    registry.add(bob)
    registry.tell('ada', 'hi')
    expect(await adaClient.received()).toContainEqual('hi')
    await bobClient.expectSilence()
    expect(bob.readyState).toBe(bob.OPEN)
  })
})
