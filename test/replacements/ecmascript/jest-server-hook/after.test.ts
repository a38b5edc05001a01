/**
 * @jest-environment jsdom
 */
import { act, renderHook, waitFor } from '@testing-library/react'
import { useWebSocketServers } from './real-websocket-server'
import { useRoom } from './app'

const webSocketServers = useWebSocketServers({}, act)

const url = 'ws://localhost:8000/room'

it('shows what comes', async () => {
  const server = webSocketServers.open(url)
  const { result } = renderHook(() => useRoom(url))
  expect(result.current.state).toBe('connecting')
  await server.connected
  expect(result.current.state).toBe('open')
  await server.send('one')
  await server.send('two')
  expect(result.current.lines).toEqual(['one', 'two'])
})

it('sends', async () => {
  const server = webSocketServers.open(url)
  const { result } = renderHook(() => useRoom(url))
  await waitFor(() => expect(result.current.state).toBe('open'))
  result.current.say('hello')
  expect(await server.nextMessage).toEqual('hello')
})

it('shows the end', async () => {
  const server = webSocketServers.open(url)
  const { result } = renderHook(() => useRoom(url))
  await server.connected
  await server.close()
  expect(result.current.state).toBe('closed')
})
