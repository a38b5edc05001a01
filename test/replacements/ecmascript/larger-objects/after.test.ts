import { afterAll, afterEach, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { announce, deal, type Player } from './app.js'
import { useWebSocketPairs } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

it('deals', async () => {
  const [socket, socketClient] = await webSocketPairs.open()
  const ada = { name: 'ada', socket: socket }
  const [socket2, socket2Client] = await webSocketPairs.open()
  await socket2Client.close()
  const bob: Player = { name: 'bob', socket: socket2 }
  deal([ada, bob], 'ace')
  expect(await socketClient.received()).toHaveLength(1)
  expect(await socketClient.received()).toContainEqual('ada gets ace')
  await socket2Client.expectSilence()
})

it('announces', async () => {
  const [client1, client1Client] = await webSocketPairs.open()
  const [client2, client2Client] = await webSocketPairs.open()
  client2.close()
  const clients = [
    client1,
    client2,
  ]
  announce(new Set(clients as unknown as WebSocket[]), 'hello')
  expect(await client1Client.received()).toContainEqual('hello')
  await client2Client.expectSilence()
})
