/**
 * Real WebSocket connections for tests of server code written with `ws`. This file is yours: read it, change it.
 *
 *   const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })   // once, at the top of the test file
 *
 *   const [ws, wsClient] = await webSocketPairs.open()                  // in a test
 *   hub.add('ada', ws)                                                  // the very socket that `ws` hands to a server
 *   expect(await wsClient.received()).toEqual(['welcome'])              // what really arrived at the other end
 *
 * No mock and no sleep: before it answers, the client lets a marker travel behind everything the server end has sent so far, so that counts
 * and absences are exact. Every wait is bounded and says what did arrive. Fake timers do not disturb it.
 */
import { createServer } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { WebSocket, WebSocketServer } from 'ws'

if (typeof WebSocketServer !== 'function' || 'mock' in WebSocketServer) {
  throw new Error("this is not the real 'ws': remove vi.mock('ws') or jest.mock('ws') and __mocks__/ws, and run this file in the node environment, not in jsdom (it needs ws 8.3 or newer)")
}

// Taken when this file is loaded: fake timers replace the global ones, and spies the methods of a socket.
const { setTimeout: startTimer, clearTimeout: stopTimer, setImmediate: soon } = globalThis
const { send, emit, pong } = WebSocket.prototype

/** Longest wait in milliseconds, below the five seconds after which test runners give up. */
const PATIENCE = 2000
const MARKER = '\u0000marker'
/** The server end of each client socket, where the test has it. */
const serverEnds = new WeakMap<WebSocket, ServerEnd>()

/** The hooks of the test runner. Without them the global ones are used (jest, mocha, `vitest --globals`). */
export interface Hooks {
  afterEach(body: () => Promise<void>): unknown
  afterAll(body: () => Promise<void>): unknown
}

export interface ConnectOptions {
  /** Headers of the handshake, such as `authorization` or `cookie`. */
  readonly headers?: Record<string, string>
  /** Subprotocols that the client offers. */
  readonly protocols?: string[]
  /** Whether the client answers a ping by itself, as browsers do. Without it, it hangs until the test calls `pong()`. */
  readonly autoPong?: boolean
}

/** Both ends of one connection, by name or in order: `const { server, client } = pair`, `const [ws, wsClient] = pair`. */
export type WebSocketPair = readonly [WebSocket, WebSocketClient] & {
  /** The end that the code under test uses. */
  readonly server: WebSocket
  /** The far end, on which the test sees what really arrived. */
  readonly client: WebSocketClient
  /** Closes both ends, and the server if `openWebSocketPair` started it. */
  close(): Promise<void>
}

/** Connections that are closed after each test, on one server that is closed after the last one. Call it once, at the top of a test file. */
export function useWebSocketPairs(hooks: Hooks = globalHooks()): { open(path?: string, options?: ConnectOptions): Promise<WebSocketPair> } {
  let server: Promise<PairServer> | undefined
  const open: WebSocketPair[] = []
  hooks.afterEach(async () => {
    await Promise.all(open.splice(0).map((pair) => pair.close()))
  })
  hooks.afterAll(async () => {
    const started = server
    server = undefined
    await (await started)?.close()
  })
  return {
    async open(path = '/', options = {}) {
      server ??= startServer()
      const pair = await (await server).connect(path, options)
      open.push(pair)
      return pair
    },
  }
}

/** One connection without any hooks; the test closes it: `t.after(() => pair.close())`. */
export async function openWebSocketPair(path = '/', options: ConnectOptions = {}): Promise<WebSocketPair> {
  const server = await startServer()
  const pair = await server.connect(path, options)
  return pairOf(pair.server, pair.client, () => pair.close().finally(() => server.close()))
}

/** Address of a service that is already running: `describe.skipIf(!runningServiceUrl())` shows its tests as skipped when there is none. */
export function runningServiceUrl(): string | undefined {
  return process.env['TEST_WEBSOCKET_URL'] || undefined
}

/** A client of the service that runs at TEST_WEBSOCKET_URL; `path` is appended. Fails with the reason when nobody answers there. The test closes it. */
export async function connectToRunningService(path = '', options: ConnectOptions = {}): Promise<WebSocketClient> {
  const base = runningServiceUrl()
  if (!base) throw new Error('TEST_WEBSOCKET_URL is not set: start the service and name it, for example TEST_WEBSOCKET_URL=ws://127.0.0.1:8000/ws')
  const url = path ? `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}` : base
  return (await connect(url, options)).client
}

/** The far end of a connection: it keeps everything that arrives. */
export class WebSocketClient {
  readonly #socket: WebSocket
  readonly #watchers = new Set<() => void>()
  readonly #messages: (string | Buffer)[] = []
  #markers = 0
  #markersSeen = 0
  #pings = 0
  #end: { code: number; reason: string } | undefined

  /** Takes a socket that is not open yet. */
  constructor(socket: WebSocket) {
    this.#socket = socket
    const note = (change: () => void): void => {
      change()
      for (const watcher of this.#watchers) watcher()
    }
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      const text = isBinary ? undefined : data.toString()
      note(() => (text?.startsWith(MARKER) ? this.#markersSeen++ : this.#messages.push(text ?? data)))
    })
    socket.on('ping', () => note(() => this.#pings++))
    socket.on('pong', (data) => note(() => data.toString().startsWith(MARKER) && this.#markersSeen++))
    socket.on('close', (code, reason) => note(() => (this.#end = { code, reason: reason.toString() })))
    socket.on('error', () => undefined)
  }

  /**
   * Every message that has arrived, in order: text as string, binary as Buffer. Complete: all that the server end has sent by now. Fails when it
   * has sent something on the closed connection.
   */
  async received(): Promise<(string | Buffer)[]> {
    await this.#settle()
    // `ws` drops such messages without an error, but counts their bytes.
    const late = this.#server?.socket.readyState === WebSocket.CLOSED ? this.#server.socket.bufferedAmount : 0
    if (late > 0) throw new Error(`${late} bytes were sent on a closed connection and are lost; ${this.#story()}`)
    return [...this.#messages]
  }

  /**
   * Whether a message has arrived that equals this one, or, if it is a matcher with a method `test` (`sinon.match(…)`), that it matches. With a
   * position only the message there is looked at, from the end if it is negative.
   */
  async hasReceived(expected: unknown, position?: number): Promise<boolean> {
    const messages = await this.received()
    const among = position === undefined ? messages : [messages.at(position)]
    const matches = expected instanceof Object && 'test' in expected && typeof expected.test === 'function' ? expected.test.bind(expected) : undefined
    return among.some((message) => (matches ? matches(message) === true : isDeepStrictEqual(message, expected)))
  }

  /** As `received`, for text only: a binary message is a failure. */
  async receivedText(): Promise<string[]> {
    return (await this.received()).map((message) => {
      if (typeof message !== 'string') throw new Error(`a binary message arrived where text was expected; ${this.#story()}`)
      return message
    })
  }

  /** As `receivedText`, each message parsed as JSON. */
  async receivedJson<T = ReturnType<typeof JSON.parse>>(): Promise<T[]> {
    return (await this.receivedText()).map((text) => {
      try {
        return JSON.parse(text) as T
      } catch {
        throw new Error(`a message is not JSON: ${JSON.stringify(text)}; ${this.#story()}`)
      }
    })
  }

  /** How many pings have arrived. */
  async pings(): Promise<number> {
    await this.#settle()
    return this.#pings
  }

  /** Waits until at least `count` messages have arrived: for code that sends later, from a timer or after other work. */
  async waitForMessages(count: number): Promise<void> {
    await this.#until(() => this.#messages.length >= count || this.#end !== undefined, `fewer than ${count} messages arrived`)
    if (this.#messages.length < count) throw new Error(`the connection ended before ${count} messages arrived; ${this.#story()}`)
  }

  /** Fails if any message has arrived, or was sent when the connection was already closed. */
  async expectSilence(): Promise<void> {
    if ((await this.received()).length > 0) throw new Error(`expected silence; ${this.#story()}`)
  }

  /** Forgets what has arrived so far. */
  async clear(): Promise<void> {
    await this.#settle()
    this.#messages.length = 0
    this.#pings = 0
  }

  /**
   * Sends a message – an object as JSON – and returns when the server end's listeners for it have run, async ones to their end. Fails with what a
   * listener throws. `isBinary` is what the listeners get to see; `ws` hands them a Buffer for text, too.
   */
  async deliver(data: string | Buffer | object, isBinary = false): Promise<void> {
    const bytes = typeof data === 'string' || data instanceof Uint8Array ? data : JSON.stringify(data)
    await this.#whileServerHandles('message', () => this.#socket.send(bytes, { binary: isBinary }))
  }

  /** Answers a ping (or sends an unasked pong), and returns when the server end's listeners have run. */
  async pong(): Promise<void> {
    await this.#whileServerHandles('pong', () => pong.call(this.#socket))
  }

  /** Waits until the connection is closed, with this code and reason if they are given; 1006 means without a closing handshake. */
  async expectClose(code?: number, reason?: string): Promise<{ code: number; reason: string }> {
    const end = await this.#ended()
    if (code !== undefined && end.code !== code) throw new Error(`expected close code ${code}; ${this.#story()}`)
    if (reason !== undefined && end.reason !== reason) throw new Error(`expected close reason ${JSON.stringify(reason)}; ${this.#story()}`)
    return end
  }

  /** Closes the connection from this end, and returns when the server end's listeners have run. */
  async close(code?: number, reason?: string | Buffer): Promise<void> {
    this.#socket.close(code, reason)
    await this.expectClose()
  }

  /** Dies without a closing handshake, like a crashed browser or a cut cable, and returns when the server end has noticed (code 1006). */
  async drop(): Promise<void> {
    this.#socket.terminate()
    await this.expectClose()
  }

  async #whileServerHandles(event: 'message' | 'pong', act: () => void): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw new Error(`the connection is not open; ${this.#story()}`)
    const handled = this.#server?.handled(event)
    act()
    if (!handled) return
    await this.#bounded(handled, `the server end did not handle the ${event}${this.#server?.socket.isPaused ? ' (it is paused)' : ''}`)
    // Lets continuations of listeners run that nobody can wait for.
    await new Promise<void>((resolve) => soon(resolve))
  }

  /** Waits until everything that the server end has sent is here. A frame behind it tells, for a WebSocket keeps the order. */
  async #settle(): Promise<void> {
    const server = this.#server?.socket
    if (this.#end || (server && server.readyState !== WebSocket.OPEN)) {
      await this.#ended()
      return
    }
    if (server) send.call(server, MARKER, { binary: false }, () => undefined)
    else this.#socket.ping(MARKER)
    const wanted = ++this.#markers
    await this.#until(() => this.#markersSeen >= wanted || this.#end !== undefined, 'the marker did not arrive')
  }

  /** Waits until both ends are closed, and the listeners of the server end have run. */
  async #ended(): Promise<{ code: number; reason: string }> {
    await Promise.all([
      this.#until(() => this.#end !== undefined, 'the connection was not closed'),
      this.#bounded(this.#server?.handled('close'), "the connection was not closed, or a 'close' listener of the server end did not finish"),
    ])
    return this.#end ?? { code: 1006, reason: '' }
  }

  get #server(): ServerEnd | undefined {
    return serverEnds.get(this.#socket)
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

  #bounded(work: Promise<void> | undefined, failure: string): Promise<void> {
    return bounded(work, () => `${failure}; ${this.#story()}`)
  }

  #story(): string {
    const state = this.#end ? `closed with code ${this.#end.code} and reason ${JSON.stringify(this.#end.reason)}` : 'open'
    const shown = this.#messages.map((message) => (typeof message === 'string' ? JSON.stringify(message) : `<${message.toString('hex')}>`))
    return `the connection is ${state}, ${shown.length} received: [${shown.join(', ').slice(0, 2000)}]`
  }
}

/** The server end, and when its listeners for an event have run. */
interface ServerEnd {
  readonly socket: WebSocket
  /** Settles when the listeners of the next such event have run, async ones to their end; at once when that event cannot come any more. */
  handled(event: 'message' | 'pong' | 'close'): Promise<void>
}

function serverEnd(socket: WebSocket): ServerEnd {
  const waiting = new Map<unknown, ((outcome: Promise<unknown>) => void)[]>()
  // Does what `emit` does, and keeps what the listeners return; a listener of our own would show in `listenerCount`.
  const value = (event: string, ...args: unknown[]): boolean => {
    const waiters = waiting.get(event)?.splice(0, event === 'close' ? Infinity : 1) ?? []
    if (waiters.length === 0) return emit.call(socket, event, ...args)
    const listeners = socket.rawListeners(event)
    const outcome = Promise.all(listeners.map(async (listener) => Reflect.apply(listener, socket, args)))
    for (const waiter of waiters) waiter(outcome)
    return listeners.length > 0
  }
  Object.defineProperty(socket, 'emit', { value, configurable: true, writable: true })
  return {
    socket,
    async handled(event) {
      if (socket.readyState === WebSocket.CLOSED) return
      await new Promise<unknown>((resolve) => waiting.set(event, [...(waiting.get(event) ?? []), resolve]))
    },
  }
}

interface PairServer {
  connect(path: string, options: ConnectOptions): Promise<WebSocketPair>
  close(): Promise<void>
}

async function startServer(): Promise<PairServer> {
  const http = createServer()
  const server = new WebSocketServer({ server: http, clientTracking: false })
  const listening = new Promise<void>((resolve, reject) => http.once('listening', resolve).once('error', reject))
  http.listen(0, '127.0.0.1')
  await bounded(listening, () => 'the WebSocket server did not start')
  // A server that nobody uses any more does not keep the process alive: node:test runs the last hooks only when nothing does.
  http.unref()
  const address = http.address()
  const port = typeof address === 'object' ? address?.port : undefined
  // Which server end belongs to a client is known by the client's port.
  const arrived = new Map<number | undefined, WebSocket>()
  server.on('connection', (socket, request) => arrived.set(request.socket.remotePort, socket))
  return {
    async connect(path, options) {
      const { socket, client, localPort } = await connect(`ws://127.0.0.1:${port}${path.startsWith('/') ? path : `/${path}`}`, options)
      const far = arrived.get(localPort)
      if (!far) throw new Error('the server did not get the connection')
      arrived.delete(localPort)
      serverEnds.set(socket, serverEnd(far))
      return pairOf(far, client, async () => {
        if (far.isPaused) far.terminate()
        await client.close(1001).finally(() => far.terminate())
      })
    },
    close: () => bounded(new Promise<void>((resolve) => server.close(() => http.close(() => resolve()))), () => 'the WebSocket server did not close'),
  }
}

function pairOf(server: WebSocket, client: WebSocketClient, close: () => Promise<void>): WebSocketPair {
  return Object.assign([server, client] as const, { server, client, close })
}

async function connect(url: string, { headers = {}, protocols = [], autoPong = true }: ConnectOptions) {
  const socket = new WebSocket(url, protocols, { headers, perMessageDeflate: false })
  // It answers pings by its own method; the option for that came with ws 8.16.
  if (!autoPong) Object.defineProperty(socket, 'pong', { value: () => undefined })
  const client = new WebSocketClient(socket)
  let localPort: number | undefined
  socket.once('upgrade', (response) => (localPort = response.socket.localPort))
  const open = new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  await bounded(open, () => 'the server did not answer the handshake').catch((error: Error) => {
    socket.terminate()
    throw new Error(`connecting to ${url} failed: ${error.message}`)
  })
  return { socket, client, localPort }
}

/** Waits on real time, however the test fakes its own. */
async function bounded(work: Promise<void> | undefined, failure: () => string): Promise<void> {
  if (!work) return
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
  if (!afterEach || !last) throw new Error('no hooks of a test runner in sight: call useWebSocketPairs({ afterAll, afterEach })')
  return { afterEach, afterAll: last }
}
