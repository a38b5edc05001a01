import { useWebSocketPairs } from './real-websocket'

describe('pairs with global hooks', () => {
  const webSocketPairs = useWebSocketPairs()

  afterEach(() => {
    jest.useRealTimers()
  })

  it('exchange messages', async () => {
    const [ws, wsClient] = await webSocketPairs.open()
    ws.on('message', (data) => ws.send(`echo ${data}`))
    await wsClient.deliver('x')
    expect(await wsClient.received()).toEqual(['echo x'])
    await expect(wsClient.expectSilence()).rejects.toThrow('echo x')
  })

  it('work under fake timers, which fake nextTick and setImmediate here', async () => {
    jest.useFakeTimers()
    const [ws, wsClient] = await webSocketPairs.open()
    setTimeout(() => ws.send('tick'), 60_000)
    await wsClient.expectSilence()
    jest.advanceTimersByTime(60_000)
    expect(await wsClient.received()).toEqual(['tick'])
    ws.on('message', (data) => ws.send(`echo ${data}`))
    await wsClient.deliver('x')
    expect(await wsClient.received()).toEqual(['tick', 'echo x'])
    ws.close(1000, 'done')
    await wsClient.expectClose(1000, 'done')
  })

  it('are closed after the test', async () => {
    await webSocketPairs.open()
  })
})

test("'ws' must be the real one", () => {
  jest.isolateModules(() => {
    jest.doMock('ws', () => ({ WebSocket: jest.fn(), WebSocketServer: jest.fn() }))
    expect(() => require('./real-websocket')).toThrow("this is not the real 'ws': remove vi.mock('ws') or jest.mock('ws')")
    jest.dontMock('ws')
  })
})
