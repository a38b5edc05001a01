/**
 * @jest-environment jsdom
 */
import { act, renderHook, waitFor } from '@testing-library/react'
import { useNotifications } from './app'
import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({}, act)

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

it('connects', async () => {
  const { result } = renderHook(() => useNotifications('ada'))
  await waitFor(async () => expect(await server.connections()).toHaveLength(1))
  expect((await server.connection(0)).url).toContain('/notifications/ada')
  expect(result.current.isConnected).toBe(false)
  await act(async () => {
    await (await server.connection(0)).open()
  })
  expect(result.current.isConnected).toBe(true)
})

it('counts what is unread', async () => {
  const { result } = renderHook(() => useNotifications('ada'))
  const socket = await server.connection(-1)
  await act(async () => socket.open())
  await act(async () => socket.send(JSON.stringify({ type: 'notification', id: 1 })))
  await act(async () => {
    await socket.send(JSON.stringify({ type: 'notification', id: 2 }))
    await socket.send(JSON.stringify({ type: 'other' }))
  })
  expect(result.current.unread).toBe(2)
  act(() => result.current.read(2))
  expect(result.current.unread).toBe(1)
  expect(await socket.receivedText()).toEqual([JSON.stringify({ type: 'read', id: 2 })])
  expect(JSON.parse((await socket.receivedText())[0]!)).toEqual({ type: 'read', id: 2 })
})

it('closes when the component goes', async () => {
  const { unmount } = renderHook(() => useNotifications('ada'))
  const socket = await server.connection(0)
  await act(async () => socket.open())
  unmount()
  await socket.expectClose()
})
