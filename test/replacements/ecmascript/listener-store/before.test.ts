import { expect, test, vi } from 'vitest'
import { Session } from './app'

test('echoes and notes the close', () => {
  const handlers: Record<string, (...args: any[]) => void> = {}
  const socket = {
    send: vi.fn((_data: string, cb?: () => void) => cb?.()),
    on: vi.fn((event: string, handler: (...args: any[]) => void) => {
      handlers[event] = handler
    }),
    isAlive: true,
  }
  const session = new Session(socket as any)

  handlers.message('one')
  handlers['message'](Buffer.from('two'), false)
  expect(socket.send.mock.calls.map((c) => c[0])).toEqual(['echo one', 'echo two'])

  handlers.close(4002, Buffer.from('later'))
  expect(session.closed).toBe(4002)
})
