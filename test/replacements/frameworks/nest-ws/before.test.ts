import type { INestApplication } from '@nestjs/common'
import { WsAdapter } from '@nestjs/platform-ws'
import { Test } from '@nestjs/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { ChatGateway, ChatModule } from './app'

const createClient = (readyState = 1) => ({ send: vi.fn(), close: vi.fn(), on: vi.fn(), readyState, OPEN: 1 }) as unknown as WebSocket

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

  it('welcomes by name', () => {
    const client = createClient()
    gateway.handleConnection(client, { url: '/chat?name=ada' })
    expect(client.send).toHaveBeenCalledWith(JSON.stringify({ event: 'welcome', data: { name: 'ada', others: 0 } }))
    expect(client.close).not.toHaveBeenCalled()
  })

  it('closes without a name', () => {
    const client = createClient()
    gateway.handleConnection(client, { url: '/chat' })
    expect(client.close).toHaveBeenCalledWith(4001, 'no name')
    expect(client.send).not.toHaveBeenCalled()
  })

  it('tells the others that are open', () => {
    const ada = createClient()
    const bob = createClient()
    const gone = createClient(3)
    gateway.handleConnection(ada, { url: '/chat?name=ada' })
    gateway.handleConnection(bob, { url: '/chat?name=bob' })
    vi.mocked(ada.send).mockClear()
    vi.mocked(bob.send).mockClear()
    expect(gateway.say(ada, 'hi')).toEqual({ event: 'told', data: 1 })
    expect(bob.send).toHaveBeenCalledTimes(1)
    expect(JSON.parse(vi.mocked(bob.send).mock.calls[0]![0] as string)).toEqual({ event: 'said', data: { from: 'ada', text: 'hi' } })
    expect(ada.send).not.toHaveBeenCalled()
    gateway.handleDisconnect(bob)
    expect(gateway.say(ada, 'again').data).toBe(0)
    expect(gone.send).not.toHaveBeenCalled()
  })
})
