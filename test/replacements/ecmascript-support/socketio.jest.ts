import { useSocketIoPairs } from './real-socketio'

describe('pairs of Socket.IO, with the globals of jest', () => {
  const socketIoPairs = useSocketIoPairs()

  it('exchange events', async () => {
    const [socket, socketClient] = await socketIoPairs.open()
    socket.on('ask', (text: string) => socket.emit('answer', text))
    await socketClient.deliver('ask', 'x')
    expect(await socketClient.events()).toEqual([['answer', 'x']])
  })

  it('end', async () => {
    const [socket, socketClient] = await socketIoPairs.open()
    socket.disconnect(true)
    await socketClient.expectDisconnect(true)
  })

  it('have servers, of which nothing is left', async () => {
    const [io, ioClient] = await socketIoPairs.openServer()
    const [own, ownClient] = await socketIoPairs.openServer()
    io.to('a').emit('first')
    own.emit('second')
    expect(await ioClient.rooms()).toEqual(['a'])
    expect(await ownClient.events()).toEqual([['second']])
  })
})
