import { describe, expect, it, vi } from 'vitest'
import { Registry, type UserSocket } from './app.js'

function mockWs(open = true) {
  const ws = {
    readyState: open ? 1 : 3,
    OPEN: 1,
    send: vi.fn(),
  }
  return ws as unknown as UserSocket
}

const socketOf = (userId: string, overrides = {}) => ({ userId, readyState: 1, send: vi.fn(), close: vi.fn(), ...overrides }) as unknown as UserSocket

describe('Registry', () => {
  it('counts', () => {
    const registry = new Registry()
    registry.add(mockWs())
    expect(registry.size).toBe(1)
  })

  it('sends to all', () => {
    const registry = new Registry()
    const one = mockWs()
    const two = mockWs()
    registry.add(one)
    registry.add(two)
    registry.broadcast('event', { data: 1 })
    expect(one.send).toHaveBeenCalledOnce()
    expect(two.send).toHaveBeenCalledOnce()
    const sent = JSON.parse((one.send as ReturnType<typeof vi.fn>).mock.calls[0]![0] as string)
    expect(sent.method).toBe('event')
    expect(sent.params).toEqual({ data: 1 })
  })

  it('leaves out who has gone', () => {
    const registry = new Registry()
    const open = mockWs(true)
    const closed = mockWs(false)
    registry.add(open)
    registry.add(closed)
    registry.broadcast('event', {})
    expect(open.send).toHaveBeenCalledOnce()
    expect(closed.send).not.toHaveBeenCalled()
  })

  it('tells one user', () => {
    const registry = new Registry()
    const ada = socketOf('ada')
    const bob = socketOf('bob', { role: 'guest' })
    registry.add(ada)
    registry.add(bob)
    registry.tell('ada', 'hi')
    expect(ada.send).toHaveBeenCalledWith('hi')
    expect(bob.send).not.toHaveBeenCalled()
    expect(bob.close).not.toHaveBeenCalled()
  })
})
