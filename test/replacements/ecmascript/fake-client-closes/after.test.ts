import { afterAll, beforeAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Room } from './app'
import { useWebSocketServers, type Connection, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

const before = global.WebSocket

afterEach(() => {
  global.WebSocket = before
  vi.restoreAllMocks()
})

async function enter(socket: Connection): Promise<void> {
  await socket.open()
  await socket.send(JSON.stringify({ type: 'joined', name: 'ada' }))
}

test('joins', async () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = await server.connection(-1)
  expect(socket.url).toBe('ws://chat.example/room')
  expect((await socket.receivedText()).map((each) => JSON.parse(each))).toEqual([])
  await enter(socket)
  await server.atRest()
  expect(room.state).toBe('inside')
  expect([...room.members]).toEqual(['ada'])
  expect(((await socket.receivedText()).map((each) => JSON.parse(each)).at(-1))).toEqual({ type: 'join', name: 'ada' })
  expect((await server.connections()).length).toBe(1)
})

test('talks when it is inside', async () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  room.say('too early')
  await server.atRest()
  expect(room.log).toEqual(['not said: too early'])
  const socket = await server.connection(-1)
  await enter(socket)
  room.say('hello')
  await server.atRest()
  expect((await socket.receivedText()).map((each) => JSON.parse(each))).toHaveLength(2)
  expect((await socket.receivedText()).map((each) => JSON.parse(each))[1]!.text).toBe('hello')
})

test('leaves', async () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = await server.connection(-1)
  await enter(socket)
  room.leave()
  await server.atRest()
  expect(room.state).toBe('outside')
  expect(room.members.size).toBe(0)
  expect(await socket.state()).toBe(3)
  room.say('hello?')
  await server.atRest()
  expect(room.log).toEqual(['not said: hello?'])
})

test('leaves when it is told to', async () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = await server.connection(-1)
  await enter(socket)
  await socket.send(JSON.stringify({ type: 'left', name: 'ada' }))
  expect(room.members.size).toBe(0)
  await socket.send(JSON.stringify({ type: 'kick' }))
  expect(room.state).toBe('outside')
})

test('stays away when it is banned, and comes back when it was lost', async () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  await (await server.connection(-1)).open()
  await (await server.connection(-1)).close({ code: 4001 })
  expect(room.state).toBe('banned')
  room.join('ws://chat.example/room', 'ada')
  const socket = await server.connection(-1)
  await socket.open()
  await socket.fail()
  expect(room.log).toEqual(['error'])
  expect(room.state).toBe('outside')
  expect((await server.connections()).length).toBe(2)
})

test('bears nonsense', async () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = await server.connection(-1)
  await socket.open()
  await expect((async () => socket.send('no JSON'))()).resolves.not.toThrow()
  await expect((async () => {
    await socket.send(JSON.stringify({ type: 'unknown' }))
  })()).resolves.not.toThrow()
  expect(room.log).toEqual(['nonsense'])
  expect(room.state).toBe('inside')
})

test('tells who waits for the end', async () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = await server.connection(-1)
  await socket.open()
  const end = room.end()
  end.catch(() => undefined)
  await socket.close({ code: 1000 })
  await expect(end).rejects.toThrow('ended with 1000')
})

test('makes no connection by itself', async () => {
  new Room().leave()
  await server.atRest()
  expect(await server.connections()).toHaveLength(0)
})
