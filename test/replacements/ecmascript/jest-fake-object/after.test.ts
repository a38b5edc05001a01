/**
 * @jest-environment jsdom
 */
import { act, renderHook } from '@testing-library/react'
import { useBuild } from './app'
import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({}, act)

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

const realWebSocket = global.WebSocket

beforeEach(() => {
  jest.clearAllMocks()
})

afterAll(() => {
  global.WebSocket = realWebSocket
})

it('follows a build', async () => {
  renderHook(() => useBuild('7'))
  expect((await server.connections()).map(({ url }) => url)).toContainEqual(expect.stringContaining('/builds/7'))
  expect((await server.connection(0)).url).toBe('ws://localhost:3000/builds/7')
  await act(async () => await (await server.connection(-1)).open())
  expect(await server.received()).toContainEqual('{"follow":"7"}')
})

it('tells its state', async () => {
  const { result } = renderHook(() => useBuild('7'))
  await act(async () => await (await server.connection(-1)).open())
  await act(async () => {
    await (await server.connection(-1)).send(JSON.stringify({ line: 'one' }))
    await (await server.connection(-1)).send(JSON.stringify({ line: 'two' }))
  })
  expect(result.current.lines).toBe(2)
  await act(async () => await (await server.connection(-1)).send(JSON.stringify({ state: 'done' })))
  expect(result.current.state).toBe('done')
  await act(async () => await (await server.connection(-1)).close({ code: 1006 }))
  expect(result.current.state).toBe('done')
})

it('is lost', async () => {
  const { result } = renderHook(() => useBuild('8'))
  await act(async () => await (await server.connection(-1)).open())
  await act(async () => await (await server.connection(-1)).close({ code: 1006 }))
  expect(result.current.state).toBe('lost')
})

it('connects anew for another build', async () => {
  const { rerender } = renderHook(({ id }) => useBuild(id), { initialProps: { id: '1' } })
  await act(async () => await (await server.connection(-1)).open())
  rerender({ id: '2' })
  await act(async () => await (await server.connection(-1)).open())
  expect(await server.connections()).toHaveLength(2)
  expect(await server.received()).toHaveLength(2)
  expect((await server.receivedText())[1]).toBe('{"follow":"2"}')
})

it('goes', async () => {
  const { unmount } = renderHook(() => useBuild('9'))
  await act(async () => await (await server.connection(-1)).open())
  await server.expectNoClose()
  unmount()
  await (await server.connection(-1)).expectClose()
})
