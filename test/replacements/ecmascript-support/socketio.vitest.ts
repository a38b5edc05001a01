import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { type SocketIoPair, useSocketIoPairs } from './real-socketio'

describe('pairs of Socket.IO', () => {
  const socketIoPairs = useSocketIoPairs({ afterAll, afterEach })

  it('tell every event that was emitted before, and no other', async () => {
    const [socket, socketClient] = await socketIoPairs.open()
    for (let i = 0; i < 1000; i++) socket.emit('count', i, { half: i / 2 })
    expect(await socketClient.events()).toHaveLength(1000)
    expect((await socketClient.received('count')).at(-1)).toEqual([999, { half: 499.5 }])
    expect(await socketClient.received('other')).toEqual([])
    expect(await socketClient.hasReceived('count', 0, { half: 0 })).toBe(true)
    expect(await socketClient.hasReceived('count', 0)).toBe(false)
    await expect(socketClient.expectSilence()).rejects.toThrow(/expected silence; the connection is open, 1000 events arrived: \[\["count",0/)
    await socketClient.clear()
    await socketClient.expectSilence()
  })

  it('wait for async listeners and for what they answer', async () => {
    const [socket, socketClient] = await socketIoPairs.open()
    socket.on('ask', async (question: string, answer: (text: string) => void) => {
      await new Promise((resolve) => setImmediate(resolve))
      answer(`no ${question}`)
    })
    expect(socket.listenerCount('ask')).toBe(1)
    const answers: string[] = []
    await socketClient.deliver('ask', 'milk', (text: string) => answers.push(text))
    expect(answers).toEqual(['no milk'])
    socket.on('fail', () => {
      throw new Error('on purpose')
    })
    await expect(socketClient.deliver('fail')).rejects.toThrow('on purpose')
  })

  it('keep to middlewares and namespaces, and know the handshake', async () => {
    const { server, client } = await socketIoPairs.open({ auth: { token: 'secret' }, query: { room: 'a' } })
    expect(server.handshake.auth).toEqual({ token: 'secret' })
    expect(server.handshake.query['room']).toBe('a')
    server.use((_, next) => next(new Error('not you')))
    await expect(client.deliver('anything')).rejects.toThrow('not you')
  })

  it('see what goes to a room', async () => {
    const [ada] = await socketIoPairs.open()
    const [bob, bobClient] = await socketIoPairs.open()
    await bob.join('a')
    ada.to('a').emit('said', 'hi')
    expect(await bobClient.events()).toEqual([['said', 'hi']])
  })

  it('tell who has ended the connection, and how', async () => {
    const [socket, socketClient] = await socketIoPairs.open()
    const reasons: string[] = []
    socket.on('disconnect', async (reason) => {
      await new Promise((resolve) => setImmediate(resolve))
      reasons.push(reason)
    })
    await socketClient.close()
    expect(reasons).toEqual(['client namespace disconnect'])
    const [cut, cutClient] = await socketIoPairs.open()
    cut.emit('last')
    cut.disconnect(true)
    await cutClient.expectDisconnect(true)
    expect(await cutClient.events()).toEqual([['last']])
    const [left, leftClient] = await socketIoPairs.open()
    left.disconnect()
    await leftClient.expectDisconnect()
    await expect(leftClient.expectDisconnect(true)).rejects.toThrow('left the namespace, but not closed the connection')
    await expect(leftClient.deliver('x')).rejects.toThrow('the connection is closed')
  })

  it('are not disturbed by fake timers and spies', async () => {
    vi.useFakeTimers()
    try {
      const [socket, socketClient] = await socketIoPairs.open()
      vi.spyOn(socket, 'emit')
      socket.emit('a')
      expect(await socketClient.events()).toEqual([['a']])
      expect(socket.emit).toHaveBeenCalledTimes(1)
    } finally {
      vi.useRealTimers()
    }
  })

  it('have the id that they are told, in rooms and namespaces, too', async () => {
    const [ada, adaClient] = await socketIoPairs.open({ id: 'ada' })
    const [bob] = await socketIoPairs.open({ id: 'bob', headers: { authorization: 'x', cookie: undefined } })
    const [other] = await socketIoPairs.open({ id: 'ada', namespace: '/other' })
    expect([ada.id, bob.id, other.id, other.nsp.name]).toEqual(['ada', 'bob', 'ada', '/other'])
    expect(ada.rooms).toEqual(new Set(['ada']))
    expect(bob.handshake.headers).toMatchObject({ authorization: 'x' })
    expect(bob.handshake.headers.cookie).toBeUndefined()
    bob.to('ada').emit('said', 'hi')
    expect(await adaClient.events()).toEqual([['said', 'hi']])
    await expect(socketIoPairs.open({ id: 'ada' })).rejects.toThrow('a socket with the id "ada" is connected already')
    await adaClient.close()
    expect((await socketIoPairs.open({ id: 'ada' })).server.id).toBe('ada')
  })

  it('give a server whose every room is heard', async () => {
    const [io, ioClient] = await socketIoPairs.openServer()
    const [socket, socketClient] = await socketIoPairs.open()
    await socket.join('a')
    await ioClient.expectSilence()
    expect(await ioClient.rooms()).toEqual([])
    io.to('a').to('b').emit('first', 1)
    io.emit('second', 2)
    io.in('c').emit('third', 3)
    socket.emit('fourth')
    expect(await ioClient.events()).toEqual([['first', 1], ['second', 2], ['third', 3]])
    expect(await ioClient.rooms()).toEqual(['a', 'b', 'c'])
    expect(await ioClient.received('third')).toEqual([[3]])
    expect(await ioClient.hasReceived('second', 2)).toBe(true)
    expect(await socketClient.events()).toEqual([['first', 1], ['second', 2], ['fourth']])
    expect([...io.sockets.adapter.rooms.keys()].filter((room) => /^[a-c]$/.test(room))).toEqual(['a'])
    await ioClient.clear()
    await ioClient.expectSilence()
    expect(await ioClient.rooms()).toEqual([])
    const [own, ownClient] = await socketIoPairs.openServer()
    own.emit('elsewhere')
    expect(own).not.toBe(io)
    expect(await ownClient.events()).toEqual([['elsewhere']])
    await ioClient.expectSilence()
    io.on('connection', () => seenServers.push('late'))
    await expect(ownClient.expectSilence()).rejects.toThrow('expected silence')
  })

  it('leave nothing behind on that server', async () => {
    const [io] = await socketIoPairs.openServer()
    await socketIoPairs.open()
    expect(seenServers).toEqual([])
    expect(io.sockets.sockets.size).toBe(2)
  })

  it('are open no more after the test', async () => {
    expect(seen).toHaveLength(0)
    seen.push(await socketIoPairs.open())
  })

  it('… as this one sees', () => {
    expect(seen.map(({ server }) => server.connected)).toEqual([false])
  })
})

const seen: SocketIoPair[] = []
const seenServers: string[] = []
