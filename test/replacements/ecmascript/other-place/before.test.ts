import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { Session } from './app.js'

describe('Session', () => {
  let session: Session
  let mockWs: { send: ReturnType<typeof vi.fn>; close: ReturnType<typeof vi.fn>; readyState: number }

  beforeEach(() => {
    session = new Session('ada')
    mockWs = { send: vi.fn(), close: vi.fn(), readyState: 1 }
    session.socket = mockWs as unknown as WebSocket
  })

  it('greets', () => {
    session.greet()
    expect(session.socket!.send).toHaveBeenCalledWith('hello ada')
    expect(mockWs.send).toHaveBeenCalledTimes(1)
    expect(session.socket!.close).not.toHaveBeenCalled()
  })

  it('ends', () => {
    session.end()
    expect(mockWs.close).toHaveBeenCalledWith(1000, 'bye')
    session.greet()
    expect(mockWs.send).not.toHaveBeenCalled()
  })
})
