import type { INestApplication } from '@nestjs/common'
import { WsAdapter } from '@nestjs/platform-ws'
import { Test } from '@nestjs/testing'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { ChatGateway, ChatModule } from './app'
import { useWebSocketPairs } from './real-websocket'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('ChatGateway', () => {
  let app: INestApplication
  let gateway: ChatGateway

  beforeEach(async () => {
    const module = await Test.createTestingModule({ imports: [ChatModule] }).compile()
    app = module.createNestApplication()
    app.useWebSocketAdapter(new WsAdapter(app))
    await app.listen(0, '127.0.0.1')
    gateway = app.get(ChatGateway)
  })

  afterEach(async () => {
    await app.close()
  })

  it('welcomes by name', async () => {
    const [client, clientEnd] = await webSocketPairs.open()
    gateway.handleConnection(client, { url: '/chat?name=ada' })
    expect(await clientEnd.received()).toContainEqual(JSON.stringify({ event: 'welcome', data: { name: 'ada', others: 0 } }))
    expect(client.readyState).toBe(client.OPEN)
  })

  it('closes without a name', async () => {
    const [client, clientEnd] = await webSocketPairs.open()
    gateway.handleConnection(client, { url: '/chat' })
    await clientEnd.expectClose(4001, 'no name')
    await clientEnd.expectSilence()
  })

  it('tells the others that are open', async () => {
    const [ada, adaClient] = await webSocketPairs.open()
    const [bob, bobClient] = await webSocketPairs.open()
    const [gone, goneClient] = await webSocketPairs.open()
    await goneClient.close()
    gateway.handleConnection(ada, { url: '/chat?name=ada' })
    gateway.handleConnection(bob, { url: '/chat?name=bob' })
    await adaClient.clear()
    await bobClient.clear()
    expect(gateway.say(ada, 'hi')).toEqual({ event: 'told', data: 1 })
    expect(await bobClient.received()).toHaveLength(1)
    expect(JSON.parse((await bobClient.receivedText())[0]! as string)).toEqual({ event: 'said', data: { from: 'ada', text: 'hi' } })
    await adaClient.expectSilence()
    gateway.handleDisconnect(bob)
    expect(gateway.say(ada, 'again').data).toBe(0)
    await goneClient.expectSilence()
  })
})
