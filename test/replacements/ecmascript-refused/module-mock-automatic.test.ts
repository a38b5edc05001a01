// refused: `jest.mock('ws')` takes the place of the whole library: remove it, let servers listen on port 0 of 127.0.0.1, and give clients that address
import WebSocket from 'ws'
import { connect } from './app'

jest.mock('ws')

it('connects', () => {
  connect('ws://localhost:8080')
  expect(WebSocket).toHaveBeenCalledWith('ws://localhost:8080')
})
