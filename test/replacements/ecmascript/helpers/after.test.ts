import { afterAll, afterEach, describe, expect, it, type Mock } from 'vitest'
import { Lobby } from './app'
import { useWebSocketPairs, type WebSocketPair } from './real-websocket'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

interface FakeSocket { send: Mock; close: Mock; readyState: number }

async function messages(ws: WebSocketPair['client']): Promise<any[]> {
  return await ws.receivedJson()
}

const lastMessage = async (ws: WebSocketPair['client']) => JSON.parse((await ws.receivedText()).at(-1)!)

async function expectSent(ws: WebSocketPair['client'], message: object): Promise<void> {
  expect(await ws.received()).toContainEqual(JSON.stringify(message))
}

describe('Lobby', () => {
  it('tells everyone who is there', async () => {
    const lobby = new Lobby()
    const [ada, adaClient] = await webSocketPairs.open()
    const [bob, bobClient] = await webSocketPairs.open()

    lobby.join('ada', ada)
    lobby.join('bob', bob)

    expect(await messages(adaClient)).toEqual([{ type: 'players', names: ['ada'] }, { type: 'joined', name: 'bob' }])
    expect(await messages(bobClient)).toHaveLength(1)
    expect((await lastMessage(bobClient)).names).toEqual(['ada', 'bob'])
    await expectSent(adaClient, { type: 'joined', name: 'bob' })
  })

  it('kicks', async () => {
    const lobby = new Lobby()
    const [ada, adaClient] = await webSocketPairs.open()
    const [bob, bobClient] = await webSocketPairs.open()
    lobby.join('ada', ada)
    lobby.join('bob', bob)

    lobby.kick('bob')

    await bobClient.expectClose(4100, 'kicked')
    expect(await lastMessage(adaClient)).toEqual({ type: 'left', name: 'bob' })
    expect(ada.readyState).toBe(ada.OPEN)
  })
})
