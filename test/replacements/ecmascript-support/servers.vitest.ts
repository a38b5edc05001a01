import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'

const servers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

interface Told {
  readonly client: WebSocket
  readonly log: unknown[]
}

/** A client that notes what it is told, and says hello when it is open. */
function connect(url: string): Told {
  const log: unknown[] = []
  const client = new WebSocket(url)
  client.onopen = () => {
    log.push('open')
    client.send('hello')
  }
  client.onmessage = (event) => log.push(event.data)
  client.onclose = (event) => log.push([event.code, event.reason, event.wasClean])
  client.onerror = () => log.push('error')
  return { client, log }
}

it('takes messages, sends and closes', async () => {
  const server = servers.open('ws://localhost:1234')
  const { client, log } = connect('ws://localhost:1234?x=1')
  await server.connected
  expect(client.readyState).toBe(1)
  expect(client.url).toBe('ws://localhost:1234/?x=1')
  expect(await server.nextMessage).toEqual('hello')
  await server.send('x')
  expect(log).toEqual(['open', 'x'])
  await server.close({ code: 3000, reason: 'r' })
  expect(log).toEqual(['open', 'x', [3000, 'r', true]])
  expect(await server.received()).toEqual(['hello'])
})

it('sends and takes binary messages', async () => {
  const server = servers.open('ws://localhost:1234')
  const { client, log } = connect('ws://localhost:1234')
  client.binaryType = 'arraybuffer'
  await server.connected
  client.send(Uint8Array.of(1, 2))
  await server.send(Uint8Array.of(3, 4))
  expect([...new Uint8Array(log[1] as ArrayBuffer)]).toEqual([3, 4])
  expect([...((await server.received())[1] as Uint8Array)]).toEqual([1, 2])
})

it('fails and cuts connections', async () => {
  const first = servers.open('ws://localhost:1')
  const second = servers.open('wss://localhost:2/path')
  const failed = connect('ws://localhost:1')
  const cut = connect('wss://localhost:2/path')
  await Promise.all([first.connected, second.connected])
  await first.error()
  await second.close({ code: 1006 })
  expect(failed.log).toEqual(['open', 'error', [1006, '', false]])
  expect(cut.log).toEqual(['open', [1006, '', false]])
})

it('runs scripts to their end', async () => {
  const server = servers.open('ws://localhost:1234')
  server.on('connection', (socket) => {
    socket.on('message', (message) => {
      if (message !== 'enough') void socket.send(`${String(message)}!`)
    })
  })
  const { client, log } = connect('ws://localhost:1234')
  await server.connected
  client.send('one')
  client.send('two')
  await server.settled()
  expect(log).toEqual(['open', 'hello!', 'one!', 'two!'])
})

it('refuses addresses without a server, and clients that may not', async () => {
  servers.open('ws://localhost:1', { verifyClient: () => false })
  const { client, log } = connect('ws://localhost:1')
  const other = connect('ws://example.com/')
  await Promise.all([client, other.client].map((each) => new Promise((resolve) => each.addEventListener('close', resolve))))
  expect(log).toEqual(['error', [1006, '', false]])
  expect(other.log).toEqual(['error', [1006, '', false]])
})

it('listens at an address of its own', async () => {
  const server = servers.open()
  const { log } = connect(`${server.address}/deep?x`)
  await server.connected
  expect(log).toEqual(['open'])
  connect('ws://any.where')
  expect((await server.settled()).clients()).toHaveLength(2)
})

it('says what happened when a wait ends', async () => {
  const server = servers.open('ws://localhost:1234')
  connect('ws://localhost:1234')
  await server.connected
  await expect(server.next({ timeout: 10 })).resolves.toBe('hello')
  await expect(server.next({ timeout: 10 })).rejects.toThrow('no further message arrived; 1 clients connected to ws://localhost:1234, 1 of them are still there, 1 messages arrived: ["hello"] (waited 10 ms)')
  await expect(server.expectSilence()).rejects.toThrow('expected silence')
})

describe('a held server', () => {
  let server: RealWebSocketServer

  beforeEach(() => {
    server = servers.open(undefined, { isHeld: true })
  })

  it('lets clients wait for their handshake', async () => {
    const { client, log } = connect('ws://localhost:1234')
    const socket = await server.connection(0)
    expect(log).toEqual([])
    expect(socket.url).toBe('ws://localhost:1234')
    await expect(socket.expectClose()).rejects.toThrow('waiting for its handshake')
    await socket.open()
    await socket.send('x')
    expect(log).toEqual(['open', 'x'])
    expect(await socket.receivedText()).toEqual(['hello'])
    expect(await socket.isOpen()).toBe(true)
    client.close(4000, 'bye')
    await socket.expectClose(4000, 'bye')
    await expect(socket.expectClose(1000)).rejects.toThrow('expected close code 1000; the connection to ws://localhost:1234 is closed with code 4000 and reason "bye"')
    expect(log.at(-1)).toEqual([4000, 'bye', true])
  })

  it('completes handshakes that it needs, and refuses others', async () => {
    const sent = connect('ws://localhost:1')
    await (await server.connection(-1)).send('x')
    const refused = connect('ws://localhost:2')
    await (await server.connection(-1)).close({ code: 1006 })
    const failed = connect('ws://localhost:3')
    await (await server.connection(-1)).fail()
    expect(sent.log).toEqual(['open', 'x'])
    expect(refused.log).toEqual(['error', [1006, '', false]])
    expect(failed.log).toEqual(['error', [1006, '', false]])
  })

  it('tells whether a connection was closed, and the state of its client', async () => {
    const { client, log } = connect('ws://localhost:1')
    const socket = await server.connection()
    await socket.expectNoClose()
    expect(await socket.state()).toBe(WebSocket.CONNECTING)
    await socket.open()
    await socket.expectNoClose()
    expect(await socket.state()).toBe(WebSocket.OPEN)
    client.close()
    expect(client.readyState).toBe(WebSocket.CLOSING)
    await server.atRest()
    expect(log.at(-1)).toEqual([1005, '', true])
    expect(await socket.state()).toBe(WebSocket.CLOSED)
    await expect(socket.expectNoClose()).rejects.toThrow('expected the connection not to be closed; the connection to ws://localhost:1 is closed with code 1005')
  })

  it('knows clients that were closed before they could ask for anything', async () => {
    const { client } = connect('ws://localhost:1')
    client.close()
    const second = connect('ws://localhost:2')
    const socket = await server.connection(0)
    await socket.expectClose(1006)
    expect(await socket.state()).toBe(WebSocket.CLOSED)
    expect((await server.connections()).map(({ url }) => url)).toEqual(['ws://localhost:1', 'ws://localhost:2'])
    await (await server.connection(1)).open()
    expect(second.log).toEqual(['open'])
  })

  it('lets clients in from when it is told to', async () => {
    const first = connect('ws://localhost:1')
    await server.atRest()
    expect(first.log).toEqual([])
    await server.release()
    expect(first.log).toEqual(['open'])
    const second = connect('ws://localhost:2')
    await server.atRest()
    expect(second.log).toEqual(['open'])
    expect(await server.receivedText()).toEqual(['hello', 'hello'])
    await server.clear()
    expect(await server.received()).toEqual([])
    await server.expectNoClose()
    second.client.close()
    await expect(server.expectNoClose()).rejects.toThrow('closed with code 1005')
  })

  it('fails with what a listener throws, and keeps the connection', async () => {
    const client = new WebSocket('ws://localhost:1')
    client.onmessage = ({ data }) => JSON.parse(data as string)
    const socket = await server.connection()
    await expect(socket.send('no JSON')).rejects.toThrow(SyntaxError)
    await expect(socket.send('{}')).resolves.toBeUndefined()
    expect(client.readyState).toBe(WebSocket.OPEN)
    client.onclose = () => {
      throw new Error('at the end')
    }
    await expect(socket.close()).rejects.toThrow('at the end')
  })

  it('is left by a client before it asks for anything', () => {
    connect('ws://localhost:1').client.close()
    connect('ws://localhost:2')
  })

  it('knows nothing of clients of the test before', async () => {
    const { log } = connect('ws://localhost:3')
    expect((await server.connections()).map(({ url }) => url)).toEqual(['ws://localhost:3'])
    await (await server.connection(0)).open()
    await (await server.connection(0)).close({ code: 1000 })
    expect(log).toEqual(['open', [1000, '', true]])
    expect(await server.connections()).toHaveLength(1)
  })

  it('notices clients that give up', async () => {
    const { client } = connect('ws://localhost:1234')
    const socket = await server.connection(-1)
    client.close()
    expect(await socket.isOpen()).toBe(false)
    await socket.expectClose(1006)
  })

  it('ends with clients that come back for ever', async () => {
    const again = (): void => {
      new WebSocket('ws://localhost').onclose = again
    }
    again()
    await (await server.connection()).open()
  })
})
