import type { INestApplication } from '@nestjs/common'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { Test } from '@nestjs/testing'
import type { Socket } from 'socket.io'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NotificationsGateway, NotificationsModule } from './app'
import { useSocketIoPairs } from './real-socketio'

const socketIoPairs = useSocketIoPairs({ afterAll, afterEach })

const makeClient = (token?: string) => socketIoPairs.open({ id: 'client-1', auth: token ? { token } : {} })

describe('NotificationsGateway', () => {
  let app: INestApplication
  let gateway: NotificationsGateway

  beforeEach(async () => {
    const module = await Test.createTestingModule({ imports: [NotificationsModule] }).compile()
    app = module.createNestApplication()
    app.useWebSocketAdapter(new IoAdapter(app))
    await app.listen(0, '127.0.0.1')
    gateway = app.get(NotificationsGateway)
  })

  afterEach(async () => {
    await app.close()
  })

  it('takes who has a token', async () => {
    const [client, clientEnd] = await makeClient('good')
    await gateway.handleConnection(client)
    expect(client.data.name).toBe('ada')
    expect(client.rooms.has('user:ada')).toBe(true)
    expect(await clientEnd.received('ready')).toContainEqual([{ name: 'ada' }])
    expect(client.connected).toBe(true)
    expect(gateway.online.has('client-1')).toBe(true)
  })

  it('disconnects who has none', async () => {
    const [client, clientEnd] = await makeClient()
    await gateway.handleConnection(client)
    expect(await clientEnd.received('problem')).toContainEqual([{ message: 'Unauthorized' }])
    await clientEnd.expectDisconnect(true)
    expect(gateway.online.size).toBe(0)
  })

  it('lets watch a topic', async () => {
    const [client] = await makeClient('good')
    await gateway.handleConnection(client)
    expect(await gateway.watch(client, 'news')).toEqual({ watching: 'news' })
    expect(client.rooms.has('topic:news')).toBe(true)
  })

  it('lets nobody watch without a name', async () => {
    const [client] = await makeClient()
    await expect(gateway.watch(client, 'news')).rejects.toThrow('Unauthorized')
    expect(client.rooms.size).toBe(1)
  })
})
