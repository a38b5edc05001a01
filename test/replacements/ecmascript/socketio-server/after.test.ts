import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Server, Socket } from 'socket.io'
import { News } from './app.js'
import { useSocketIoPairs, type SocketIoServerPair } from './real-socketio.js'

const socketIoPairs = useSocketIoPairs({ afterAll, afterEach })

describe('News', () => {
  let mockServer: SocketIoServerPair['server']
  let mockServerClient: SocketIoServerPair['client']

  beforeEach(async () => {
    [mockServer, mockServerClient] = await socketIoPairs.openServer()
  })
  let news: News

  beforeEach(() => {
    news = new News()
    news.server = mockServer as unknown as Server
  })

  it('tells one user', async () => {
    news.toUser(9, 'hi')
    expect(await mockServerClient.rooms()).toContainEqual('user:9')
    expect(await mockServerClient.rooms()).not.toContainEqual('user:8')
    expect(await mockServerClient.received('news')).toContainEqual([{ text: 'hi', urgent: false }])
    expect(await mockServerClient.events()).toHaveLength(1)
  })

  it('tells two, one after the other', async () => {
    news.toUser(1, 'a')
    news.toUser(2, 'b')
    expect(await mockServerClient.rooms()).toHaveLength(2)
    expect((await mockServerClient.rooms()).at(-1)).toEqual('user:2')
    expect((await mockServerClient.events())[0]).toEqual(['news', expect.objectContaining({ text: 'a' })])
    expect((await mockServerClient.events())[1]![1]).toEqual({ text: 'b', urgent: false })
  })

  it('tells all', async () => {
    news.toAll('fire')
    expect(await mockServerClient.rooms()).toHaveLength(0)
    expect(await mockServerClient.received('news')).toContainEqual([{ text: 'fire', urgent: true }])
  })

  it('welcomes', async () => {
    const [socket, socketClient] = await socketIoPairs.open({ id: 'a' })
    await news.welcome(socket)
    expect(socket.rooms.has('all')).toBe(true)
    expect(await socketClient.received('hello')).toContainEqual([])
    expect(await mockServerClient.rooms()).toContainEqual('all')
    expect(await mockServerClient.received('count')).toContainEqual([1])
  })

  it('says nothing', async () => {
    await mockServerClient.expectSilence()
  })
})
