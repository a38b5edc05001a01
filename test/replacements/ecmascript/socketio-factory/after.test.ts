import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { Desk } from './app.js'
import { useSocketIoPairs } from './real-socketio.js'

const socketIoPairs = useSocketIoPairs({ afterAll, afterEach })

interface FakeClient {
  id: string
  data: Record<string, unknown>
  handshake: { auth: Record<string, unknown>; headers: Record<string, string>; address: string }
  join: ReturnType<typeof vi.fn>
  emit: ReturnType<typeof vi.fn>
  disconnect: ReturnType<typeof vi.fn>
  to: ReturnType<typeof vi.fn>
}

const clientOf = async (token?: string) => {
  const pair = await socketIoPairs.open({ auth: token ? { token } : {} })
  Object.assign(pair.server, { data: { seen: 1 } as Record<string, unknown> })
  return pair
}

describe('Desk', () => {
  let desk: Desk

  beforeEach(() => {
    desk = new Desk({ nameOf: async (token) => (token === 'good' ? 'ada' : undefined) })
  })

  it('keeps the name by the id', async () => {
    const [client, clientEnd] = await socketIoPairs.open({ id: 'sock-1', auth: { token: 'good' } })
    await desk.welcome(client)
    expect(desk.names.get('sock-1')).toBe('ada')
    expect(client.data['name']).toBe('ada')
    expect(client.rooms.has('user:ada')).toBe(true)
    expect(await clientEnd.received('welcome')).toContainEqual([{ name: 'ada' }])
  })

  it('keeps two apart', async () => {
    const [first] = await socketIoPairs.open({ id: 'sock-1', auth: { token: 'good' } })
    const [second] = await socketIoPairs.open({ id: 'sock-2', auth: { token: 'good' } })
    await desk.welcome(first)
    await desk.welcome(second)
    desk.leave(first)
    expect([...desk.names.keys()]).toEqual(['sock-2'])
  })

  it('takes the token of the header', async () => {
    const [client, clientEnd] = await socketIoPairs.open({ id: 'sock-1', headers: { authorization: 'Bearer good' } })
    await desk.welcome(client)
    expect(client.connected).toBe(true)
    expect(await clientEnd.events()).toHaveLength(1)
  })

  it('refuses without a token', async () => {
    const [client, clientEnd] = await clientOf()
    await desk.welcome(client)
    expect(await clientEnd.received('refused')).toContainEqual([{ reason: 'no token' }])
    await clientEnd.expectDisconnect(true)
    expect(client.data).toEqual({ seen: 1 })
  })

  it('welcomes with a token', async () => {
    const [client] = await clientOf('good')
    await desk.welcome(client)
    expect(client.connected).toBe(true)
    expect(client.data).toEqual({ seen: 1, name: 'ada' })
  })
})
