import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Server } from 'socket.io'
import { Gateway } from './app.js'

describe('Gateway', () => {
  let gateway: Gateway

  beforeEach(() => {
    gateway = new Gateway()
    gateway.server = { to: vi.fn().mockReturnThis(), emit: vi.fn() } as unknown as Server
  })

  it('notifies one user', () => {
    gateway.notify('ada', 'hi')
    expect(gateway.server.to).toHaveBeenCalledWith('user:ada')
    expect(gateway.server.emit).toHaveBeenCalledWith('notification', { text: 'hi' })
  })

  it('announces to all', () => {
    gateway.announce('lunch')
    expect(gateway.server.to).not.toHaveBeenCalled()
    expect(gateway.server.emit).toHaveBeenCalledTimes(1)
    expect(gateway.server.emit).toHaveBeenCalledWith('announcement', 'lunch')
  })
})
