// refused: it is not part of an object that stands for a socket
import { expect, it } from 'vitest'
import { mock } from 'vitest-mock-extended'
import { greet } from './app'

it('greets', () => {
  const ws = mock<WebSocket>()
  greet(ws)
  expect(ws.send).toHaveBeenCalledWith('hi')
})
