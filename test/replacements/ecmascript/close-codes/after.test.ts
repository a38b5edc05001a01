import { afterAll, afterEach, expect, test } from 'vitest'
import { authenticate } from './app.ts'
import { useWebSocketPairs } from './real-websocket.ts'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

test('a missing token closes with 4401', async () => {
  const [socket, socketClient] = await webSocketPairs.open()
  expect(authenticate(socket, undefined)).toBe(false)
  await socketClient.expectClose(4401, 'missing token')
  await socketClient.expectSilence()
  expect((await socketClient.expectClose()).code).not.toBe(1006)
})

test('an expired token is told why', async () => {
  const [socket, socketClient] = await webSocketPairs.open()
  expect(authenticate(socket, 'expired')).toBe(false)
  expect(await socketClient.received()).toContainEqual('{"type":"expired"}')
  await socketClient.expectClose()
  expect(await socketClient.expectClose()).toEqual({ code: expect.any(Number), reason: expect.stringContaining('expired') })
  expect((await socketClient.expectClose()).code).toBe(4403)
})

test('a hostile peer is cut off', async () => {
  const [socket, socketClient] = await webSocketPairs.open()
  authenticate(socket, 'hostile')
  await socketClient.expectClose(1006)
  await socketClient.expectClose(1006)
})

test('a good token is welcome', async () => {
  const [socket, socketClient] = await webSocketPairs.open()
  expect(authenticate(socket, 'good')).toBe(true)
  expect(socket.readyState).toBe(socket.OPEN)
  expect(socket.readyState).toBe(socket.OPEN)
  expect(await socketClient.received()).toEqual(['{"type":"ready"}'])
})
