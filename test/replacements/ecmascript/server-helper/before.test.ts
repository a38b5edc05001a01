// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { WS } from 'vitest-websocket-mock'
import { Persistent } from './app'

function setup(path: string) {
  WS.clean()
  const server = new WS(`ws://localhost:5000${path}`)
  const client = new Persistent(() => new WebSocket(`ws://localhost:5000${path}`))
  return { server, client }
}

describe('Persistent', () => {
  it('opens', async () => {
    const { server, client } = setup('/a')
    await server.connected
    expect(client.state).toBe('open')
    await expect(server).toReceiveMessage('attempt 1')
  })

  it('does not come back after a clean end', async () => {
    const { server, client } = setup('/b')
    const socket = await server.connected
    socket.close()
    await server.closed
    expect(client.state).toBe('lost')
    expect(client.attempts).toBe(1)
  })
})
