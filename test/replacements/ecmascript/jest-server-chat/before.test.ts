import WS from 'jest-websocket-mock'
import { Chat } from './app'

const URL = 'ws://localhost:1234/chat'

describe('Chat', () => {
  let server: WS

  beforeEach(() => {
    server = new WS(URL)
  })

  afterEach(() => {
    WS.clean()
  })

  it('joins and speaks', async () => {
    const chat = new Chat(URL, 'ada')
    await server.connected
    chat.say('hello')
    chat.say('')
    await expect(server).toReceiveMessage('join ada')
    await expect(server).toReceiveMessage('say hello')
    expect(server).toHaveReceivedMessages(['join ada', 'say hello'])
    expect(server.messages).toHaveLength(2)
    expect(server).not.toHaveReceivedMessages(['say '])
  })

  it('hears', async () => {
    const chat = new Chat(URL, 'ada')
    await server.connected
    server.send('bob: hi')
    server.send('ping')
    expect(chat.lines).toEqual(['bob: hi', 'ping'])
    expect(await server.nextMessage).toBe('join ada')
    await expect(server).toReceiveMessage('pong', { timeout: 500 })
  })

  it('notices that the server leaves', async () => {
    const chat = new Chat(URL, 'ada')
    await server.connected
    expect(chat.status).toBe('open')
    server.close({ code: 4001, reason: 'kicked', wasClean: true })
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
