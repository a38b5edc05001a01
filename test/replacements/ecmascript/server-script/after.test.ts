import { afterAll, beforeAll, afterEach, beforeEach, expect, it } from 'vitest'
import { useWebSocketServers, type Connection, type RealWebSocketServer } from './real-websocket-server'
import { Remote } from './app'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

const url = 'ws://localhost:9000/rpc'
let server: RealWebSocketServer
let calls: string[]

beforeEach(() => {
  calls = []
  server = webSocketServers.open(url)
  server.on('connection', (socket: Connection) => {
    socket.on('message', (data) => {
      const { id, method, args } = JSON.parse(data as string)
      calls.push(method)
      if (method === 'add') socket.send(JSON.stringify({ id, result: args[0] + args[1] }))
      if (method === 'twice') {
        socket.send(JSON.stringify({ id: 0, result: 'working' }))
        socket.send(JSON.stringify({ id, result: args[0] * 2 }))
      }
    })
  })
})

afterEach(async () => {
  await server.stop()
})

it('is answered', async () => {
  const remote = new Remote(url)
  expect(await remote.call('add', 1, 2)).toBe(3)
  expect(await remote.call('twice', 4)).toBe(8)
  expect(calls).toEqual(['add', 'twice'])
  expect(remote.notices).toEqual(['working'])
})

it('is told by the server', async () => {
  const remote = new Remote(url)
  await remote.ready
  await server.send(JSON.stringify({ result: 'hello' }))
  expect(remote.notices).toEqual(['hello'])
  expect((await server.settled()).clients().length).toBe(1)
})

it('fails where nobody listens', async () => {
  await server.close()
  await expect(new Remote(url).call('add', 1, 2)).rejects.toThrow('no connection')
})
