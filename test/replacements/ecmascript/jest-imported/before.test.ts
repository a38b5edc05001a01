import { expect, jest, test } from '@jest/globals'
import { authenticate } from './app'

const makeSocket = () => ({ send: jest.fn(), close: jest.fn(), terminate: jest.fn() }) as any

test('a missing token closes with 4401', () => {
  const socket = makeSocket()
  expect(authenticate(socket, undefined)).toBe(false)
  expect(socket.close).toHaveBeenCalledWith(4401, 'missing token')
  expect(socket.send).not.toHaveBeenCalled()
  expect(socket.terminate).not.toHaveBeenCalled()
})

test('an expired token is told why', () => {
  const socket = makeSocket()
  expect(authenticate(socket, 'expired')).toBe(false)
  expect(socket.send).toHaveBeenCalledWith('{"type":"expired"}')
  expect(socket.close).toHaveBeenCalledTimes(1)
  expect(socket.close).toHaveBeenCalledWith(expect.any(Number), expect.stringContaining('expired'))
  expect(socket.close.mock.calls[0][0]).toBe(4403)
})

test('a hostile peer is cut off', () => {
  const socket = makeSocket()
  authenticate(socket, 'hostile')
  expect(socket.terminate).toHaveBeenCalled()
  expect(socket.close).not.toHaveBeenCalled()
})

test('a good token is welcome', () => {
  const socket = makeSocket()
  expect(authenticate(socket, 'good')).toBe(true)
  expect(socket.close).not.toHaveBeenCalled()
  expect(socket.terminate).not.toHaveBeenCalled()
  expect(socket.send).toHaveBeenCalledWith('{"type":"ready"}')
})
