// refused: the fake timers hold `process.nextTick` back
import { beatEvery } from './app'

it('pings', () => {
  jest.useFakeTimers()
  const ws = { ping: jest.fn(), on: jest.fn(), readyState: 1 } as any
  beatEvery(ws, 1000)
  jest.advanceTimersByTime(1000)
  expect(ws.ping).toHaveBeenCalledTimes(1)
})
