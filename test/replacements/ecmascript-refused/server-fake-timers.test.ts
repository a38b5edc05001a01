// refused: timers are faked: a real connection takes real time, which would not pass
import { expect, it, vi } from 'vitest'
import WS from 'vitest-websocket-mock'

it('waits', async () => {
  vi.useFakeTimers()
  const server = new WS('ws://localhost:1234')
  new WebSocket('ws://localhost:1234')
  vi.advanceTimersByTime(100)
  await server.connected
  expect(server.messages).toEqual([])
})
