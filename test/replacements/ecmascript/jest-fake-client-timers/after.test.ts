/**
 * @jest-environment jsdom
 */
import { act, renderHook } from '@testing-library/react'
import { useFeed } from './app'
import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({}, act)

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

describe('useFeed', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
  })

  afterEach(() => {
    jest.useRealTimers()
  })

  it('takes items', async () => {
    const { result } = renderHook(() => useFeed('ws://localhost/feed'))
    expect(result.current.status).toBe('connecting')
    await act(async () => await (await server.connection(0)).open())
    expect(result.current.status).toBe('on')
    await act(async () => await (await server.connection(0)).send('one'))
    await act(async () => {
      await (await server.connection(0)).send('two')
    })
    expect(result.current.items).toEqual(['one', 'two'])
    act(() => result.current.send('three'))
    expect(await (await server.connection(0)).received()).toContainEqual('three')
    expect(await (await server.connection(0)).received()).toHaveLength(1)
  })

  it('comes back after a second', async () => {
    const { result } = renderHook(() => useFeed('ws://localhost/feed'))
    await act(async () => await (await server.connection(0)).open())
    await act(async () => await (await server.connection(0)).close({ code: 1006 }))
    expect(result.current.status).toBe('lost')
    act(() => {
      jest.advanceTimersByTime(999)
    })
    expect(await server.connections()).toHaveLength(1)
    act(() => {
      jest.advanceTimersByTime(1)
    })
    expect(await server.connections()).toHaveLength(2)
    expect((await server.connection(1)).url).toBe('ws://localhost/feed')
    expect(result.current.status).toBe('connecting')
  })

  it('closes when the component goes', async () => {
    const { unmount } = renderHook(() => useFeed('ws://localhost/feed'))
    await (await server.connection(0)).expectNoClose()
    unmount()
    await (await server.connection(0)).expectClose()
    jest.advanceTimersByTime(5000)
    expect(await server.connections()).toHaveLength(1)
  })

  it('makes nothing when it is off', async () => {
    renderHook(() => useFeed('ws://localhost/feed', false))
    expect(await server.connections()).toHaveLength(0)
  })
})
