/**
 * @jest-environment jsdom
 */
import { renderHook, waitFor } from '@testing-library/react'
import WS from 'jest-websocket-mock'
import { useRoom } from './app'

const url = 'ws://localhost:8000/room'

afterEach(() => {
  WS.clean()
})

it('shows what comes', async () => {
  const server = new WS(url)
  const { result } = renderHook(() => useRoom(url))
  expect(result.current.state).toBe('connecting')
  await server.connected
  expect(result.current.state).toBe('open')
  server.send('one')
  server.send('two')
  expect(result.current.lines).toEqual(['one', 'two'])
})

it('sends', async () => {
  const server = new WS(url)
  const { result } = renderHook(() => useRoom(url))
  await waitFor(() => expect(result.current.state).toBe('open'))
  result.current.say('hello')
  await expect(server).toReceiveMessage('hello')
})

it('shows the end', async () => {
  const server = new WS(url)
  const { result } = renderHook(() => useRoom(url))
  await server.connected
  server.close()
  expect(result.current.state).toBe('closed')
})
