// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useWebSocketServers } from './real-websocket-server'
import { Persistent } from './app'

const webSocketServers = useWebSocketServers({ afterAll, afterEach, beforeAll, beforeEach })

async function setup(path: string) {
  await webSocketServers.clean()
  const server = webSocketServers.open(`ws://localhost:5000${path}`)
  const client = new Persistent(() => new WebSocket(`ws://localhost:5000${path}`))
  return { server, client }
}

describe('Persistent', () => {
  it('opens', async () => {
    const { server, client } = await setup('/a')
    await server.connected
    expect(client.state).toBe('open')
    expect(await server.nextMessage).toEqual('attempt 1')
  })

  it('does not come back after a clean end', async () => {
    const { server, client } = await setup('/b')
    const socket = await server.connected
    await socket.close()
    await server.closed
    expect(client.state).toBe('lost')
    expect(client.attempts).toBe(1)
  })
})
