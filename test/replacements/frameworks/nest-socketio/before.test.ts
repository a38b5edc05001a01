import type { INestApplication } from '@nestjs/common'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { Test } from '@nestjs/testing'
import type { Socket } from 'socket.io'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NotificationsGateway, NotificationsModule } from './app'

const makeClient = (token?: string) => ({
  id: 'client-1',
  handshake: { auth: token ? { token } : {}, headers: {} },
  data: {} as Record<string, unknown>,
  emit: vi.fn(),
  join: vi.fn().mockResolvedValue(undefined),
  disconnect: vi.fn(),
}) as unknown as Socket

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
    const client = makeClient('good')
    await gateway.handleConnection(client)
    expect(client.data.name).toBe('ada')
    expect(client.join).toHaveBeenCalledWith('user:ada')
    expect(client.emit).toHaveBeenCalledWith('ready', { name: 'ada' })
    expect(client.disconnect).not.toHaveBeenCalled()
    expect(gateway.online.has('client-1')).toBe(true)
  })

  it('disconnects who has none', async () => {
    const client = makeClient()
    await gateway.handleConnection(client)
    expect(client.emit).toHaveBeenCalledWith('problem', { message: 'Unauthorized' })
    expect(client.disconnect).toHaveBeenCalledWith(true)
    expect(gateway.online.size).toBe(0)
  })

  it('lets watch a topic', async () => {
    const client = makeClient('good')
    await gateway.handleConnection(client)
    expect(await gateway.watch(client, 'news')).toEqual({ watching: 'news' })
    expect(client.join).toHaveBeenCalledWith('topic:news')
  })

  it('lets nobody watch without a name', async () => {
    const client = makeClient()
    await expect(gateway.watch(client, 'news')).rejects.toThrow('Unauthorized')
    expect(client.join).not.toHaveBeenCalled()
  })
})
