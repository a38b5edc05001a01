import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Room } from './app'

class MockWebSocket extends EventTarget {
  static instances: MockWebSocket[] = []
  static OPEN = 1
  url: string
  readyState: number
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  private sent: { type: string; text?: string; name?: string }[] = []

  constructor(url: string | URL) {
    super()
    this.url = url.toString()
    this.readyState = 0
    MockWebSocket.instances.push(this)
  }

  static get latest(): MockWebSocket {
    return MockWebSocket.instances[MockWebSocket.instances.length - 1]!
  }

  static count(): number {
    return MockWebSocket.instances.length
  }

  static reset(): void {
    MockWebSocket.instances = []
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data))
  }

  close(): void {
    this.readyState = 3
    if (this.onclose) {
      this.onclose({ code: 1000 } as CloseEvent)
    }
  }

  get last(): { type: string; text?: string; name?: string } | undefined {
    return this.sent[this.sent.length - 1]
  }

  messages(): { type: string; text?: string; name?: string }[] {
    return this.sent
  }

  open(): void {
    this.readyState = 1
    if (this.onopen) {
      this.onopen(new Event('open'))
    }
  }

  receive(message: unknown): void {
    const data = typeof message === 'string' ? message : JSON.stringify(message)
    this.onmessage?.({ data } as MessageEvent)
  }

  fail(): void {
    this.onerror?.(new Event('error'))
  }

  end(code: number): void {
    this.readyState = 3
    this.onclose?.({ code } as CloseEvent)
  }
}

const before = global.WebSocket

beforeEach(() => {
  MockWebSocket.reset()
  global.WebSocket = MockWebSocket as unknown as typeof WebSocket
})

afterEach(() => {
  global.WebSocket = before
  vi.restoreAllMocks()
})

function enter(socket: MockWebSocket): void {
  socket.open()
  socket.receive({ type: 'joined', name: 'ada' })
}

test('joins', () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = MockWebSocket.latest
  expect(socket.url).toBe('ws://chat.example/room')
  expect(socket.messages()).toEqual([])
  enter(socket)
  expect(room.state).toBe('inside')
  expect([...room.members]).toEqual(['ada'])
  expect(socket.last).toEqual({ type: 'join', name: 'ada' })
  expect(MockWebSocket.count()).toBe(1)
})

test('talks when it is inside', () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  room.say('too early')
  expect(room.log).toEqual(['not said: too early'])
  const socket = MockWebSocket.latest
  enter(socket)
  room.say('hello')
  expect(socket.messages()).toHaveLength(2)
  expect(socket.messages()[1]!.text).toBe('hello')
})

test('leaves', () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = MockWebSocket.latest
  enter(socket)
  room.leave()
  expect(room.state).toBe('outside')
  expect(room.members.size).toBe(0)
  expect(socket.readyState).toBe(3)
  room.say('hello?')
  expect(room.log).toEqual(['not said: hello?'])
})

test('leaves when it is told to', () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = MockWebSocket.latest
  enter(socket)
  socket.receive({ type: 'left', name: 'ada' })
  expect(room.members.size).toBe(0)
  socket.receive({ type: 'kick' })
  expect(room.state).toBe('outside')
})

test('stays away when it is banned, and comes back when it was lost', () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  MockWebSocket.latest.open()
  MockWebSocket.latest.end(4001)
  expect(room.state).toBe('banned')
  room.join('ws://chat.example/room', 'ada')
  const socket = MockWebSocket.latest
  socket.open()
  socket.fail()
  socket.end(1006)
  expect(room.log).toEqual(['error'])
  expect(room.state).toBe('outside')
  expect(MockWebSocket.count()).toBe(2)
})

test('bears nonsense', () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = MockWebSocket.latest
  socket.open()
  expect(() => socket.onmessage!({ data: 'no JSON' } as MessageEvent)).not.toThrow()
  expect(() => {
    socket.receive({ type: 'unknown' })
  }).not.toThrow()
  expect(room.log).toEqual(['nonsense'])
  expect(room.state).toBe('inside')
})

test('tells who waits for the end', async () => {
  const room = new Room()
  room.join('ws://chat.example/room', 'ada')
  const socket = MockWebSocket.latest
  socket.open()
  const end = room.end()
  socket.close()
  await expect(end).rejects.toThrow('ended with 1000')
})

test('makes no connection by itself', () => {
  new Room().leave()
  expect(MockWebSocket.latest).toBeUndefined()
})
