import { afterAll, afterEach, expect, test } from 'vitest'
import { Session } from './app'
import { useWebSocketPairs } from './real-websocket'

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach })

test('echoes and notes the close', async () => {
  const [socket, socketClient] = await webSocketPairs.open()
  Object.assign(socket, { isAlive: true })
  const session = new Session(socket)

  await socketClient.deliver('one')
  await socketClient.deliver(Buffer.from('two'), false)
  expect(await socketClient.receivedText()).toEqual(['echo one', 'echo two'])

  await socketClient.close(4002, Buffer.from('later'))
  expect(session.closed).toBe(4002)
})
