import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Socket } from 'socket.io'
import { Lobby } from './app.js'

describe('Lobby', () => {
  let lobby: Lobby
  let socket: Socket

  beforeEach(() => {
    lobby = new Lobby()
    socket = { id: 'socket-1', emit: vi.fn(), on: vi.fn(), join: vi.fn(), disconnect: vi.fn() } as unknown as Socket
    lobby.register(socket)
  })

  it('listens', () => {
    expect(socket.on).toHaveBeenCalledWith('enter', expect.any(Function))
    expect(socket.emit).not.toHaveBeenCalled()
    expect(socket.disconnect).not.toHaveBeenCalled()
  })

  it('lets enter', () => {
    const enter = vi.mocked(socket.on).mock.calls.find(([event]) => event === 'enter')![1] as (name: string) => void
    enter('ada')
    expect(socket.join).toHaveBeenCalledWith('lobby')
    expect(socket.emit).toHaveBeenCalledTimes(1)
    expect(socket.emit).toHaveBeenCalledWith('entered', { name: 'ada', count: 1 })
    expect(socket.emit).toHaveBeenLastCalledWith('entered', expect.objectContaining({ name: 'ada' }))
    expect(vi.mocked(socket.emit).mock.calls[0]![0]).toBe('entered')
    expect(socket.emit).not.toHaveBeenCalledWith('problem', expect.anything())
    expect(lobby.names.size).toBe(1)
  })

  it('does not let nobody enter', () => {
    const enter = vi.mocked(socket.on).mock.calls.find(([event]) => event === 'enter')![1] as (name: string) => void
    enter('')
    expect(socket.join).not.toHaveBeenCalledWith('lobby')
    expect(socket.emit).toHaveBeenCalledWith('problem', { message: 'no name' })
  })

  it('forgets who has gone', () => {
    const enter = vi.mocked(socket.on).mock.calls.find((call) => call[0] === 'enter')![1] as (name: string) => void
    const leave = vi.mocked(socket.on).mock.calls.find((call) => call[0] === 'disconnect')![1] as () => void
    enter('ada')
    leave()
    expect(lobby.names.size).toBe(0)
  })
})

describe('reject', () => {
  it('disconnects without the token', () => {
    const socket = { emit: vi.fn(), join: vi.fn(), disconnect: vi.fn(), handshake: { auth: { token: 'wrong' } } } as unknown as Socket
    new Lobby().reject(socket)
    expect(socket.disconnect).toHaveBeenCalledWith(true)
    expect(socket.emit).not.toHaveBeenCalled()
  })

  it('welcomes with the token', () => {
    const socket = { emit: vi.fn(), join: vi.fn(), disconnect: vi.fn(), handshake: { auth: { token: 'secret' } } } as unknown as Socket
    new Lobby().reject(socket)
    expect(socket.disconnect).not.toHaveBeenCalled()
    expect(socket.emit).toHaveBeenCalledExactlyOnceWith('welcome')
  })
})
