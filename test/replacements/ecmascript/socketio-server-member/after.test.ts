import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Server } from 'socket.io'
import { Gateway } from './app.js'
import { useSocketIoPairs, type SocketIoServerPair } from './real-socketio.js'

const socketIoPairs = useSocketIoPairs({ afterAll, afterEach })

describe('Gateway', () => {
  let gateway: Gateway

  let server: SocketIoServerPair['server']
  let serverClient: SocketIoServerPair['client']
  beforeEach(async () => {
    gateway = new Gateway()
    ;[server, serverClient] = await socketIoPairs.openServer()
    gateway.server = server as unknown as Server
  })

  it('notifies one user', async () => {
    gateway.notify('ada', 'hi')
    expect(await serverClient.rooms()).toContainEqual('user:ada')
    expect(await serverClient.received('notification')).toContainEqual([{ text: 'hi' }])
  })

  it('announces to all', async () => {
    gateway.announce('lunch')
    expect(await serverClient.rooms()).toHaveLength(0)
    expect(await serverClient.events()).toHaveLength(1)
    expect(await serverClient.received('announcement')).toContainEqual(['lunch'])
  })
})
