import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attach, type Store } from './app'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('attach', () => {
  let ws: WebSocketPair['server']
  let wsClient: WebSocketPair['client']
  let store: Store

  beforeEach(async () => {
    [ws, wsClient] = await webSocketPairs.open()
    store = { save: async () => 7 }
    attach(ws, store)
  })

  it('listens', async () => {
    expect(ws.listenerCount('message')).toBeGreaterThan(0)
  })

  it('acknowledges, then saves', async () => {
    await wsClient.deliver(Buffer.from(JSON.stringify({ type: 'save', text: 'hi' })))

    const sent = await wsClient.receivedJson()
    expect(sent).toEqual([{ type: 'ack' }, { type: 'saved', id: 7 }])
    expect(JSON.parse((await wsClient.receivedText()).at(-1)!).id).toBe(7)
  })

  it('answers what is no JSON', async () => {
    await wsClient.deliver('{oops')
    expect(await wsClient.received()).toHaveLength(1)
    expect((await wsClient.receivedText())[0]).toContain('bad json')
  })
})
