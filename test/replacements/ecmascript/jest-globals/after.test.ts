import { Hub } from './app'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket'

const webSocketPairs = useWebSocketPairs()

describe('Hub', () => {
  let hub: Hub
  let mockWs: WebSocketPair['server']
  let mockWsClient: WebSocketPair['client']

  beforeEach(async () => {
    hub = new Hub()
    ;[mockWs, mockWsClient] = await webSocketPairs.open()
  })

  test('greets a member', async () => {
    hub.add('ada', mockWs)
    expect(await mockWsClient.received()).toHaveLength(1)
    expect(await mockWsClient.received()).toContainEqual(expect.stringContaining('"welcome"'))
    expect(mockWs.listenerCount('message')).toBeGreaterThan(0)
  })

  test('a member says something to the others', async () => {
    const [other, otherClient] = await webSocketPairs.open()
    hub.add('ada', mockWs)
    hub.add('bob', other)
    await mockWsClient.deliver('{"type":"join","room":"r"}')
    await otherClient.deliver('{"type":"join","room":"r"}')
    await mockWsClient.clear()
    await otherClient.clear()

    await mockWsClient.deliver(Buffer.from('{"type":"say","text":"hi"}'))

    await mockWsClient.expectSilence()
    expect(JSON.parse((await otherClient.receivedText())[0])).toEqual({ type: 'said', id: 'ada', text: 'hi' })
  })

  test('no nonsense breaks it', async () => {
    hub.add('ada', mockWs)
    await mockWsClient.deliver('nonsense')
    expect((await mockWsClient.received()).at(-1)).toEqual('{"type":"error","message":"not JSON"}')
  })

  test('bye', async () => {
    hub.add('ada', mockWs)
    await mockWsClient.deliver('{"type":"bye"}')
    await mockWsClient.expectClose(4000, 'bye')
    await mockWsClient.close(4000, Buffer.from('bye'))
    expect(hub.members.size).toBe(0)
  })
})
