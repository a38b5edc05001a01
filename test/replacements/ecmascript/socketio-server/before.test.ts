import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Server, Socket } from 'socket.io'
import { News } from './app.js'

describe('News', () => {
  const mockServer = { to: vi.fn().mockReturnThis(), in: vi.fn().mockReturnThis(), emit: vi.fn() }
  let news: News

  beforeEach(() => {
    vi.clearAllMocks()
    news = new News()
    news.server = mockServer as unknown as Server
  })

  it('tells one user', () => {
    news.toUser(9, 'hi')
    expect(mockServer.to).toHaveBeenCalledWith('user:9')
    expect(mockServer.to).not.toHaveBeenCalledWith('user:8')
    expect(mockServer.emit).toHaveBeenCalledWith('news', { text: 'hi', urgent: false })
    expect(mockServer.emit).toHaveBeenCalledTimes(1)
  })

  it('tells two, one after the other', () => {
    news.toUser(1, 'a')
    news.toUser(2, 'b')
    expect(mockServer.to).toHaveBeenCalledTimes(2)
    expect(mockServer.to).toHaveBeenLastCalledWith('user:2')
    expect(mockServer.emit).toHaveBeenNthCalledWith(1, 'news', expect.objectContaining({ text: 'a' }))
    expect(mockServer.emit.mock.calls[1]![1]).toEqual({ text: 'b', urgent: false })
  })

  it('tells all', () => {
    news.toAll('fire')
    expect(mockServer.to).not.toHaveBeenCalled()
    expect(news.server.emit).toHaveBeenCalledWith('news', { text: 'fire', urgent: true })
  })

  it('welcomes', async () => {
    const socket = { id: 'a', emit: vi.fn(), join: vi.fn() } as unknown as Socket
    await news.welcome(socket)
    expect(socket.join).toHaveBeenCalledWith('all')
    expect(socket.emit).toHaveBeenCalledWith('hello')
    expect(mockServer.in).toHaveBeenCalledWith('all')
    expect((news as { server: Server }).server.emit).toHaveBeenCalledWith('count', 1)
  })

  it('says nothing', () => {
    expect(mockServer.emit).not.toHaveBeenCalled()
  })
})
