import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'
import { Chat } from './app'

const webSocketServers = useWebSocketServers()

const URL = 'ws://localhost:1234/chat'

describe('Chat', () => {
  let server: RealWebSocketServer

  beforeEach(() => {
    server = webSocketServers.open(URL)
  })

  it('joins and speaks', async () => {
    const chat = new Chat(URL, 'ada')
    await server.connected
    chat.say('hello')
    chat.say('')
    expect(await server.nextMessage).toEqual('join ada')
    expect(await server.nextMessage).toEqual('say hello')
    expect(await server.received()).toEqual(expect.arrayContaining(['join ada', 'say hello']))
    expect((await server.settled()).messages).toHaveLength(2)
    expect(await server.received()).not.toContainEqual('say ')
  })

  it('hears', async () => {
    const chat = new Chat(URL, 'ada')
    await server.connected
    await server.send('bob: hi')
    await server.send('ping')
    expect(chat.lines).toEqual(['bob: hi', 'ping'])
    expect(await server.nextMessage).toBe('join ada')
    expect(await server.next({ timeout: 500 })).toEqual('pong')
  })

  it('notices that the server leaves', async () => {
    const chat = new Chat(URL, 'ada')
    await server.connected
    expect(chat.status).toBe('open')
    await server.close({ code: 4001, reason: 'kicked', wasClean: true })
    expect(chat.status).toBe('lost (4001 kicked)')
  })

  it('leaves', async () => {
    const chat = new Chat(URL, 'ada')
    await server.connected
    chat.leave()
    await server.closed
    expect(chat.status).toBe('left')
  })
})
