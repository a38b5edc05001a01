import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Socket } from 'socket.io'
import { Lobby } from './app.js'
import { useSocketIoPairs, type SocketIoPair } from './real-socketio.js'

const socketIoPairs = useSocketIoPairs({ afterAll, afterEach })

describe('Lobby', () => {
  let lobby: Lobby
  let socket: SocketIoPair['server']
  let socketClient: SocketIoPair['client']

  beforeEach(async () => {
    lobby = new Lobby()
    ;[socket, socketClient] = await socketIoPairs.open()
    lobby.register(socket)
  })

  it('listens', async () => {
    expect(socket.listenerCount('enter')).toBeGreaterThan(0)
    await socketClient.expectSilence()
    expect(socket.connected).toBe(true)
  })

  it('lets enter', async () => {
    await socketClient.deliver('enter', 'ada')
    expect(socket.rooms.has('lobby')).toBe(true)
    expect(await socketClient.events()).toHaveLength(1)
    expect(await socketClient.received('entered')).toContainEqual([{ name: 'ada', count: 1 }])
    expect((await socketClient.events()).at(-1)).toEqual(['entered', expect.objectContaining({ name: 'ada' })])
    expect((await socketClient.events())[0]![0]).toBe('entered')
    expect(await socketClient.received('problem')).not.toContainEqual([expect.anything()])
    expect(lobby.names.size).toBe(1)
  })

  it('does not let nobody enter', async () => {
    await socketClient.deliver('enter', '')
    expect(socket.rooms.has('lobby')).toBe(false)
    expect(await socketClient.received('problem')).toContainEqual([{ message: 'no name' }])
  })

  it('forgets who has gone', async () => {
    await socketClient.deliver('enter', 'ada')
    await socketClient.close()
    expect(lobby.names.size).toBe(0)
  })
})

describe('reject', () => {
  it('disconnects without the token', async () => {
    const [socket, socketClient] = await socketIoPairs.open({ auth: { token: 'wrong' } })
    new Lobby().reject(socket)
    await socketClient.expectDisconnect(true)
    await socketClient.expectSilence()
  })

  it('welcomes with the token', async () => {
    const [socket, socketClient] = await socketIoPairs.open({ auth: { token: 'secret' } })
    new Lobby().reject(socket)
    expect(socket.connected).toBe(true)
    expect(await socketClient.events()).toEqual([['welcome']])
  })
})
