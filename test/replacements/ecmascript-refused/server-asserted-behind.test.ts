// refused: nobody could wait for the connection here, and something is asserted behind it
import { Server } from 'mock-socket'

it('hears', (done) => {
  const server = new Server('ws://localhost:1234')
  const heard: string[] = []
  const client = new WebSocket('ws://localhost:1234')
  client.onmessage = ({ data }) => heard.push(data)
  client.onopen = () => {
    server.emit('message', 'hello')
    expect(heard).toEqual(['hello'])
    done()
  }
})
