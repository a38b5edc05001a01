// refused: `vi.mock('socket.io-client')` takes the place of the client: remove it, open a real `Server` of `socket.io` on port 0 of 127.0.0.1, and give the code under test its address
import { expect, it, vi } from 'vitest'
import { io } from 'socket.io-client'
import { connect } from './app'

vi.mock('socket.io-client', () => ({ io: vi.fn(() => ({ on: vi.fn(), emit: vi.fn() })) }))

it('connects', () => {
  connect('http://localhost:8080')
  expect(io).toHaveBeenCalledWith('http://localhost:8080')
})
