import { expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { announce, deal, type Player } from './app.js'

it('deals', () => {
  const ada = { name: 'ada', socket: { send: vi.fn(), on: vi.fn(), readyState: 1, OPEN: 1 } as unknown as WebSocket }
  const bob: Player = { name: 'bob', socket: { send: vi.fn(), on: vi.fn(), readyState: 3, OPEN: 1 } as unknown as WebSocket }
  deal([ada, bob], 'ace')
  expect(ada.socket.send).toHaveBeenCalledOnce()
  expect(ada.socket.send).toHaveBeenCalledWith('ada gets ace')
  expect(bob.socket.send).not.toHaveBeenCalled()
})

it('announces', () => {
  const clients = [
    { readyState: 1, send: vi.fn() },
    { readyState: 2, send: vi.fn() },
  ]
  announce(new Set(clients as unknown as WebSocket[]), 'hello')
  expect(clients[0]!.send).toHaveBeenCalledWith('hello')
  expect(clients[1]!.send).not.toHaveBeenCalled()
})
