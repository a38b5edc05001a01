import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { Desk } from './app.js'

interface FakeClient {
  id: string
  data: Record<string, unknown>
  handshake: { auth: Record<string, unknown>; headers: Record<string, string>; address: string }
  join: ReturnType<typeof vi.fn>
  emit: ReturnType<typeof vi.fn>
  disconnect: ReturnType<typeof vi.fn>
  to: ReturnType<typeof vi.fn>
}

function makeClient(overrides: Partial<FakeClient> = {}): FakeClient {
  return {
    id: 'sock-1',
    data: {},
    handshake: { auth: { token: 'good' }, headers: {}, address: '127.0.0.1' },
    join: vi.fn().mockResolvedValue(undefined),
    emit: vi.fn(),
    disconnect: vi.fn(),
    to: vi.fn().mockReturnValue({ emit: vi.fn() }),
    ...overrides,
  }
}

const clientOf = (token?: string) => ({
  handshake: { auth: token ? { token } : {}, headers: {} },
  data: { seen: 1 } as Record<string, unknown>,
  connected: true,
  join: vi.fn(),
  emit: vi.fn(),
  disconnect: vi.fn(),
})

describe('Desk', () => {
  let desk: Desk

  beforeEach(() => {
    desk = new Desk({ nameOf: async (token) => (token === 'good' ? 'ada' : undefined) })
  })

  it('keeps the name by the id', async () => {
    const client = makeClient()
    await desk.welcome(client as unknown as Socket)
    expect(desk.names.get('sock-1')).toBe('ada')
    expect(client.data['name']).toBe('ada')
    expect(client.join).toHaveBeenCalledWith('user:ada')
    expect(client.emit).toHaveBeenCalledWith('welcome', { name: 'ada' })
  })

  it('keeps two apart', async () => {
    const first = makeClient()
    const second = makeClient({ id: 'sock-2' })
    await desk.welcome(first as unknown as Socket)
    await desk.welcome(second as unknown as Socket)
    desk.leave(first as unknown as Socket)
    expect([...desk.names.keys()]).toEqual(['sock-2'])
  })

  it('takes the token of the header', async () => {
    const client = makeClient({ handshake: { auth: {}, headers: { authorization: 'Bearer good' }, address: '127.0.0.1' } })
    await desk.welcome(client as unknown as Socket)
    expect(client.disconnect).not.toHaveBeenCalled()
    expect(client.emit).toHaveBeenCalledTimes(1)
  })

  it('refuses without a token', async () => {
    const client = clientOf()
    await desk.welcome(client as unknown as Socket)
    expect(client.emit).toHaveBeenCalledWith('refused', { reason: 'no token' })
    expect(client.disconnect).toHaveBeenCalledWith(true)
    expect(client.data).toEqual({ seen: 1 })
  })

  it('welcomes with a token', async () => {
    const client = clientOf('good')
    await desk.welcome(client as unknown as Socket)
    expect(client.disconnect).not.toHaveBeenCalled()
    expect(client.data).toEqual({ seen: 1, name: 'ada' })
  })
})
