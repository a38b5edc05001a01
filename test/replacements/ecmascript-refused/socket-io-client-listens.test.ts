// refused: it stands for a socket of `socket.io-client`
import { expect, it, vi } from 'vitest'
import { connect } from './app'

const socket = { on: vi.fn(), off: vi.fn(), close: vi.fn() }
vi.mock('socket.io-client', () => ({ io: () => socket }))

it('listens', () => {
  connect()
  expect(socket.on).toHaveBeenCalledWith('message', expect.any(Function))
})
