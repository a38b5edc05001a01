/**
 * A real WebSocket server for tests of client code. This file is yours: read it, change it.
 *
 *   const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })   // once, at the top of the test file
 *
 *   const server = webSocketServers.open('ws://localhost:1234/chat')   // in a test, or a hook
 *   const chat = new Chat('ws://localhost:1234/chat')                  // the code under test: its `new WebSocket(…)` really connects
 *   await server.connected
 *   await server.send('hello')                                         // returns when the client's listeners have run
 *   expect(await server.nextMessage).toBe('hello yourself')
 *
 * Every connection is a real one over TCP, on one port of 127.0.0.1 that is free: the addresses that tests name are led there by their host and path, so that
 * files may run in parallel. While a server is open, the global `WebSocket` is the client of the `ws` package (Node 20 has none of its own); an address
 * for which no server is open refuses the connection, so that no test reaches a network. `server.address` is where the server really listens, for code that
 * brings its own client.
 *
 * No mock and no sleep: pings that clients answer by themselves tell when everything sent so far has arrived. Every wait is bounded, and says what did arrive.
 */
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as startTimer, clearTimeout as stopTimer, setImmediate as soon } from 'node:timers'
import { WebSocket as InstalledWebSocket, WebSocketServer as InstalledServer } from 'ws'

// Taken when this file is loaded, before a test fakes its time.
const [start, stop, later] = [startTimer, stopTimer, soon]
/** Longest wait in milliseconds, below the five seconds after which test runners give up. */
const PATIENCE = 2000
/** How often both ends may answer each other until they are not waited for any more. */
const ROUNDS = 20
const { WebSocket, WebSocketServer } = realPackage()

type Socket = InstalledWebSocket
/** A message as it arrived: text as string, binary as Buffer; with `jsonProtocol` the value. */
export type Message = string | object
type Data = string | ArrayBufferLike | ArrayBufferView
type Act = (work: () => Promise<void>) => unknown

/** The hooks of the test runner. Without them the global ones are used (jest, mocha, `vitest --globals`). */
export interface Hooks {
  beforeAll(body: () => Promise<void>): unknown
  beforeEach(body: () => void): unknown
  afterEach(body: () => Promise<void>): unknown
  afterAll(body: () => Promise<void>): unknown
}

export interface ServerOptions {
  /** Whether messages are JSON: what is sent is stringified, what is received parsed. */
  readonly jsonProtocol?: boolean
  /** Refuses the handshake (HTTP 401) when it gives false. */
  readonly verifyClient?: () => boolean
  /** Lets clients wait for the handshake until the test says `await connection.open()`. */
  readonly isHeld?: boolean
  /** Chooses among the subprotocols that the client offers. */
  readonly selectProtocol?: (protocols: string[]) => string | null
}

export interface CloseOptions {
  /** 1000 if left out; 1006 cuts the connection without a closing handshake. */
  readonly code?: number
  readonly reason?: string
  readonly wasClean?: boolean
}

/** Servers that are closed after each test – those of `beforeAll` after the last one. */
export interface WebSocketServers {
  /** A server at an address, or, without one, for every address that has no other server. It listens at once. */
  open(address?: string | URL, options?: ServerOptions): RealWebSocketServer
  /** Closes all servers. */
  clean(): Promise<void>
}

/** Call it once, at the top of a test file. `act` is that of Testing Library, in whose scope the server's acts change the state of components. */
export function useWebSocketServers(hooks: Partial<Hooks> = {}, act: Act = (work) => work()): WebSocketServers {
  const { beforeAll, beforeEach, afterEach, afterAll } = { ...globalHooks(), ...hooks }
  if (!beforeAll || !beforeEach || !afterEach || !afterAll) {
    throw new Error('no hooks of a test runner in sight: call useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })')
  }
  const listener = new Listener(act)
  let isInTest = false
  beforeAll(() => listener.start())
  beforeEach(() => {
    isInTest = true
    listener.install()
  })
  afterEach(async () => {
    isInTest = false
    await listener.dismiss((server) => !server.isShared)
  })
  afterAll(async () => {
    await listener.dismiss(() => true)
    await listener.stop()
  })
  return {
    open: (address, options = {}) => listener.open(address, options, !isInTest),
    clean: () => listener.clean(),
  }
}

/** A server that the test scripts. Its messages are those of all its clients, in the order in which they arrived. */
export class RealWebSocketServer {
  /** The address that the test has given it. */
  readonly url: string
  /** Every message that has arrived so far. `(await server.settled()).messages` is complete. */
  readonly messages: Message[] = []
  /** Opened outside of a test: it stays open until the last one. */
  readonly isShared: boolean
  readonly #listener: Listener
  readonly #options: ServerOptions
  readonly #path: string
  readonly #connections: Connection[] = []
  readonly #arrived: Connection[] = []
  readonly #watchers = new Set<() => void>()
  readonly #listeners: Record<'connection' | 'close', ((connection: Connection) => void)[]> = { connection: [], close: [] }
  #taken = 0
  #isClosed = false
  #isDismissed = false
  #isHeld: boolean

  /** Made by `open`. */
  constructor(listener: Listener, url: string, path: string, options: ServerOptions, isShared: boolean) {
    this.#listener = listener
    this.url = url
    this.#path = path
    this.#options = options
    this.isShared = isShared
    this.#isHeld = options.isHeld === true
  }

  /** Where it really listens: `ws://127.0.0.1:…`, for code that brings its own client. */
  get address(): string {
    return `ws://127.0.0.1:${this.#listener.port}${this.#path}`
  }

  /** The first connection, as soon as its client is open. */
  get connected(): Promise<Connection> {
    return this.#acting(async () => {
      await this.#until(() => this.#connections.length > 0, 'no client connected')
      await this.settled()
      const [first] = this.#connections
      if (!first) throw new Error('no client connected')
      return first
    })
  }

  /** The connection number `index`, from 0; -1 is the last one. It may still wait for its handshake, where the server is held. */
  async connection(index = 0): Promise<Connection> {
    await betweenStates()
    await this.#until(() => this.#arrived.at(index) !== undefined, `there is no connection ${index}`)
    return this.#arrived.at(index) as Connection
  }

  /** All connections that clients have asked for so far, those that have ended too. */
  async connections(): Promise<Connection[]> {
    await betweenStates()
    return [...this.#arrived]
  }

  /** Settles when a connection, or the server, has been closed, and its client's listeners have run. */
  get closed(): Promise<void> {
    return this.#acting(async () => {
      await this.#until(() => this.#isClosed || this.#connections.some(({ isClosed }) => isClosed), 'no connection was closed')
      await Promise.all(this.#connections.filter(({ isClosed }) => isClosed).map((connection) => connection.settled()))
    })
  }

  /** The next message that no one has taken yet. */
  get nextMessage(): Promise<Message> {
    return this.next()
  }

  /** As `nextMessage`, with another longest wait in milliseconds. */
  async next({ timeout = PATIENCE }: { timeout?: number } = {}): Promise<Message> {
    const index = this.#taken++
    await this.#until(() => this.messages.length > index, 'no further message arrived', timeout)
    return this.messages[index] as Message
  }

  /** Waits until clients that are connecting are open, everything that clients have sent is here, and everything sent to them is there – answers included. */
  async settled(): Promise<this> {
    for (let before = -1, rounds = 0; before !== this.#traffic() && rounds < ROUNDS; rounds++) {
      before = this.#traffic()
      await betweenStates()
      await Promise.all(this.#connections.map((connection) => connection.settled()))
    }
    return this
  }

  /** As `settled`, and what it changes in components belongs to an act: waits until the code under test has been told of everything that has happened. */
  async atRest(): Promise<void> {
    await this.#acting(async () => {
      await betweenStates()
      await this.settled()
    })
  }

  /** Every message that has arrived; complete: all that clients have sent by now. */
  async received(): Promise<Message[]> {
    return [...(await this.settled()).messages]
  }

  /** Fails if any message has arrived. */
  async expectSilence(): Promise<void> {
    await this.settled()
    if (this.messages.length > 0) throw new Error(`expected silence; ${this.story()}`)
  }

  /** Completes the handshakes that wait, and from now on all others at once. */
  async release(): Promise<void> {
    await this.#acting(async () => {
      this.#isHeld = false
      await betweenStates()
      await Promise.all(this.#arrived.filter(({ isClosed }) => !isClosed).map((connection) => connection.open()))
      await this.settled()
    })
  }

  /** As `received`, as text. */
  async receivedText(): Promise<string[]> {
    return (await this.received()).map(String)
  }

  /** Forgets what has arrived so far. */
  async clear(): Promise<void> {
    await this.settled()
    this.messages.length = 0
    this.#taken = 0
  }

  /** Fails if any connection has been closed, at either end. */
  async expectNoClose(): Promise<void> {
    for (const connection of await this.connections()) await connection.expectNoClose()
  }

  /** The connections that are open. */
  clients(): Connection[] {
    return this.#connections.filter(({ isClosed }) => !isClosed)
  }

  /** Calls back for each connection when its handshake is done, or when it has been closed. */
  on(event: 'connection' | 'close', callback: (connection: Connection) => void): void {
    this.#listeners[event].push(callback)
  }

  off(event: 'connection' | 'close', callback: (connection: Connection) => void): void {
    this.#listeners[event] = this.#listeners[event].filter((other) => other !== callback)
  }

  /** Sends a message to all clients, and returns when their listeners have run. */
  async send(message: Message): Promise<void> {
    await this.#acting(async () => {
      await betweenStates()
      await Promise.all(this.clients().map((connection) => connection.send(this.#options.jsonProtocol ? JSON.stringify(message) : (message as Data))))
    })
  }

  /** Closes all connections and the server, and returns when the clients' listeners have run. Who connects from now on is refused. */
  async close(options: CloseOptions = {}): Promise<void> {
    await this.#end((connection) => connection.close(options))
  }

  /** As `close`; calls back when it is done. */
  async stop(callback?: () => void): Promise<void> {
    await this.close()
    callback?.()
  }

  /** Breaks the protocol, so that clients get an `error` event, then `close` with code 1006; closes the server, too. */
  async error(): Promise<void> {
    await this.#end((connection) => connection.fail())
  }

  /** Ends everything without telling any client. */
  async dismiss(): Promise<void> {
    this.#isClosed = true
    this.#isDismissed = true
    await Promise.all(this.#arrived.map((connection) => connection.dismiss()))
  }

  /** What has happened, for messages of failures. */
  story(): string {
    const shown = this.messages.map((message) => (typeof message === 'string' ? JSON.stringify(message) : message instanceof Uint8Array ? `<${message.byteLength} bytes>` : JSON.stringify(message)))
    return `${this.#connections.length} clients connected to ${this.url}, ${this.clients().length} of them are still there, ${shown.length} messages arrived: [${shown.join(', ').slice(0, 2000)}]`
  }

  /** Whether the test that it belongs to is over. */
  get isDismissed(): boolean {
    return this.#isDismissed
  }

  get isHeld(): boolean {
    return this.#isHeld
  }

  /** Takes note of a client that asks for a handshake; called by the listener. */
  arrive(connection: Connection): void {
    this.#arrived.push(connection)
    // In the order in which the code under test made them, which is not always that in which they arrive.
    this.#arrived.sort((one, other) => one.order - other.order)
    this.#wake()
  }

  /** Takes a connection whose handshake is done; called by the listener. */
  accept(connection: Connection): void {
    connection.on('message', (data) => {
      this.messages.push(this.#options.jsonProtocol ? JSON.parse(String(data)) : (data as Message))
      this.#wake()
    })
    connection.on('close', () => {
      for (const callback of this.#listeners.close) callback(connection)
      this.#wake()
    })
    this.#connections.push(connection)
    for (const callback of this.#listeners.connection) callback(connection)
    this.#wake()
  }

  /** The subprotocol for a handshake, or undefined to refuse it. */
  negotiated(protocols: string[]): string | false | undefined {
    if (this.#isClosed || this.#options.verifyClient?.() === false) return undefined
    const { selectProtocol } = this.#options
    return selectProtocol ? selectProtocol(protocols) || false : (protocols[0] ?? false)
  }

  async #end(each: (connection: Connection) => Promise<void>): Promise<void> {
    await this.#acting(async () => {
      await betweenStates().catch(() => undefined)
      this.#isClosed = true
      this.#listener.forget(this)
      await Promise.all(this.#arrived.filter(({ isClosed }) => !isClosed).map(each))
      this.#wake()
    })
  }

  async #acting<T>(work: () => Promise<T>): Promise<T> {
    let outcome: { value: T } | undefined
    await this.#listener.act(async () => {
      outcome = { value: await work() }
    })
    return (outcome as unknown as { value: T }).value
  }

  #traffic(): number {
    return this.#connections.reduce((sum, { sent }) => sum + sent, this.#connections.length + this.messages.length)
  }

  #wake(): void {
    for (const watcher of this.#watchers) watcher()
  }

  async #until(done: () => boolean, failure: string, patience = PATIENCE): Promise<void> {
    if (done()) return
    let watcher = (): void => undefined
    const reached = new Promise<void>((resolve) => {
      watcher = () => {
        if (done()) resolve()
      }
      this.#watchers.add(watcher)
    })
    await bounded(reached, () => `${failure}; ${this.story()}`, patience).finally(() => this.#watchers.delete(watcher))
  }
}

/** The server's end of one connection. */
export class Connection {
  /** The address that the client has asked for, as the code under test wrote it. */
  readonly url: string
  /** Every message that has arrived so far: text as string, binary as Buffer. `received()` is complete. */
  readonly messages: (string | Buffer)[] = []
  /** How many messages were sent from here. */
  sent = 0
  /** How many clients were made before this one. */
  readonly order: number
  readonly #client: Socket | undefined
  readonly #callbacks = new Map<unknown, (data: never, detail: never) => void>()
  readonly #pongs = new Map<string, () => void>()
  readonly #ended: Promise<void>
  readonly #wire: { destroy(): unknown }
  #answer: (() => void) | undefined
  #socket: Socket | undefined
  #end: { readonly code: number; readonly reason: string } | undefined
  #pings = 0
  #tellEnd = (): void => undefined

  /** `answer` completes the handshake. */
  constructor(url: string, wire: { destroy(): unknown }, client: Socket | undefined, order: number, answer: () => void) {
    this.url = url
    this.order = order
    this.#wire = wire
    this.#client = client
    this.#answer = answer
    this.#ended = new Promise((resolve) => (this.#tellEnd = resolve))
  }

  /** Takes the socket; called by the listener when the handshake is done. */
  attach(socket: Socket): void {
    this.#socket = socket
    this.#answer = undefined
    socket.on('message', (data: Buffer, isBinary: boolean) => this.messages.push(isBinary ? data : data.toString()))
    socket.on('pong', (data) => this.#pongs.get(data.toString())?.())
    socket.on('error', () => undefined)
    socket.on('close', (code, reason) => {
      this.#end = { code, reason: reason.toString() }
      this.#tellEnd()
    })
  }

  /** Takes note that the client has gone; called by the listener. */
  lose(): void {
    if (this.#socket || this.#end) return
    this.#wire.destroy()
    this.#answer = undefined
    this.#end = { code: 1006, reason: '' }
    this.#tellEnd()
  }

  /** Completes the handshake; called by the listener. */
  accept(): void {
    this.#answer?.()
  }

  /** Completes the handshake, and returns when the client's listeners have run. */
  async open(): Promise<void> {
    this.accept()
    if (this.#client) await bounded(told(this.#client, true), () => `the client of ${this.url} was not told that it is open`)
    await this.settled()
  }

  get isClosed(): boolean {
    return this.#end !== undefined
  }

  /** Every message that has arrived; complete: all that the client has sent by now. */
  async received(): Promise<(string | Buffer)[]> {
    await this.settled()
    return [...this.messages]
  }

  /** As `received`, as text. */
  async receivedText(): Promise<string[]> {
    return (await this.received()).map(String)
  }

  /** Fails if any message has arrived. */
  async expectSilence(): Promise<void> {
    await this.settled()
    if (this.messages.length > 0) throw new Error(`expected silence; ${this.story()}`)
  }

  /** Forgets what has arrived so far. */
  async clear(): Promise<void> {
    await this.settled()
    this.messages.length = 0
  }

  /** Waits until the connection is closed, with this code and reason if they are given; 1005 means without a code, 1006 without a closing handshake. */
  async expectClose(code?: number, reason?: string): Promise<{ readonly code: number; readonly reason: string }> {
    await this.#closed()
    const end = this.#end ?? { code: 1006, reason: '' }
    if (code !== undefined && end.code !== code) throw new Error(`expected close code ${code}; ${this.story()}`)
    if (reason !== undefined && end.reason !== reason) throw new Error(`expected close reason ${JSON.stringify(reason)}; ${this.story()}`)
    return end
  }

  /** Fails if the client, or this end, has closed the connection. One that waits for its handshake is not closed. */
  async expectNoClose(): Promise<void> {
    await this.settled()
    if (this.#end) throw new Error(`expected the connection not to be closed; ${this.story()}`)
  }

  /** The `readyState` of the client when all that happened so far has arrived: a client that is closing is waited for. */
  async state(): Promise<number> {
    await this.settled()
    return this.#client?.readyState ?? (this.#end ? WebSocket.CLOSED : this.#socket ? WebSocket.OPEN : WebSocket.CONNECTING)
  }

  /** Whether the connection is open when all that happened so far has arrived. */
  async isOpen(): Promise<boolean> {
    await this.settled()
    return this.#socket?.readyState === WebSocket.OPEN
  }

  /** What has happened, for messages of failures. */
  story(): string {
    const state = this.#end ? `closed with code ${this.#end.code} and reason ${JSON.stringify(this.#end.reason)}` : this.#socket ? 'open' : 'waiting for its handshake'
    return `the connection to ${this.url} is ${state}, ${this.messages.length} messages arrived: [${this.messages.map((message) => JSON.stringify(String(message))).join(', ').slice(0, 2000)}]`
  }

  /** The subprotocol that was agreed upon. */
  get protocol(): string {
    return this.#socket?.protocol ?? ''
  }

  on(event: 'message', callback: (data: string | Blob | ArrayBuffer | ArrayBufferView) => void): void
  on(event: 'close', callback: (event: { readonly code: number; readonly reason: string }) => void): void
  on(event: 'message' | 'close', callback: (data: never) => void): void {
    const listener = event === 'message'
      ? (data: Buffer, isBinary: boolean) => callback((isBinary ? data : data.toString()) as never)
      : (code: number, reason: Buffer) => callback({ code, reason: reason.toString() } as never)
    this.#callbacks.set(callback, listener)
    this.#socket?.on(event, listener as () => void)
  }

  off(event: 'message' | 'close', callback: (data: never) => void): void {
    this.#socket?.off(event, (this.#callbacks.get(callback) ?? callback) as () => void)
  }

  /** Sends a message, and returns when the client's listeners have run. A handshake that waits is completed first. */
  async send(data: Data): Promise<void> {
    if (!this.#socket) await this.open()
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    this.sent++
    this.#socket.send(data)
    await this.settled()
  }

  /** Waits until everything that the client has sent is here, and everything sent to it is there: it answers a ping behind all that came before. */
  async settled(): Promise<void> {
    if (!this.#socket) {
      if (this.#client && this.#client.readyState >= WebSocket.CLOSING) await this.#closed()
      return
    }
    if (this.#socket.readyState === WebSocket.OPEN && this.#client?.readyState !== WebSocket.CLOSING) {
      const marker = `marker ${++this.#pings}`
      const answered = new Promise<void>((resolve) => this.#pongs.set(marker, resolve))
      this.#socket.ping(marker)
      await bounded(Promise.race([answered, this.#ended]), () => `the client at ${this.url} did not answer a ping`)
      this.#pongs.delete(marker)
      // Lets continuations of the client's listeners run that nobody can wait for.
      await new Promise<void>((resolve) => later(resolve))
      rethrow(this.#client)
    } else await this.#closed()
  }

  /** Closes the connection, and returns when the client's listeners have run. A handshake that waits is refused with code 1006, completed first with others. */
  async close({ code = 1000, reason = '', wasClean = code !== 1006 }: CloseOptions = {}): Promise<void> {
    if (!this.#socket && code !== 1006) await this.open()
    if (!this.#socket) this.#wire.destroy()
    else if (code === 1006 || !wasClean) this.#socket.terminate()
    else if (code === 1005) this.#socket.close()
    else this.#socket.close(code, reason)
    await this.#closed()
  }

  /** Ends the connection without telling the client. */
  async dismiss(): Promise<void> {
    if (this.#client) silence(this.#client)
    if (this.#socket) this.#socket.terminate()
    else this.#wire.destroy()
    await bounded(this.#ended, () => `the connection was not closed; ${this.story()}`)
    rethrow(this.#client)
  }

  /** Sends a frame that no WebSocket may send (RFC 6455, 5.2: the reserved bits), so that the client fails the connection. */
  async fail(): Promise<void> {
    if (!this.#socket) {
      await this.close({ code: 1006 })
      return
    }
    const { _socket: wire } = this.#socket as Socket & { readonly _socket: { write(data: Buffer): void } }
    wire.write(Buffer.from([0xf1, 0x00]))
    await this.#closed()
  }

  async #closed(): Promise<void> {
    await bounded(this.#ended, () => `the connection was not closed; ${this.story()}`).catch((error: Error) => {
      this.#socket?.terminate()
      throw error
    })
    if (this.#client) await bounded(told(this.#client), () => `the client of ${this.url} was not told of the end`)
    // Lets continuations of the client's listeners run that nobody can wait for.
    await new Promise<void>((resolve) => later(resolve))
    rethrow(this.#client)
  }
}

/** The clients that the code under test has made: only they know whether they are still connecting, or have been told of the end. */
const clients = new Map<string, Socket>()
/** Clients whose handshake waits for the test. */
const held = new WeakSet<Socket>()
/** The servers that were open at their addresses when clients were made. */
const meant = new WeakMap<Socket, RealWebSocketServer | undefined>()

/** Whether a client was made in a test that is over: it is none of the next one's business. */
function isLeftOver(client: Socket | undefined): boolean {
  return client !== undefined && meant.get(client)?.isDismissed === true
}

/** Clients whose request for a handshake has arrived. */
const came = new WeakSet<Socket>()
const CLIENT = 'x-client-of-test'

/** Waits until no client is between two states: connecting, or closing. */
async function betweenStates(): Promise<void> {
  const waiting = [...clients.values()].filter((client) => client.readyState === WebSocket.CLOSING || (client.readyState === WebSocket.CONNECTING && !held.has(client)))
  await Promise.all(waiting.map((client) => bounded(told(client), () => `the client of ${client.url} is still ${client.readyState === WebSocket.CONNECTING ? 'connecting' : 'closing'}`)))
}

/** Settles when a client has been told that it is open, or closed, or has to wait for the test. */
function told(client: Socket, isWaitedFor = false): Promise<void> {
  if (client.readyState === WebSocket.CLOSED || (isWaitedFor && client.readyState === WebSocket.OPEN)) return Promise.resolve()
  return new Promise((resolve) => {
    if (client.readyState === WebSocket.CONNECTING) client.once('open', () => resolve())
    if (!isWaitedFor) client.once('held', () => resolve())
    client.once('close', () => resolve())
  })
}

/** What listeners of clients have thrown, until an act of their connection, or the end of the test, tells it. */
const thrown = new Map<Socket, unknown>()

/** Fails with what a listener of the client has thrown. */
function rethrow(client: Socket | undefined): void {
  if (!client || !thrown.has(client)) return
  const error = thrown.get(client)
  thrown.delete(client)
  throw error
}

/** Ends a client; nobody hears of it. */
function silence(client: Socket): void {
  client.removeAllListeners()
  client.on('error', () => undefined)
  client.terminate()
  for (const [name, other] of clients) if (other === client) clients.delete(name)
}

/** One port for all servers of a test file. */
class Listener {
  readonly act: Act
  readonly #http = createServer((_, response) => response.writeHead(426).end())
  readonly #upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: false, handleProtocols: () => this.#protocol })
  readonly #servers = new Map<string, RealWebSocketServer>()
  readonly #client = clientOf(() => this.port, {
    made: (client, url) => meant.set(client, this.#serverAt(keyOf(url), url.pathname)),
    gone: (client, url, order) => this.#gone(client, url, order),
  })
  #protocol: string | false = false
  #opened = 0
  #before: PropertyDescriptor | undefined
  #isInstalled = false
  port = 0

  constructor(act: Act) {
    this.act = act
  }

  async start(): Promise<void> {
    this.#http.on('upgrade', (request, wire, head) => {
      const path = new URL(request.url ?? '/', 'ws://any').pathname
      const name = String(request.headers[CLIENT])
      const client = clients.get(name)
      const server = isLeftOver(client) ? undefined : this.#serverAt(`${request.headers.host}${path}`, path)
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim()).filter(Boolean)
      const protocol = server?.negotiated(offered)
      if (!server || protocol === undefined) {
        wire.end(`HTTP/1.1 ${server ? '401 Unauthorized' : '404 No server of this test listens here'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      if (client) came.add(client)
      const connection = new Connection((client && asked.get(client)) ?? `ws://${request.headers.host}${request.url}`, wire, client, Number(name) || Infinity, () => {
        this.#protocol = protocol
        this.#upgrades.handleUpgrade(request, wire, head, (socket) => {
          connection.attach(socket)
          server.accept(connection)
        })
      })
      wire.once('end', () => connection.lose()).once('close', () => connection.lose())
      server.arrive(connection)
      if (!server.isHeld) connection.accept()
      else if (client) {
        held.add(client)
        // Reads, to notice when the client goes.
        wire.resume()
        client.emit('held')
      }
    })
    await bounded(new Promise<void>((resolve, reject) => this.#http.once('error', reject).listen(0, '127.0.0.1', resolve)), () => 'the WebSocket server did not start')
    const address = this.#http.address()
    this.port = typeof address === 'object' ? (address?.port ?? 0) : 0
  }

  async stop(): Promise<void> {
    this.#restore()
    for (const client of clients.values()) silence(client)
    this.#http.closeAllConnections()
    if (this.#http.listening) await bounded(new Promise<void>((resolve) => this.#http.close(() => resolve())), () => 'the WebSocket server did not close')
  }

  open(address: string | URL | undefined, options: ServerOptions, isShared: boolean): RealWebSocketServer {
    const key = address === undefined ? '*' : keyOf(new URL(String(address)))
    if (this.#servers.has(key)) throw new Error(`a server is open at ${String(address)} already`)
    const path = `/server-${++this.#opened}`
    const server = new RealWebSocketServer(this, address === undefined ? 'any address' : String(address), path, options, isShared)
    this.#servers.set(key, server)
    this.#servers.set(path, server)
    this.install()
    return server
  }

  #serverAt(key: string, path: string): RealWebSocketServer | undefined {
    return this.#servers.get(key) ?? this.#servers.get(path.split('/', 2).join('/')) ?? this.#servers.get('*')
  }

  /** Takes note of a client that was closed before it could ask for a handshake: its connection has ended. */
  #gone(client: Socket, url: URL, order: number): void {
    if (came.has(client) || isLeftOver(client)) return
    const connection = new Connection(asked.get(client) ?? url.href, { destroy: () => undefined }, client, order, () => undefined)
    connection.lose()
    this.#serverAt(keyOf(url), url.pathname)?.arrive(connection)
  }

  forget(server: RealWebSocketServer): void {
    for (const [key, other] of this.#servers) if (other === server) this.#servers.delete(key)
  }

  async clean(): Promise<void> {
    for (const server of new Set(this.#servers.values())) await server.close()
  }

  /** Ends servers and their connections as when a page is left: no client is told, so that none comes back. */
  async dismiss(which: (server: RealWebSocketServer) => boolean): Promise<void> {
    const gone = [...new Set(this.#servers.values())].filter(which)
    for (const server of gone) this.forget(server)
    await Promise.all(gone.map((server) => server.dismiss()))
    for (const client of clients.values()) if (isLeftOver(client)) silence(client)
  }

  /** Makes `new WebSocket(…)` of the code under test a real connection to this listener. */
  install(): void {
    if (!this.#isInstalled) this.#before = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')
    this.#isInstalled = true
    const value = this.#client
    Object.defineProperty(globalThis, 'WebSocket', { value, configurable: true, writable: true, enumerable: this.#before?.enumerable ?? false })
  }

  #restore(): void {
    if (!this.#isInstalled) return
    this.#isInstalled = false
    if (this.#before) Object.defineProperty(globalThis, 'WebSocket', this.#before)
    else Reflect.deleteProperty(globalThis, 'WebSocket')
  }
}

/** What each client was told to connect to. */
const asked = new WeakMap<Socket, string>()
let made = 0

/** What is done when a client is made, and when it is closed. */
interface Followed {
  made(client: Socket, url: URL): void
  gone(client: Socket, url: URL, order: number): void
}

/** The real client, which looks for every host at one port of this machine, as if a hosts file said so. */
function clientOf(port: () => number, { made: isMade, gone }: Followed): new (address: string | URL, protocols?: string | string[]) => Socket {
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      const url = new URL(String(address), (globalThis as { location?: { href?: string } }).location?.href)
      if (port() === 0) throw new Error('the WebSocket server is not up yet: connect in a test or a hook, not while the file is loaded')
      const name = String(++made)
      super(`ws://127.0.0.1:${port()}${url.pathname}${url.search}`, protocols, { headers: { host: url.host, [CLIENT]: name }, perMessageDeflate: false })
      Object.defineProperty(this, 'url', { value: url.href })
      // As in browsers: binary messages are blobs unless the code says otherwise, and an error that nobody listens to is no exception.
      this.binaryType = 'blob' as never
      this.on('error', () => undefined)
      asked.set(this, String(address))
      clients.set(name, this)
      isMade(this, url)
      this.once('close', () => {
        clients.delete(name)
        gone(this, url, Number(name))
      })
    }

    /** As in browsers: a listener that throws does not break the connection. It fails the act of the server that it answers to. */
    override emit(event: string | symbol, ...given: unknown[]): boolean {
      try {
        return super.emit(event, ...given)
      } catch (error) {
        if (!thrown.has(this)) thrown.set(this, error)
        return true
      }
    }
  }
}

/** Host and path: schemes do not matter, and neither do queries. */
function keyOf({ host, pathname }: URL): string {
  return `${host}${pathname}`
}

interface Package {
  readonly WebSocket: typeof InstalledWebSocket
  readonly WebSocketServer: typeof InstalledServer
}

/** The `ws` package itself: where a test runs in jsdom, jest takes a stub for browsers in its place. */
function realPackage(): Package {
  const isReal = (found: Package): boolean => typeof found.WebSocketServer === 'function' && !('mock' in found.WebSocketServer)
  const found = { WebSocket: InstalledWebSocket, WebSocketServer: InstalledServer }
  if (isReal(found)) return found
  const load = createRequire(join(process.cwd(), 'package.json'))
  const real = load(join(load.resolve('ws/package.json'), '..', 'index.js')) as Package
  if (isReal(real)) return real
  throw new Error("this is not the real 'ws': remove vi.mock('ws') or jest.mock('ws') and __mocks__/ws")
}

/** Waits on real time, however the test fakes its own. */
async function bounded(work: Promise<void>, failure: () => string, patience = PATIENCE): Promise<void> {
  const error = new Error()
  let timer: ReturnType<typeof start> | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = start(() => {
      error.message = `${failure()} (waited ${patience} ms)`
      reject(error)
    }, patience)
  })
  await Promise.race([work, expired]).finally(() => stop(timer))
}

function globalHooks(): Partial<Hooks> {
  const { beforeAll, beforeEach, afterEach, afterAll, before, after } = globalThis as typeof globalThis & Partial<Hooks> & { before?: Hooks['beforeAll']; after?: Hooks['afterAll'] }
  const hooks = { beforeAll: beforeAll ?? before, beforeEach, afterEach, afterAll: afterAll ?? after }
  return Object.fromEntries(Object.entries(hooks).filter(([, hook]) => hook !== undefined))
}
