/**
 * Real Socket.IO connections for tests of server code. This file is yours: read it, change it.
 *
 *   const socketIoPairs = useSocketIoPairs({ afterAll, afterEach })     // once, at the top of the test file
 *
 *   const [socket, socketClient] = await socketIoPairs.open()           // in a test
 *   register(socket)                                                    // the very socket that Socket.IO hands to a server
 *   await socketClient.deliver('join', { room: 'a' })                   // returns when the listeners have run
 *   expect(await socketClient.received('joined')).toEqual([[{ room: 'a' }]])
 *
 * No mock and no sleep: before it answers, the client lets a marker travel behind everything the server end has emitted so far, so that counts
 * and absences are exact. Every wait is bounded and says what did arrive. Needs socket.io and socket.io-client.
 */
import { createServer } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { type Namespace, Server, type Socket } from 'socket.io'
import { io as connectTo, type Socket as ClientSocket } from 'socket.io-client'

if (typeof Server !== 'function' || 'mock' in Server || 'mock' in connectTo) {
  throw new Error("this is not the real Socket.IO: remove vi.mock or jest.mock of 'socket.io' and 'socket.io-client', and run this file in the node environment")
}

// Taken when this file is loaded: fake timers replace the global ones.
const { setTimeout: startTimer, clearTimeout: stopTimer, setImmediate: soon } = globalThis

/** Longest wait in milliseconds, below the five seconds after which test runners give up. */
const PATIENCE = 2000
const MARKER = '\u0000marker'
/** Where the handshake says which id a socket gets. */
const ID = 'id-of-test'

/** What travels as JSON. */
type Arrived = ReturnType<typeof JSON.parse>

/** The hooks of the test runner. Without them the global ones are used (jest, mocha, `vitest --globals`). */
export interface Hooks {
  afterEach(body: () => Promise<void>): unknown
  afterAll(body: () => Promise<void>): unknown
}

export interface ConnectOptions {
  readonly namespace?: string
  /** The `id` of the socket, where the test relies on one. */
  readonly id?: string
  /** What the server end finds in `handshake.auth`. */
  readonly auth?: Record<string, unknown>
  /** What the server end finds in `handshake.query`. */
  readonly query?: Record<string, string>
  /** What the server end finds in `handshake.headers`. */
  readonly headers?: Record<string, string | undefined>
}

/** Both ends of one connection, by name or in order: `const { server, client } = pair`, `const [socket, socketClient] = pair`. */
export type SocketIoPair = readonly [Socket, SocketIoClient] & {
  /** The end that the code under test uses. */
  readonly server: Socket
  /** The far end, on which the test sees what really arrived. */
  readonly client: SocketIoClient
  /** The server that both ends are connected by; all pairs of a test file share it. */
  readonly io: Server
  /** Closes both ends. */
  close(): Promise<void>
}

/** A server and those who hear it, by name or in order: `const [io, ioClient] = await socketIoPairs.openServer()`. */
export type SocketIoServerPair = readonly [Server, SocketIoAudience] & {
  /** The server that the code under test uses. */
  readonly server: Server
  /** A client that hears all that the server emits, to whichever room. */
  readonly client: SocketIoAudience
  /** Closes what was opened. */
  close(): Promise<void>
}

/** What `useSocketIoPairs` gives. */
export interface SocketIoPairs {
  /** A connection. */
  open(options?: ConnectOptions): Promise<SocketIoPair>
  /** The server of the connections, for code that emits to rooms or to everybody; a second one in the same test is a server of its own. */
  openServer(): Promise<SocketIoServerPair>
}

/** Connections that are closed after each test, on one server that is closed after the last one. Call it once, at the top of a test file. */
export function useSocketIoPairs(hooks: Hooks = globalHooks()): SocketIoPairs {
  let server: Promise<PairServer> | undefined
  let isTaken = false
  const open: { close(): Promise<void> }[] = []
  hooks.afterEach(async () => {
    isTaken = false
    await Promise.all(open.splice(0).map((pair) => pair.close()))
  })
  hooks.afterAll(async () => {
    const started = server
    server = undefined
    await (await started)?.close()
  })
  return {
    async open(options = {}) {
      server ??= startServer()
      const pair = await (await server).connect(options)
      open.push(pair)
      return pair
    },
    async openServer() {
      server ??= startServer()
      const isOwn = isTaken
      isTaken = true
      const started = await (isOwn ? startServer() : server)
      const pair = await started.listen()
      open.push({ close: () => pair.close().finally(() => (isOwn ? started.close() : undefined)) })
      return pair
    },
  }
}

/** A client that hears all that a server emits: for each message it is in the rooms that this goes to. */
export class SocketIoAudience {
  readonly #far: SocketIoClient
  readonly #rooms: unknown[]

  /** Takes the far end of the client, and the list in which the rooms of each message are put. */
  constructor(far: SocketIoClient, rooms: unknown[]) {
    this.#far = far
    this.#rooms = rooms
  }

  /** Every event that has arrived, in order, each as a list of its name and its arguments. Complete: all that the server has emitted by now. */
  events(): Promise<[string, ...Arrived[]][]> {
    return this.#far.events()
  }

  /** The arguments of every event of this name, in order. */
  received(event: string): Promise<Arrived[][]> {
    return this.#far.received(event)
  }

  /** As `hasReceived` of `SocketIoClient`. */
  hasReceived(event: string, ...wanted: readonly unknown[]): Promise<boolean> {
    return this.#far.hasReceived(event, ...wanted)
  }

  /** The rooms that messages went to, in order; a message for everybody has none. */
  async rooms(): Promise<unknown[]> {
    await this.#far.events()
    return [...this.#rooms]
  }

  /** Fails if any event has arrived. */
  expectSilence(): Promise<void> {
    return this.#far.expectSilence()
  }

  /** Forgets what has arrived so far. */
  async clear(): Promise<void> {
    await this.#far.clear()
    this.#rooms.length = 0
  }
}

/** The far end of a connection: it keeps every event that arrives. */
export class SocketIoClient {
  readonly #socket: ClientSocket
  readonly #server: ServerEnd
  readonly #watchers = new Set<() => void>()
  readonly #events: [string, ...Arrived[]][] = []
  #markers = 0
  #markersSeen = 0
  #end: { reason: string } | undefined
  /** Why the connection below all namespaces was closed, in the server's words. */
  #closed: string | undefined

  /** Takes both ends of an open connection. */
  constructor(socket: ClientSocket, server: ServerEnd) {
    this.#socket = socket
    this.#server = server
    const note = (change: () => void): void => {
      change()
      for (const watcher of this.#watchers) watcher()
    }
    socket.onAny((event: string, ...given: Arrived[]) => note(() => (event === MARKER ? this.#markersSeen++ : this.#events.push([event, ...given]))))
    socket.on('disconnect', (reason) => note(() => (this.#end = { reason })))
    server.socket.conn.once('close', (reason) => note(() => (this.#closed = reason)))
  }

  /** Every event that has arrived, in order, each as a list of its name and its arguments. Complete: all that the server end has emitted by now. */
  async events(): Promise<[string, ...Arrived[]][]> {
    await this.#settle()
    return [...this.#events]
  }

  /** The arguments of every event of this name, in order. */
  async received(event: string): Promise<Arrived[][]> {
    return (await this.events()).filter(([name]) => name === event).map(([, ...given]) => given)
  }

  /** Whether such an event has arrived, with these arguments; one with a method `test`, as `sinon.match(…)` gives it, tells by itself. */
  async hasReceived(event: string, ...wanted: readonly unknown[]): Promise<boolean> {
    return (await this.received(event)).some((given) => given.length === wanted.length && wanted.every((expected, index) => {
      const matches = expected instanceof Object && 'test' in expected && typeof expected.test === 'function' ? expected.test.bind(expected) : undefined
      return matches ? matches(given[index]) === true : isDeepStrictEqual(given[index], expected)
    }))
  }

  /** Fails if any event has arrived. */
  async expectSilence(): Promise<void> {
    if ((await this.events()).length > 0) throw new Error(`expected silence; ${this.#story()}`)
  }

  /** Forgets what has arrived so far. */
  async clear(): Promise<void> {
    await this.#settle()
    this.#events.length = 0
  }

  /**
   * Emits an event and returns when the server end's listeners for it have run, async ones to their end, and their acknowledgement is here; a
   * function as the last argument gets that. Fails with what a listener throws.
   */
  async deliver(event: string, ...given: readonly unknown[]): Promise<void> {
    if (!this.#socket.connected) throw new Error(`the connection is closed; ${this.#story()}`)
    const handled = this.#server.handled(event)
    this.#socket.emit(event, ...given)
    await this.#bounded(handled, `the server end did not handle '${event}'`)
    await new Promise<void>((resolve) => soon(resolve))
    if (this.#server.socket.connected) await this.#settle()
  }

  /** Waits until the server end has disconnected this one; with `isCut`, the whole connection and not only its namespace. */
  async expectDisconnect(isCut = false): Promise<void> {
    await this.#until(() => this.#end !== undefined && (!isCut || this.#closed !== undefined), 'the connection was not closed')
    if (isCut && this.#closed !== 'forced close') throw new Error(`the server end has left the namespace, but not closed the connection; ${this.#story()}`)
  }

  /** Disconnects this end, and returns when the server end's `disconnect` listeners have run. */
  async close(): Promise<void> {
    const handled = this.#server.disconnected()
    this.#socket.disconnect()
    await this.#bounded(handled, 'the server end did not notice the end of the connection')
  }

  /** Waits until everything that the server end has emitted is here. An event behind it tells, for a connection keeps the order. */
  async #settle(): Promise<void> {
    if (this.#end || !this.#server.socket.connected) {
      await this.#until(() => this.#end !== undefined, 'the connection was not closed')
      return
    }
    this.#server.mark()
    const wanted = ++this.#markers
    await this.#until(() => this.#markersSeen >= wanted || this.#end !== undefined, 'the marker did not arrive')
  }

  #until(done: () => boolean, failure: string): Promise<void> {
    if (done()) return Promise.resolve()
    let watcher = (): void => undefined
    const reached = new Promise<void>((resolve) => {
      watcher = () => {
        if (done()) resolve()
      }
      this.#watchers.add(watcher)
    })
    return this.#bounded(reached, failure).finally(() => this.#watchers.delete(watcher))
  }

  #bounded(work: Promise<unknown>, failure: string): Promise<void> {
    return bounded(work, () => `${failure}; ${this.#story()}`)
  }

  #story(): string {
    const shown = JSON.stringify(this.#events).slice(0, 2000)
    return `the connection is ${this.#end ? `closed (${this.#end.reason})` : 'open'}, ${this.#events.length} events arrived: ${shown}`
  }
}

/** The server end, and when its listeners have run. */
interface ServerEnd {
  readonly socket: Socket
  /** Settles when the listeners of the next such event have run, async ones to their end. */
  handled(event: string): Promise<unknown>
  /** Settles when the connection has ended and the listeners for that have run. */
  disconnected(): Promise<unknown>
  /** Emits the marker, by the socket's own method even if that is spied on. */
  mark(): void
}

/** What a server socket does with an event that has arrived; Socket.IO has had it under these names since its second version. */
interface Dispatching {
  dispatch(event: [string, ...unknown[]]): void
  run(event: [string, ...unknown[]], then: (error: Error | null) => void): void
}

function serverEnd(socket: Socket): ServerEnd {
  const inner = socket as unknown as Dispatching
  if (typeof inner.dispatch !== 'function' || typeof inner.run !== 'function') throw new Error('this version of socket.io is not known: `dispatch` is missing')
  const original = inner.dispatch
  const waiting = new Map<string, ((outcome: Promise<unknown>) => void)[]>()
  // Does what `dispatch` does, and keeps what the listeners return; a listener of our own would show in `listenerCount`.
  const value = function dispatch(event: [string, ...unknown[]]): void {
    const waiter = waiting.get(event[0])?.shift()
    if (!waiter) {
      original.call(inner, event)
      return
    }
    inner.run(event, (error) => {
      const [name, ...given] = event
      const listeners = error || !socket.connected ? [] : socket.rawListeners(name)
      waiter(error ? Promise.reject(error) : Promise.all(listeners.map(async (listener) => Reflect.apply(listener, socket, given))))
    })
  }
  Object.defineProperty(socket, 'dispatch', { value, configurable: true, writable: true })
  const { emit } = socket
  return {
    socket,
    mark: () => void emit.call(socket, MARKER),
    handled: (event) => new Promise<unknown>((resolve) => waiting.set(event, [...(waiting.get(event) ?? []), resolve])),
    async disconnected() {
      if (!socket.connected) return
      const listeners = socket.rawListeners('disconnect')
      socket.removeAllListeners('disconnect')
      await new Promise<unknown>((resolve) => socket.once('disconnect', (...given) => resolve(Promise.all(listeners.map(async (listener) => Reflect.apply(listener, socket, given))))))
    },
  }
}

interface PairServer {
  connect(options: ConnectOptions): Promise<SocketIoPair>
  listen(): Promise<SocketIoServerPair>
  close(): Promise<void>
}

async function startServer(): Promise<PairServer> {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'], serveClient: false })
  const listening = new Promise<void>((resolve, reject) => http.once('listening', resolve).once('error', reject))
  http.listen(0, '127.0.0.1')
  await bounded(listening, () => 'the Socket.IO server did not start')
  // A server that nobody uses any more does not keep the process alive: node:test runs the last hooks only when nothing does.
  http.unref()
  const address = http.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const prepared = new Set<Namespace>()
  const ids = new Map<string, string | undefined>()
  const started: PairServer = {
    async connect({ namespace = '/', id, auth = {}, query = {}, headers = {} }) {
      const space = io.of(namespace)
      if (id !== undefined && space.sockets.has(id)) throw new Error(`a socket with the id ${JSON.stringify(id)} is connected already`)
      if (!prepared.has(space)) {
        prepared.add(space)
        // Before anything knows the socket by its own id.
        space.use((socket, next) => {
          const wanted = ids.get(String(socket.handshake.query[ID]))
          if (wanted !== undefined) Object.assign(socket, { id: wanted })
          next()
        })
      }
      const number = String(ids.size)
      ids.set(number, id)
      const extraHeaders = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
      const asked = id === undefined ? query : { ...query, [ID]: number }
      const far = connectTo(`http://127.0.0.1:${port}${namespace}`, { transports: ['websocket'], forceNew: true, reconnection: false, auth, query: asked, extraHeaders })
      const open = new Promise<void>((resolve, reject) => far.once('connect', resolve).once('connect_error', reject))
      await bounded(open, () => 'the server did not accept the connection').catch((error: Error) => {
        far.disconnect()
        throw error
      })
      const socket = space.sockets.get(far.id ?? '')
      if (!socket) throw new Error('the server did not get the connection')
      const client = new SocketIoClient(far, serverEnd(socket))
      return Object.assign([socket, client] as const, {
        server: socket, client, io,
        close: async () => {
          await client.close().finally(() => socket.disconnect(true))
        },
      })
    },
    async listen() {
      const [socket, far] = await started.connect({})
      const { adapter } = io.of('/')
      const rooms: unknown[] = []
      const original = adapter.broadcast
      // What an adapter does with a message is documented (socket.io, Adapter); this one lets the client into the rooms for so long.
      const value = function broadcast(packet: unknown, options: Parameters<typeof original>[1]): void {
        const entered = [...options.rooms].filter((room) => !adapter.rooms.get(room)?.has(socket.id))
        rooms.push(...options.rooms)
        void adapter.addAll(socket.id, new Set(entered))
        original.call(adapter, packet, options)
        for (const room of entered) void adapter.del(socket.id, room)
      }
      Object.defineProperty(adapter, 'broadcast', { value, configurable: true, writable: true })
      const client = new SocketIoAudience(far, rooms)
      return Object.assign([io, client] as const, {
        server: io, client,
        close: async () => {
          Object.defineProperty(adapter, 'broadcast', { value: original, configurable: true, writable: true })
          io.sockets.removeAllListeners('connection')
          await far.close().finally(() => socket.disconnect(true))
        },
      })
    },
    close: () => bounded(io.close(), () => 'the Socket.IO server did not close'),
  }
  return started
}

/** Waits on real time, however the test fakes its own. */
async function bounded(work: Promise<unknown>, failure: () => string): Promise<void> {
  const error = new Error()
  let timer: ReturnType<typeof setTimeout> | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = startTimer(() => {
      error.message = `${failure()} (waited ${PATIENCE} ms)`
      reject(error)
    }, PATIENCE)
  })
  await Promise.race([work, expired]).finally(() => stopTimer(timer))
}

function globalHooks(): Hooks {
  const { afterEach, afterAll, after } = globalThis as typeof globalThis & Partial<Hooks> & { after?: Hooks['afterAll'] }
  const last = afterAll ?? after
  if (!afterEach || !last) throw new Error('no hooks of a test runner in sight: call useSocketIoPairs({ afterAll, afterEach })')
  return { afterEach, afterAll: last }
}
