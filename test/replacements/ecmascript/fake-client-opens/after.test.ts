import { afterAll, beforeAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Outbox } from './app'
import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

afterEach(() => {
  vi.unstubAllGlobals()
})

it('keeps what is put too early', async () => {
  const outbox = new Outbox()
  void outbox.open('ws://outbox.example/')
  outbox.put('one')
  await server.atRest()
  expect(outbox.status).toBe('opening')
  await (await server.connection(0)).expectSilence()
})

it('sends it in order', async () => {
  const outbox = new Outbox()
  const opened = outbox.open('ws://outbox.example/')
  outbox.put('one')
  await server.release()
  await opened
  await server.atRest()
  outbox.put('two')
  await server.atRest()
  expect((await server.connection(0)).url).toBe('ws://outbox.example/')
  expect((await (await server.connection(0)).receivedText())[0]).toBe('one')
  expect((await (await server.connection(0)).received()).at(-1)).toEqual('two')
  expect(await (await server.connection(0)).received()).toHaveLength(2)
})

it('takes answers, and closes', async () => {
  const outbox = new Outbox()
  await server.release()
  await outbox.open('ws://outbox.example/')
  await server.atRest()
  await (await server.connection(0)).send('ok')
  expect(outbox.answers).toEqual(['ok'])
  outbox.close()
  await server.atRest()
  expect(outbox.status).toBe('closed')
})

it('opens after a while', async () => {
  const outbox = new Outbox()
  void outbox.open('ws://outbox.example/')
  outbox.put('one')
  await server.release()
  await wait()
  await server.atRest()
  expect(outbox.status).toBe('open')
  expect(await (await server.connection(0)).received()).toContainEqual('one')
})
