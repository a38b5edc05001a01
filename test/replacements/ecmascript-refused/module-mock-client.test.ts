// refused: `vi.mock('ws')` takes the place of the client: remove it, open a real `WebSocketServer` on port 0 of 127.0.0.1, and give the code under test its address
import { expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { connect } from './app'

vi.mock('ws', () => ({ default: vi.fn(() => ({ on: vi.fn(), send: vi.fn() })) }))

it('connects', () => {
  connect('ws://localhost:8080')
  expect(WebSocket).toHaveBeenCalledWith('ws://localhost:8080')
})
