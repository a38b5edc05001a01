// refused: is handed on here, to where Demock does not follow it
import { Server } from 'mock-socket'
import { script } from './scripts'

it('is scripted elsewhere', async () => {
  const server = new Server('ws://localhost:1234')
  script(server)
  await new Promise((resolve) => setTimeout(resolve, 50))
})
