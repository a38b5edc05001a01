// refused: `jest.mock('reconnecting-websocket')` takes the place of the client: remove it, open a real `WebSocketServer` on port 0 of 127.0.0.1, and give the code under test its address
import ReconnectingWebSocket from 'reconnecting-websocket'
import { connect } from './app'

jest.mock('reconnecting-websocket')

it('connects', () => {
  connect('ws://localhost:8080')
  expect(ReconnectingWebSocket).toHaveBeenCalledWith('ws://localhost:8080')
})
