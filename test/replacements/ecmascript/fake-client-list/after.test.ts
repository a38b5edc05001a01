import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { Topics } from './app'
import { useWebSocketServers, type RealWebSocketServer } from './real-websocket-server'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

let server: RealWebSocketServer
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})


it('asks on the connection of the topic', async () => {
  const topics = new Topics()
  topics.join('cats')
  topics.join('dogs')
  expect(await server.connections()).toHaveLength(2)
  await (await server.connection(0)).open()
  await (await server.connection(1)).open()
  topics.ask('cats', 'why?')
  expect(await (await server.connection(0)).receivedText()).toEqual(['why?'])
  expect(await (await server.connection(1)).receivedText()).toHaveLength(0)
})

it('keeps answers', async () => {
  const topics = new Topics()
  topics.join('cats')
  expect((await server.connection(-1)).url).toBe('ws://localhost/cats')
  await (await server.connection(-1)).open()
  await (await server.connection(-1)).send('because')
  expect(topics.answers).toEqual(['cats: because'])
})
