import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { connectToRunningService, openWebSocketPair, runningServiceUrl, useWebSocketPairs } from './real-websocket'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

describe('a pair', () => {
  it('is both ends of one connection, by name and in order', async () => {
    const pair = await webSocketPairs.open()
    const [ws, wsClient] = pair
    expect(ws).toBe(pair.server)
    expect(wsClient).toBe(pair.client)
    expect(ws).toBeInstanceOf(WebSocket)
    expect(ws.readyState).toBe(WebSocket.OPEN)
    ws.send('{"a":1}')
    ws.send(Buffer.from([1, 2]))
    expect(await wsClient.received()).toEqual(['{"a":1}', Buffer.from([1, 2])])
  })

  it('offers headers, path and subprotocol of the handshake', async () => {
    const [ws] = await webSocketPairs.open('room/7?token=abc', { headers: { cookie: 'a=b' }, protocols: ['chat'] })
    expect(ws.protocol).toBe('chat')
  })

  it('keeps pairs apart', async () => {
    const pairs = await Promise.all(Array.from({ length: 20 }, () => webSocketPairs.open()))
    pairs.forEach(([ws], i) => ws.send(String(i)))
    for (const [i, [, wsClient]] of pairs.entries()) expect(await wsClient.received()).toEqual([String(i)])
  })

  it('shows the code under test a socket without listeners of ours', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    await wsClient.received()
    expect(ws.eventNames()).toEqual([])
    expect(Object.keys(ws)).not.toContain('emit')
  })
})

describe('what arrived', () => {
  it('is complete and exact, without a wait', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    await wsClient.expectSilence()
    for (let i = 0; i < 1000; i++) ws.send(String(i))
    expect(await wsClient.received()).toHaveLength(1000)
    expect((await wsClient.receivedText()).at(-1)).toBe('999')
    await expect(wsClient.expectSilence()).rejects.toThrow(/expected silence; the connection is open, 1000 received: \["0", "1"/)
    await wsClient.clear()
    await wsClient.expectSilence()
  })

  it('is read as JSON or text, and nothing else is passed off as such', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    ws.send('{"type":"hello"}')
    expect(await wsClient.receivedJson()).toEqual([{ type: 'hello' }])
    ws.send('hello')
    await expect(wsClient.receivedJson()).rejects.toThrow('a message is not JSON: "hello"')
    ws.send(Buffer.from([7]))
    await expect(wsClient.receivedText()).rejects.toThrow('a binary message arrived where text was expected')
  })

  it('does not show the marker to spies', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    const sent = vi.spyOn(ws, 'send')
    await wsClient.received()
    expect(sent).not.toHaveBeenCalled()
  })

  it('is waited for when it comes later, and the wait is bounded', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    setTimeout(() => ws.send('late'), 20)
    await wsClient.waitForMessages(1)
    expect(await wsClient.received()).toEqual(['late'])
    await expect(wsClient.waitForMessages(2)).rejects.toThrow(/fewer than 2 messages arrived; .*"late".*waited 2000 ms/)
  })

  it('includes what the server end sent just before it closed', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    ws.send('bye')
    ws.close(4001, 'expired')
    expect(await wsClient.received()).toEqual(['bye'])
    expect(await wsClient.expectClose(4001, 'expired')).toEqual({ code: 4001, reason: 'expired' })
    await expect(wsClient.expectClose(4002)).rejects.toThrow('expected close code 4002; the connection is closed with code 4001 and reason "expired"')
    await expect(wsClient.expectClose(4001, 'other')).rejects.toThrow('expected close reason "other"')
  })

  it('notices messages sent on a closed connection, which ws drops', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    await wsClient.close()
    await wsClient.expectSilence()
    ws.send('into the void')
    await expect(wsClient.expectSilence()).rejects.toThrow('13 bytes were sent on a closed connection')
    const [closing, closingClient] = await webSocketPairs.open()
    closing.close()
    closing.send('too late')
    await expect(closingClient.expectSilence()).rejects.toThrow('8 bytes were sent on a closed connection')
  })
})

describe('what the far end does', () => {
  it('has been handled when deliver returns', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    const got: unknown[] = []
    ws.on('message', (data, isBinary) => {
      got.push([String(data), isBinary])
      ws.send(`echo ${data}`)
    })
    await wsClient.deliver('a')
    await wsClient.deliver({ b: 1 })
    await wsClient.deliver(Buffer.from('c'), true)
    expect(got).toEqual([['a', false], ['{"b":1}', false], ['c', true]])
    expect(await wsClient.received()).toEqual(['echo a', 'echo {"b":1}', 'echo c'])
  })

  it('waits for async listeners and hands on what they throw', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    let done = false
    ws.on('message', async (data) => {
      await new Promise((resolve) => setTimeout(resolve, 10))
      if (String(data) === 'bad') throw new Error('bad message')
      done = true
    })
    await wsClient.deliver('good')
    expect(done).toBe(true)
    await expect(wsClient.deliver('bad')).rejects.toThrow('bad message')
    ws.on('message', () => {
      throw new Error('at once')
    })
    await expect(wsClient.deliver('good')).rejects.toThrow('at once')
  })

  it('reaches once, onmessage and addEventListener, too', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    const got: unknown[] = []
    ws.once('message', (data) => got.push(String(data)))
    ws.onmessage = ({ data }) => got.push(data)
    ws.addEventListener('message', ({ data }) => got.push(data))
    await wsClient.deliver('x')
    await wsClient.deliver('y')
    expect(got).toEqual(['x', 'x', 'x', 'y', 'y'])
  })

  it('says so when nobody handles it', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    ws.pause()
    await expect(wsClient.deliver('x')).rejects.toThrow('the server end did not handle the message (it is paused)')
  })

  it('closes, and the listeners of the server end have run', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    const closed: unknown[] = []
    ws.on('close', (code, reason) => closed.push([code, String(reason)]))
    await wsClient.close(4000, 'bye')
    expect(closed).toEqual([[4000, 'bye']])
    expect(ws.readyState).toBe(WebSocket.CLOSED)
    await expect(wsClient.deliver('x')).rejects.toThrow('the connection is not open')
  })

  it('dies without a handshake', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    const closed: unknown[] = []
    ws.on('close', (code) => closed.push(code))
    await wsClient.drop()
    expect(closed).toEqual([1006])
    expect(ws.readyState).toBe(WebSocket.CLOSED)
  })

  it('counts pings, and answers them only when told so', async () => {
    const [ws, wsClient] = await webSocketPairs.open('/', { autoPong: false })
    let pongs = 0
    ws.on('pong', () => pongs++)
    ws.ping()
    expect(await wsClient.pings()).toBe(1)
    expect(pongs).toBe(0)
    await wsClient.pong()
    expect(pongs).toBe(1)
    ws.terminate()
    await wsClient.expectClose(1006)
  })

  it('waits for a close that never comes, but not for ever', async () => {
    const [, wsClient] = await webSocketPairs.open()
    await expect(wsClient.expectClose()).rejects.toThrow(/the connection was not closed; the connection is open, 0 received: \[\]/)
  })
})

describe('around it', () => {
  it('works under fake timers', async () => {
    vi.useFakeTimers()
    try {
      const [ws, wsClient] = await webSocketPairs.open()
      setTimeout(() => ws.send('tick'), 60_000)
      await wsClient.expectSilence()
      vi.advanceTimersByTime(60_000)
      expect(await wsClient.received()).toEqual(['tick'])
      await wsClient.deliver('x')
    } finally {
      vi.useRealTimers()
    }
  })

  it('needs no hooks', async () => {
    const pair = await openWebSocketPair()
    pair.server.send('1')
    expect(await pair.client.received()).toEqual(['1'])
    await pair.close()
    expect(pair.server.readyState).toBe(WebSocket.CLOSED)
  })

  it('says which hooks it wants', () => {
    expect(() => useWebSocketPairs()).toThrow('useWebSocketPairs({ afterAll, afterEach })')
  })

  it('talks to a service that is already running, or says why not', async () => {
    delete process.env.TEST_WEBSOCKET_URL
    expect(runningServiceUrl()).toBeUndefined()
    await expect(connectToRunningService()).rejects.toThrow('TEST_WEBSOCKET_URL is not set')
    process.env.TEST_WEBSOCKET_URL = 'ws://127.0.0.1:1'
    await expect(connectToRunningService('chat')).rejects.toThrow(/connecting to ws:\/\/127.0.0.1:1\/chat failed: .*ECONNREFUSED/)
    const service = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    service.on('connection', (socket, request) => {
      socket.send(`hello ${request.url}`)
      socket.on('message', (data) => socket.send(`echo ${data}`))
    })
    await new Promise((resolve) => service.once('listening', resolve))
    process.env.TEST_WEBSOCKET_URL = `ws://127.0.0.1:${(service.address() as { port: number }).port}/`
    const client = await connectToRunningService('/chat')
    await client.deliver('x')
    expect(await client.received()).toEqual(['hello /chat', 'echo x'])
    await client.close()
    await new Promise((resolve) => service.close(resolve))
  })
})
