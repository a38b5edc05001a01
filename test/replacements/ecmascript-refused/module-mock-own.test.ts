// refused: `vi.mock('./websocket')` takes the place of a module of the application: leave that one in place, and give it a real connection
import { expect, it, vi } from 'vitest'
import { openWebSocket } from './websocket'
import { connect } from './app'

vi.mock('./websocket', () => ({ openWebSocket: vi.fn() }))

it('connects', () => {
  connect('ws://localhost:8080')
  expect(openWebSocket).toHaveBeenCalledWith('ws://localhost:8080')
})
